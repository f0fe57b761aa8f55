// What every journey starts from: `import { expect, test } from "../support/test.ts"`.

import { expect, test as base, type BrowserContextOptions, type Page } from "@playwright/test";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { audit } from "./audit.ts";
import type { Person } from "./people.ts";
import { Watch } from "./watch.ts";
import { World, type WorldOptions } from "./world.ts";


export { expect };

interface ForATest {
  /** What this test may not cause, and what it may: see `Watch.allow`. */
  watch: Watch;
  /** A page of another browser, for a second person; in this test's world unless another is given. */
  another: (options?: BrowserContextOptions & { world?: World }) => Promise<Page>;
  /** A world for this test alone, for one that moves the clock or breaks things. */
  ownWorld: (options?: WorldOptions) => Promise<World>;
  /** Fails unless axe finds nothing against WCAG 2.2 AA on the page, or in one part of it, as it stands now. */
  axe: (page: Page, part?: string) => Promise<void>;
  /** Waits until the page answers to a person: at once without scripts, else when the bundle has taken it over. */
  ready: (page: Page) => Promise<void>;
  /** Saves a full picture of the page under target/end2end/pictures when CONSIGNE_PICTURES is set. */
  picture: (page: Page, name: string) => Promise<void>;
}

interface ForAWorker {
  /** The worker's server. Its tests share it, so each makes what it changes. */
  world: World;
}

export const test = base.extend<ForATest, ForAWorker>({
  world: [
    async ({}, use) => {
      const world = await World.start();
      await use(world);
      await world.end();
    },
    { scope: "worker", timeout: 90_000 },
  ],

  baseURL: async ({ world }, use) => use(world.address),

  watch: async ({ world, javaScriptEnabled }, use, info) => {
    const watch = new Watch();
    watch.admit(world.address);
    // What is loaded ahead for scripts stays unused where there are none; Chromium says so.
    if (javaScriptEnabled === false) watch.allow(/was preloaded using link preload but not used/);
    await use(watch);
    if (info.status !== info.expectedStatus) await info.attach("server", { body: world.said, contentType: "text/plain" });
    expect(watch.problems, "the browser has nothing to complain of").toEqual([]);
  },

  context: async ({ context, watch }, use) => {
    watch.follow(context);
    await use(context);
  },

  another: async ({ browser, watch, world: shared }, use) => {
    const opened: Page[] = [];
    await use(async ({ world = shared, ...options } = {}) => {
      watch.admit(world.address);
      const context = await browser.newContext({ baseURL: world.address, ...options });
      watch.follow(context);
      const page = await context.newPage();
      opened.push(page);
      return page;
    });
    for (const page of opened) await page.context().close();
  },

  ownWorld: async ({ watch }, use) => {
    const started: World[] = [];
    await use(async (options) => {
      const world = await World.start(options);
      started.push(world);
      watch.admit(world.address);
      return world;
    });
    for (const world of started) await world.end();
  },

  axe: async ({ javaScriptEnabled }, use) => {
    await use((page, part) => audit(page, javaScriptEnabled !== false, part));
  },

  ready: async ({ javaScriptEnabled }, use) => {
    await use(async (page) => {
      if (javaScriptEnabled === false) return;
      // A page without the bundle has nothing to wait for. The line that loads the bundle marks the document after it.
      if ((await page.locator('script[type="module"]').count()) === 0) return;
      await page.locator("html[data-hydrated]").waitFor({ state: "attached" });
    });
  },

  picture: async ({}, use, info) => {
    await use(async (page, name) => {
      if (!process.env["CONSIGNE_PICTURES"]) return;
      const path = info.config.rootDir + `/../../target/end2end/pictures/${info.project.name}/${name}.png`;
      await mkdir(dirname(path), { recursive: true });
      await page.screenshot({ path, fullPage: true });
    });
  },
});

/** Signs in by the form, as a person would. */
export async function signInByForm(page: Page, who: Person): Promise<void> {
  await page.goto("/sign-in");
  const form = page.locator("form", { has: page.locator('input[type="password"]') });
  await form.locator('input[name="email"]').fill(who.email);
  await form.locator('input[name="password"]').fill(who.password);
  await form.locator('button[type="submit"]').click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

/** Signs in by what the form sends, and opens the first page: for journeys that begin after the door. */
export async function signIn(page: Page, who: Person): Promise<void> {
  const form = { email: who.email, password: who.password };
  const answer = await page.request.post("/sign-in", { form, maxRedirects: 0 });
  expect(answer.status(), `${who.name} is let in`).toBe(303);
  await page.goto("/");
}

/** Signs in somebody who reads pages in a language. It stays with him, so he needs a world of his own. */
export async function signInReading(page: Page, who: Person, locale: string): Promise<void> {
  await signIn(page, who);
  await page.request.post("/language", { form: { language: locale.slice(0, 2), next: "/" } });
}
