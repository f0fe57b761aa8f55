// Single keys: from row to row, to the reply and the note, to the search, and the list of them all.

import { filed } from "../support/before.ts";
import { claire, emma, sofia } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";

test("an agent goes through the list, answers and writes a note by single keys @scripts", async ({
  page,
  another,
  ready,
  axe,
}) => {
  const customer = await another();
  await signIn(customer, claire);
  const number = await filed(customer);
  await filed(customer);
  await signIn(page, sofia);
  await page.goto("/desk");
  await ready(page);
  const rows = page.locator("a.ticket-row");
  await page.keyboard.press("j");
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press("j");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press("k");
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press("k");
  await expect(rows.nth(0), "there is none above").toBeFocused();

  await page.goto(`/desk/${number}`);
  await ready(page);
  await page.keyboard.press("n");
  const note = page.locator("form:has(input[name='form'][value='note']) textarea");
  await expect(note).toBeFocused();
  await page.keyboard.type("njr?");
  await expect(note, "letters are letters inside a field").toHaveValue("njr?");
  await note.blur();
  await page.keyboard.press("r");
  await expect(page.locator("form:has(input[name='form'][value='answer']) textarea")).toBeFocused();

  await test.step("the list of keys", async () => {
    await page.locator("h1").first().click();
    await page.keyboard.press("?");
    const list = page.getByRole("dialog", { name: "Raccourcis clavier" });
    await expect(list).toBeVisible();
    await expect(list.getByText("Écrire une note interne")).toBeVisible();
    await axe(page);
    await page.keyboard.press("Escape");
    await expect(list).toBeHidden();
  });
});

test("a customer reaches search and reply, and switches single letters off @scripts", async ({ page, ready }) => {
  await signIn(page, emma);
  await page.request.post("/language", { form: { language: "en", next: "/" } });
  const number = await filed(page);
  await page.goto(`/requests/${number}`);
  await ready(page);
  await page.keyboard.press("r");
  const field = page.locator("form:has(input[name='form'][value='reply']) textarea");
  await expect(field).toBeFocused();
  if ((page.viewportSize()?.width ?? 0) > 700) {
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("searchbox", { name: "Search for a parcel or a request" }), "also out of a field").toBeFocused();
  }

  await page.goto("/account");
  await page.getByRole("checkbox", { name: /Single-letter shortcuts/ }).uncheck();
  await page.locator("form:has(input[name='form'][value='shortcuts']) button:not(.visually-hidden)").click();
  await expect(page.getByText("Your choice is saved.")).toBeVisible();
  await page.goto(`/requests/${number}`);
  await ready(page);
  await page.keyboard.press("r");
  await page.keyboard.press("?");
  await expect(field).not.toBeFocused();
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeHidden();
  if ((page.viewportSize()?.width ?? 0) > 700) {
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("searchbox", { name: "Search for a parcel or a request" })).toBeFocused();
  }

  // As it was, for whoever signs in as her next.
  await page.goto("/account");
  await page.getByRole("checkbox", { name: /Single-letter shortcuts/ }).check();
  await page.locator("form:has(input[name='form'][value='shortcuts']) button:not(.visually-hidden)").click();
  await expect(page.getByText("Your choice is saved.")).toBeVisible();
});
