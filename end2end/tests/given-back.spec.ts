// What was typed outlives the session it was typed in.

import { filed } from "../support/before.ts";
import { claire } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";
import { conversation, reply } from "../support/words.ts";

test("a reply that meets an ended session comes back, and is sent once after signing in beside it", async ({
  page,
  axe,
  ready,
  watch,
}) => {
  watch.allow(/status of 401/);
  await signIn(page, claire);
  const number = await filed(page);
  await page.goto(`/requests/${number}`);
  await ready(page);
  await reply(page).fill("Le destinataire sera chez lui jeudi.\nLe code de la porte est 12B </textarea><b>.");
  // In another tab of the same browser.
  await page.request.post("/sign-out");
  await page.getByRole("button", { name: "Envoyer", exact: true }).click();

  await expect(page.getByText(/Votre session est terminée/).first()).toBeVisible();
  if ((await page.locator("html[data-hydrated]").count()) === 0) {
    await expect(page.getByRole("heading", { level: 1, name: "Votre session est terminée" })).toBeVisible();
    await expect(page.getByText("Le code de la porte est 12B </textarea><b>.")).toBeVisible();
  } else {
    await expect(reply(page)).toHaveValue(/Le code de la porte est 12B/);
  }
  const door = page.getByRole("link", { name: /Se connecter dans un nouvel onglet/ });
  await expect(door).toHaveAttribute("target", "_blank");
  await axe(page);

  const tab = await page.context().newPage();
  await signIn(tab, claire);
  await tab.close();
  await page.getByRole("button", { name: /^Envoyer( à nouveau)?$/ }).click();
  await expect(conversation(page).getByText("Le code de la porte est 12B </textarea><b>.")).toHaveCount(1);
  await page.reload();
  await expect(conversation(page).getByText("Le code de la porte est 12B </textarea><b>.")).toHaveCount(1);
});
