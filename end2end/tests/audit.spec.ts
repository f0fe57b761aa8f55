// The audit trail of one ticket: complete for the operator's administrator, without the operator's notes for the customer.

import { filed } from "../support/before.ts";
import { claire, emma, paul, sofia } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";

test("the history of a ticket names who filed, opened and noted, and a customer sees no note in it", async ({
  page,
  another,
  axe,
  ready,
  picture,
  watch,
}) => {
  watch.allow(/status of 404/);
  await signIn(page, claire);
  const number = await filed(page, { body: "Où est mon colis ?" });

  const hers = await another();
  await signIn(hers, sofia);
  await hers.goto(`/desk/${number}`);
  await ready(hers);
  await expect(hers.getByRole("link", { name: "Journal", exact: true })).toHaveCount(0);
  expect((await hers.goto("/admin/audit"))?.status()).toBe(404);
  await hers.request.post(`/desk/${number}`, {
    form: { form: "note", deed: `note-${Date.now()}`, state: "in_progress", sequence: "9", body: "Client pressé." },
  });

  await page.goto(`/requests/${number}`);
  await ready(page);
  await page.getByRole("link", { name: "Journal", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Journal d’audit" })).toBeVisible();
  await expect(page.getByLabel("Demande ou colis")).toHaveValue(number);
  await expect(page.getByRole("row", { name: /Demande déposée/ })).toContainText(claire.name);
  await expect(page.locator("main")).not.toContainText("Note interne écrite");
  await axe(page);
  await picture(page, "audit");

  const his = await another();
  await signIn(his, paul);
  await his.goto(`/admin/audit?object=${number}`);
  await expect(his.getByRole("row", { name: /Note interne écrite/ })).toContainText(sofia.name);
  await expect(his.locator("main")).not.toContainText("Client pressé");
  await axe(his);
  await his.getByLabel("Action").selectOption({ label: "Demande déposée" });
  await his.getByRole("button", { name: "Afficher" }).click();
  await expect(his.getByRole("row", { name: /Demande déposée/ })).toHaveCount(1);
  await expect(his.getByRole("row", { name: /Note interne écrite/ })).toHaveCount(0);

  const table = await page.request.get(`/audit/export?object=${number}`);
  expect(table.headers()["content-type"]).toContain("text/csv");
  const text = await table.text();
  expect(text).toContain("Demande déposée");
  expect(text).not.toContain("Note interne");

  // Another customer finds nothing under the number.
  const theirs = await another();
  await signIn(theirs, emma);
  await theirs.goto(`/audit?object=${number}`);
  await expect(theirs.getByText("Nothing here")).toBeVisible();
  expect((await theirs.goto("/admin/audit"))?.status()).toBe(404);
});
