// Proofs of delivery: pasted, ticked, seen, saved and sent; and a request that is spared because the proof is here.

import type { Page } from "@playwright/test";
import { claire } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";

/** Numbers of delivered parcels of the signed-in customer, the oldest deliveries first, so that proofs are available. */
async function delivered(page: Page, wanted: number): Promise<string[]> {
  const numbers = new Set<string>();
  let address = "/parcels?tab=criteria&state=delivered";
  for (let turn = 0; turn < 20 && numbers.size < wanted && address; turn += 1) {
    const html = await (await page.request.get(address)).text();
    for (const [, number] of html.matchAll(/href="\/parcels\/([A-Z0-9]{8,})"/g)) numbers.add(number ?? "");
    const next = /<a[^>]*class="button"[^>]*href="(\/parcels\?[^"]*)"[^>]*>[^<]*(?:Suivants|Page suivante)/.exec(html);
    address = next?.[1]?.replaceAll("&amp;", "&") ?? "";
  }
  return [...numbers];
}

/** The first of these numbers whose proof can be had now. */
async function provable(page: Page, numbers: string[], wanted: number): Promise<string[]> {
  const found: string[] = [];
  for (const number of numbers) {
    if (found.length === wanted) break;
    const paper = await page.request.get(`/parcels/${number}/proof.pdf`);
    if (paper.ok()) found.push(number);
  }
  return found;
}

test("200 numbers are pasted, three are ticked, and their proofs come as one archive", async ({ page, axe, ready, picture }) => {
  await signIn(page, claire);
  const numbers = await delivered(page, 60);
  const three = await provable(page, numbers, 3);
  expect(three).toHaveLength(3);
  const pasted = [...three, ...numbers.filter((number) => !three.includes(number))].slice(0, 200);
  for (let filler = 0; pasted.length < 200; filler += 1) pasted.push(`ZZ${String(900_000_000 + filler)}FR`);

  await page.goto("/parcels");
  await ready(page);
  await page.getByLabel("Numéros de colis ou références").fill(pasted.join("\n"));
  await page.getByRole("button", { name: "Chercher", exact: true }).click();
  await ready(page);
  for (const number of three) {
    const row = page.getByRole("row").filter({ has: page.locator(`a[href="/parcels/${number}"]`) });
    await row.getByRole("checkbox").check();
  }
  await page.getByRole("button", { name: "Preuves de livraison" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "Preuves de livraison" })).toBeVisible();
  await expect(page.getByText("3 colis choisis")).toBeVisible();
  await expect(page.getByText("3 preuves disponibles")).toBeVisible();
  await ready(page);
  await axe(page);
  await picture(page, "proofs");

  await page.getByRole("button", { name: "Voir sur cette page" }).click();
  await expect(page.getByRole("link", { name: /Télécharger le PDF/ })).toHaveCount(3);
  await ready(page);
  await axe(page);

  await page.getByRole("button", { name: "Archive ZIP, un PDF par colis" }).click();
  await expect(page).toHaveURL(/\/downloads\/[0-9a-f-]+$/);
  const fetched = page.waitForEvent("download");
  await page.getByRole("link", { name: "Télécharger", exact: false }).click();
  expect((await fetched).suggestedFilename()).toBe("preuves-de-livraison.zip");
});

test("a proof is seen, saved in both languages and sent to one's own address", async ({ page, axe, ready, picture }) => {
  await signIn(page, claire);
  const [number = ""] = await provable(page, await delivered(page, 30), 1);
  await page.goto(`/parcels/${number}`);
  await ready(page);
  await axe(page);
  await page.getByRole("link", { name: "Voir la preuve" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Preuve de livraison du colis");
  await expect(page.getByText("Cette preuve repose sur")).toBeVisible();
  await ready(page);
  await axe(page);
  await picture(page, "proof");

  for (const [link, name] of [
    ["PDF en français", `preuve-${number}.pdf`],
    ["PDF en anglais", `proof-${number}.pdf`],
  ] as const) {
    const fetched = page.waitForEvent("download");
    await page.getByRole("link", { name: link }).click();
    expect((await fetched).suggestedFilename()).toBe(name);
  }
  await page.getByRole("button", { name: "Recevoir par courriel" }).click();
  await expect(page.getByText(/La preuve est en route vers/)).toBeVisible();
  await ready(page);
  await axe(page);
});

test("a request for a proof leads to the one that is here, and may go on", async ({ page, axe, ready }) => {
  await signIn(page, claire);
  const [number = ""] = await provable(page, await delivered(page, 30), 1);
  await page.goto(`/requests/new?parcel=${number}`);
  await ready(page);
  await page.getByRole("button", { name: "Continuer" }).first().click();
  await expect(page).toHaveURL(/\/check$/);
  await ready(page);
  await page.getByRole("button", { name: "Continuer" }).first().click();
  await expect(page).toHaveURL(/\/subject$/);
  await ready(page);
  await page.getByRole("radio", { name: /Demande de POD/ }).check();
  await expect(page.getByText("La preuve de livraison de ce colis est disponible").first()).toBeVisible();
  await axe(page);
  await expect(page.getByRole("link", { name: /Voir la preuve de/ }).first()).toBeVisible();
});
