// What had happened before a story begins: done by plain forms, because the story is about something else.

import { setTimeout as delay } from "node:timers/promises";
import type { Page } from "@playwright/test";

/** Parcels that were sent together. */
export interface Shipment {
  reference: string;
  /** Their numbers, as addresses have them. */
  parcels: string[];
}

/** A ticket as a test wants it filed. */
export interface Filing {
  parcel?: string;
  subject?: string;
  subReason?: string;
  body?: string;
  /** Answers to what the subject asks, by key. */
  information?: Record<string, string>;
}

/** Numbers of parcels that who is signed in sees, as the file of all results has them. */
export async function numbers(page: Page, query = ""): Promise<string[]> {
  const file = await (await page.request.get(`/parcels/export?tab=criteria&profile=english&${query}`)).text();
  return file
    .split("\r\n")
    .slice(1)
    .map((line) => line.split(",")[0] ?? "")
    .filter((number) => /^[A-Z0-9]{8,}$/.test(number));
}

let next = 8_001;

/** A shipment of the signed-in customer that no other test of this worker has had. */
export async function shipment(page: Page, size = 1): Promise<Shipment> {
  for (let tries = 0; tries < 120; tries += 1) {
    const reference = `CMD-${next}`;
    next += 1;
    const answer = await page.request.get(`/parcels?q=${reference}`);
    const html = await answer.text();
    const alone = /\/parcels\/([A-Z0-9]+)$/.exec(new URL(answer.url()).pathname);
    const found = [...html.matchAll(/href="\/parcels\/([A-Z0-9]+)"/g)].map((link) => link[1] ?? "");
    const parcels = alone ? [alone[1] ?? ""] : [...new Set(found)];
    if (parcels.length !== size) continue;
    const pages = await Promise.all(parcels.map(async (one) => (await page.request.get(`/parcels/${one}`)).text()));
    if (pages.some((text) => /href="\/requests\/D-/.test(text))) continue;
    return { reference, parcels };
  }
  throw new Error(`No shipment of ${size} parcels was left.`);
}

/** One scan of a parcel, of now. */
export const scan = (number: string, state: string): string => {
  const carrier = number.startsWith("XY") ? "chronopost" : "colissimo";
  return `tracking_number;carrier;state;at;place\n${number};${carrier};${state};${new Date().toISOString()};Nantes\n`;
};

/** Begins a ticket up to its last step, and returns the address of its draft. */
export async function begun(page: Page, wanted: Filing = {}): Promise<string> {
  const parcel = wanted.parcel ?? (await shipment(page)).parcels[0] ?? "";
  const check = await post(page, "/requests/new", { form: "start", number: parcel });
  const draft = /new\/([^/]+)\/check/.exec(check)?.[1];
  if (!draft) throw new Error(`No ticket was begun: ${check}`);
  const base = `/requests/new/${draft}`;
  await post(page, `${base}/check`, { form: "check", parcels: parcel });
  const subject = wanted.subject ?? "delay";
  await post(page, `${base}/subject`, {
    form: "subject",
    subject,
    ...(wanted.subReason ? { [`sub_reason-${subject}`]: wanted.subReason } : {}),
  });
  return base;
}

/** Files a ticket for the signed-in customer and returns its number. */
export async function filed(page: Page, wanted: Filing = {}): Promise<string> {
  const base = await begun(page, wanted);
  const draft = base.split("/").pop() ?? "";
  const information = Object.entries(wanted.information ?? {}).map(([key, value]) => [`info-${key}`, value]);
  const done = await post(page, `${base}/details`, {
    form: "details",
    deed: draft,
    draft_key: draft,
    body: wanted.body ?? "La livraison promise n’a pas eu lieu.",
    ...Object.fromEntries(information),
  });
  const number = /\/requests\/(D-\d{4}-\d{6,})\/filed/.exec(done)?.[1];
  if (!number) throw new Error(`The ticket was not filed: ${done}`);
  return number;
}

/** A deed on a ticket by who is signed in: the form of that name, as the page would send it now. */
export async function did(page: Page, address: string, form: string, fields: Record<string, string>): Promise<void> {
  const html = await (await page.request.get(address)).text();
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";
  await post(page, address, {
    form,
    deed: crypto.randomUUID(),
    state: hidden("state"),
    sequence: hidden("sequence"),
    ...fields,
  });
}

/** An agent answers, and goes on waiting for nobody else. */
export async function answered(agent: Page, number: string, body: string): Promise<void> {
  await did(agent, `/desk/${number}`, "answer", { waiting_for: "agent", body });
}

/** An agent concludes. */
export async function resolved(agent: Page, number: string, body = "L’agence confirme la remise du colis."): Promise<void> {
  await did(agent, `/desk/${number}`, "resolve", { outcome: "parcel_found", body });
}

/** Somebody asks for a link to choose a password; the operator's administrator reads the mail that brings it. */
export async function passwordLink(anybody: Page, administrator: Page, email: string): Promise<string> {
  await post(anybody, "/forgot-password", { form: "forgot", email });
  // Whether somebody has that address is not told by the time of the answer, so the mail comes a little later.
  for (let tries = 0; tries < 40; tries += 1) {
    const mails = await (await administrator.request.get("/admin/mail")).text();
    for (const [, address] of mails.matchAll(/href="(\/admin\/mail\/[\w-]+)"/g)) {
      const mail = await (await administrator.request.get(address ?? "")).text();
      const link = mail.includes(email) ? /\/reset-password\/[\w-]+/.exec(mail)?.[0] : undefined;
      if (link) return link;
    }
    await delay(250);
  }
  throw new Error(`No mail brought ${email} a link.`);
}

/** Sends a plain form and returns where it leads. */
async function post(page: Page, path: string, form: Record<string, string>): Promise<string> {
  const answer = await page.request.post(path, { form, maxRedirects: 0 });
  if (answer.status() !== 303) throw new Error(`${form["form"]} at ${path}: ${answer.status()} ${await answer.text()}`);
  return answer.headers()["location"] ?? "";
}
