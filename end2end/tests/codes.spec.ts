// A code that nobody knows is mapped once, and the parcels that waited for it move.

import { paul } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";

test("an unknown code is mapped and its parcel moves", async ({ ownWorld, another, ready, axe, picture, watch }) => {
  watch.allow(/status of 422/);
  const world = await ownWorld();
  const page = await another({ world });
  await signIn(page, paul);

  await page.goto("/admin/codes");
  await ready(page);
  await axe(page);
  await picture(page, "codes");
  const waiting = page.getByRole("table", { name: "Codes à associer" });
  const row = waiting.getByRole("row", { name: /XG47/ });
  await expect(row).toContainText("Colis confié à un partenaire de livraison");
  const mapping = row.getByRole("link", { name: "Associer XG47 (chronopost)" });

  // A parcel that the code came with stands as it stood before.
  const number = (await waiting.getByRole("row", { name: /XG47/ }).getByRole("link").first().innerText()).trim();
  expect(number).toMatch(/^[A-Z0-9]+$/);

  await mapping.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /Que signifie XG47/ })).toBeVisible();
  await ready(page);
  await axe(page);
  await page.getByRole("button", { name: "Associer et relire" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByLabel("Statut du colis").selectOption({ label: "En cours de livraison" });
  await page.getByLabel("Responsable").selectOption({ label: "Le transporteur" });
  await page.getByRole("button", { name: "Associer et relire" }).click();

  await expect(page.getByText(/Le code XG47 est associé\. 4 événements ont été relus\. 3 colis ont changé de statut\./)).toBeVisible();
  const mapped = page.getByRole("table", { name: "Codes associés" });
  await expect(mapped.getByRole("row", { name: /XG47/ })).toContainText("En cours de livraison · Le transporteur");
  await expect(page.getByRole("table", { name: "Codes à associer" }).getByRole("row", { name: /XG47/ })).toHaveCount(0);
  await ready(page);
  await axe(page);
  await picture(page, "codes-mapped");

  await page.goto("/admin/feeds");
  await ready(page);
  await axe(page);
  await picture(page, "feeds");
  await expect(page.getByRole("row", { name: /la-poste/ })).toContainText("En échec");
  await expect(page.getByText("Un événement attend que son colis soit annoncé.")).toBeVisible();

  // Taken away again, everything stands as before.
  await page.getByRole("link", { name: "Codes", exact: true }).click();
  await page.getByRole("button", { name: "Retirer le sens de XG47 (chronopost)" }).click();
  await expect(page.getByText(/Le sens du code XG47 est retiré\./)).toBeVisible();
  await expect(page.getByRole("table", { name: "Codes à associer" }).getByRole("row", { name: /XG47/ })).toHaveCount(1);
});
