// Files that are refused are named with the reason; the good ones and the text stay.

import { filed } from "../support/before.ts";
import { pdf, png, raw, tooLarge, type Sent } from "../support/files.ts";
import { claire } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";
import { conversation, reply } from "../support/words.ts";

const refusals: { what: string; file: () => Sent; why: RegExp }[] = [
  { what: "an empty file", file: () => raw("vide.pdf", "application/pdf", ""), why: /ce fichier est vide/i },
  {
    what: "a program called PDF",
    file: () => raw("facture.pdf", "application/pdf", "MZ\u0090\u0000 this is no PDF"),
    why: /ni un PDF, ni une image/,
  },
  { what: "a page called image", file: () => raw("photo.png", "image/png", "<svg onload=alert(1)>"), why: /ni un PDF, ni une image/ },
  { what: "a file above 20 MB", file: () => tooLarge("film.pdf"), why: /(dépasse|Trop lourd).*20\s?Mo/ },
];

for (const { what, file, why } of refusals) {
  test(`${what} is refused, and the rest is kept`, async ({ page, axe, ready, watch }) => {
    watch.allow(/status of (413|422)/);
    await signIn(page, claire);
    const number = await filed(page);
    await page.goto(`/requests/${number}`);
    await ready(page);
    await expect(page.getByText(/20\s?Mo/).first(), "the limit is said before").toBeVisible();
    await reply(page).fill("Voici deux pièces.");
    const bad = file();
    await page.getByLabel("Joindre des fichiers").setInputFiles([png("étiquette.png"), bad]);
    await page.getByRole("button", { name: "Envoyer", exact: true }).click();

    // Without scripts the page comes back; with them the file is refused as soon as it is chosen, and the reply goes.
    if ((await page.locator("html[data-hydrated]").count()) === 0) {
      await expect(page.getByText(why).first()).toBeVisible();
      await expect(page.getByText(new RegExp(bad.name)).first()).toBeVisible();
      await expect(reply(page)).toHaveValue("Voici deux pièces.");
      await expect(page.getByText("étiquette.png")).toBeVisible();
      await axe(page);
      await page.getByRole("button", { name: "Envoyer", exact: true }).click();
    }
    await expect(conversation(page).getByText("Voici deux pièces.")).toBeVisible();
    await expect(conversation(page).getByRole("link", { name: /tiquette\.png/ })).toHaveCount(1);
    await expect(conversation(page).getByRole("link", { name: new RegExp(bad.name) })).toHaveCount(0);
  });

  test(`${what} is refused in words at once @scripts`, async ({ page, axe, ready, watch }) => {
    watch.allow(/status of (413|422)/);
    await signIn(page, claire);
    const number = await filed(page);
    await page.goto(`/requests/${number}`);
    await ready(page);
    const bad = file();
    await page.getByLabel("Joindre des fichiers").setInputFiles(bad);
    const row = page.getByRole("listitem").filter({ hasText: bad.name });
    await expect(row).toContainText(why);
    await axe(page);
    await row.getByRole("button", { name: `Retirer ${bad.name}` }).click();
    await expect(row).toHaveCount(0);
  });
}

test("of several bad files each is named with its reason", async ({ page, axe, ready, watch }) => {
  watch.allow(/status of (413|422)/);
  await signIn(page, claire);
  const number = await filed(page);
  await page.goto(`/requests/${number}`);
  await ready(page);
  await reply(page).fill("Voici trois pièces.");
  const bad = [raw("vide.pdf", "application/pdf", ""), raw("facture.pdf", "application/pdf", "MZ\u0090\u0000 this is no PDF")];
  await page.getByLabel("Joindre des fichiers").setInputFiles([...bad, png("étiquette.png")]);
  if ((await page.locator("html[data-hydrated]").count()) > 0) {
    for (const { name } of bad) {
      await expect(page.getByRole("listitem").filter({ hasText: name })).toContainText(/ce fichier est vide|ni un PDF/i);
    }
  } else {
    await page.getByRole("button", { name: "Envoyer", exact: true }).click();
    const field = page.locator(".file-field", { has: page.getByLabel("Joindre des fichiers") });
    await expect(field.getByText(/vide\.pdf.*ce fichier est vide/i)).toBeVisible();
    await expect(field.getByText(/facture\.pdf.*ni un PDF/i)).toBeVisible();
    await expect(reply(page)).toHaveValue("Voici trois pièces.");
  }
  await axe(page);
});

test("a file taken back does not go out", async ({ page, ready }) => {
  await signIn(page, claire);
  const number = await filed(page);
  const base = `/requests/${number}`;
  const key = /name="draft_key" value="([^"]+)"/.exec(await (await page.request.get(base)).text())?.[1] ?? "";
  for (const file of [pdf("garder.pdf"), pdf("retirer.pdf")]) {
    const sent = await page.request.post("/uploads", { multipart: { draft_key: key, slot_key: "", file } });
    expect(sent.status()).toBe(200);
  }
  await page.goto(base);
  await ready(page);
  await page.getByRole("button", { name: "Retirer retirer.pdf" }).click();
  await expect(page.getByText("retirer.pdf")).toHaveCount(0);
  await expect(page.getByText("garder.pdf")).toBeVisible();
  await reply(page).fill("Une seule pièce.");
  await page.getByRole("button", { name: "Envoyer", exact: true }).click();
  await expect(conversation(page).getByText("Une seule pièce.")).toBeVisible();
  await expect(conversation(page).getByRole("link", { name: /garder\.pdf/ })).toHaveCount(1);
  await expect(conversation(page).getByRole("link", { name: /retirer\.pdf/ })).toHaveCount(0);
});
