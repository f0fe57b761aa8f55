// Finding parcels and what is done with them, in English and by keyboard alone; also on a phone and without scripts.

import type { Locator, Page } from "@playwright/test";
import { fitsThePage } from "../support/audit.ts";
import { numbers, shipment } from "../support/before.ts";
import { choose, goTo, press, reach, speak, tabTo, tick, write } from "../support/keys.ts";
import { claire, emma, paul } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";
import { grouped } from "../support/words.ts";

const box = (page: Page, number: string): Locator => page.getByRole("checkbox", { name: grouped(number) });

test("200 numbers are pasted, three are ticked, and their proofs are seen and saved", async ({ page, axe, ready }) => {
  await signIn(page, emma);
  const [own, delivered] = [await numbers(page), await numbers(page, "state=delivered")];
  const three: string[] = [];
  for (const number of delivered.reverse()) {
    if (three.length < 3 && (await page.request.get(`/parcels/${number}/proof.pdf`)).ok()) three.push(number);
  }
  expect(three).toHaveLength(3);
  const pasted = [...three, ...own.filter((number) => !three.includes(number))].slice(0, 200);

  await page.goto("/parcels");
  await ready(page);
  await tabTo(page, page.getByRole("textbox", { name: "Parcel numbers or references" }));
  await page.keyboard.insertText(pasted.join("\n"));
  await tabTo(page, page.getByRole("button", { name: "Search", exact: true }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "200 parcels found" })).toBeVisible();
  await ready(page);
  // Rows of the same kind are audited where there are fewer of them: two hundred would take a quarter of a minute.
  await axe(page, ".results-actions");
  await fitsThePage(page);

  // On from where the page begins to the first row, and from row to row.
  for (const number of three) {
    await tabTo(page, box(page, number));
    await page.keyboard.press("Space");
    await expect(box(page, number)).toBeChecked();
  }
  await press(page.getByRole("button", { name: "Proofs of delivery" }));
  await expect(page.getByRole("heading", { level: 1, name: "Proofs of delivery" })).toBeVisible();
  await expect(page.getByText("3 parcels chosen")).toBeVisible();
  await expect(page.getByText("3 proofs available")).toBeVisible();
  await ready(page);
  await axe(page);
  await fitsThePage(page);

  await press(page.getByRole("button", { name: "View on this page" }));
  await expect(page.getByRole("link", { name: /Download the PDF/ })).toHaveCount(3);
  await ready(page);
  await axe(page);
  await fitsThePage(page);

  await press(page.getByRole("button", { name: "ZIP archive, one PDF per parcel" }));
  await expect(page).toHaveURL(/\/downloads\/[0-9a-f-]+$/);
  await expect(page.getByRole("heading", { level: 1, name: "Your file is ready" })).toBeVisible({ timeout: 20_000 });
  await ready(page);
  await axe(page);
  const fetched = page.waitForEvent("download");
  await press(page.getByRole("main").getByRole("link", { name: /^Download/ }));
  expect((await fetched).suggestedFilename()).toBe("proofs-of-delivery.zip");
});

test("two parcels of one sub-account that nobody was there to take get a new day", async ({ ownWorld, another, axe, ready }) => {
  const page = await another({ world: await ownWorld() });
  await signIn(page, claire);
  await page.goto("/parcels?tab=criteria");
  await ready(page);
  await speak(page, "EN · English");
  await ready(page);
  const criteria = page.getByRole("search", { name: "Multi-criteria search" });
  await choose(criteria.getByRole("combobox", { name: /^Sub-account/ }), /NANTES/);
  await press(criteria.getByRole("button", { name: "Search", exact: true }));
  await expect(page).toHaveURL(/sub_account=[^&]/);
  await ready(page);
  const notified = page.getByRole("navigation", { name: "Filter by status" }).getByRole("link", { name: /^Recipient notified/ });
  await press(notified);
  await expect(notified).toHaveAttribute("aria-current", "page");
  await ready(page);
  const boxes = page.getByRole("checkbox", { name: /^Choose parcel / });
  await tick(boxes.nth(0));
  await tick(boxes.nth(1));
  await press(page.getByRole("button", { name: "Give an instruction" }));

  await expect(page.getByRole("heading", { level: 1, name: "One instruction for several parcels" })).toBeVisible();
  await expect(page.getByText("2 parcels chosen.")).toBeVisible();
  await ready(page);
  await axe(page);
  await tick(page.getByRole("radio", { name: /^Deliver on another day/ }));
  const days = page.getByRole("group", { name: "Day of delivery" }).getByRole("radio");
  await tick(days.first());
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(days.nth(2)).toBeChecked();
  await press(page.getByRole("button", { name: "Send for the parcels that allow it" }));
  await expect(page.getByText("The instruction is sent for 2 parcels.")).toBeVisible();
  await ready(page);
  await axe(page);
  await fitsThePage(page);

  await press(page.getByRole("table").getByRole("link").first());
  await ready(page);
  await expect(page.getByText("Delivery instruction sent").first()).toBeVisible();
  await expect(page.getByText(/^Deliver on /).first()).toBeVisible();
  await reach(page.getByRole("link", { name: "Replace the instruction" }));
  await axe(page);
  await fitsThePage(page);
});

test("a parcel is printed", async ({ page, axe, ready }) => {
  await signIn(page, emma);
  const number = (await shipment(page)).parcels[0] ?? "";
  await page.goto("/parcels");
  await ready(page);
  await write(page.getByRole("textbox", { name: "Parcel numbers or references" }), number.toLowerCase());
  await press(page.getByRole("button", { name: "Search", exact: true }));
  await expect(page).toHaveURL(new RegExp(`/parcels/${number}$`));
  await ready(page);
  await axe(page);
  await press(page.getByRole("link", { name: "Print the sheet" }));
  await expect(page.getByRole("heading", { level: 1, name: grouped(number) })).toBeVisible();
  await expect(page.getByText(/^Print this page from your browser/)).toBeVisible();
  await ready(page);
  await axe(page);
  await fitsThePage(page);
  await test.step("it is one sheet, without what is of the screen", async () => {
    const paper = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    expect(paper.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    await page.emulateMedia({ media: "print" });
    await expect(page.getByRole("banner")).toBeHidden();
    await expect(page.getByText(/^Print this page/)).toBeHidden();
    await expect(page.getByRole("heading", { name: "Path" })).toBeVisible();
    await page.emulateMedia({ media: "screen" });
  });
  await press(page.getByRole("link", { name: "Back to the parcel" }));
  await expect(page).toHaveURL(new RegExp(`/parcels/${number}$`));
});

test("an unknown code is mapped, and its parcel moves", async ({ ownWorld, another, axe, ready }) => {
  const page = await another({ world: await ownWorld() });
  await signIn(page, paul);
  await page.goto("/admin/codes");
  await ready(page);
  await speak(page, "EN · English");
  await ready(page);
  await axe(page);
  await fitsThePage(page);
  const waiting = page.getByRole("table", { name: "Codes to map" }).getByRole("row", { name: /XG52/ });
  const example = waiting.getByRole("link", { name: /^[A-Z]{2}\d+/ });
  const number = (await example.innerText()).trim();

  await press(example);
  await expect(page.getByRole("heading", { level: 1, name: /In transit/ })).toContainText(grouped(number));
  await ready(page);
  await axe(page);
  await goTo(page, "Outgoing mail");
  await ready(page);
  await press(page.getByRole("navigation", { name: "Administration" }).getByRole("link", { name: "Codes" }));
  await expect(page.getByRole("heading", { level: 1, name: "Carriers’ codes" })).toBeVisible();
  await ready(page);

  await press(waiting.getByRole("link", { name: "Map XG52 (chronopost)" }));
  await expect(page.getByRole("heading", { name: "What does XG52 mean?" })).toBeVisible();
  await ready(page);
  await axe(page);
  await choose(page.getByLabel("Parcel status"), "Available for pickup");
  await choose(page.getByLabel("Responsible"), "The carrier");
  await press(page.getByRole("button", { name: "Map and read again" }));
  await expect(
    page.getByText(/The code XG52 is mapped\. 2 events were read again\. 2 parcels changed their status\./),
  ).toBeVisible();
  const mapped = page.getByRole("table", { name: "Mapped codes" }).getByRole("row", { name: /XG52/ });
  await expect(mapped).toContainText("Available for pickup · The carrier");
  await expect(waiting).toHaveCount(0);
  await ready(page);
  await axe(page);
  await fitsThePage(page);

  await page.goto(`/parcels/${number}`);
  await expect(page.getByRole("heading", { level: 1, name: /Available for pickup/ })).toContainText(grouped(number));
  await ready(page);
  await axe(page);
});
