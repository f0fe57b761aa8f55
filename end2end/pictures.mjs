// Takes the pictures of real screens that the guide shows: docs/help/pictures/NAME.LANG.webp.
//
//   CONSIGNE_BIN=… node pictures.mjs
//
// It starts a demo of its own, signs in, goes to each page by its links and labels, and writes one picture of each in
// both languages. A page that is not there ends it, and nothing is kept of a run that did not end well.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

/** Where the guide looks for its pictures. */
const FOLDER = fileURLToPath(new URL("../docs/help/pictures/", import.meta.url));
/** How long the server may take to start, demo data included, in milliseconds. */
const START_LIMIT = 120_000;
/** What one picture may weigh, in bytes; the guide's test holds it to that. */
const LIMIT = 60 * 1024;
/** As wide as the header still shows its words, and legible where the guide makes it smaller. */
const VIEW = { width: 960, height: 680 };

const person = { email: "claire.morel@maison-lemaire.example", password: "colis-en-demonstration" };

/** Words of the screen that lead to a page, by language. */
const words = {
  fr: {
    email: "Adresse de courriel",
    password: "Mot de passe",
    enter: "Se connecter",
    notified: "Avisé",
    delivered: "Livré",
    instruct: /^(Donner|Remplacer) (une|la) consigne/,
    proof: "Voir la preuve",
    subscribe: /S’abonner aux messages automatiques de suivi/,
    reports: /apports? automatiques? de suivi|^Rapports$|^Relevés$/,
    next: /^Continuer/,
    details: "Dites-nous ce qui s’est passé",
    damaged: /endommagé|Avarie/i,
  },
  en: {
    email: "E-mail address",
    password: "Password",
    enter: "Sign in",
    notified: "Recipient notified",
    delivered: "Delivered",
    instruct: /^(Give an|Replace the) instruction/,
    proof: "View the proof",
    subscribe: /^Subscribe to automatic tracking messages/,
    reports: /^(Scheduled )?[Rr]eports$/,
    next: /^Continue/,
    details: "Tell us what happened",
    damaged: /damage/i,
  },
};

const program = process.env.CONSIGNE_BIN;
if (!program) {
  console.error("CONSIGNE_BIN must name the program; tools/pictures.sh sets it.");
  process.exit(2);
}

/** Starts a demo in a folder and answers its address and its process once it is ready. */
async function start(data) {
  const child = spawn(program, ["serve", "--demo", "--listen", "127.0.0.1:0", "--data", data], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const address = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the server did not start:\n${said}`)), START_LIMIT);
    const hear = (piece) => {
      said += piece.toString();
      const found = /http:\/\/127\.0\.0\.1:[1-9]\d*(?=\D)/.exec(said);
      if (!found) return;
      clearTimeout(late);
      resolve(found[0]);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", (piece) => (said += piece.toString()));
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}:\n${said}`)));
  });
  for (let tries = 0; ; tries += 1) {
    if (await fetch(`${address}/readyz`).then((answer) => answer.ok, () => false)) return { address, child };
    if (tries > START_LIMIT / 100) throw new Error(`the server is not ready:\n${said}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The address of a parcel of the demo whose page says something, found by the references that the demo gives. */
async function parcelWhere(page, holds) {
  for (let order = 8_001; order < 8_300; order += 1) {
    const answer = await page.request.get(`/parcels?q=CMD-${order}`);
    const html = await answer.text();
    const alone = /^\/parcels\/[^/?]+$/.exec(new URL(answer.url()).pathname)?.[0];
    const found = alone ?? /href="(\/parcels\/[A-Z0-9]{8,})["?#]/.exec(html)?.[1];
    if (!found) continue;
    const parcel = alone ? html : await (await page.request.get(found)).text();
    if (holds(parcel)) return found;
  }
  throw new Error("the demo has no such parcel");
}

/** Waits until the page is taken over, where it is, and its pictures and letters are there. */
async function settled(page) {
  await page.waitForLoadState("load");
  if ((await page.locator('script[type="module"]').count()) > 0) {
    await page.locator("html[data-hydrated]").waitFor({ state: "attached" });
  }
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

/** Takes what is in sight, or its upper part, as well as fits into the limit. */
async function take(page, folder, name, language, height = VIEW.height) {
  await settled(page);
  const session = await page.context().newCDPSession(page);
  const top = await page.evaluate(() => window.scrollY);
  const clip = { x: 0, y: top, width: VIEW.width, height, scale: 1 };
  for (const quality of [82, 74, 66, 58, 50, 42]) {
    const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality, clip });
    const bytes = Buffer.from(data, "base64");
    if (bytes.length > LIMIT) continue;
    await writeFile(join(folder, `${name}.${language}.webp`), bytes);
    console.log(`✓ ${name}.${language}.webp`.padEnd(30) + `${(bytes.length / 1024).toFixed(1)} kB`);
    await session.detach();
    return;
  }
  throw new Error(`${name}.${language}: more than ${LIMIT} bytes at every quality`);
}

/** Opens an address and refuses anything but a page. */
async function open(page, path) {
  const answer = await page.goto(path);
  if (answer?.status() !== 200) throw new Error(`${path} answered ${answer?.status()}`);
}

/** Goes where a link of that name leads. It must be there. */
async function follow(page, name) {
  const link = page.getByRole("main").getByRole("link", { name }).first();
  const path = await link.getAttribute("href", { timeout: 10_000 });
  if (!path) throw new Error(`${page.url()} has no link ${name}`);
  await open(page, path);
}

/** Every picture of one language. */
async function pictures(browser, address, language, folder) {
  const said = words[language];
  const context = await browser.newContext({
    baseURL: address,
    locale: language === "fr" ? "fr-FR" : "en-GB",
    colorScheme: "light",
    reducedMotion: "reduce",
    viewport: VIEW,
    deviceScaleFactor: 1.5,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const shot = (name, height) => take(page, folder, name, language, height);

  await open(page, "/sign-in");
  // Below it stands what only a demo has.
  await shot("sign-in", 400);
  const form = page.locator("form", { has: page.getByLabel(said.password, { exact: true }) });
  await form.getByLabel(said.email).fill(person.email);
  await form.getByLabel(said.password, { exact: true }).fill(person.password);
  await form.getByRole("button", { name: said.enter, exact: true }).click();
  await page.waitForURL((url) => url.pathname === "/requests");
  // The language of her account comes before the browser's.
  await page.request.post("/language", { form: { language, next: "/requests" }, headers: { origin: address } });

  await open(page, "/requests");
  await shot("requests");
  // The first with an answer to read shows most.
  const ticket = page.getByRole("main").locator('a[href^="/requests/D-"]').first();
  await open(page, (await ticket.getAttribute("href")) ?? "");
  await shot("thread");

  await open(page, "/parcels");
  await shot("search");
  await open(page, "/parcels?tab=criteria&state=undelivered");
  await shot("criteria");

  const state = (name) => (html) => new RegExp(`<h1[^>]*>.*?${name}.*?</h1>`, "s").test(html);
  const notified = await parcelWhere(page, state(said.notified));
  await open(page, notified);
  await shot("parcel");
  await follow(page, said.instruct);
  // The days of the first kind are shown once it is chosen.
  await page.getByRole("main").getByRole("radio").first().check();
  await shot("instruction");
  await open(page, notified);
  await follow(page, said.subscribe);
  await shot("messages");
  const proven = await parcelWhere(page, (html) => state(said.delivered)(html) && html.includes(said.proof));
  await open(page, proven);
  await page.getByRole("main").getByRole("link", { name: said.proof }).first().scrollIntoViewIfNeeded();
  await shot("proof");

  const reports = page.locator("header").getByRole("link", { name: said.reports }).first();
  await open(page, (await reports.getAttribute("href", { timeout: 10_000 })) ?? "");
  await shot("reports");

  await open(page, `/requests/new?parcel=${notified.split("/").pop()}`);
  await filing(page, said);
  await shot("filing");

  await open(page, "/account");
  await shot("account");
  await context.close();
}

/** From the first step of a request to its last. */
async function filing(page, said) {
  for (let step = 0; step < 6; step += 1) {
    await settled(page);
    const heading = page.getByRole("heading", { level: 1, name: said.details });
    if ((await heading.count()) > 0) {
      await heading.scrollIntoViewIfNeeded();
      return;
    }
    const subjects = page.getByRole("main").getByRole("radio");
    if ((await subjects.count()) > 0) {
      const damaged = page.getByRole("main").getByRole("radio", { name: said.damaged });
      await ((await damaged.count()) > 0 ? damaged : subjects).first().check();
      const precise = page.getByRole("main").locator("select:visible").first();
      if ((await precise.count()) > 0) await precise.selectOption({ index: 1 });
    }
    const before = page.url();
    await page.getByRole("main").getByRole("button", { name: said.next }).first().click();
    // Each step has its own address, and its heading comes with it.
    await page.waitForURL((url) => url.href !== before);
    await page.waitForLoadState("networkidle");
  }
  throw new Error("the last step of a request did not come");
}

const data = await mkdtemp(join(tmpdir(), "consigne-pictures-"));
const made = await mkdtemp(join(tmpdir(), "consigne-pictures-made-"));
let server;
let browser;
try {
  server = await start(data);
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  for (const language of ["fr", "en"]) await pictures(browser, server.address, language, made);
  // Only now, so that a run that failed leaves the old ones.
  await mkdir(FOLDER, { recursive: true });
  const names = await readdir(made);
  for (const name of names) await writeOver(join(made, name), join(FOLDER, name));
  const gone = (await readdir(FOLDER)).filter((name) => name.endsWith(".webp") && !names.includes(name));
  for (const name of gone) await rm(join(FOLDER, name));
  console.log(`${names.length} pictures in docs/help/pictures`);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await browser?.close();
  if (server && server.child.exitCode === null) {
    const ended = once(server.child, "exit");
    server.child.kill("SIGTERM");
    await ended;
  }
  await rm(data, { recursive: true, force: true });
  await rm(made, { recursive: true, force: true });
}

/** Moves a file, also to another disk. */
async function writeOver(from, to) {
  await writeFile(`${to}.new`, await readFile(from));
  await rename(`${to}.new`, to);
}
