// A ticket is filed in four steps, or a colleague's is joined instead.

import { filed, shipment } from "../support/before.ts";
import { pdf, png } from "../support/files.ts";
import { claire, hugo } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";
import { conversation, grouped } from "../support/words.ts";

test("Claire files a ticket on two parcels of one shipment, with two files", async ({ page, axe, ready, picture }) => {
  await signIn(page, claire);
  const { reference, parcels } = await shipment(page, 2);
  const [first, second] = [parcels[0] ?? "", parcels[1] ?? ""];

  await page.goto("/requests");
  await ready(page);
  await page.getByRole("link", { name: "Nouvelle demande" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Quel colis est concerné ?" })).toBeVisible();
  await ready(page);
  await axe(page);
  await picture(page, "filing-1");

  // The reference of the shipment, as she has it at hand: both parcels are offered.
  await page.getByLabel("Numéro de colis ou référence").fill(` ${reference.toLowerCase()} `);
  await page.getByRole("button", { name: "Continuer" }).click();
  await expect(page.getByRole("heading", { name: "2 colis portent cette référence" })).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: new RegExp(`Choisir le colis ${grouped(first).source}`) }).click();

  await expect(page.getByRole("heading", { level: 1, name: "Est-ce bien ce colis ?" })).toBeVisible();
  await ready(page);
  await axe(page);
  await picture(page, "filing-2");
  await page.getByRole("checkbox", { name: grouped(second) }).check();
  await expect(page.getByRole("checkbox", { name: grouped(first) })).toBeChecked();
  await page.getByRole("button", { name: /^Continuer/ }).click();

  await expect(page.getByRole("heading", { level: 1, name: "Quel est l’objet de votre demande ?" })).toBeVisible();
  await ready(page);
  await page.getByRole("radio", { name: "Contestation de livraison" }).check();
  await page.getByRole("radio", { name: "En main propre" }).check();
  await axe(page);
  await picture(page, "filing-3");
  await page.getByRole("button", { name: "Continuer" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "Dites-nous ce qui s’est passé" })).toBeVisible();
  await ready(page);
  await page.getByLabel("Contenu précis de l’envoi").fill("Téléphone noir ; 1 ; 499,00");
  await page.getByLabel("Votre message").fill("Le destinataire n’a rien reçu.\nIl ne reconnaît pas la signature.");
  await expect(page.getByText(/20\s?Mo/).first(), "limits are said before a file is chosen").toBeVisible();
  await page.getByLabel("Facture d’origine du contenu").setInputFiles(pdf("facture 8812.pdf"));
  await page.getByLabel("Autres fichiers").setInputFiles(png("carton.png"));
  await axe(page);
  await picture(page, "filing-4");
  await page.getByRole("button", { name: "Déposer la demande" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "Votre demande est déposée" })).toBeVisible();
  await expect(page.getByText(/Son numéro.*D-\d{4}-\d{6}/)).toBeVisible();
  await ready(page);
  await axe(page);
  await page.getByRole("link", { name: "Voir la demande" }).click();

  await expect(page.getByRole("heading", { level: 1, name: /Contestation de livraison/ })).toBeVisible();
  const thread = conversation(page);
  await expect(thread.getByText("Il ne reconnaît pas la signature.")).toBeVisible();
  await expect(thread.getByRole("link", { name: /facture 8812\.pdf/ })).toHaveCount(1);
  await expect(thread.getByRole("link", { name: /carton\.png/ })).toHaveCount(1);
  const side = page.getByRole("complementary", { name: "Colis" });
  await expect(side.getByRole("link", { name: grouped(second) })).toBeVisible();
  await expect(side.getByRole("listitem").filter({ hasText: "Facture d’origine" })).toContainText("Reçue");
  await ready(page);
  await axe(page);
});

test("what is typed survives a reload and a sign-out @scripts", async ({ page, ready }) => {
  await signIn(page, claire);
  const { parcels } = await shipment(page);
  await page.goto(`/requests/new?parcel=${parcels[0]}`);
  await ready(page);
  await page.getByRole("button", { name: "Continuer avec ce colis" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Est-ce bien ce colis ?" })).toBeVisible();
  await page.getByRole("button", { name: /^Continuer/ }).click();
  await page.getByRole("radio", { name: "Signaler un retard" }).check();
  await page.getByRole("button", { name: "Continuer" }).click();
  await page.getByLabel("Votre message").fill("Rien n’est venu hier");
  await page.getByLabel("Fichiers", { exact: true }).setInputFiles(pdf("bon.pdf"));
  await expect(page.getByText(/Brouillon enregistré/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Retirer bon.pdf" })).toBeVisible();
  await page.waitForTimeout(1_500); // the page waits for a pause in the typing before it keeps it
  const address = page.url();

  await page.reload();
  await expect(page.getByLabel("Votre message")).toHaveValue("Rien n’est venu hier");
  await expect(page.getByText("bon.pdf")).toBeVisible();
  await page.goto("about:blank"); // so that no page is left to listen without a session
  await page.context().clearCookies();
  await signIn(page, claire);
  await page.goto(address);
  await expect(page.getByLabel("Votre message")).toHaveValue("Rien n’est venu hier");
  await expect(page.getByText("bon.pdf")).toBeVisible();
});

test("Hugo joins Claire's ticket instead of filing a second one", async ({ page, another, axe, ready }) => {
  await signIn(page, claire);
  const { parcels } = await shipment(page);
  const parcel = parcels[0] ?? "";
  const number = await filed(page, { parcel, body: "Où est passé ce colis ?" });

  const hugos = await another();
  await signIn(hugos, hugo);
  await hugos.goto("/requests/new");
  await ready(hugos);
  await hugos.getByLabel("Numéro de colis ou référence").fill(parcel);
  await hugos.getByRole("button", { name: "Continuer" }).click();
  await expect(hugos.getByRole("heading", { name: "Une demande est déjà ouverte sur ce colis" })).toBeVisible();
  await expect(hugos.getByText("Où est passé ce colis ?"), "the thread shows only after joining").toHaveCount(0);
  await ready(hugos);
  await axe(hugos);
  await hugos.getByRole("button", { name: `Suivre celle-ci : ${number}`.replace(" :", "\u202f:") }).click();

  await expect(hugos).toHaveURL(new RegExp(`/requests/${number}$`));
  await expect(conversation(hugos).getByText("Où est passé ce colis ?")).toBeVisible();
  await expect(conversation(hugos).getByText("Hugo Petit suit aussi la demande")).toBeVisible();
  await ready(hugos);
  await axe(hugos);
  await hugos.goto("/requests?tab=all");
  await expect(hugos.getByRole("link", { name: new RegExp(number) }).first()).toBeVisible();
});
