// What somebody types is text, wherever it is shown and whoever reads it.

import { did, filed, shipment } from "../support/before.ts";
import { pdf } from "../support/files.ts";
import { claire, paul, sofia } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";
import { conversation, reply, unfold } from "../support/words.ts";

const PAYLOAD = `</textarea><script>alert(1)</script><img src=x onerror="alert(2)">'"&lt;`;

test("markup in every field is shown as text and never runs", async ({ page, another, axe, ready, watch }) => {
  test.setTimeout(120_000);
  watch.allow(/status of 422/);
  const desk = await another();
  const ran: string[] = [];
  for (const one of [page, desk]) {
    one.on("dialog", async (dialog) => {
      ran.push(dialog.message());
      await dialog.dismiss();
    });
  }
  await signIn(page, claire);
  await signIn(desk, sofia);

  // Searching: the field and the answer repeat it.
  await page.goto(`/parcels?q=${encodeURIComponent(PAYLOAD)}`);
  await ready(page);
  await expect(page.getByRole("textbox", { name: "Numéros de colis ou références" })).toHaveValue(PAYLOAD);
  await expect(page.getByText(/Aucun colis trouvé/)).toContainText("<script>alert(1)</script>");
  await page.goto(`/requests?tab=all&search=${encodeURIComponent(PAYLOAD)}`);
  await ready(page);
  await expect(page.getByText(/Aucune demande ne correspond à ce que vous avez choisi/)).toContainText("<script>alert(1)</script>");

  // Filing: what the subject asks, the message, the name of a file.
  const { parcels } = await shipment(page);
  await page.goto(`/requests/new?parcel=${parcels[0]}`);
  await ready(page);
  await page.getByRole("button", { name: "Continuer avec ce colis" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Est-ce bien ce colis ?" })).toBeVisible();
  await page.getByRole("button", { name: /^Continuer/ }).click();
  await page.getByRole("radio", { name: "Livraison partielle ou endommagée" }).check();
  await page.getByRole("button", { name: "Continuer" }).click();
  await ready(page);
  await page.getByLabel("Contenu précis de l’envoi").fill(PAYLOAD);
  await page.getByLabel("Référence de l’article").fill(PAYLOAD);
  await page.getByLabel("Votre message").fill(PAYLOAD);
  await page.getByLabel("IMEI").fill("123");
  await page.getByLabel("Autres fichiers").setInputFiles(pdf("<img src=x onerror=alert(3)>.pdf"));
  await page.getByRole("button", { name: "Déposer la demande" }).click();
  // The IMEI is refused, and everything comes back as it was typed.
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByLabel("Votre message")).toHaveValue(PAYLOAD);
  await expect(page.getByLabel("Contenu précis de l’envoi")).toHaveValue(PAYLOAD);
  await expect(page.getByLabel("Référence de l’article")).toHaveValue(PAYLOAD);
  await expect(page.getByText(/img src=x onerror=alert\(3\)/).first()).toBeVisible();
  await axe(page);
  await page.getByLabel("IMEI").fill("");
  await page.getByRole("button", { name: "Déposer la demande" }).click();
  await page.getByRole("link", { name: "Voir la demande" }).click();
  await expect(conversation(page).getByText(PAYLOAD)).toBeVisible();
  await expect(conversation(page).getByRole("link", { name: /onerror=alert\(3\)/ })).toHaveCount(1);
  const number = new URL(page.url()).pathname.split("/").pop() ?? "";

  // At the desk: a note, an answer, a document of the agent's own words, an outcome, a reason.
  await desk.goto(`/desk/${number}`);
  await ready(desk);
  await expect(conversation(desk).getByText(PAYLOAD)).toBeVisible();
  await unfold(desk, "Note interne");
  await desk.getByLabel("Note pour vos collègues").fill(`note ${PAYLOAD}`);
  await desk.getByRole("button", { name: "Ajouter la note" }).click();
  await expect(conversation(desk).getByText(`note ${PAYLOAD}`)).toBeVisible();
  await ready(desk);
  await unfold(desk, "Demander");
  await desk.getByLabel("Ce que vous demandez au client").fill(`ask ${PAYLOAD}`);
  await desk.getByLabel("Autre pièce à demander").fill(`doc ${PAYLOAD}`);
  await desk.getByRole("button", { name: "Envoyer la question" }).click();
  await expect(conversation(desk).getByText(`ask ${PAYLOAD}`)).toBeVisible();
  await expect(desk.getByRole("complementary").getByText(`doc ${PAYLOAD}`)).toBeVisible();
  await did(desk, `/desk/${number}`, "resolve", { outcome: "informed", body: `end ${PAYLOAD}` });
  await did(desk, `/desk/${number}`, "reopen", { reason: `again ${PAYLOAD}` });

  await page.goto(`/requests/${number}`);
  await ready(page);
  for (const words of ["ask", "end", "again"]) {
    await expect(conversation(page).getByText(`${words} ${PAYLOAD}`)).toBeVisible();
  }
  // A draft of a reply comes back into its field.
  await page.request.post(`/requests/${number}/kept`, { data: { body: PAYLOAD } });
  await page.reload();
  await ready(page);
  await expect(reply(page)).toHaveValue(PAYLOAD);

  // Mails quote what was written.
  const admin = await another();
  await signIn(admin, paul);
  await admin.goto("/admin/mail");
  await admin.getByRole("link", { name: new RegExp(number) }).first().click();
  await expect(admin.getByText(/<script>alert\(1\)<\/script>/).first()).toBeVisible();

  expect(ran).toEqual([]);
  for (const one of [page, desk, admin]) expect(await one.locator('img[src="x"]').count()).toBe(0);
});

test("a page that cannot be found repeats nothing that runs", async ({ page, watch }) => {
  watch.allow(/status of 404/);
  await signIn(page, claire);
  await filed(page);
  const answer = await page.goto(`/requests/${encodeURIComponent("<script>alert(1)</script>")}`);
  expect(answer?.status()).toBe(404);
  expect(await answer?.text()).not.toContain("<script>alert(1)");
});
