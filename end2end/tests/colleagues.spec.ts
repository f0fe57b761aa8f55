// A note among the customer's own people, and a whole request on paper.

import { filed } from "../support/before.ts";
import { claire, emma, hugo, sofia, type Person } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";

const NOTE = "Entre nous : le client a déjà été remboursé.";

test("colleagues read a note that customer service never sees", async ({ page, another, ready, axe, picture }) => {
  await signIn(page, claire);
  const number = await filed(page);
  await page.goto(`/requests/${number}`);
  await ready(page);
  await page.getByText("Note entre collègues").click();
  await page.getByLabel("Votre note").fill(NOTE);
  await axe(page);
  await picture(page, "colleagues-form");
  await page.getByRole("button", { name: "Ajouter la note" }).focus();
  await page.keyboard.press("Enter");
  const log = page.getByRole("log");
  await expect(log.getByText(NOTE)).toBeVisible();
  await expect(log.getByText("Entre collègues · jamais visible du service client")).toBeVisible();
  await axe(page);
  await picture(page, "colleagues-noted");

  // The moment of a message is the address of that message.
  const link = log.locator("li.message", { hasText: NOTE }).getByRole("link").first();
  expect(await link.getAttribute("href")).toMatch(/^#m-\d+$/);

  const colleague = await another();
  await signIn(colleague, hugo);
  await colleague.goto(`/requests/${number}`);
  await expect(colleague.getByRole("log").getByText(NOTE)).toBeVisible();

  const agent = await another();
  await signIn(agent, sofia);
  for (const address of [`/desk/${number}`, `/desk/${number}/print`]) {
    expect((await agent.goto(address))?.status(), address).toBe(200);
    expect(await agent.content(), address).not.toContain("déjà été remboursé");
  }
  await axe(agent);
});

for (const [who, words] of [
  [claire, { print: "Imprimer", back: "Revenir à la demande" }],
  [emma, { print: "Print", back: "Back to the request" }],
] as [Person, { print: string; back: string }][]) {
  test(`a whole request on paper, for ${who.name}`, async ({ page, ready, axe, picture }) => {
    await signIn(page, who);
    const number = await filed(page, { body: "Carton écrasé.\n\nDeux verres cassés." });
    await page.goto(`/requests/${number}`);
    await ready(page);
    await page.getByRole("link", { name: words.print, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(number);
    await expect(page.getByText("Deux verres cassés.")).toBeVisible();
    await axe(page);
    await picture(page, `request-on-paper-${who.name.split(" ")[0]?.toLowerCase()}`);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(beyond, "the page does not move sideways").toBeLessThanOrEqual(0);
    await page.getByRole("link", { name: words.back }).click();
    await expect(page).toHaveURL(new RegExp(`/requests/${number}$`));
  });
}
