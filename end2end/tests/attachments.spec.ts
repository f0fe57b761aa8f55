// Files of a request: looked at one after the other, replaced, listed as documents, and those that few may see.

import { did, filed, shipment } from "../support/before.ts";
import { pdf, png } from "../support/files.ts";
import { claire, emma, marc, sofia } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";
import { conversation, grouped, reply } from "../support/words.ts";

test("Claire looks at her files one after the other", async ({ page, axe, ready, picture, watch }) => {
  watch.allow(/status of 404/);
  await signIn(page, claire);
  const number = await filed(page);
  await page.goto(`/requests/${number}`);
  await ready(page);
  await reply(page).fill("Trois pièces.");
  const files = [png("carton.png", 900, 600), pdf("facture.pdf"), png("étiquette.png")];
  await page.getByLabel("Joindre des fichiers").setInputFiles(files);
  await page.getByRole("button", { name: "Envoyer", exact: true }).click();
  await conversation(page).getByRole("link", { name: /carton\.png/ }).click();

  await expect(page.getByRole("heading", { level: 1, name: "carton.png" })).toBeVisible();
  const shown = page.getByRole("img", { name: /Image envoyée par Vous.*carton\.png/ });
  await expect(shown).toBeVisible();
  expect(await shown.evaluate((image: HTMLImageElement) => image.naturalWidth), "the picture is there").toBe(900);
  await expect(page.getByText("1 sur 3")).toBeVisible();
  await expect(page.getByRole("link", { name: "Fichier précédent" })).toHaveCount(0);
  await ready(page);
  await axe(page);
  await picture(page, "file-picture");

  await page.getByRole("link", { name: "Fichier suivant" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "facture.pdf" })).toBeVisible();
  await expect(page.getByText("Ce PDF s’ouvre sur votre appareil")).toBeVisible();
  await ready(page);
  await axe(page);
  await picture(page, "file-pdf");
  if ((await page.locator("html[data-hydrated]").count()) > 0) {
    await page.keyboard.press("ArrowRight");
  } else {
    await page.getByRole("link", { name: "Fichier suivant" }).click();
  }
  await expect(page.getByRole("heading", { level: 1, name: "étiquette.png" })).toBeVisible();
  await expect(page.getByText("3 sur 3")).toBeVisible();
  const address = page.url();
  await page.getByRole("link", { name: "Voir dans la demande" }).click();
  await expect(conversation(page).getByText("Trois pièces.")).toBeVisible();

  // Another customer finds nothing there.
  await page.goto("about:blank"); // so that no page is left to listen without a session
  await page.context().clearCookies();
  await signIn(page, emma);
  expect((await page.goto(address))?.status()).toBe(404);
});

test("a wrong file is replaced, and both sides see the trace", async ({ page, another, axe, ready, picture }) => {
  await signIn(page, claire);
  const number = await filed(page);
  await page.goto(`/requests/${number}`);
  await ready(page);
  await reply(page).fill("Voici la facture.");
  await page.getByLabel("Joindre des fichiers").setInputFiles(pdf("mauvaise.pdf"));
  await page.getByRole("button", { name: "Envoyer", exact: true }).click();
  await conversation(page).getByRole("link", { name: /mauvaise\.pdf/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "mauvaise.pdf" })).toBeVisible();
  await ready(page);
  await page.getByText("Remplacer ce fichier", { exact: true }).click();
  await page.getByLabel("Le bon fichier").setInputFiles(pdf("bonne.pdf"));
  await axe(page);
  await picture(page, "file-replace");
  await page.getByRole("button", { name: "Remplacer le fichier" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "bonne.pdf" })).toBeVisible();
  await page.getByRole("link", { name: "Voir le fichier remplacé" }).click();
  await expect(page.getByText(/Remplacé par Claire Morel/)).toBeVisible();
  await expect(page.getByText("Remplacer ce fichier", { exact: true })).toHaveCount(0);

  const agent = await another();
  await signIn(agent, sofia);
  await agent.goto(`/desk/${number}`);
  const thread = conversation(agent);
  await expect(thread.getByText("Claire Morel a remplacé un fichier")).toBeVisible();
  await expect(thread.getByText(/mauvaise\.pdf.*remplacé par Claire Morel/)).toBeVisible();
  await expect(thread.getByRole("link", { name: /bonne\.pdf/ })).toHaveCount(1);
  await ready(agent);
  await axe(agent);
  await picture(agent, "file-replaced");
});

test("the documents of a request are a list that both sides see", async ({ page, another, axe, ready, picture }) => {
  await signIn(page, claire);
  const information = { content: "Téléphone ; 1 ; 499,00" };
  const number = await filed(page, { subject: "contested_delivery", subReason: "in_person", information });
  await page.goto(`/requests/${number}`);
  await ready(page);
  const side = page.getByRole("complementary", { name: "Colis" });
  await expect(side.getByText(/0 sur \d reçues/)).toBeVisible();
  await expect(side.getByText("Nécessaire pour résoudre la demande").first()).toBeVisible();
  await expect(side.getByRole("link", { name: /^Ajouter/ }).first()).toHaveAttribute("href", "#documents");
  await page.getByText("Pièces de la demande", { exact: true }).first().click();
  await page.getByLabel(/Ajouter.*facture/i).setInputFiles(pdf("facture.pdf"));
  await page.getByRole("button", { name: "Envoyer", exact: true }).click();
  await expect(side.getByText(/1 sur \d reçues/)).toBeVisible();
  await expect(side.getByRole("link", { name: /facture\.pdf/ })).toBeVisible();
  await axe(page);
  await picture(page, "documents");

  const agent = await another();
  await signIn(agent, sofia);
  await agent.goto(`/desk/${number}`);
  const theirs = agent.getByRole("complementary", { name: "Colis" });
  await expect(theirs.getByRole("link", { name: /facture\.pdf/ })).toBeVisible();
  await expect(theirs.getByRole("link", { name: /^Ajouter/ })).toHaveCount(0);
  await ready(agent);
  await axe(agent);
});

test("Sofia files for a customer, who reads it as his own", async ({ page, another, axe, ready, picture }) => {
  const customer = await another();
  await signIn(customer, claire);
  const { parcels } = await shipment(customer);
  const parcel = parcels[0] ?? "";

  await signIn(page, sofia);
  await page.goto(`/parcels/${parcel}`);
  await ready(page);
  await page.getByRole("button", { name: "Déposer une demande pour le client" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Est-ce bien ce colis ?" })).toBeVisible();
  await ready(page);
  await page.getByLabel("Au nom de qui ?").selectOption({ label: "Claire Morel (claire.morel@maison-lemaire.example)" });
  await axe(page);
  await picture(page, "filing-for");
  await page.getByRole("button", { name: /^Continuer/ }).click();
  await page.getByRole("radio", { name: "Signaler un retard" }).check();
  await page.getByRole("button", { name: "Continuer" }).click();
  await expect(page.getByText("Claire Morel").first()).toBeVisible();
  await expect(page.getByText(grouped(parcel)).first()).toBeVisible();
  await page.getByLabel("Votre message").fill("Appel de Mme Morel : rien n’est arrivé.");
  await ready(page);
  await axe(page);
  await page.getByRole("button", { name: "Déposer la demande" }).click();
  await expect(page).toHaveURL(/\/desk\/D-\d{4}-\d{6}$/);
  await expect(conversation(page).getByText("Appel de Mme Morel : rien n’est arrivé.")).toBeVisible();
  const number = /D-\d{4}-\d{6}/.exec(page.url())?.[0] ?? "";

  await customer.goto(`/requests/${number}`);
  await expect(conversation(customer).getByText(/Sofia Benali a déposé la demande pour le client/)).toBeVisible();
  await expect(customer.getByText(/ouverte .* par Claire Morel/)).toBeVisible();
  await expect(customer.getByText("En cours", { exact: false }).first()).toBeVisible();
});

test("one request for three parcels, with pictures from the phone", async ({ page, axe, ready, picture, isMobile }) => {
  await signIn(page, claire);
  const [one, two, three] = [await shipment(page), await shipment(page), await shipment(page)].map(
    ({ parcels }) => parcels[0] ?? "",
  ) as [string, string, string];
  await page.goto(`/requests/new?q=${one}`);
  await ready(page);
  await page.getByRole("button", { name: "Continuer avec ce colis" }).click();
  await ready(page);
  await page.getByText("Ajouter d’autres colis", { exact: true }).click();
  await page.getByLabel("Autres numéros de colis").fill(`${two}\n${three}`);
  await axe(page);
  await picture(page, "filing-others");
  await page.getByRole("button", { name: "Ajouter ces colis" }).click();
  for (const number of [one, two, three]) {
    await expect(page.getByRole("checkbox", { name: grouped(number) })).toBeChecked();
  }
  await ready(page);
  await page.getByRole("button", { name: /^Continuer/ }).click();
  await page.getByRole("radio", { name: "Signaler un retard" }).check();
  await page.getByRole("button", { name: "Continuer" }).click();
  await ready(page);
  await page.getByLabel("Votre message").fill("Aucun des trois n’est arrivé.");
  const camera = page.locator("input[capture]").last();
  await expect(camera).toHaveAttribute("accept", "image/*");
  if (isMobile) await camera.setInputFiles(png("photo-1.png"));
  await page.getByLabel("Fichiers", { exact: true }).setInputFiles([png("photo-2.png"), png("photo-3.png")]);
  await axe(page);
  await picture(page, "filing-camera");
  await page.getByRole("button", { name: "Déposer la demande" }).click();
  await page.getByRole("link", { name: "Voir la demande" }).click();
  await expect(conversation(page).getByRole("link", { name: /photo-/ })).toHaveCount(isMobile ? 3 : 2);
  const side = page.getByRole("complementary", { name: "Colis" });
  for (const number of [two, three]) await expect(side.getByRole("link", { name: grouped(number) })).toBeVisible();
});

test("an identity document is for those who need it", async ({ page, another, axe, ready, picture, watch }) => {
  watch.allow(/status of 404/);
  await signIn(page, claire);
  const information = { content: "Téléphone ; 1 ; 499,00" };
  const number = await filed(page, { subject: "contested_delivery", subReason: "in_person", information });
  await page.goto(`/requests/${number}`);
  await ready(page);
  await page.getByText("Pièces de la demande", { exact: true }).first().click();
  await page.getByLabel(/Ajouter.*identité/i).setInputFiles(png("passeport.png"));
  await page.getByRole("button", { name: "Envoyer", exact: true }).click();
  await conversation(page).getByRole("link", { name: /passeport\.png/ }).click();
  await expect(page.getByText(/effacé 30 jours après la fermeture/)).toBeVisible();
  await ready(page);
  await axe(page);
  await picture(page, "file-identity");
  const address = page.url();

  // An agent who only looks learns that there is one; once he handles the request, he sees it.
  const agent = await another({ javaScriptEnabled: false });
  await signIn(agent, marc);
  expect((await agent.goto(address))?.status()).toBe(404);
  await agent.goto(`/desk/${number}`);
  await expect(conversation(agent).getByText(/Pièce d’identité \(prenez la demande en charge/)).toBeVisible();
  expect(await agent.content()).not.toContain("passeport.png");
  await did(agent, `/desk/${number}`, "take", {});
  await agent.goto(`/desk/${number}`);
  await expect(conversation(agent).getByRole("link", { name: /passeport\.png/ })).toHaveCount(1);
  await agent.goto(address);
  await expect(agent.getByRole("img", { name: /passeport\.png/ })).toBeVisible();
});
