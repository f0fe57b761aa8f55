// Searching many parcels: by a paste, by criteria, and what is done with the results. None of it needs scripts.

import { readFile } from "node:fs/promises";
import { fitsThePage } from "../support/audit.ts";
import { numbers, shipment } from "../support/before.ts";
import { claire, emma, sofia } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";
import { grouped, unfold } from "../support/words.ts";

test.setTimeout(90_000);

test("two hundred numbers are pasted, and the rows of those found are ticked and exported", async ({
  page,
  axe,
  ready,
  picture,
  watch,
}) => {
  // What was pasted wrong is refused.
  watch.allow(/status of 422/);
  await signIn(page, claire);
  const own = (await numbers(page)).slice(0, 198);
  await page.goto("/parcels");
  await ready(page);
  await page.getByRole("textbox", { name: "Numéros de colis ou références" }).fill([...own, "ZZ999888777FR", "6A18987970675"].join("\n"));
  await page.getByRole("button", { name: "Chercher", exact: true }).click();
  await expect(page.getByRole("heading", { name: "198 colis trouvés" })).toBeVisible();
  await expect(page.getByText(/Le caractère de contrôle/)).toContainText("6A18987970675");
  await unfold(page, "2 numéros ou références sans résultat");
  await expect(page.getByRole("listitem").filter({ hasText: "ZZ999888777FR" })).toBeVisible();
  const rows = page.getByRole("row").filter({ has: page.getByRole("checkbox") });
  await expect(rows).toHaveCount(198);
  // In the order of the paste.
  await expect(rows.first()).toContainText(grouped(own[0] ?? ""));
  await expect(rows.nth(197)).toContainText(grouped(own[197] ?? ""));
  await ready(page);
  // Of two hundred rows that are alike a dozen are audited: all of them take half a minute.
  await axe(page, "thead, tbody tr:nth-child(-n+12)");
  await fitsThePage(page);
  await picture(page, "pasted");

  for (const place of [0, 2, 5]) await rows.nth(place).getByRole("checkbox").check();
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "Exporter en CSV" }).click();
  const file = await waiting;
  expect(file.suggestedFilename()).toMatch(/^colis-\d{4}-\d\d-\d\d\.csv$/);
  const lines = (await readFile(await file.path(), "utf8")).trimEnd().split("\r\n");
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/^\uFEFFNuméro;Transporteur;Statut;/);
  expect([1, 2, 3].map((line) => lines[line]?.split(";")[0])).toEqual([own[0], own[2], own[5]]);

  await test.step("two hundred and one are refused, and the text stays", async () => {
    await page.goto("/parcels");
    await ready(page);
    const field = page.getByRole("textbox", { name: "Numéros de colis ou références" });
    const paste = Array.from({ length: 201 }, (_, n) => `CMD-${n}`).join("\n");
    await field.fill(paste);
    await page.getByRole("button", { name: "Chercher", exact: true }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await expect(page.getByText(/Vous avez collé 201 numéros/).first()).toBeVisible();
    await expect(field).toHaveValue(paste);
    await ready(page);
    await axe(page);
  });
});

test("parcels are found by criteria, filtered, sorted and opened below their row", async ({ page, axe, ready, picture, watch }) => {
  // Dates that are reversed are refused at the end.
  watch.allow(/status of 422/);
  await signIn(page, claire);
  await page.goto("/parcels?tab=criteria");
  await ready(page);
  await axe(page);
  await page.getByLabel("Nom du destinataire").fill("cœur");
  await page.getByLabel("Trier par").selectOption("Numéro");
  await page.getByRole("button", { name: "Chercher", exact: true }).click();
  await expect(page).toHaveURL(/recipient=c%C5%93ur/);
  const filters = page.getByRole("navigation", { name: "Filtrer par statut" });
  await expect(filters.getByRole("listitem").getByRole("link")).toHaveCount(15);
  const notified = filters.getByRole("link", { name: /^Avisé/ });
  const count = Number((await notified.innerText()).replace(/\D/g, ""));
  expect(count).toBeGreaterThan(0);
  await notified.click();
  await expect(notified).toHaveAttribute("aria-current", "page");
  const rows = page.getByRole("row").filter({ has: page.getByRole("checkbox") });
  await expect(rows).toHaveCount(Math.min(count, 50));
  await expect(rows.first()).toContainText("Avisé");
  const found = await rows.getByRole("link", { name: /^[A-Z0-9]{2} / }).allInnerTexts();
  expect(found).toEqual([...found].sort());
  await ready(page);
  await axe(page);
  await fitsThePage(page);
  await picture(page, "criteria");

  await rows.first().getByRole("link", { name: /^Voir le suivi de/ }).click();
  await expect(page.getByRole("heading", { level: 3, name: "Parcours" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Contacter le service client pour ce colis" })).toBeVisible();
  await ready(page);
  await axe(page);
  await fitsThePage(page);
  await picture(page, "opened");
  await page.getByRole("link", { name: /^Refermer le suivi/ }).or(page.getByRole("link", { name: "Refermer" })).first().click();
  await expect(page.getByRole("heading", { level: 3, name: "Parcours" })).toHaveCount(0);

  await test.step("dates that are reversed are said beside their field", async () => {
    await page.goto("/parcels?tab=criteria&from=2026-11-02&until=2026-11-01&recipient=c%C5%93ur");
    await ready(page);
    await expect(page.getByLabel("au", { exact: true })).toHaveAccessibleDescription(/La fin de la période précède son début/);
    await expect(page.getByLabel("Nom du destinataire")).toHaveValue("cœur");
    await axe(page);
  });
});

test("the columns of one's choice are remembered", async ({ page, another, ready }) => {
  await signIn(page, emma);
  await page.goto("/parcels?tab=criteria");
  await ready(page);
  const head = page.getByRole("columnheader", { includeHidden: true });
  await expect(head.filter({ hasText: "Recipient" }).first()).toBeAttached();
  await unfold(page, "Columns");
  await page.getByRole("checkbox", { name: "Service" }).check();
  await page.getByRole("checkbox", { name: "Recipient", exact: true }).uncheck();
  await page.getByRole("button", { name: "Keep these columns" }).click();
  await expect(head.filter({ hasText: "Service" })).toBeAttached();
  await expect(head.filter({ hasText: /^Recipient$/ })).toHaveCount(0);
  const elsewhere = await another();
  await signIn(elsewhere, emma);
  await elsewhere.goto("/parcels?tab=criteria");
  await expect(elsewhere.getByRole("columnheader", { includeHidden: true }).filter({ hasText: "Service" })).toBeAttached();
});

test("all results are taken as a file, in French or in English, by each within what he sees", async ({ page, another, ready }) => {
  await signIn(page, claire);
  const own = await numbers(page);
  const [desk, hers] = [await another(), await another()];
  await signIn(desk, sofia);
  await signIn(hers, emma);
  const foreign = await numbers(hers);
  expect(own.filter((number) => foreign.includes(number))).toEqual([]);

  await page.goto("/parcels?tab=criteria");
  await ready(page);
  await page.getByRole("checkbox", { name: /^(Les|Tous les) .*résultats/ }).check();
  await page.getByLabel("Format du fichier").selectOption("CSV pour tableur anglais");
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "Exporter en CSV" }).click();
  const lines = (await readFile(await (await waiting).path(), "utf8")).trimEnd().split("\r\n");
  expect(lines).toHaveLength(own.length + 1);
  expect(lines[0]).toMatch(/^Numéro,Transporteur,Statut,/);
});

test("a parcel is printed, and its path is taken as a file", async ({ page, axe, ready, picture }) => {
  await signIn(page, claire);
  const { parcels, reference } = await shipment(page, 2);
  const number = parcels[0] ?? "";
  await page.goto(`/parcels/${number}`);
  await ready(page);
  await page.getByRole("link", { name: "Imprimer la fiche" }).click();
  await expect(page.getByRole("heading", { level: 1, name: grouped(number) })).toBeVisible();
  await expect(page.getByText(reference).first()).toBeVisible();
  await ready(page);
  await axe(page);
  await fitsThePage(page);
  await picture(page, "sheet");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("banner")).toBeHidden();
  await expect(page.getByText(/Imprimez cette page/)).toBeHidden();
  await expect(page.getByRole("heading", { name: "Parcours" })).toBeVisible();
  await page.emulateMedia({ media: "screen" });

  await page.goto(`/parcels/${number}`);
  await ready(page);
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "Extraire le suivi en CSV" }).click();
  const file = await waiting;
  expect(file.suggestedFilename()).toMatch(new RegExp(`^suivi-${number}-`));
  expect(await readFile(await file.path(), "utf8")).toContain(reference);

  await page.getByRole("button", { name: "Contacter le service client pour ce colis" }).first().click();
  // The parcel is known: it goes on with what there is to check, or at once with the subject.
  await expect(page).toHaveURL(/\/requests\/new\/[^/]+\/(check|subject)$/);
});

test("results are gone through by keyboard", async ({ page, ready }) => {
  await signIn(page, claire);
  await page.goto("/parcels?tab=criteria&state=notified");
  await ready(page);
  const box = page.getByRole("checkbox", { name: /^Choisir le colis/ }).first();
  await box.focus();
  await page.keyboard.press("Space");
  await expect(box).toBeChecked();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 3, name: "Parcours" })).toBeVisible();
});
