// A delivery instruction: one for two parcels found by their state and sub-account, one for a single parcel by keyboard,
// and what is said where none is possible.

import { claire, emma, paul } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";

const narrow = (text: string) => text.replace(/ (?=[:;?!])/g, "\u202f");

test("parcels that nobody was there to take get a new delivery day together", async ({ page, axe, ready, picture, watch }) => {
  // The first answer is left out, and that is refused.
  watch.allow(/status of 422/);
  await signIn(page, claire);
  await page.goto("/parcels?tab=criteria");
  await ready(page);
  const criteria = page.getByRole("search", { name: "Recherche multicritères" });
  await criteria.getByRole("combobox", { name: /^Sous-compte/ }).selectOption({ index: 1 });
  await criteria.getByRole("button", { name: "Chercher", exact: true }).click();
  await ready(page);
  await page.getByRole("link", { name: /^Avisé/ }).first().click();
  await ready(page);
  const boxes = page.getByRole("checkbox", { name: /^Choisir le colis / });
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByRole("button", { name: "Donner une consigne" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "Une consigne pour plusieurs colis" })).toBeVisible();
  await expect(page.getByText("2 colis choisis.")).toBeVisible();
  await ready(page);
  await axe(page);
  await page.getByRole("radio", { name: "Livrer un autre jour" }).check();
  await page.getByRole("button", { name: "Transmettre pour les colis possibles" }).click();
  await expect(page.getByRole("alert").getByText("Choisissez une réponse.")).toBeVisible();
  await ready(page);
  await axe(page);
  const days = page.getByRole("group", { name: "Jour de livraison" }).getByRole("radio");
  await expect(days).toHaveCount(6);
  await days.nth(2).check({ force: true });
  await picture(page, "instruction-several");
  await page.getByRole("button", { name: "Transmettre pour les colis possibles" }).click();
  await expect(page.getByText("La consigne est transmise pour 2 colis.")).toBeVisible();
  await ready(page);
  await axe(page);

  // The parcel's own page tells of it.
  await page.getByRole("table").getByRole("link").first().click();
  await ready(page);
  await expect(page.getByText("Consigne de livraison transmise").first()).toBeVisible();
  await expect(page.getByRole("link", { name: "Remplacer la consigne" })).toBeVisible();
  await axe(page);
});

/** The address of a parcel in a state that nobody has given an instruction for in this story; its number begins so. */
async function parcelIn(page: import("@playwright/test").Page, state: string, place: number, begin = ""): Promise<string> {
  const answer = await page.request.get(`/parcels/instruct?all=1&criteria=${encodeURIComponent(`state=${state}`)}`);
  const links = [...(await answer.text()).matchAll(/<tr role="row">.*?href="(\/parcels\/[^"]+)".*?<\/tr>/gs)]
    .filter((row) => !/consigne en cours|present instruction/.test(row[0]))
    .map((row) => row[1] ?? "")
    .filter((address) => address.startsWith(`/parcels/${begin}`));
  const link = links[place];
  if (!link) throw new Error(`There is no parcel ${place} in ${state}.`);
  return link;
}

test("by keyboard, an instruction in English, replaced before its time limit", async ({ page, axe, ready, picture }) => {
  await signIn(page, emma);
  const parcel = await parcelIn(page, "notified", 3);
  await page.goto(`${parcel}/instruction`);
  await ready(page);
  await axe(page);
  await page.getByRole("radio", { name: /^Help the driver/ }).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.type("A47B");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/given=now/);
  await expect(page.getByText("The instruction is sent.")).toBeVisible();
  await expect(page.getByText("For the driver: code A47B")).toBeVisible();
  await ready(page);
  await axe(page);
  await picture(page, "instruction-one");

  await page.getByRole("radio", { name: "Deliver on another day" }).check();
  await page.getByRole("group", { name: "Day of delivery" }).getByRole("radio").last().check({ force: true });
  await page.getByRole("button", { name: "Send the instruction" }).click();
  await expect(page.getByText("Another instruction took its place.")).toBeVisible();
  await expect(page.getByText(/^Deliver on /).first()).toBeVisible();
});

test("pickup points come nearest first, with their hours, and around another postcode", async ({ page, axe, ready }) => {
  await signIn(page, claire);
  const parcel = await parcelIn(page, "notified", 5);
  await page.goto(`${parcel}/instruction?kind=pickup_point`);
  await ready(page);
  const points = page.getByRole("group", { name: "Point de retrait", exact: true });
  await expect(points.getByRole("radio")).not.toHaveCount(0);
  await axe(page);
  await page.getByLabel("Points de retrait près de").fill("75011");
  await page.getByRole("button", { name: "Chercher des points de retrait" }).click();
  await expect(points.getByText(/75011 Paris/).first()).toBeVisible();
  await expect(points.getByText(narrow("Lundi au vendredi : 07:00–12:30, 14:00–19:30")).first()).toBeVisible();
  await ready(page);
  await axe(page);
});

test("what is typed comes back where it is refused, and a delivered parcel says why", async ({ page, axe, ready, watch }) => {
  watch.allow(/status of 422/);
  await signIn(page, claire);
  // Of Chronopost, whose contract lets an address be corrected.
  const parcel = await parcelIn(page, "notified", 6, "XY");
  await page.goto(`${parcel}/instruction?kind=corrected_address`);
  await ready(page);
  await page.getByLabel("Numéro et rue").fill("");
  await page.getByLabel("Ville").fill("Paris 3");
  await page.getByLabel("Code postal", { exact: true }).fill("75011");
  await page.getByRole("button", { name: "Transmettre la consigne" }).click();
  await expect(page.getByRole("alert").getByText("Remplissez ce champ.")).toBeVisible();
  await expect(page.getByLabel("Ville")).toHaveValue("Paris 3");
  await ready(page);
  await axe(page);

  await page.goto(`${await parcelIn(page, "delivered", 0)}/instruction`);
  await ready(page);
  await expect(page.getByText("Ce colis est livré.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Contacter le service client" })).toBeVisible();
  await axe(page);
});

test("the administrator hands instructions over and reads a carrier's answers", async ({ page, axe, ready }) => {
  await signIn(page, paul);
  await page.goto("/admin/instructions");
  await ready(page);
  await axe(page);
  const handed = page.waitForURL(/made=\d+/);
  await page.getByRole("button", { name: /^Faire le fichier pour / }).first().click();
  await handed;
  const link = await page.getByRole("link", { name: /^Télécharger le fichier / }).getAttribute("href");
  const table = await (await page.request.get(link ?? "")).text();
  const id = table.split("\r\n")[1]?.split(",")[0] ?? "";
  await page.getByLabel("Fichier des réponses").setInputFiles({
    name: "reponses.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`instruction_id;answer;reason\n${id};accepted;\nx;refused;Non\n`),
  });
  await page.getByRole("button", { name: "Lire les réponses" }).click();
  await expect(page.getByText("Une consigne acceptée")).toBeVisible();
  await expect(page.getByText(/Ligne 3/)).toBeVisible();
  await ready(page);
  await axe(page);
});
