// Time passes: what nobody answered, validated or touched for thirty days ends by itself, and nothing else does.

import { did, filed, resolved } from "../support/before.ts";
import { claire, sofia } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";
import { conversation, reply } from "../support/words.ts";

test("the clock moved by 31 days closes what it should @scripts", async ({ ownWorld, another, ready, axe, watch }) => {
  // While the server restarts nobody answers, and sessions of a month ago have ended.
  watch.allow(/ERR_CONNECTION|ERR_INCOMPLETE|status of 401/);
  test.setTimeout(120_000);
  const world = await ownWorld();
  const page = await another({ world });
  const desk = await another({ world });
  await signIn(page, claire);
  await signIn(desk, sofia);
  const asked = await filed(page, { body: "Restée sans réponse." });
  const answered = await filed(page, { body: "Restée sans validation." });
  const validated = await filed(page, { body: "Validée." });
  const untouched = await filed(page, { body: "Jamais lue." });
  await did(desk, `/desk/${asked}`, "ask", { body: "Quelle est l’adresse exacte ?", document: "" });
  await resolved(desk, answered);
  await resolved(desk, validated);
  await did(page, `/requests/${validated}`, "validate", { rating: "5", word: "" });

  await world.restart({ clock: "+31d" });
  await signIn(page, claire);
  const shows = async (number: string, event: RegExp, state: RegExp) => {
    await expect(async () => {
      await page.goto(`/requests/${number}`);
      await expect(conversation(page).getByText(event)).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 15_000 });
    await expect(page.locator(".thread-head")).toContainText(state);
    await ready(page);
    await axe(page);
  };
  await shows(asked, /Sans réponse pendant 30 jours\s: demande résolue avec la mention «\ssans réponse\s»/, /Résolue/);
  await shows(answered, /Sans validation pendant 30 jours\s: demande fermée/, /La demande est fermée/);
  await shows(validated, /Demande fermée 30 jours après sa validation/, /La demande est fermée/);
  // What is left over goes on in a new request.
  await page.getByRole("button", { name: "Déposer une demande de suite" }).click();
  await expect(page).toHaveURL(/\/requests\/new\/[^/]+\/check$/);

  // Nobody looked at this one: it is late, and still ours to answer.
  await page.goto(`/requests/${untouched}`);
  await expect(conversation(page).getByText(/ferm/)).toHaveCount(0);
  await expect(page.locator(".thread-head")).toContainText("En retard");

  // A customer who comes back after all resumes what was only left unanswered.
  await page.goto(`/requests/${asked}`);
  await ready(page);
  await reply(page).fill("Voici l’adresse : 12 rue des Lilas.");
  await page.getByRole("button", { name: "Envoyer", exact: true }).click();
  await expect(conversation(page).getByText("Claire Morel a repris la demande")).toBeVisible();
});
