// Every page exists in both languages, is changed in place, and can be read by everybody in light and in dark.

import type { Page } from "@playwright/test";
import { begun, filed, numbers, passwordLink, resolved, shipment } from "../support/before.ts";
import { claire, hugo, paul, sofia } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";

test.setTimeout(240_000);

/** The switch stands in the header, and on a narrow page in its menu. */
async function speak(page: Page, name: "FR · Français" | "EN · English"): Promise<void> {
  const direct = page.getByRole("button", { name, exact: true }).and(page.locator(":visible"));
  if ((await direct.count()) === 0) await page.locator(".shell-phone summary").click();
  await direct.first().click();
}

interface Ways {
  axe: (page: Page) => Promise<void>;
  ready: (page: Page) => Promise<void>;
  audited: boolean;
}

/** Goes through the pages, in French and in English. */
async function walk(page: Page, addresses: string[], { axe, ready, audited }: Ways): Promise<void> {
  for (const address of addresses) {
    await test.step(address, async () => {
      for (const [lang, name] of [["en", "EN · English"], ["fr", "FR · Français"]] as const) {
        if (lang === "en") await page.goto(address);
        await ready(page);
        const before = new URL(page.url());
        await speak(page, name);
        await expect(page.locator("html")).toHaveAttribute("lang", lang);
        expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(before.pathname + before.search);
        await ready(page);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        // What the server sends is the same with and without scripts, so it is audited once; and colours do not depend
        // on the language, so each language is audited in one of the two.
        if (audited) {
          // Colours change at once, so that none is measured on its way.
          await page.emulateMedia({ colorScheme: lang === "en" ? "dark" : "light", reducedMotion: "reduce" });
          await axe(page);
        }
      }
    });
  }
}

test("the pages before the door", async ({ page, axe, ready, javaScriptEnabled }) => {
  await walk(page, ["/sign-in", "/forgot-password"], { axe, ready, audited: javaScriptEnabled !== false });
});

test("a link to choose a password, while it holds and when it does not", async ({
  page,
  another,
  watch,
  axe,
  ready,
  javaScriptEnabled,
}) => {
  watch.allow(/status of 404/);
  const administrator = await another();
  await signIn(administrator, paul);
  await walk(page, [await passwordLink(page, administrator, hugo.email), "/reset-password/nothing"], {
    axe,
    ready,
    audited: javaScriptEnabled !== false,
  });
});

test("an address that nobody knows", async ({ page, another, watch, axe, ready, javaScriptEnabled }) => {
  watch.allow(/status of 404/);
  const [customer, agent] = [await another(), await another()];
  await signIn(customer, claire);
  await signIn(agent, sofia);
  const ways = { axe, ready, audited: javaScriptEnabled !== false };
  await walk(page, ["/nothing/here?x=1"], ways);
  await walk(customer, ["/nothing", "/requests/D-2020-000001", "/parcels/XX000000000"], ways);
  await expect(customer.locator(".shell-nav a[href='/requests'], .shell-phone a[href='/requests']").first()).toBeAttached();
  await walk(agent, ["/nothing", "/desk/D-2020-000001"], ways);
});

test("the customer's tickets", async ({ page, another, axe, ready, javaScriptEnabled }) => {
  await signIn(page, claire);
  const [open, done] = [await filed(page), await filed(page)];
  const desk = await another();
  await signIn(desk, sofia);
  await resolved(desk, done);
  await walk(
    page,
    [
      "/requests",
      `/requests?tab=all&search=${open}`,
      `/requests/${open}`,
      `/requests/${done}`,
      `/requests/${open}/filed`,
    ],
    { axe, ready, audited: javaScriptEnabled !== false },
  );
});

test("the customer's parcels, filing and account", async ({ page, axe, ready, javaScriptEnabled }) => {
  await signIn(page, claire);
  const { parcels, reference } = await shipment(page, 2);
  await walk(
    page,
    [
      "/parcels",
      `/parcels?q=${reference}`,
      "/parcels?tab=criteria",
      `/parcels?q=${reference}&open=${parcels[1]}`,
      `/parcels/${parcels[1]}`,
      `/parcels/${parcels[1]}/print`,
      "/requests/new",
      `/requests/new?parcel=${parcels[1]}`,
      "/account",
      "/gallery",
    ],
    { axe, ready, audited: javaScriptEnabled !== false },
  );
});

test("the customer's reports, proofs, downloads and tracking messages", async ({ page, axe, ready, javaScriptEnabled }) => {
  await signIn(page, claire);
  const [reports, listed] = await Promise.all(
    ["/reports", "/parcels?tab=criteria&state=delivered"].map(async (path) => (await page.request.get(path)).text()),
  );
  const report = /href="(\/reports\/[\w-]+)"/.exec(reports ?? "")?.[1] ?? "";
  expect(report).not.toBe("");
  // The first delivery is too recent for a proof, the last one is not.
  const delivered = (await numbers(page, "state=delivered")).at(-1) ?? "";
  const chosen = [...(listed ?? "").matchAll(/name="parcel" value="([^"]+)"/g)].slice(0, 2).map((box) => `parcel=${box[1]}`);
  expect(chosen).toHaveLength(2);
  await walk(
    page,
    [
      "/reports",
      report,
      `/parcels/${delivered}/proof`,
      `/parcels/proofs?${chosen.join("&")}`,
      "/downloads",
      "/tracking-messages",
      "/dashboard",
      "/dashboard/requests?of=filed",
    ],
    { axe, ready, audited: javaScriptEnabled !== false },
  );
});

test("the steps of a ticket that is being filed", async ({ page, axe, ready, javaScriptEnabled }) => {
  await signIn(page, claire);
  const { parcels } = await shipment(page, 2);
  const draft = await begun(page, { parcel: parcels[0] ?? "", subject: "contested_delivery", subReason: "in_person" });
  await walk(page, [`${draft}/check`, `${draft}/subject`, `${draft}/details`], {
    axe,
    ready,
    audited: javaScriptEnabled !== false,
  });
});

test("the agent's pages", async ({ page, another, axe, ready, javaScriptEnabled }) => {
  const claires = await another();
  await signIn(claires, claire);
  const number = await filed(claires);
  await signIn(page, sofia);
  await walk(page, ["/desk", "/desk?tab=all", `/desk/${number}`, "/account"], { axe, ready, audited: javaScriptEnabled !== false });
});

test("the administrator's pages", async ({ page, another, axe, ready, javaScriptEnabled }) => {
  const claires = await another();
  await signIn(claires, claire);
  await filed(claires);
  await signIn(page, paul);
  const mails = await (await page.request.get("/admin/mail")).text();
  const mail = /href="(\/admin\/mail\/[^"?]+)"/.exec(mails)?.[1] ?? "/admin/mail";
  await walk(page, ["/admin/mail", mail], { axe, ready, audited: javaScriptEnabled !== false });
});
