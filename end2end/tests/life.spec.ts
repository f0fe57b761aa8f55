// A ticket's life after it was filed: asked for more, answered, validated, contested, withdrawn.

import type { Page } from "@playwright/test";
import { filed, resolved } from "../support/before.ts";
import { pdf } from "../support/files.ts";
import { claire, sofia } from "../support/people.ts";
import { expect, signInByForm, test } from "../support/test.ts";
import { conversation, unfold } from "../support/words.ts";

/** Sofia at her desk, in a browser of her own. */
async function atTheDesk(another: () => Promise<Page>, address?: string): Promise<Page> {
  const page = await another();
  await signInByForm(page, sofia);
  if (address) await page.goto(address);
  return page;
}

test("Sofia asks for a missing document and Claire sends it", async ({ page, another, axe, ready, picture }) => {
  await signInByForm(page, claire);
  const number = await filed(page, {
    subject: "contested_delivery",
    subReason: "in_person",
    information: { content: "Lampe ; 1 ; 80,00" },
    body: "Rien n’est arrivé.",
  });

  const desk = await atTheDesk(another, `/desk/${number}`);
  await ready(desk);
  await axe(desk);
  await unfold(desk, "Demander");
  await desk.getByLabel("Ce que vous demandez au client").fill("Il nous faut la lettre du destinataire, signée.");
  await desk.getByRole("checkbox", { name: /dénégation de signature/ }).check();
  await axe(desk);
  await picture(desk, "desk-thread");
  await desk.getByRole("button", { name: "Envoyer la question" }).click();
  await expect(conversation(desk).getByText("Il nous faut la lettre du destinataire, signée.")).toBeVisible();
  await expect(conversation(desk).getByText(/Sofia Benali demande un complément/)).toBeVisible();

  await page.goto("/requests");
  await ready(page);
  await axe(page);
  await picture(page, "inbox");
  await page.getByRole("link", { name: new RegExp(number) }).first().click();
  await expect(page.getByRole("heading", { name: /Il nous faut encore/ })).toBeVisible();
  await ready(page);
  await axe(page);
  await picture(page, "thread");
  await page.getByLabel(/Ajouter.*dénégation de signature/).setInputFiles(pdf("lettre signée.pdf"));
  await page.getByRole("button", { name: "Envoyer les pièces" }).click();

  await expect(page.getByRole("heading", { name: /Il nous faut encore/ })).toHaveCount(0);
  await expect(conversation(page).getByRole("link", { name: /lettre signée\.pdf/ })).toBeVisible();
  const document = page.getByRole("complementary").getByRole("listitem").filter({ hasText: "dénégation" });
  await expect(document).toContainText("Reçue");

  await desk.goto(`/desk/${number}`);
  await expect(conversation(desk).getByRole("link", { name: /lettre signée\.pdf/ })).toBeVisible();
  await expect(desk.getByRole("complementary").getByRole("listitem").filter({ hasText: "dénégation" })).toContainText("Reçue");
});

test("Sofia concludes and Claire validates with four stars and a word", async ({ page, another, axe, ready }) => {
  await signInByForm(page, claire);
  const number = await filed(page);

  const desk = await atTheDesk(another, `/desk/${number}`);
  await ready(desk);
  await unfold(desk, "Résoudre");
  await desk.getByLabel("Issue").selectOption({ label: "Colis retrouvé ou livré" });
  await desk.getByLabel("La réponse qui conclut").fill("Le colis a été remis ce matin à l’accueil.");
  await axe(desk);
  await desk.getByRole("button", { name: "Résoudre la demande" }).click();
  await expect(conversation(desk).getByText(/Sofia Benali a résolu la demande/)).toBeVisible();

  await page.goto(`/requests/${number}`);
  await ready(page);
  await expect(page.getByRole("heading", { name: "La réponse vous convient-elle ?" })).toBeVisible();
  await axe(page);
  await page.getByRole("radio", { name: "4 étoiles sur 5" }).check();
  await page.getByLabel("Un mot sur notre réponse").fill("Rapide et clair.");
  await page.getByRole("button", { name: "Valider la réponse" }).click();

  await expect(page.getByText(/^Vous avez donné 4 sur 5\..*Rapide et clair\./)).toBeVisible();
  await expect(conversation(page).getByText(/a validé la réponse et donné 4 sur 5/)).toBeVisible();
  await expect(conversation(page).getByText(/«\sRapide et clair\.\s»/)).toBeVisible();
  await expect(page.getByText(/La demande se fermera/)).toBeVisible();
  await ready(page);
  await axe(page);

  await desk.goto(`/desk/${number}`);
  await expect(desk.getByText(/^Le client a donné 4 sur 5\..*Rapide et clair\./)).toBeVisible();
  await expect(conversation(desk).getByText(/«\sRapide et clair\.\s»/)).toBeVisible();
});

test("Claire contests the answer, and it is the customer service's turn again", async ({ page, another, axe, ready }) => {
  await signInByForm(page, claire);
  const number = await filed(page);
  await resolved(await atTheDesk(another), number);

  await page.goto(`/requests/${number}`);
  await ready(page);
  await unfold(page, "Contester");
  await page.getByLabel("Ce qui ne va pas dans la réponse").fill("Le destinataire n’a toujours rien.");
  await axe(page);
  await page.getByRole("button", { name: "Envoyer la contestation" }).click();

  await expect(conversation(page).getByText("Le destinataire n’a toujours rien.")).toBeVisible();
  await expect(conversation(page).getByText("Claire Morel conteste la réponse")).toBeVisible();
  await expect(page.getByText(/Nous vous répondons au plus tard/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Valider la réponse" })).toHaveCount(0);
});

test("Claire withdraws a ticket that has become useless", async ({ page, axe, ready }) => {
  await signInByForm(page, claire);
  const number = await filed(page);

  await page.goto(`/requests/${number}`);
  await ready(page);
  await unfold(page, "Retirer la demande");
  await page.getByRole("radio", { name: "Le colis est retrouvé" }).check();
  await axe(page);
  await page.getByRole("button", { name: "Retirer", exact: true }).click();

  await expect(conversation(page).getByText(/Claire Morel a retiré la demande/)).toBeVisible();
  await expect(page.getByText(/La demande se fermera/)).toBeVisible();
  await page.goto("/requests?tab=done");
  await ready(page);
  await expect(page.getByRole("link", { name: new RegExp(number) }).first()).toContainText("Retirée");
  await axe(page);
});
