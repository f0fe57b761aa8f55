// Both sides see the same thread as it is now: while they watch, after a lost connection, and no longer once the
// session is closed.

import { did, filed, resolved } from "../support/before.ts";
import { claire, sofia } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";
import { conversation, reply, unfold } from "../support/words.ts";

test("an agent answers while the customer watches @scripts", async ({ page, another, ready }) => {
  await signIn(page, claire);
  const number = await filed(page);
  await page.goto(`/requests/${number}`);
  await ready(page);
  await expect(page.getByText(/Nous vous répondons au plus tard/)).toBeVisible();
  await page.evaluate(() => document.body.setAttribute("data-same-page", "yes"));

  const desk = await another();
  await signIn(desk, sofia);
  await desk.goto(`/desk/${number}`);
  await ready(desk);
  // What the visible page of an agent does by being open.
  await expect(conversation(page).getByText("Sofia Benali a pris la demande en charge")).toBeVisible();

  await unfold(desk, "Note interne");
  await desk.getByLabel("Note pour vos collègues").fill("Le chauffeur se souvient de ce client difficile.");
  await desk.getByRole("button", { name: "Ajouter la note" }).click();
  await expect(conversation(desk).getByText("Le chauffeur se souvient")).toBeVisible();

  await unfold(desk, "Répondre");
  await desk.getByLabel("Votre réponse au client").fill("Le colis repart demain matin.");
  const sent = desk.waitForResponse((answer) => answer.request().method() === "POST" && answer.url().endsWith(`/desk/${number}`));
  await desk.getByRole("button", { name: "Envoyer la réponse" }).click();
  await sent;
  await expect(conversation(page).getByText("Le colis repart demain matin.")).toBeVisible({ timeout: 1_000 });

  // The other way round.
  await reply(page).fill("Merci, nous attendons.");
  const replied = page.waitForResponse((answer) => answer.request().method() === "POST" && answer.url().endsWith(`/requests/${number}`));
  await page.getByRole("button", { name: "Envoyer", exact: true }).click();
  await replied;
  await expect(conversation(desk).getByText("Merci, nous attendons.")).toBeVisible({ timeout: 1_000 });

  await expect(page.locator("body")).toHaveAttribute("data-same-page", "yes");
  await expect(page.getByText("Le chauffeur se souvient")).toHaveCount(0);
  const source = await (await page.request.get(`/requests/${number}`)).text();
  expect(source).toContain("Le colis repart demain matin.");
  expect(source, "an internal note never leaves the operator").not.toContain("Le chauffeur se souvient");
});

test("the inbox moves by itself @scripts", async ({ page, another, ready }) => {
  await signIn(page, claire);
  const number = await filed(page);
  await page.goto("/requests?tab=all");
  await ready(page);
  const row = page.getByRole("listitem").filter({ hasText: number });
  await expect(row).toContainText("En cours chez nous");

  const desk = await another();
  await signIn(desk, sofia);
  await resolved(desk, number);
  await expect(row).toContainText("Réponse à valider", { timeout: 2_000 });
  await expect(row).toContainText("Non lu");
});

test("a connection lost in mid-send: sent once, shown once @scripts", async ({ page, another, ready, watch, isMobile }) => {
  // The whole minute that is promised on a desk; on a phone a part of it, for the sake of who waits for the tests.
  const away = isMobile ? 12_000 : 60_000;
  test.setTimeout(80_000 + away);
  watch.allow(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_NETWORK|ERR_INCOMPLETE|ERR_CONNECTION/);
  const context = page.context();
  await signIn(page, claire);
  const number = await filed(page);
  await page.goto(`/requests/${number}`);
  await ready(page);

  // The server hears the message, but its answer is lost: the browser cannot know whether it was done.
  let heard = 0;
  await page.route(`**/requests/${number}`, async (route) => {
    if (route.request().method() !== "POST" || heard > 0) return route.continue();
    heard += 1;
    await route.fetch();
    await context.setOffline(true);
    await route.abort("internetdisconnected");
  });
  const words = "Le destinataire sera chez lui jeudi.";
  await reply(page).fill(words);
  await page.getByRole("button", { name: "Envoyer", exact: true }).click();
  await expect(page.getByText(/Pas encore envoyé/)).toBeVisible();

  // Meanwhile the agent writes.
  const lost = Date.now();
  const desk = await another();
  await signIn(desk, sofia);
  await did(desk, `/desk/${number}`, "answer", { body: "Nous prévenons l’agence.", waiting_for: "agent", next_on: "" });
  await page.waitForTimeout(Math.max(0, lost + away - Date.now()));
  await expect(reply(page)).toHaveValue(words);
  await expect(page.getByText(/Pas encore envoyé/)).toBeVisible();
  await expect(conversation(page).getByText("Nous prévenons l’agence.")).toHaveCount(0);

  await context.setOffline(false);
  await expect(conversation(page).getByText(words)).toHaveCount(1, { timeout: 15_000 });
  await expect(conversation(page).getByText("Nous prévenons l’agence.")).toHaveCount(1, { timeout: 15_000 });
  await expect(page.getByText(/Pas encore envoyé/)).toHaveCount(0, { timeout: 15_000 });
  await expect(reply(page)).toHaveValue("");
  await desk.goto(`/desk/${number}`);
  await expect(conversation(desk).getByText(words)).toHaveCount(1);
  await page.reload();
  await expect(conversation(page).getByText(words)).toHaveCount(1);
});

test("a session closed in another browser ends here @scripts", async ({ page, another, ready, watch }) => {
  watch.allow(/status of 401/);
  await signIn(page, claire);
  const number = await filed(page);
  await page.goto(`/requests/${number}`);
  await ready(page);
  await reply(page).fill("Une phrase commencée");

  const elsewhere = await another();
  await signIn(elsewhere, claire);
  await elsewhere.goto("/account");
  await ready(elsewhere);
  const revoked = elsewhere.waitForResponse((answer) => answer.request().method() === "POST" && answer.url().endsWith("/account"));
  await elsewhere.getByRole("button", { name: "Terminer toutes les autres" }).click();
  await revoked;

  await expect(page.getByText("Votre session a été fermée")).toBeVisible({ timeout: 3_000 });
  await expect(reply(page)).toHaveValue("Une phrase commencée");
  expect((await page.request.get(`/requests/${number}`, { maxRedirects: 0 })).status()).not.toBe(200);
  // Whoever signs in again in another tab can go on here.
  const tab = await page.context().newPage();
  await signIn(tab, claire);
  await tab.close();
  await page.getByRole("button", { name: "Envoyer", exact: true }).click();
  await expect(page.getByText("C’est envoyé.")).toBeVisible();
});
