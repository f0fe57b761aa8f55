// In a request: a quote in a reply, the whole of it as a file, and who else is there.

import { answered, filed } from "../support/before.ts";
import { claire, emma, sofia, type Person } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";

for (const [who, words] of [
  [claire, { quote: "Citer", reply: "Votre réponse", send: "Envoyer", file: /^demande-D-.*\.pdf$/ }],
  [emma, { quote: "Quote", reply: "Your reply", send: "Send", file: /^request-D-.*\.pdf$/ }],
] as [Person, { quote: string; reply: string; send: string; file: RegExp }][]) {
  test(`${who.name} quotes an answer and takes the request as a file`, async ({ page, another, ready, axe, picture }) => {
    await signIn(page, who);
    const number = await filed(page, { body: "Rue des Lilas ou rue des Lys ?" });
    const desk = await another();
    await signIn(desk, sofia);
    await answered(desk, number, "Bonjour,\n\nquelle adresse exacte ?");

    await page.goto(`/requests/${number}`);
    await ready(page);
    const message = page.getByRole("log").locator("li.message", { hasText: "quelle adresse exacte" });
    await message.getByRole("link", { name: words.quote }).click();
    const reply = page.getByLabel(words.reply);
    await expect(reply).toHaveValue("> Sofia Benali\n> Bonjour,\n>\n> quelle adresse exacte ?\n\n");
    await ready(page);
    await reply.fill(`${await reply.inputValue()}12 rue des Lys.`);
    await page.getByRole("button", { name: words.send, exact: true }).click();
    const answer = page.getByRole("log").locator("li.message", { hasText: "12 rue des Lys." });
    await expect(answer.locator("blockquote")).toContainText("quelle adresse exacte ?");
    await axe(page);
    await picture(page, `quoted-${who.name.split(" ")[0]?.toLowerCase()}`);

    const file = await page.request.get(`/requests/${number}/thread.pdf`);
    expect(file.status()).toBe(200);
    expect(file.headers()["content-type"]).toBe("application/pdf");
    expect(/filename="([^"]+)"/.exec(file.headers()["content-disposition"] ?? "")?.[1]).toMatch(words.file);
    expect((await file.body()).subarray(0, 5).toString()).toBe("%PDF-");
    // It is for those alone who see the request.
    const other = await another();
    await signIn(other, who === claire ? emma : claire);
    expect((await other.request.get(`/requests/${number}/thread.pdf`)).status()).toBe(404);
    expect((await desk.request.get(`/requests/${number}/thread.pdf`)).status()).toBe(404);
    expect((await desk.request.get(`/desk/${number}/thread.pdf`)).status()).toBe(200);
  });
}

test("both sides see who reads and who writes @scripts", async ({ page, another, ready, axe }) => {
  await signIn(page, claire);
  const number = await filed(page, { body: "Vous êtes là ?" });
  await page.goto(`/requests/${number}`);
  await ready(page);
  const desk = await another();
  await signIn(desk, sofia);
  await desk.goto(`/desk/${number}`);
  await ready(desk);
  await expect(page.getByText("Sofia Benali lit la demande")).toBeVisible();
  await expect(desk.getByText("Claire Morel lit la demande")).toBeVisible();
  await page.getByLabel("Votre réponse").pressSequentially("Bonjour");
  await expect(desk.getByText("Claire Morel écrit…")).toBeVisible();
  await axe(desk);
  await expect(desk.getByText("Claire Morel lit la demande")).toBeVisible({ timeout: 12_000 });
});
