// What is not yours does not exist: its address answers as one that was never there.

import { filed } from "../support/before.ts";
import { pdf } from "../support/files.ts";
import { claire, emma } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";
import { conversation, reply } from "../support/words.ts";

test("somebody else's ticket, draft and file answer 404", async ({ page, another, ready, axe, watch }) => {
  watch.allow(/status of 404/);
  await signIn(page, claire);
  const number = await filed(page, { body: "Entre nous." });
  await page.goto(`/requests/${number}`);
  await ready(page);
  await page.getByLabel("Joindre des fichiers").setInputFiles(pdf("secret.pdf"));
  await reply(page).fill("La pièce.");
  await page.getByRole("button", { name: "Envoyer", exact: true }).click();
  const link = conversation(page).getByRole("link", { name: /secret\.pdf/ });
  await expect(link).toHaveCount(1);
  const shown = (await link.getAttribute("href")) ?? "";
  const file = shown.replace(/\/view$/, "");

  const own = await page.request.get(file);
  expect(own.status()).toBe(200);
  expect(own.headers()["content-disposition"]).toMatch(/^attachment/);
  expect(own.headers()["x-content-type-options"]).toBe("nosniff");
  expect(own.headers()["content-security-policy"]).toContain("sandbox");

  const hers = await another();
  await signIn(hers, emma);
  const never = `/requests/${number.replace(/\d{6}$/, "999999")}`;
  const texts: string[] = [];
  for (const address of [`/requests/${number}`, never]) {
    const answer = await hers.goto(address);
    expect(answer?.status(), address).toBe(404);
    texts.push((await hers.locator("main").innerText()).trim());
    expect(await hers.content()).not.toContain("Entre nous.");
  }
  expect(texts[0]).toBe(texts[1]);
  await axe(hers);
  for (const address of [file, shown, `/requests/${number}/filed`, `/desk/${number}`, "/admin/mail"]) {
    expect((await hers.request.get(address, { maxRedirects: 0 })).status(), address).toBe(404);
  }
  for (const form of ["reply", "join", "validate", "withdraw"]) {
    const answer = await hers.request.post(`/requests/${number}`, {
      form: { form, deed: "x", state: "created", sequence: "9", body: "Bonjour", reason: "found" },
      maxRedirects: 0,
    });
    expect(answer.status(), form).toBe(404);
  }

  // Signed out, the way leads to the door, and from there back to where one wanted to go.
  const nobody = await another();
  await nobody.goto(`/requests/${number}`);
  await expect(nobody).toHaveURL(/\/sign-in\?next=/);
  expect((await nobody.request.get(file)).status()).toBe(404);
});

test("an agent's address is not a customer's, and the door says nothing of who exists", async ({ page, axe, ready, watch }) => {
  watch.allow(/status of (404|422|429)/);
  await page.goto("/sign-in");
  const form = page.locator("form", { has: page.locator('input[type="password"]') });
  const said: string[] = [];
  for (const email of [claire.email, "personne@maison-lemaire.example"]) {
    await form.getByLabel("Adresse de courriel").fill(email);
    await form.getByLabel("Mot de passe").fill("ce-n-est-pas-le-bon");
    await form.getByRole("button", { name: "Se connecter" }).click();
    await ready(page);
    await expect(page.getByRole("alert")).toBeVisible();
    said.push(await page.getByRole("alert").innerText());
    await expect(form.getByLabel("Adresse de courriel")).toHaveValue(email);
    await expect(form.getByLabel("Mot de passe")).toHaveValue("");
  }
  expect(said[0]).toBe(said[1]);
  await axe(page);
  await signIn(page, claire);
  const answer = await page.goto("/desk");
  expect(answer?.status()).toBe(404);
});
