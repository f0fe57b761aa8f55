// A parcel is found however its number is typed, and what belongs to others looks like what does not exist.

import { shipment } from "../support/before.ts";
import { claire, emma } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";
import { grouped } from "../support/words.ts";

test("a number typed with spaces and in lower case leads to its parcel", async ({ page, axe, ready, picture }) => {
  await signIn(page, claire);
  const { parcels, reference } = await shipment(page, 2);
  const number = parcels[0] ?? "";
  await page.goto("/parcels");
  await ready(page);
  await axe(page);
  await page.getByRole("textbox", { name: "Numéros de colis ou références" }).fill(`  ${number.toLowerCase().replace(/(.{4})/g, "$1 ")}`);
  await page.getByRole("button", { name: "Chercher", exact: true }).click();

  await expect(page).toHaveURL(new RegExp(`/parcels/${number}$`));
  await expect(page.getByRole("main").getByText(grouped(number)).first()).toBeVisible();
  await expect(page.getByRole("heading", { name: "Que faire maintenant ?".replace(" ?", "\u202f?") })).toBeVisible();
  await expect(page.getByText(reference).first()).toBeVisible();
  await expect(page.getByRole("link", { name: grouped(parcels[1] ?? "") }).first()).toBeVisible();
  await ready(page);
  await axe(page);
  await picture(page, "parcel");

  await page.goto("/parcels");
  await ready(page);
  await page.getByRole("textbox", { name: "Numéros de colis ou références" }).fill(reference.toLowerCase());
  await page.getByRole("radio", { name: "Référence expéditeur" }).check();
  await page.getByRole("button", { name: "Chercher", exact: true }).click();
  await expect(page.getByRole("heading", { name: "2 colis trouvés" })).toBeVisible();
  await ready(page);
  await axe(page);
});

test("a number nobody knows and one of somebody else get the same answer", async ({ page, another, ready, watch }) => {
  watch.allow(/status of 404/);
  const hers = await another();
  await signIn(hers, emma);
  const foreign = (await shipment(hers)).parcels[0] ?? "";
  await signIn(page, claire);
  const unknown = `${foreign.slice(0, 6)}${foreign.slice(6).replace(/\d/g, "9")}`;
  const answers: string[] = [];
  for (const number of [foreign, unknown]) {
    await page.goto(`/parcels?q=${number}`);
    await ready(page);
    await expect(page.getByText(/Aucun colis trouvé/)).toBeVisible();
    await expect(page.getByRole("link", { name: "Déposer une demande sur ce numéro" })).toBeVisible();
    const answer = await page.goto(`/parcels/${number}`);
    expect(answer?.status()).toBe(404);
    answers.push((await page.locator("main").innerText()).replaceAll(number, "…"));
  }
  expect(answers[0]).toBe(answers[1]);
});

test("a number nobody knows can be filed on", async ({ page, axe, ready }) => {
  await signIn(page, claire);
  await page.goto("/requests/new");
  await ready(page);
  await page.getByLabel("Numéro de colis ou référence").fill("zz 999 888 777 fr");
  await page.getByRole("button", { name: "Continuer" }).click();
  await expect(page.getByText(/Nous ne connaissons pas/)).toBeVisible();
  await ready(page);
  await axe(page);
  await page.getByRole("button", { name: "Continuer avec ce numéro" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Nous ne connaissons pas encore ce colis" })).toBeVisible();
  await ready(page);
  await axe(page);
});
