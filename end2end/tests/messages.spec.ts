// Subscribe to a parcel's tracking messages, receive them, and leave by the link in a mail, signed out.

import type { Page } from "@playwright/test";
import { scan, shipment } from "../support/before.ts";
import { mailsTo } from "../support/mails.ts";
import { claire, emma, paul, type Person } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";

/** A parcel of the signed-in person that is under way, has no incident, and is not followed yet. */
async function underWay(page: Page): Promise<string> {
  for (let tries = 0; tries < 40; tries += 1) {
    const number = (await shipment(page)).parcels[0] ?? "";
    const [parcel, messages] = await Promise.all(
      [`/parcels/${number}`, `/parcels/${number}/messages`].map(async (path) => (await page.request.get(path)).text()),
    );
    const heading = /<h1[^>]*>(.*?)<\/h1>/s.exec(parcel ?? "")?.[1] ?? "";
    const followed = /name="subscription"/.test(messages ?? "");
    const open = /name="form" value="subscribe"/.test(messages ?? "");
    if (open && !followed && !heading.includes("Incident")) return number;
  }
  throw new Error("No parcel was under way.");
}

const link = (mail: string | undefined, path: string): string => {
  const found = new RegExp(`/${path}/[\\w-]+`).exec(mail ?? "")?.[0];
  if (!found) throw new Error(`No link to ${path} in ${mail}`);
  return found;
};

test("a colleague's parcel is followed, told of, and left", async ({ ownWorld, another, ready, axe, picture, watch }) => {
  test.slow();
  // The portal is stopped for a while, so that scans can be brought in beside it.
  watch.allow(/status of (422|404)|ERR_CONNECTION|ERR_INCOMPLETE/);
  const world = await ownWorld();
  const page = await another({ world });
  await signIn(page, claire);
  const number = await underWay(page);

  // From the parcel's page, for herself.
  await page.goto(`/parcels/${number}`);
  await ready(page);
  await page.getByRole("link", { name: "S’abonner aux messages automatiques de suivi (MAS)" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Messages automatiques de suivi (MAS)" })).toBeVisible();
  await ready(page);
  await axe(page);
  await picture(page, "messages");
  await page.getByRole("button", { name: "S’abonner" }).click();
  await expect(page.getByText("C’est fait")).toBeVisible();
  await expect(page.getByRole("button", { name: `Désabonner ${claire.email}` })).toBeVisible();
  await axe(page);
  await picture(page, "messages-subscribed");

  // For somebody else, by keyboard; what is wrong comes back with everything typed.
  const yanis = "yanis@boutique.example";
  await page.getByLabel("Une autre adresse").focus();
  await page.keyboard.press("Space");
  await page.getByLabel(/Adresse à prévenir/).fill("yanis");
  await page.getByRole("radio", { name: "English" }).check();
  await page.getByLabel("Adresse à prévenir").press("Enter");
  await expect(page.getByRole("alert")).toContainText("à corriger");
  await expect(page.getByLabel("Adresse à prévenir")).toHaveValue("yanis");
  await expect(page.getByRole("radio", { name: "English" })).toBeChecked();
  await axe(page);
  await page.getByLabel("Adresse à prévenir").fill(yanis);
  await page.getByRole("button", { name: "S’abonner" }).click();
  await expect(page.getByText("Un courriel vient de partir")).toBeVisible();
  await expect(page.getByText("À confirmer")).toBeVisible();

  // The address confirms, signed out and in its language.
  const administrator = await another({ world });
  await signIn(administrator, paul);
  const question = (await mailsTo(administrator, yanis, "Get the tracking messages"))[0];
  const reader = await another({ world, locale: "fr-FR" });
  await reader.goto(link(question, "confirm"));
  await expect(reader.locator("html")).toHaveAttribute("lang", "en");
  await expect(reader.getByText("Maison Lemaire")).toBeVisible();
  await axe(reader);
  await picture(reader, "messages-confirm");
  await reader.getByRole("button", { name: "Confirm my address" }).focus();
  await reader.keyboard.press("Enter");
  await expect(reader.getByRole("heading", { level: 1, name: "Your address is confirmed" })).toBeVisible();
  await axe(reader);

  // A scan comes, and both are told, each in his language.
  await world.scanned(scan(number, "incident"));
  const hers = (await mailsTo(administrator, claire.email, "Incident sur le colis"))[0];
  expect(hers).toMatch(/\/parcels\/[\w-]+/);
  expect(hers).toContain("Nantes");
  const his = (await mailsTo(administrator, yanis, "Incident with the parcel"))[0];
  expect(his).not.toMatch(/\/parcels\/[\w-]{20,}/);

  // He looks where it is now, without an account.
  await reader.goto(link(his, "follow"));
  await expect(reader.locator("html")).toHaveAttribute("lang", "en");
  await expect(reader.getByRole("heading", { level: 1, name: /^Parcel / })).toBeVisible();
  await expect(reader.getByText("Nantes")).toBeVisible();
  await axe(reader);
  await picture(reader, "messages-follow");

  // He leaves by the link in the mail.
  await reader.goto(link(his, "unsubscribe"));
  await axe(reader);
  await picture(reader, "messages-stop");
  await reader.getByRole("button", { name: "Stop these messages" }).click();
  await expect(reader.getByRole("heading", { level: 1, name: "You will get no more of these messages" })).toBeVisible();
  await axe(reader);
  await reader.reload();
  await expect(reader.getByRole("heading", { level: 1, name: "You will get no more of these messages" })).toBeVisible();
  expect((await reader.goto(link(his, "follow")))?.status()).toBe(404);
  await expect(reader.getByRole("heading", { level: 1, name: "This link no longer works" })).toBeVisible();
  await axe(reader);
  await page.goto(`/parcels/${number}/messages`);
  await expect(page.getByText(yanis)).toHaveCount(0);

  // The end is told to her alone, and then the subscription is over.
  await world.scanned(scan(number, "delivered"));
  expect(await mailsTo(administrator, claire.email, "Livré")).toHaveLength(1);
  expect(await mailsTo(administrator, yanis, "Delivered")).toHaveLength(0);
  await page.goto(`/parcels/${number}/messages`);
  await expect(page.getByText("Ce colis est arrivé au bout de son parcours")).toBeVisible();
  await expect(page.getByRole("button", { name: "S’abonner" })).toHaveCount(0);
  await axe(page);

  const answer = await reader.goto("/unsubscribe/nothing");
  expect(answer?.status()).toBe(404);
});

for (const [who, words] of [
  [claire, { title: "Mes messages de suivi", ended: "Cette adresse n’est plus prévenue", remove: /^Désabonner / }],
  [emma, { title: "My tracking messages", ended: "This address is no longer told", remove: /^Unsubscribe / }],
] as [Person, { title: string; ended: string; remove: RegExp }][]) {
  test(`all subscriptions of ${who.name} are listed and can be ended`, async ({ ownWorld, another, axe, picture }) => {
    const page = await another({ world: await ownWorld() });
    await signIn(page, who);
    await page.goto("/tracking-messages");
    await expect(page.getByRole("heading", { level: 1, name: words.title })).toBeVisible();
    await axe(page);
    await picture(page, `messages-own-${who.name.split(" ")[0]?.toLowerCase()}`);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(beyond, "the page does not move sideways").toBeLessThanOrEqual(0);
    const buttons = page.getByRole("button", { name: words.remove });
    const before = await buttons.count();
    expect(before).toBeGreaterThan(2);
    await buttons.first().focus();
    await page.keyboard.press("Enter");
    await expect(page.getByText(words.ended)).toBeVisible();
    await expect(buttons).toHaveCount(before - 1);
    await axe(page);
  });
}
