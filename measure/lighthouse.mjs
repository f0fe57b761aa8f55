// Lighthouse as on a phone, on the demo world: sign-in, inbox and a thread, the median of five each.
//
//   CONSIGNE_BIN=… node measure/lighthouse.mjs
//
// It writes one line for each score: what, a tab, the score out of a hundred. What costs points is told on standard error.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const RUNS = 5;
const CATEGORIES = { performance: "performance", accessibility: "accessibility", "best-practices": "best practices" };
const customer = { email: "claire.morel@maison-lemaire.example", password: "colis-en-demonstration" };
/** How long the server may take to say its address, in milliseconds. */
const START_LIMIT = 60_000;

async function serve(data) {
  const child = spawn(process.env.CONSIGNE_BIN, ["serve", "--demo", "--listen", "127.0.0.1:0", "--data", data], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  let said = "";
  const address = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`No address: ${said}`)), START_LIMIT);
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}: ${said}`)));
    child.stdout.on("data", (piece) => {
      said += piece;
      const found = /http:\/\/127\.0\.0\.1:\d+(?=\s)/.exec(said);
      if (found) resolve(found[0]);
      if (found) clearTimeout(timer);
    });
  });
  return { child, address };
}

async function signIn(address) {
  const body = new URLSearchParams({ form: "sign-in", next: "/", ...customer });
  const answer = await fetch(`${address}/sign-in`, { method: "POST", body, redirect: "manual" });
  const cookie = answer.headers.get("set-cookie")?.split(";")[0];
  if (answer.status !== 303 || !cookie) throw new Error(`Nobody could sign in: ${answer.status}`);
  return cookie;
}

async function firstThread(address, cookie) {
  const page = await (await fetch(`${address}/requests?tab=operator`, { headers: { cookie, accept: "text/html" } })).text();
  const found = /href="(\/requests\/D-[^"]+)"/.exec(page);
  if (!found) throw new Error("The inbox lists no thread.");
  return found[1];
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** One look at a page by a browser that has seen nothing yet. */
async function look(address, cookie) {
  const browser = await launch({
    chromePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"],
  });
  try {
    const result = await lighthouse(address, {
      port: browser.port,
      output: "json",
      logLevel: "error",
      onlyCategories: Object.keys(CATEGORIES),
      extraHeaders: cookie ? { Cookie: cookie } : undefined,
    });
    if (!result || result.lhr.runtimeError) throw new Error(`${address}: ${result?.lhr.runtimeError?.message}`);
    if (new URL(result.lhr.finalDisplayedUrl).pathname !== new URL(address).pathname) {
      throw new Error(`${address} led to ${result.lhr.finalDisplayedUrl}`);
    }
    return result.lhr;
  } finally {
    browser.kill();
  }
}

/** What costs points, for whoever wants to better them. */
function complain(name, { categories, audits }) {
  for (const category of Object.values(categories)) {
    for (const { id, weight } of category.auditRefs) {
      const { score, displayValue } = audits[id];
      if (weight > 0 && score !== null && score < 0.9) {
        console.error(`    ${name}, ${category.id}: ${audits[id].title}${displayValue ? ` (${displayValue})` : ""}`);
      }
    }
  }
}

const data = await mkdtemp(join(tmpdir(), "consigne-lighthouse-"));
let server;
try {
  server = await serve(data);
  const cookie = await signIn(server.address);
  const thread = await firstThread(server.address, cookie);
  for (const [name, path, shown] of [
    ["sign-in", "/sign-in", undefined],
    ["inbox", "/requests", cookie],
    ["thread", thread, cookie],
  ]) {
    const looks = [];
    for (let run = 0; run < RUNS; run += 1) looks.push(await look(`${server.address}${path}`, shown));
    for (const [category, words] of Object.entries(CATEGORIES)) {
      const score = median(looks.map((one) => Math.round(one.categories[category].score * 100)));
      console.log(`Lighthouse, ${name}, ${words}\t${score}`);
    }
    complain(name, looks.at(-1));
  }
} finally {
  if (server && server.child.exitCode === null) {
    const ended = once(server.child, "exit");
    server.child.kill("SIGTERM");
    await ended;
  }
  await rm(data, { recursive: true, force: true });
}
