// A note among the customer's own people, and a whole request on paper.

import { did, filed } from "../support/before.ts";
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

test("a request is given to a colleague, who finds it, and a mention arrives in the bell", async ({
  ownWorld,
  another,
  ready,
  axe,
  picture,
}) => {
  test.slow();
  const world = await ownWorld();
  const [page, colleague, agent] = [await another({ world }), await another({ world }), await another({ world })];
  await signIn(page, claire);
  await signIn(colleague, hugo);
  await signIn(agent, sofia);
  await colleague.goto("/notifications");
  await ready(colleague);
  const all = colleague.getByRole("button", { name: "Tout marquer lu" });
  if ((await all.count()) > 0) await all.click();
  const number = await filed(page);

  // Given by keyboard; the thread says to whom.
  await page.goto(`/requests/${number}`);
  await ready(page);
  await page.getByText("Confier à des collègues").click();
  const boxes = page.getByRole("group", { name: "Collègues" }).getByRole("checkbox", { name: hugo.name });
  await boxes.check();
  await axe(page);
  await picture(page, "assign-form");
  await page.getByRole("group", { name: "Collègues" }).locator("xpath=ancestor::form").getByRole("button", { name: "Enregistrer" }).press("Enter");
  await expect(page.getByText(`Confiée à ${hugo.name}`).first()).toBeVisible();
  await picture(page, "assigned");

  // He is told, and finds it by the filter.
  await colleague.goto("/requests?tab=all&show=filters");
  await ready(colleague);
  await expect(colleague.locator(".shell-bell")).toHaveAccessibleName(/une non lue/);
  await colleague.getByLabel("Confiée à").selectOption({ label: "Confiées à moi" });
  await colleague.getByRole("button", { name: "Appliquer" }).click();
  await expect(colleague.locator(`a[href^="/requests/${number}"]`).first()).toBeVisible();
  await axe(colleague);
  await picture(colleague, "assigned-filter");
  await colleague.goto(`/requests/${number}`);
  await ready(colleague);
  await expect(colleague.getByText(`Confiée à ${hugo.name}`).first()).toBeVisible();
  await colleague.goto("/notifications");
  await ready(colleague);
  const again = colleague.getByRole("button", { name: "Tout marquer lu" });
  if ((await again.count()) > 0) await again.click();

  // She calls him in a note: his bell says so, and leads him there.
  await page.goto(`/requests/${number}`);
  await ready(page);
  await page.getByText("Note entre collègues").click();
  await page.getByLabel("Votre note").fill("Peux-tu rappeler le destinataire ?");
  await page.getByRole("group", { name: "Prévenir" }).getByRole("checkbox", { name: hugo.name }).check();
  await page.getByRole("button", { name: "Ajouter la note" }).press("Enter");
  await expect(page.getByText(`a prévenu ${hugo.name}`).first()).toBeVisible();
  await colleague.goto("/notifications");
  await ready(colleague);
  const first = colleague.locator(".notice-item").first();
  await expect(first).toContainText(`a prévenu ${hugo.name}`);
  await axe(colleague);
  await picture(colleague, "mentioned");
  await first.getByRole("link").click();
  await expect(colleague).toHaveURL(new RegExp(`/requests/${number}#m-\\d+$`));

  // Customer service learns nothing of it, but that somebody reads the request, which shows on both sides.
  await agent.goto(`/desk/${number}`);
  await ready(agent);
  const told = await agent.evaluate(() => {
    document.querySelectorAll(".thread-present").forEach((present) => present.remove());
    return document.documentElement.outerHTML;
  });
  expect(told).not.toContain(hugo.name);
});

test("the bell counts by itself @scripts", async ({ ownWorld, another, ready }) => {
  const world = await ownWorld();
  const [page, colleague] = [await another({ world }), await another({ world })];
  await signIn(page, claire);
  await signIn(colleague, hugo);
  const number = await filed(page);
  await colleague.goto("/notifications");
  await ready(colleague);
  const all = colleague.getByRole("button", { name: "Tout marquer lu" });
  if ((await all.count()) > 0) await all.click();
  await expect(colleague.locator(".shell-bell")).toHaveAccessibleName("Notifications");
  await ready(colleague);
  await did(page, `/requests/${number}`, "team_note", { body: "@Hugo, tu peux voir ?" });
  await expect(colleague.locator(".shell-bell")).toHaveAccessibleName(/une non lue/);
  await expect(colleague.locator(".notice-item").first()).toContainText(`a prévenu ${hugo.name}`);
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
