// From the door to the end of a ticket without a mouse.

import type { Locator, Page } from "@playwright/test";
import { answered, resolved, shipment } from "../support/before.ts";
import { pdf } from "../support/files.ts";
import { tabTo } from "../support/keys.ts";
import { claire, sofia } from "../support/people.ts";
import { expect, test, signIn } from "../support/test.ts";
import { conversation, grouped, reply } from "../support/words.ts";

test.setTimeout(180_000);

/** Chooses one of a group of choices with the arrow keys. */
async function arrowTo(page: Page, first: Locator, choice: Locator): Promise<void> {
  await tabTo(page, first);
  await page.keyboard.press("Space");
  for (let presses = 0; presses < 40 && !(await choice.isChecked()); presses += 1) {
    await page.keyboard.press("ArrowDown");
  }
  await expect(choice).toBeChecked();
}

test("from sign-in to validation @scripts", async ({ page, another, ready }) => {
  const [customer, desk] = [await another(), await another()];
  await signIn(customer, claire);
  await signIn(desk, sofia);
  const parcel = (await shipment(customer)).parcels[0] ?? "";
  // Heard from the beginning: a dialog that opens before somebody listens is the browser's own.
  page.on("filechooser", (chooser) => void chooser.setFiles(pdf("bon.pdf")));

  await page.goto("/sign-in");
  await tabTo(page, page.getByLabel("Adresse de courriel"));
  await page.keyboard.type(claire.email);
  await tabTo(page, page.getByLabel("Mot de passe", { exact: true }));
  await page.keyboard.type(claire.password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Demandes" })).toBeVisible();

  await test.step("she finds the parcel", async () => {
    await page.goto("/parcels");
    await ready(page);
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: "Aller au contenu" })).toBeFocused();
    await page.keyboard.press("Enter");
    await tabTo(page, page.getByRole("textbox", { name: "Numéros de colis ou références" }));
    await page.keyboard.type(parcel.toLowerCase());
    await tabTo(page, page.getByRole("button", { name: "Chercher", exact: true }));
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`/parcels/${parcel}$`));
    await expect(page.getByRole("main").getByText(grouped(parcel)).first()).toBeVisible();
    await ready(page);
  });

  await test.step("she files on it, with a file", async () => {
    await tabTo(page, page.getByRole("button", { name: "Contacter le service client pour ce colis" }).first());
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/requests\/new\/[^/]+\/(check|subject)$/);
    await ready(page);
    // Where parcels of the same shipment or open requests are to be checked, that comes first.
    if (page.url().endsWith("/check")) {
      await tabTo(page, page.getByRole("button", { name: /^Continuer/ }));
      await page.keyboard.press("Enter");
    }
    await expect(page.getByRole("heading", { level: 1, name: "Quel est l’objet de votre demande ?" })).toBeVisible();
    await arrowTo(page, page.getByRole("radio").first(), page.getByRole("radio", { name: "Signaler un retard" }));
    await tabTo(page, page.getByRole("button", { name: "Continuer", exact: true }));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Dites-nous ce qui s’est passé" })).toBeVisible();
    await ready(page);
    await tabTo(page, page.getByLabel("Votre message"));
    await page.keyboard.type("Rien n’est venu hier.");
    await tabTo(page, page.getByLabel("Fichiers", { exact: true }));
    await page.keyboard.press("Space");
    await expect(page.getByRole("button", { name: "Retirer bon.pdf" })).toBeVisible();
    await tabTo(page, page.getByRole("button", { name: "Déposer la demande" }));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Votre demande est déposée" })).toBeVisible();
    await tabTo(page, page.getByRole("link", { name: "Voir la demande" }));
    await page.keyboard.press("Enter");
    await expect(conversation(page).getByText("Rien n’est venu hier.")).toBeVisible();
    await expect(conversation(page).getByRole("link", { name: /bon\.pdf/ })).toHaveCount(1);
  });
  const number = /D-\d{4}-\d{6,}/.exec(page.url())?.[0] ?? "";

  await test.step("she replies", async () => {
    await answered(desk, number, "Quel jour l’attendiez-vous ?");
    await page.goto(`/requests/${number}`);
    await ready(page);
    await expect(conversation(page).getByText("Quel jour l’attendiez-vous ?")).toBeVisible();
    await tabTo(page, reply(page));
    await page.keyboard.type("Lundi.");
    await tabTo(page, page.getByRole("button", { name: "Envoyer", exact: true }));
    await page.keyboard.press("Enter");
    await expect(conversation(page).getByText("Lundi.", { exact: true })).toBeVisible();
  });

  await resolved(desk, number);
  await page.goto("/requests?tab=all");
  await ready(page);
  await tabTo(page, page.getByRole("link", { name: new RegExp(number) }).first());
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "La réponse vous convient-elle ?" })).toBeVisible();

  await tabTo(page, page.getByRole("radio", { name: "Sans note" }));
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "5 étoiles sur 5" })).toBeChecked();
  await tabTo(page, page.getByLabel("Un mot sur notre réponse"));
  await page.keyboard.type("Parfait.");
  await tabTo(page, page.getByRole("button", { name: "Valider la réponse" }));
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^Vous avez donné 5 sur 5\..*Parfait\./)).toBeVisible();
  await expect(conversation(page).getByText(/a validé la réponse/)).toBeVisible();
});
