// Lists as people make them their own: columns, the desk's selection and searches, and requests kept open as tabs.

import { fitsThePage } from "../support/audit.ts";
import { filed } from "../support/before.ts";
import { claire, sofia } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";

test("a customer chooses the columns of her list and goes back to the first ones", async ({
  ownWorld,
  another,
  ready,
  axe,
  picture,
}) => {
  const page = await another({ world: await ownWorld() });
  await signIn(page, claire);
  await page.goto("/requests?tab=all");
  await ready(page);
  await page.getByRole("link", { name: "Colonnes", exact: true }).press("Enter");
  await expect(page).toHaveURL(/show=columns/);
  await ready(page);
  await page.getByRole("button", { name: "Ajouter : Déposée par" }).press("Enter");
  await expect(page.getByText("Vos colonnes sont gardées.")).toBeVisible();
  await ready(page);
  await page.getByRole("button", { name: "Monter : Demande" }).press("Enter");
  await ready(page);
  await expect(page.getByRole("columnheader").first()).toHaveText("Demande");
  await expect(page.getByRole("columnheader").last()).toHaveText("Déposée par");
  await axe(page);
  await fitsThePage(page);
  await picture(page, "inbox-columns");

  // They are hers after a reload, and on the next page.
  await page.goto("/requests?tab=all");
  await ready(page);
  await expect(page.getByRole("columnheader").first()).toHaveText("Demande");
  await axe(page);

  await page.goto("/requests?tab=all&show=columns");
  await ready(page);
  await page.getByRole("button", { name: "Revenir à la liste d’origine" }).press("Enter");
  await expect(page.getByRole("columnheader")).toHaveCount(0);
});

test("an agent takes what he ticked, finds a person and saves the search", async ({
  ownWorld,
  another,
  ready,
  axe,
  picture,
}) => {
  const world = await ownWorld();
  const customer = await another({ world });
  await signIn(customer, claire);
  const number = await filed(customer, { body: "Où est-il ?" });
  const page = await another({ world });
  await signIn(page, sofia);
  await page.goto(`/desk?tab=all&email=${encodeURIComponent(claire.email)}&sort=-filed&show=choose`);
  await ready(page);
  await page.getByLabel(`Choisir la demande ${number}`).check();
  await page.getByRole("button", { name: "Prendre en charge" }).press("Enter");
  await expect(page.getByText("Une demande prise en charge.")).toBeVisible();
  await axe(page);
  await fitsThePage(page);
  await picture(page, "desk-bulk");
  await ready(page);
  const searches = page.locator("summary", { hasText: /Enregistrer cette recherche|Recherches enregistrées/ });
  await searches.press("Enter");
  await page.getByLabel("Nom de la recherche").fill("Claire");
  await page.getByRole("button", { name: "Enregistrer la recherche" }).click();
  await expect(page.getByText("Recherche enregistrée.")).toBeVisible();
  await expect(page.getByRole("link", { name: new RegExp(`Retirer le filtre.*${claire.email}`) })).toBeVisible();
});

test("a customer takes part with five tabs open and reloads", async ({ ownWorld, another, ready, axe, picture }) => {
  const page = await another({ world: await ownWorld() });
  await signIn(page, claire);
  const numbers: string[] = [];
  for (let place = 0; place < 5; place += 1) {
    numbers.push(await filed(page, { body: `Onglet ${String(place)}` }));
  }
  for (const number of numbers) {
    await page.goto(`/requests/${number}`);
    await ready(page);
    await page.getByRole("button", { name: "Garder ouverte", exact: true }).press("Enter");
    await expect(page.getByRole("button", { name: `Fermer l’onglet ${number}` })).toBeVisible();
  }
  const strip = page.getByRole("navigation", { name: "Demandes gardées ouvertes" });
  await expect(strip.getByRole("link")).toHaveCount(5);
  await page.reload();
  await ready(page);
  await expect(strip.getByRole("link")).toHaveCount(5);
  await expect(strip.locator("a[aria-current='page']")).toContainText(numbers[4] ?? "");
  await axe(page);
  await fitsThePage(page);
  await picture(page, "thread-tabs");

  await strip.getByRole("link", { name: numbers[1] ?? "" }).press("Enter");
  await expect(page).toHaveURL(new RegExp(`/requests/${numbers[1] ?? ""}$`));
  await ready(page);
  await page.getByRole("button", { name: `Fermer l’onglet ${numbers[0] ?? ""}` }).press("Enter");
  await expect(strip.getByRole("link")).toHaveCount(4);
  await ready(page);
  await page.getByRole("button", { name: "Fermer tous les onglets" }).press("Enter");
  await expect(strip).toHaveCount(0);
});

test("keys go from tab to tab @scripts", async ({ ownWorld, another, ready }) => {
  const page = await another({ world: await ownWorld() });
  await signIn(page, claire);
  const numbers = [await filed(page, { body: "Un" }), await filed(page, { body: "Deux" })];
  for (const number of numbers) {
    await page.goto(`/requests/${number}`);
    await ready(page);
    await page.getByRole("button", { name: "Garder ouverte", exact: true }).click();
    await expect(page.getByRole("button", { name: `Fermer l’onglet ${number}` })).toBeVisible();
    await ready(page);
  }
  await page.locator("h1").first().click();
  await page.keyboard.press("h");
  await expect(page).toHaveURL(new RegExp(`/requests/${numbers[0] ?? ""}$`));
  await ready(page);
  await page.keyboard.press("l");
  await expect(page).toHaveURL(new RegExp(`/requests/${numbers[1] ?? ""}$`));
});
