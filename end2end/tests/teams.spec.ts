// The operator's administrator makes a team, renames and retires an account, and invites a customer's first administrator.

import { mailsTo } from "../support/mails.ts";
import { paul, sofia } from "../support/people.ts";
import { expect, signIn, signInReading, test } from "../support/test.ts";
import type { Page } from "@playwright/test";

interface Words {
  teams: string;
  newTeam: string;
  teamAdded: string;
  rename: string;
  kept: string;
  retire: string;
  receives: string;
  retired: string;
  customer: string;
  customerName: string;
  account: string;
  add: string;
  number: string;
  retireAccount: string;
  accountRetired: string;
  restore: string;
  invite: string;
  email: string;
  invited: string;
  invitation: string;
  join: string;
  name: string;
  password: string;
}

const french: Words = {
  teams: "Équipes",
  newTeam: "Nom de l’équipe",
  teamAdded: "L’équipe est ajoutée.",
  rename: "Renommer",
  kept: "Les changements sont enregistrés",
  retire: "Retirer",
  receives: "Équipe qui reçoit ces personnes",
  retired: "L’équipe est retirée.",
  customer: "Ajouter le client",
  customerName: "Nom",
  account: "Compte",
  add: "Ajouter",
  number: "Changer le numéro",
  retireAccount: "Retirer",
  accountRetired: "Le compte est retiré.",
  restore: "Remettre en service",
  invite: "Inviter l’administrateur",
  email: "Adresse de courriel",
  invited: "L’invitation est partie",
  invitation: "Rejoindre",
  join: "Créer mon accès",
  name: "Nom",
  password: "quatre vélos verts roulent",
};

const english: Words = {
  teams: "Teams",
  newTeam: "Name of the team",
  teamAdded: "The team is added.",
  rename: "Rename",
  kept: "The changes are saved",
  retire: "Retire",
  receives: "Team that receives these people",
  retired: "The team is retired.",
  customer: "Add the customer",
  customerName: "Name",
  account: "Account",
  add: "Add",
  number: "Change the number",
  retireAccount: "Retire",
  accountRetired: "The account is retired.",
  restore: "Take into use again",
  invite: "Invite the administrator",
  email: "E-mail address",
  invited: "The invitation is on its way",
  invitation: "Join",
  join: "Create my access",
  name: "Name",
  password: "four green bicycles roll",
};

const form = (page: Page, name: string) => page.locator("form", { has: page.locator(`input[name="form"][value="${name}"]`) });

for (const [words, locale] of [
  [french, "fr-FR"],
  [english, "en-GB"],
] as [Words, string][]) {
  const language = locale.slice(0, 2);

  test(`an administrator looks after teams (${language})`, async ({ ownWorld, another, axe, picture, watch }) => {
    test.slow();
    watch.allow(/status of (404|409|422)/);
    const world = await ownWorld();
    const page = await another({ world, locale });
    await signInReading(page, paul, locale);
    await page.goto("/admin/agents");
    await page.getByRole("navigation").getByRole("link", { name: words.teams, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: words.teams })).toBeVisible();
    await axe(page);
    await picture(page, `teams-${language}`);
    await form(page, "team").getByLabel(words.newTeam).fill("service CLIENT");
    await form(page, "team").getByRole("button").press("Enter");
    await expect(page.getByRole("alert").first()).toBeVisible();
    await form(page, "team").getByLabel(words.newTeam).fill("Retours");
    await form(page, "team").getByRole("button").press("Enter");
    await expect(page.getByText(words.teamAdded)).toBeVisible();
    await form(page, "rename").getByLabel(words.newTeam).fill("Retours et refus");
    await form(page, "rename").getByRole("button", { name: words.rename }).press("Enter");
    await expect(page.getByText(words.kept)).toBeVisible();
    await expect(page.getByRole("heading", { level: 1, name: "Retours et refus" })).toBeVisible();
    await axe(page);

    // A team with people in it is not retired without saying who receives them.
    await page.goto("/admin/teams");
    await page.getByRole("link", { name: "Service client" }).click();
    await expect(page.getByText(sofia.name)).toBeVisible();
    await picture(page, `team-${language}`);
    await form(page, "retire").getByRole("button", { name: words.retire }).press("Enter");
    await expect(page.getByRole("alert").first()).toBeVisible();
    await axe(page);
    await form(page, "retire").getByLabel(words.receives).selectOption({ label: "Retours et refus" });
    await form(page, "retire").getByRole("button", { name: words.retire }).press("Enter");
    await expect(page.getByText(words.retired)).toBeVisible();
    await page.goto("/admin/teams");
    await expect(page.getByRole("row", { name: /Retours et refus/ })).toContainText(sofia.name);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(beyond, "the page does not move sideways").toBeLessThanOrEqual(0);
    const agent = await another({ world });
    await signIn(agent, sofia);
    expect((await agent.goto("/admin/teams"))?.status()).toBe(404);
  });

  test(`an account is renamed and retired, and a first administrator comes in (${language})`, async ({
    ownWorld,
    another,
    axe,
    picture,
    watch,
  }) => {
    test.slow();
    watch.allow(/status of (404|409|422)/);
    const world = await ownWorld();
    const page = await another({ world, locale });
    await signInReading(page, paul, locale);
    await page.goto("/admin/customers");
    const company = `Bois & Fils ${language}`;
    await form(page, "customer").getByLabel(words.customerName).fill(company);
    await form(page, "customer").getByRole("button", { name: words.customer }).press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: company })).toBeVisible();
    await form(page, "account").getByLabel(words.account).fill("BF-1");
    await form(page, "account").getByRole("button", { name: words.add }).press("Enter");
    await page.getByRole("link", { name: "BF-1" }).click();
    await form(page, "rename").getByLabel(words.account).fill("BF-2");
    await form(page, "rename").getByRole("button", { name: words.number }).press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "BF-2" })).toBeVisible();
    await axe(page);
    await picture(page, `account-of-customer-${language}`);
    await form(page, "retire").getByRole("button", { name: words.retireAccount }).press("Enter");
    await expect(page.getByText(words.accountRetired)).toBeVisible();
    await form(page, "restore").getByRole("button", { name: words.restore }).press("Enter");
    await page.getByRole("link", { name: company }).click();

    // Her first administrator is invited by mail, comes in, and nobody is invited after her.
    const address = `ana.${language}@bois.example`;
    await form(page, "administrator").getByLabel(words.email).fill(address);
    await form(page, "administrator").getByRole("button", { name: words.invite }).press("Enter");
    await expect(page.getByText(words.invited)).toBeVisible();
    await axe(page);
    await picture(page, `customer-first-${language}`);
    const customer = page.url();
    const mails = await mailsTo(page, address, "Consigne");
    const any = mails.length > 0 ? mails : await mailsTo(page, address, "");
    const link = /\/invitations\/[\w-]+/.exec(any[0] ?? "")?.[0] ?? "";
    const ana = await another({ world, locale });
    await ana.goto(link);
    await expect(ana.getByRole("heading", { level: 1 })).toContainText(words.invitation);
    await form(ana, "join").getByLabel(words.name).fill("Ana Bois");
    for (const field of await form(ana, "join").locator('input[type="password"]').all()) await field.fill(words.password);
    await form(ana, "join").getByRole("button", { name: words.join }).press("Enter");
    await ana.waitForURL((url) => !url.pathname.startsWith("/invitations"));
    expect((await ana.goto("/team"))?.status()).toBe(200);
    await expect(ana.getByRole("main")).toContainText("Ana Bois");
    await page.goto(customer.split("?")[0] ?? customer);
    await expect(form(page, "administrator")).toHaveCount(0);
  });
}
