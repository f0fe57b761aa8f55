// A customer reads her requests in figures and goes from a number to what it counts; an administrator of the operator says
// what they were before, and the customer sees how far they have come.

import { filed, resolved, shipment } from "../support/before.ts";
import { claire, emma, paul, sofia } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";

test("from a number to the requests it counts, beside what was typed before", async ({
  page,
  another,
  axe,
  ready,
  picture,
  watch,
}) => {
  watch.allow(/status of (404|422)/);
  await signIn(page, claire);
  const parcel = (await shipment(page)).parcels[0] ?? "";
  const first = await filed(page, { parcel });
  const again = await filed(page, { parcel, subject: "delay" });
  const hers = await another();
  await signIn(hers, sofia);
  await resolved(hers, first);

  // An agent has a desk, and no dashboard.
  await hers.goto("/desk");
  await ready(hers);
  const dashboard = { name: "Tableau de synthèse", exact: true };
  await expect(hers.getByRole("link", dashboard)).toHaveCount(0);
  expect((await hers.goto("/dashboard"))?.status()).toBe(404);

  await page.goto("/dashboard");
  await ready(page);
  await expect(page.getByRole("heading", { level: 1, name: "Tableau de synthèse" })).toBeVisible();
  await page.getByRole("link", { name: "7 jours", exact: true }).click();
  const repeats = page.getByRole("row", { name: /Demandes répétées/ });
  await expect(repeats).toContainText("%");
  await expect(page.getByRole("row", { name: /Durée de traitement/ })).toContainText("h ouvrées");
  await axe(page);
  await picture(page, "dashboard");

  await repeats.getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name: "Demandes répétées" })).toBeVisible();
  await expect(page.getByRole("link", { name: new RegExp(again) })).toBeVisible();
  await axe(page);
  await page.getByRole("navigation").getByRole("link", dashboard).last().click();
  await expect(page.getByRole("link", { name: "7 jours", exact: true })).toHaveAttribute("aria-current", "page");

  // A period that ends before it begins.
  await page.getByLabel("Du", { exact: true }).fill("2026-02-02");
  await page.getByLabel("Au", { exact: true }).fill("2026-02-01");
  await page.getByRole("button", { name: "Afficher" }).click();
  await expect(page.getByText("La fin vient avant le début")).toBeVisible();
  await expect(page.getByLabel("Du", { exact: true })).toHaveValue("2026-02-02");

  const his = await another();
  await signIn(his, paul);
  await his.goto("/dashboard?name=Maison Lemaire");
  await ready(his);
  await expect(his.getByRole("heading", { level: 1, name: "Tableau de synthèse · Maison Lemaire" })).toBeVisible();
  await axe(his);
  await his.getByLabel("Durée de traitement, en heures ouvrées").fill("mille");
  await his.getByLabel("Demandes répétées, en %").fill("100");
  await his.getByRole("button", { name: "Enregistrer" }).click();
  await expect(his.getByText("Écrivez un nombre entier").first()).toBeVisible();
  await expect(his.getByLabel("Durée de traitement, en heures ouvrées")).toHaveValue("mille");
  await expect(his.getByLabel("Demandes répétées, en %")).toHaveValue("100");
  await his.getByLabel("Durée de traitement, en heures ouvrées").fill("9000");
  await his.getByRole("button", { name: "Enregistrer" }).click();
  await expect(his.getByRole("row", { name: /Durée de traitement/ })).toContainText("atteint");
  await his.goto("/dashboard?name=Personne");
  await expect(his.getByText("Aucun client ne porte ce nom.")).toBeVisible();

  await page.goto("/dashboard");
  await expect(page.getByRole("row", { name: /Durée de traitement/ })).toContainText("9 000 h ouvrées");

  // Another customer, in English, sees figures of her own and nothing of what was typed for the first.
  const theirs = await another();
  await signIn(theirs, emma);
  await theirs.goto("/dashboard");
  await ready(theirs);
  await expect(theirs.getByRole("heading", { level: 1, name: "Dashboard" })).toBeVisible();
  await expect(theirs.getByRole("row", { name: /Handling time/ })).not.toContainText("9,000");
  await axe(theirs);
  await theirs.getByRole("row", { name: /More than 30 days/ }).getByRole("link").click();
  await expect(theirs.getByRole("heading", { level: 1, name: "Open requests: More than 30 days" })).toBeVisible();
  const foreign = await theirs.goto(`/dashboard/requests?of=nothing`);
  expect(foreign?.status()).toBe(404);
});
