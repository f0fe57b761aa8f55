// Being told of what happens: the bell of a request, the list, a daily mail that comes once, and leaving it signed out.

import type { Page } from "@playwright/test";
import { answered, filed } from "../support/before.ts";
import { mailsTo } from "../support/mails.ts";
import { claire, emma, hugo, paul, sofia, type Person } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";

/** A day goes by. */
async function aDayLater(administrator: Page): Promise<void> {
  await administrator.request.post("/admin/clock", { form: { form: "clock", deed: "", days: "1" } });
}

test("a colleague follows, mutes, and has one mail a day", async ({ ownWorld, another, ready, axe, picture, watch }) => {
  test.slow();
  watch.allow(/status of 404/);
  const world = await ownWorld();
  const [page, colleague, agent, administrator] = [
    await another({ world }),
    await another({ world }),
    await another({ world }),
    await another({ world }),
  ];
  await signIn(page, hugo);
  await signIn(colleague, claire);
  await signIn(agent, sofia);
  await signIn(administrator, paul);
  const number = await filed(colleague);
  const bell = page.locator(".shell-bell");
  const told = `Réponse à votre demande ${number}`;

  // What the demonstration has told him is read.
  await page.goto("/notifications");
  await ready(page);
  const all = page.getByRole("button", { name: "Tout marquer lu" });
  if ((await all.count()) > 0) await all.click();
  await expect(bell).toHaveAccessibleName("Notifications");

  // He turns the bell of a colleague's request on, by keyboard.
  await page.goto(`/requests/${number}`);
  await ready(page);
  await expect(page.getByText("Vous n’êtes pas prévenu de ce qui arrive à cette demande.")).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: "Suivre", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Vous êtes prévenu de ce qui arrive à cette demande.")).toBeVisible();
  await picture(page, "bell-on");
  // Away from the request, for what one sees come is read.
  await page.goto("/account");
  await answered(agent, number, "Il est en route.");
  expect(await mailsTo(administrator, hugo.email, told)).toHaveLength(1);
  await page.reload();
  await expect(bell).toHaveAccessibleName(/^Notifications\s: une non lue$/);

  // The list says so, leads to the message, and forgets the mark.
  await bell.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Notifications" })).toBeVisible();
  const first = page.locator(".notice-item").first();
  await expect(first).toContainText("Sofia Benali a répondu");
  await expect(first).toContainText(number);
  await axe(page);
  await picture(page, "notifications");
  await first.getByRole("button", { name: /^Marquer lue/ }).click();
  await expect(page.getByText("La notification est marquée lue.")).toBeVisible();
  await expect(bell).toHaveAccessibleName("Notifications");
  await first.getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(`/requests/${number}#m-\\d+$`));

  // Muted, he gets nothing; his colleague does.
  await ready(page);
  await page.getByRole("button", { name: "Mettre en sourdine" }).click();
  await expect(page.getByText("Vous n’êtes pas prévenu de ce qui arrive à cette demande.")).toBeVisible();
  await answered(agent, number, "Encore un jour.");
  expect(await mailsTo(administrator, hugo.email, told)).toHaveLength(1);
  expect(await mailsTo(administrator, claire.email, told)).toHaveLength(2);
  await page.goto("/notifications");
  await expect(page.locator(".notice-item").first()).toBeVisible();
  await expect(page.locator(".notice-item[data-unread]")).toHaveCount(0);

  // Once a day: what is wrong comes back with what was chosen.
  await page.goto(`/requests/${number}`);
  await ready(page);
  await page.getByRole("button", { name: "Suivre", exact: true }).click();
  await expect(page.getByText("Vous êtes prévenu de ce qui arrive à cette demande.")).toBeVisible();
  await page.goto("/notifications");
  await page.getByRole("link", { name: "Régler les notifications" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Mes notifications" })).toBeVisible();
  await axe(page);
  await picture(page, "notifications-choice");
  await page.getByRole("radio", { name: "Groupés une fois par jour" }).check();
  await page.getByLabel("Heure du courriel quotidien").selectOption("6");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("Vos réglages sont enregistrés.")).toBeVisible();
  await expect(page.getByRole("radio", { name: "Groupés une fois par jour" })).toBeChecked();
  await expect(page.getByLabel("Heure du courriel quotidien")).toHaveValue("6");
  await answered(agent, number, "Il arrive demain.");
  await answered(agent, number, "Le matin.");
  expect(await mailsTo(administrator, hugo.email, told)).toHaveLength(1);

  // The mail comes once, however often time is looked at.
  const grouped = async () => {
    const mails = await mailsTo(administrator, hugo.email, "Du nouveau sur");
    return mails.filter((mail) => mail.includes(number));
  };
  await aDayLater(administrator);
  const daily = await grouped();
  expect(daily).toHaveLength(1);
  await aDayLater(administrator);
  expect((await grouped()).length, "it is not sent again").toBeLessThanOrEqual(1);
  expect(daily[0]).not.toContain("Il arrive demain.");

  // He leaves by its link, signed out.
  const stop = /\/notifications\/unsubscribe\/[\w-]+/.exec(daily[0] ?? "")?.[0] ?? "";
  const reader = await another({ world, locale: "en-GB" });
  await reader.goto(stop);
  await expect(reader.locator("html")).toHaveAttribute("lang", "fr");
  await expect(reader.getByText(hugo.email)).toBeVisible();
  await axe(reader);
  await picture(reader, "notifications-stop");
  await reader.getByRole("button", { name: "Ne plus recevoir ces courriels" }).focus();
  await reader.keyboard.press("Enter");
  await expect(reader.getByRole("heading", { level: 1, name: "Ces courriels sont arrêtés" })).toBeVisible();
  await axe(reader);
  expect((await reader.goto("/notifications/unsubscribe/nothing"))?.status()).toBe(404);
  await page.goto("/account/notifications");
  await expect(page.getByRole("radio", { name: "Aucun courriel" })).toBeChecked();
  await page.goto("/notifications");
  await page.getByRole("button", { name: "Tout marquer lu" }).click();
  await expect(page.getByText("Toutes les notifications sont marquées lues.")).toBeVisible();
  await expect(page.locator(".notice-item[data-unread]")).toHaveCount(0);
});

for (const [who, words] of [
  [emma, { list: "Notifications", settings: "Set notifications", title: "My notifications", keep: "Save", kept: "Your settings are saved." }],
  [
    sofia,
    {
      list: "Notifications",
      settings: "Régler les notifications",
      title: "Mes notifications",
      keep: "Enregistrer",
      kept: "Vos réglages sont enregistrés.",
    },
  ],
] as [Person, { list: string; settings: string; title: string; keep: string; kept: string }][]) {
  test(`the list and the settings of ${who.name}`, async ({ page, axe, picture }) => {
    await signIn(page, who);
    await page.goto("/notifications");
    await expect(page.getByRole("heading", { level: 1, name: words.list, exact: true })).toBeVisible();
    await axe(page);
    await page.getByRole("link", { name: words.settings }).click();
    await expect(page.getByRole("heading", { level: 1, name: words.title })).toBeVisible();
    await axe(page);
    await picture(page, `notifications-choice-${who.name.split(" ")[0]?.toLowerCase()}`);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(beyond, "the page does not move sideways").toBeLessThanOrEqual(0);
    await page.getByRole("button", { name: words.keep }).click();
    await expect(page.getByText(words.kept)).toBeVisible();
  });
}
