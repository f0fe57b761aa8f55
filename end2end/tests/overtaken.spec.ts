// Somebody else was faster: one is told who and what, and no word is lost.

import { did, filed, resolved } from "../support/before.ts";
import { claire, sofia } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";
import { unfold } from "../support/words.ts";

const words = "Le destinataire n’a toujours rien reçu.";

test("Sofia reopens while Claire contests: Claire keeps her words and is told who it was", async ({
  page,
  another,
  axe,
  ready,
  watch,
}) => {
  watch.allow(/status of 409/);
  await signIn(page, claire);
  const number = await filed(page);
  const desk = await another();
  await signIn(desk, sofia);
  await resolved(desk, number);

  await page.goto(`/requests/${number}`);
  await ready(page);
  await unfold(page, "Contester");
  await page.getByLabel("Ce qui ne va pas dans la réponse").fill(words);
  await did(desk, `/desk/${number}`, "reopen", { reason: "Le transporteur a retrouvé une autre preuve." });
  if ((await page.locator("html[data-hydrated]").count()) > 0) {
    // The thread behind moves by itself; what is being written does not.
    await expect(page.getByText("Le transporteur a retrouvé une autre preuve.").first()).toBeAttached();
    await expect(page.getByLabel("Ce qui ne va pas dans la réponse")).toHaveValue(words);
  }
  await page.getByRole("button", { name: "Envoyer la contestation" }).click();

  await expect(page.getByRole("alert")).toContainText("Sofia Benali a fait avancer la demande");
  const kept = page.getByText(words).or(page.getByLabel("Ce qui ne va pas dans la réponse"));
  await expect(kept.first()).toBeVisible();
  await axe(page);
});

test("what is refused inside a closed part comes back open", async ({ page, another, axe, ready, watch }) => {
  watch.allow(/status of 422/);
  await signIn(page, claire);
  const number = await filed(page);
  const desk = await another();
  await signIn(desk, sofia);
  await resolved(desk, number);

  await page.goto(`/requests/${number}`);
  await ready(page);
  await unfold(page, "Contester");
  await page.getByRole("button", { name: "Envoyer la contestation" }).click();
  await ready(page);
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByLabel("Ce qui ne va pas dans la réponse")).toBeVisible();
  await axe(page);
});

test("Claire withdraws while Sofia answers: the answer she was writing stays @scripts", async ({
  page,
  another,
  axe,
  ready,
  watch,
}) => {
  watch.allow(/status of 409/);
  await signIn(page, claire);
  const number = await filed(page);
  const desk = await another();
  await signIn(desk, sofia);
  await desk.goto(`/desk/${number}`);
  await ready(desk);
  const answer = desk.getByRole("textbox", { name: "Votre réponse au client" });
  await answer.fill("Nous interrogeons l’agence de Nantes.");
  await did(page, `/requests/${number}`, "withdraw", { reason: "found" });

  await expect(desk.getByText(/La demande a changé d’état pendant que vous écriviez/)).toBeVisible();
  await expect(answer).toHaveValue("Nous interrogeons l’agence de Nantes.");
  await axe(desk);
});

test("a request's number in the search of every page leads to its thread", async ({ page, ready }) => {
  await signIn(page, claire);
  const number = await filed(page);
  await page.goto("/requests");
  await ready(page);
  const search = page.getByRole("searchbox", { name: "Rechercher un colis ou une demande" });
  if (await search.isVisible()) {
    await search.fill(number.toLowerCase());
    await search.press("Enter");
  } else {
    await page.goto("/parcels");
    await ready(page);
    await page.getByRole("textbox", { name: "Numéros de colis ou références" }).fill(number.toLowerCase());
    await page.getByRole("button", { name: "Chercher", exact: true }).click();
  }
  await expect(page).toHaveURL(new RegExp(`/requests/${number}$`));
});
