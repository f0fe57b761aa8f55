// What is sent by mail, in English and by keyboard alone; also on a phone and without scripts: a report that is shared,
// and the tracking messages of a parcel.

import type { Page } from "@playwright/test";
import { fitsThePage } from "../support/audit.ts";
import { numbers, scan } from "../support/before.ts";
import { choose, goTo, press, speak, tick, write } from "../support/keys.ts";
import { claire, emma, hugo, paul, type Person } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";
import { grouped } from "../support/words.ts";

/** Opens the last mail to somebody whose subject has these words, once it is there. */
async function openMail(administrator: Page, to: Person, subject: string | RegExp): Promise<void> {
  const mail = administrator.getByRole("row").filter({ hasText: to.email }).filter({ hasText: subject }).first();
  await expect(async () => {
    await administrator.goto("/admin/mail");
    await expect(mail).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 90_000 });
  await press(mail.getByRole("link"));
  await expect(administrator).toHaveURL(/\/admin\/mail\/./);
}

/** A parcel of the signed-in person that is under way and that nobody is told of yet. */
async function unfollowed(page: Page): Promise<string> {
  for (const number of await numbers(page, "state=in_transit")) {
    const text = await (await page.request.get(`/parcels/${number}/messages`)).text();
    if (!text.includes('name="subscription"')) return number;
  }
  throw new Error("Every parcel under way is followed already.");
}

test("a report is made, looked at, paused, shared, read by its subscriber and deleted", async ({
  ownWorld,
  another,
  axe,
  ready,
  watch,
}) => {
  // The server is stopped for a moment, to go on a day later.
  watch.allow(/ERR_CONNECTION|ERR_INCOMPLETE/);
  test.setTimeout(150_000);
  const world = await ownWorld();
  const page = await another({ world });
  await signIn(page, claire);
  await speak(page, "EN · English");
  await ready(page);
  await goTo(page, "Reports");
  await expect(page.getByRole("heading", { level: 1, name: "Scheduled reports" })).toBeVisible();
  await ready(page);
  await axe(page);
  await fitsThePage(page);
  await write(page.getByLabel("Name of the report"), "Every night");
  await tick(page.getByRole("checkbox", { name: "Delivered", exact: true }));
  for (const day of ["Saturday", "Sunday"]) await tick(page.getByRole("checkbox", { name: day }));
  await choose(page.getByLabel("Time", { exact: true }), "00:00");
  await tick(page.getByRole("checkbox", { name: "HTML page" }), false);
  await tick(page.getByRole("radio", { name: "English" }));
  await write(page.getByLabel("Name of the files"), "nightly");
  await page.keyboard.press("Enter");

  await expect(page.getByText(/^The report is created\. First sending/)).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: /Every night/ })).toBeVisible();
  await ready(page);
  await axe(page);
  await fitsThePage(page);
  const address = page.url().split("?")[0] ?? "";

  await test.step("looked at and paused", async () => {
    await press(page.getByRole("link", { name: "Preview" }));
    await expect(page.getByRole("heading", { level: 1, name: "Preview of “Every night”" })).toBeVisible();
    await ready(page);
    await axe(page);
    await fitsThePage(page);
    const file = page.waitForEvent("download");
    await press(page.getByRole("link", { name: "Download the CSV" }));
    expect((await file).suggestedFilename()).toMatch(/^nightly-\d{4}-\d\d-\d\d\.csv$/);
    await press(page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("link", { name: "Every night" }));
    await expect(page).toHaveURL(address);
    await ready(page);
    await press(page.getByRole("button", { name: "Pause" }));
    await expect(page.getByText(/^The report is paused\./)).toBeVisible();
    await ready(page);
    await press(page.getByRole("button", { name: "Resume" }));
    await expect(page.getByText(/^The report goes on\./)).toBeVisible();
  });

  const colleague = await another({ world });
  await test.step("shared", async () => {
    await signIn(colleague, hugo);
    await speak(colleague, "EN · English");
    await ready(colleague);
    await goTo(colleague, "Reports");
    await ready(colleague);
    await press(colleague.getByRole("button", { name: "Subscribe to the report “Every night” by Claire Morel" }));
    await expect(colleague.getByText(/^You are subscribed/)).toBeVisible();
    await ready(colleague);
    await axe(colleague);
    await fitsThePage(colleague);
  });

  await test.step("read", async () => {
    const administrator = await another({ world });
    await signIn(administrator, paul);
    await speak(administrator, "EN · English");
    await ready(administrator);
    await world.restart({ clock: "+1d" });
    await openMail(administrator, hugo, "Every night");
    await expect(administrator.getByText("Parcels by status:")).toBeVisible();
    await expect(administrator.getByText(/nightly-\d{4}-\d\d-\d\d\.csv/).first()).toBeVisible();
    await ready(administrator);
    await axe(administrator);
    await fitsThePage(administrator);
  });

  await test.step("deleted", async () => {
    await page.goto(address);
    await ready(page);
    await expect(page.getByText("Sent, 2 mails")).toBeVisible();
    await press(page.locator("summary").filter({ hasText: /^\s*Delete\s*$/, visible: true }));
    await press(page.getByRole("button", { name: "Delete for good" }));
    await expect(page.getByText("The report is deleted.")).toBeVisible();
    await expect(page.getByRole("link", { name: "Every night" })).toHaveCount(0);
    await colleague.goto("/reports");
    await expect(colleague.getByText("Every night")).toHaveCount(0);
  });
});

test("the messages of a parcel are subscribed to, received and stopped", async ({ ownWorld, another, axe, ready, watch }) => {
  // The server is stopped for a while, so that a scan can be brought in beside it.
  watch.allow(/ERR_CONNECTION|ERR_INCOMPLETE/);
  const world = await ownWorld();
  const page = await another({ world });
  await signIn(page, emma);
  const number = await unfollowed(page);
  await page.goto(`/parcels/${number}`);
  await ready(page);
  await press(page.getByRole("link", { name: "Subscribe to automatic tracking messages" }));
  await expect(page.getByRole("heading", { level: 1, name: "Automatic tracking messages" })).toBeVisible();
  await ready(page);
  await axe(page);
  await fitsThePage(page);
  await tick(page.getByRole("radio", { name: /^Me, at / }));
  await tick(page.getByRole("radio", { name: "English" }));
  await press(page.getByRole("button", { name: "Subscribe", exact: true }));
  await expect(page.getByText("Done: this address will be told.")).toBeVisible();
  await ready(page);
  await axe(page);

  await world.scanned(scan(number, "incident"));
  const administrator = await another({ world });
  await signIn(administrator, paul);
  await openMail(administrator, emma, /^\s*Incident with the parcel/);
  await expect(administrator.getByText(grouped(number)).first()).toBeVisible();
  await expect(administrator.getByText("Nantes").first()).toBeVisible();
  const link = /\/unsubscribe\/[\w-]+/.exec(await administrator.content())?.[0] ?? "";

  // Signed out, by the link in the mail.
  const reader = await another({ world });
  await reader.goto(link);
  await expect(reader.getByRole("heading", { level: 1, name: "Stop the messages of this parcel" })).toBeVisible();
  await axe(reader);
  await fitsThePage(reader);
  await press(reader.getByRole("button", { name: "Stop these messages" }));
  await expect(reader.getByRole("heading", { level: 1, name: "You will get no more of these messages" })).toBeVisible();
  await axe(reader);
  await page.goto("/tracking-messages");
  await expect(page.getByRole("heading", { level: 1, name: "My tracking messages" })).toBeVisible();
  await expect(page.getByRole("main").getByText(grouped(number))).toHaveCount(0);
  await ready(page);
  await axe(page);
});
