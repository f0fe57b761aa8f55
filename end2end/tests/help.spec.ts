// The help is open to everybody, in both languages, and leads from a parcel to what can be done about it.

import { shipment } from "../support/before.ts";
import { claire, emma } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";

test("somebody who is not signed in reads the help from page to page", async ({ page, axe, ready, picture }) => {
  await page.goto("/sign-in");
  await ready(page);
  // On a narrow page the link stands in the menu.
  const shown = page.getByRole("link", { name: "Aide", exact: true }).filter({ visible: true });
  if ((await shown.count()) === 0) await page.locator(".shell-phone summary").click();
  await shown.first().click();
  await expect(page).toHaveURL(/\/help$/);
  await expect(page.getByRole("heading", { level: 1, name: "Aide" })).toBeVisible();
  await axe(page);
  await picture(page, "help");

  await page.getByRole("link", { name: "Guide d’utilisation", exact: true }).click();
  await page.getByRole("link", { name: "Trouver vos colis" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Trouver vos colis" })).toBeVisible();
  await axe(page);
  await picture(page, "help-chapter");
  await page.getByRole("navigation", { name: "Chapitres" }).getByRole("link", { name: /Lire la page d’un colis/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Lire la page d’un colis" })).toBeVisible();

  await page.goto("/help/faq#no-proof");
  await expect(page.getByRole("heading", { name: /Pourquoi la preuve de livraison/ })).toBeInViewport();
  await axe(page);
  await picture(page, "help-faq");
});

test("a parcel’s page leads to its status in the glossary", async ({ page, axe, ready, picture }) => {
  await signIn(page, claire);
  const parcel = (await shipment(page)).parcels[0] ?? "";
  await page.goto(`/parcels/${parcel}`);
  await ready(page);
  await page.getByRole("link", { name: "Ce statut dans le glossaire" }).click();
  await expect(page).toHaveURL(/\/help\/glossary#state-[a-z-]+$/);
  const row = page.locator(new URL(page.url()).hash);
  await expect(row).toBeInViewport();
  await expect(page.getByRole("heading", { level: 2, name: "Que faire selon le statut" })).toBeAttached();
  await expect(page.getByRole("row")).toHaveCount(16);
  await axe(page);
  await picture(page, "help-glossary");
});

test("the help is in English for who reads English", async ({ page, axe }) => {
  await signIn(page, emma);
  await page.goto("/help/glossary");
  await expect(page.getByRole("heading", { level: 1, name: "Glossary" })).toBeVisible();
  await expect(page.getByText("Sorted at the depot of departure")).toBeVisible();
  await axe(page);
  for (const [path, title] of [
    ["/help/faq", "Frequent questions"],
    ["/help/guide", "User guide"],
    ["/help/guide/reports", "Scheduling reports"],
  ]) {
    await page.goto(path ?? "");
    await expect(page.getByRole("heading", { level: 1, name: title ?? "" })).toBeVisible();
    await axe(page);
  }
});

test("the guide is a PDF in both languages", async ({ page }) => {
  for (const language of ["fr", "en"]) {
    const answer = await page.request.get(`/help/guide.${language}.pdf`);
    expect(answer.status()).toBe(200);
    expect(answer.headers()["content-type"]).toBe("application/pdf");
    expect((await answer.body()).subarray(0, 5).toString()).toBe("%PDF-");
  }
});

test("nothing of the help scrolls sideways on a narrow phone", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const path of ["/help", "/help/glossary", "/help/faq", "/help/guide", "/help/guide/instructions"]) {
    await page.goto(path);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wider, path).toBe(0);
    expect(await page.locator('script[type="module"]').count(), path).toBe(0);
  }
});
