// Scheduled reports: created, previewed, paused, shared, and the mail they send.

import { claire, emma, hugo, paul } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";
import { unfold } from "../support/words.ts";

test("Claire defines a report, looks at it, pauses it and deletes it", async ({ page, axe, ready, picture, watch }) => {
  watch.allow(/status of 422/);
  await signIn(page, claire);
  await page.goto("/reports");
  await expect(page.getByRole("heading", { level: 1, name: "Relevés automatiques" })).toBeVisible();
  await ready(page);
  await axe(page);
  await picture(page, "reports");

  // What cannot be accepted comes back with everything typed.
  await page.getByLabel("Nom du relevé").fill("Retours de la semaine");
  await page.getByRole("checkbox", { name: "En retour expéditeur" }).check();
  await page.getByLabel("Nom des fichiers").fill("../retours");
  await page.getByLabel(/Autres destinataires/).fill("quai@partenaire.example");
  await page.getByRole("button", { name: "Créer le relevé" }).click();
  await expect(page.getByRole("alert")).toContainText("Un point est à corriger.");
  await expect(page.getByLabel("Nom du relevé")).toHaveValue("Retours de la semaine");
  await expect(page.getByRole("checkbox", { name: "En retour expéditeur" })).toBeChecked();
  await axe(page);
  await page.getByLabel("Nom des fichiers").fill("retours");
  await page.getByRole("button", { name: "Créer le relevé" }).click();

  await expect(page.getByRole("heading", { level: 1, name: /Retours de la semaine/ })).toBeVisible();
  await expect(page.getByText(/Le relevé est créé\. Premier envoi/)).toBeVisible();
  await expect(page.getByText("Attend sa réponse")).toBeVisible();
  await ready(page);
  await axe(page);
  await picture(page, "report");

  await page.getByRole("link", { name: "Aperçu" }).click();
  await expect(page.getByText(/Rien n’est envoyé/)).toBeVisible();
  await ready(page);
  await axe(page);
  await picture(page, "report-preview");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Télécharger le CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/^retours-\d{4}-\d\d-\d\d\.csv$/);

  await page.goBack();
  await page.getByRole("button", { name: "Mettre en pause" }).click();
  await expect(page.getByText(/Le relevé est en pause/)).toBeVisible();
  await page.getByRole("button", { name: "Reprendre" }).click();
  await expect(page.getByText(/Le relevé reprend/)).toBeVisible();

  await unfold(page, "Supprimer");
  await axe(page);
  await page.getByRole("button", { name: "Supprimer définitivement" }).click();
  await expect(page.getByText("Le relevé est supprimé.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Retours de la semaine" })).toHaveCount(0);
});

test("a colleague subscribes, and the mail of the next day carries the report", async ({ another, ownWorld, watch }) => {
  watch.allow(/status of 40\d/);
  const world = await ownWorld();
  const page = await another({ world });
  await signIn(page, hugo);
  await page.goto("/reports");
  await page.getByRole("button", { name: /S’abonner au relevé « ?Suivi quotidien/ }).click();
  await expect(page.getByText(/Vous êtes abonné/)).toBeVisible();
  await page.goto("/reports");
  await expect(page.getByRole("link", { name: "Suivi quotidien" })).toBeVisible();

  const desk = await another({ world });
  await signIn(desk, paul);
  await desk.goto("/admin/mail");
  await desk.getByRole("button", { name: /7 jours/ }).click();
  await expect(async () => {
    await desk.goto("/admin/mail");
    await expect(desk.getByRole("row").filter({ hasText: hugo.email }).filter({ hasText: "Suivi quotidien" }).first()).toBeVisible();
  }).toPass({ timeout: 90_000 });
  await desk.getByRole("row").filter({ hasText: hugo.email }).filter({ hasText: "Suivi quotidien" }).first().getByRole("link").click();
  await expect(desk.getByText(/Colis par statut/)).toBeVisible();
  await expect(desk.getByText(/suivi-quotidien-\d{4}-\d\d-\d\d\.csv/).first()).toBeVisible();

  // His own files are on the page, and one press ends the mails.
  await page.reload();
  await page.getByRole("link", { name: "Suivi quotidien" }).click();
  await expect(page.getByRole("link", { name: /suivi-quotidien-.*\.html/ }).first()).toBeVisible();
  await page.getByRole("button", { name: "Se désabonner" }).click();
  await expect(page.getByText("Vous n’êtes plus abonné.")).toBeVisible();
});

test("the pages speak English too", async ({ page, axe, ready }) => {
  await signIn(page, emma);
  await page.goto("/reports");
  await expect(page.getByRole("heading", { level: 1, name: "Scheduled reports" })).toBeVisible();
  await expect(page.getByLabel("Name of the report")).toBeVisible();
  await ready(page);
  await axe(page);
});
