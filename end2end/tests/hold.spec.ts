// An agent's answer waits some seconds: taken back it never went out, and it can go out at once.

import { filed } from "../support/before.ts";
import { claire, sofia } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";

test("an agent takes an answer back, mends it and sends it at once", async ({ ownWorld, another, ready, axe, picture }) => {
  test.setTimeout(120_000);
  // Long enough for a slow machine: that it goes out by itself is another matter.
  const world = await ownWorld({ serve: ["--hold-seconds", "300"] });
  const page = await another({ world });
  await signIn(page, claire);
  const number = await filed(page, { body: "Où est mon colis ?" });

  const desk = await another({ world });
  await signIn(desk, sofia);
  await desk.goto(`/desk/${number}`);
  await ready(desk);
  const answer = desk.getByLabel("Votre réponse au client");
  await answer.fill("Votre colis est à Lion.");
  await desk.getByRole("button", { name: "Envoyer la réponse" }).click();
  const held = desk.getByRole("region", { name: "Votre message part dans quelques secondes." });
  await expect(held).toContainText("Votre colis est à Lion.");
  await axe(desk);
  await picture(desk, "held");

  // The customer has heard of nothing.
  await page.goto(`/requests/${number}`);
  await expect(page.getByRole("log")).not.toContainText("Lion");

  await held.getByRole("button", { name: "Reprendre" }).focus();
  await desk.keyboard.press("Enter");
  const back = desk.getByRole("region", { name: "Vous avez repris ce message" });
  await expect(back).toContainText("Votre colis est à Lion.");
  await ready(desk);
  await expect(answer).toHaveValue("Votre colis est à Lion.");
  await axe(desk);
  await picture(desk, "held-back");

  await answer.fill("Votre colis est à Lyon.");
  await desk.getByRole("button", { name: "Envoyer la réponse" }).click();
  await expect(held).toContainText("à Lyon.");
  await held.getByRole("button", { name: "Envoyer maintenant" }).click();
  await expect(desk.getByRole("log")).toContainText("Votre colis est à Lyon.");
  await expect(held).toHaveCount(0);
  await page.goto(`/requests/${number}`);
  await expect(page.getByRole("log")).toContainText("Votre colis est à Lyon.");
  await expect(page.getByRole("log")).not.toContainText("Lion");
});

test("an answer goes out by itself @scripts", async ({ ownWorld, another, ready }) => {
  test.setTimeout(120_000);
  const world = await ownWorld({ serve: ["--hold-seconds", "4"] });
  const desk = await another({ world });
  await signIn(desk, sofia);
  const page = await another({ world });
  await signIn(page, claire);
  const number = await filed(page, { body: "Où est mon colis ?" });
  await page.goto(`/requests/${number}`);
  await ready(page);
  await desk.goto(`/desk/${number}`);
  await ready(desk);
  await desk.getByLabel("Votre réponse au client").fill("Il arrive demain.");
  await desk.getByRole("button", { name: "Envoyer la réponse" }).click();
  const held = desk.getByRole("region", { name: "Votre message part dans quelques secondes." });
  await expect(held).toBeVisible();
  // Both sides see it arrive, without loading anything again.
  await expect(page.getByRole("log")).toContainText("Il arrive demain.", { timeout: 15_000 });
  await expect(desk.getByRole("log")).toContainText("Il arrive demain.");
  await expect(held).toHaveCount(0);
});
