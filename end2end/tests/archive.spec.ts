// A parcel of last spring is shown to nobody any more; an administrator finds it in the archive and says why he looks.

import { claire, paul, sofia } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";

/** Two parcels of the demo world that are older than six months. */
const reference = "CMD-4410";

test("what is archived is found nowhere but in the archive, for a reason that is kept", async ({
  page,
  another,
  axe,
  ready,
  picture,
  watch,
}) => {
  watch.allow(/status of 4(04|22)/);
  for (const person of [claire, sofia]) {
    const theirs = await another();
    await signIn(theirs, person);
    await theirs.goto(`/parcels?q=${reference}&by=reference`);
    await expect(theirs.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(theirs.locator("main").getByRole("link", { name: /^6A/ })).toHaveCount(0);
    expect((await theirs.goto("/admin/archive"))?.status()).toBe(404);
  }

  await signIn(page, paul);
  await page.goto("/admin/archive");
  await ready(page);
  await axe(page);
  const number = page.getByLabel("Numéro de colis ou référence de l’expéditeur");
  const reason = page.getByLabel("Motif de la consultation");
  await number.fill(reference);
  await page.getByRole("button", { name: "Consulter l’archive" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(number).toHaveValue(reference);
  await axe(page);
  const why = `Litige 2026-${Date.now()}`;
  await reason.fill(why);
  await page.getByRole("button", { name: "Consulter l’archive" }).click();

  await expect(page.getByRole("heading", { level: 1, name: new RegExp(reference) })).toBeVisible();
  await expect(page.getByRole("heading", { name: "2 colis archivés" })).toBeVisible();
  await axe(page);
  await page.locator("main").getByRole("link", { name: /^6A/ }).first().click();
  await expect(page.getByRole("heading", { name: "Suivi" })).toBeVisible();
  await expect(page.getByText("Élodie Cœur")).toBeVisible();
  await ready(page);
  await axe(page);
  await picture(page, "archive");
  const address = page.url();

  await page.goto("/admin/archive");
  await expect(page.getByRole("row", { name: new RegExp(why) })).toContainText("Paul Simon");
  await axe(page);

  // A link to what somebody found opens nothing for others.
  const hers = await another();
  await signIn(hers, sofia);
  expect((await hers.goto(address))?.status()).toBe(404);
});
