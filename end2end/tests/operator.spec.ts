// The operator's administrator looks after customers, their accounts, and the operator's own people.

import type { Page } from "@playwright/test";
import { paul, sofia } from "../support/people.ts";
import { expect, signIn, signInReading, test } from "../support/test.ts";

interface Words {
  customers: string;
  agents: string;
  name: string;
  zone: string;
  addCustomer: string;
  customerAdded: string;
  account: string;
  part: string;
  add: string;
  accountAdded: string;
  partAdded: string;
  search: string;
  find: string;
  none: string;
  email: string;
  level: string;
  lead: string;
  team: string;
  addAgent: string;
  agentAdded: string;
  save: string;
  kept: string;
  letGo: string;
  gone: string;
  takeBack: string;
  back: string;
  lastAdministrator: RegExp;
}

const french: Words = {
  customers: "Clients",
  agents: "Agents",
  name: "Nom",
  zone: "Fuseau horaire",
  addCustomer: "Ajouter le client",
  customerAdded: "Le client est ajouté.",
  account: "Compte",
  part: "Sous-compte",
  add: "Ajouter",
  accountAdded: "Le compte est ajouté.",
  partAdded: "Le sous-compte est ajouté.",
  search: "Nom ou numéro de compte",
  find: "Rechercher",
  none: "Aucun client",
  email: "Adresse de courriel",
  level: "Niveau",
  lead: "Responsable d’équipe",
  team: "Équipe",
  addAgent: "Ajouter et envoyer le lien",
  agentAdded: "La personne est ajoutée",
  save: "Enregistrer",
  kept: "Les changements sont enregistrés",
  letGo: "Désactiver",
  gone: "La personne ne peut plus se connecter",
  takeBack: "Rétablir",
  back: "La personne peut de nouveau se connecter",
  lastAdministrator: /administrateur|administre/i,
};

const english: Words = {
  customers: "Customers",
  agents: "Agents",
  name: "Name",
  zone: "Time zone",
  addCustomer: "Add the customer",
  customerAdded: "The customer is added.",
  account: "Account",
  part: "Sub-account",
  add: "Add",
  accountAdded: "The account is added.",
  partAdded: "The sub-account is added.",
  search: "Name or account number",
  find: "Search",
  none: "No customer",
  email: "E-mail address",
  level: "Level",
  lead: "Team lead",
  team: "Team",
  addAgent: "Add and send the link",
  agentAdded: "The person is added",
  save: "Save",
  kept: "The changes are saved",
  letGo: "Deactivate",
  gone: "This person can no longer sign in",
  takeBack: "Restore",
  back: "This person can sign in again",
  lastAdministrator: /administrator/i,
};

/** The form of a name: several on a page have fields alike. */
const form = (page: Page, name: string) => page.locator("form", { has: page.locator(`input[name="form"][value="${name}"]`) });

for (const [words, locale] of [
  [french, "fr-FR"],
  [english, "en-GB"],
] as [Words, string][]) {
  const language = locale.slice(0, 2);

  test(`an administrator adds a customer with its accounts (${language})`, async ({
    ownWorld,
    another,
    ready,
    axe,
    picture,
    watch,
  }) => {
    test.slow();
    watch.allow(/status of (404|422)/);
    const world = await ownWorld();
    const page = await another({ world, locale });
    await signInReading(page, paul, locale);
    await page.goto("/admin/customers");
    await ready(page);
    await expect(page.getByRole("heading", { level: 1, name: words.customers })).toBeVisible();
    await axe(page);
    await picture(page, `customers-${language}`);

    // Nothing typed, then a zone that there is not: both are refused beside their fields, and what was typed stays.
    const adding = form(page, "customer");
    await adding.getByRole("button", { name: words.addCustomer }).press("Enter");
    await expect(page.getByRole("alert").first()).toBeVisible();
    await axe(page);
    const name = `Éclats d’Ouest ${language} ${Date.now()}`;
    await form(page, "customer").getByLabel(words.name).fill(name);
    await form(page, "customer").getByLabel(words.zone).fill("Mars/Nord");
    await form(page, "customer").getByRole("button", { name: words.addCustomer }).press("Enter");
    await expect(page.getByRole("alert").first()).toBeVisible();
    await expect(form(page, "customer").getByLabel(words.name)).toHaveValue(name);
    await picture(page, `customers-refused-${language}`);
    await form(page, "customer").getByLabel(words.zone).fill("Europe/Paris");
    await form(page, "customer").getByRole("button", { name: words.addCustomer }).press("Enter");
    await expect(page.getByText(words.customerAdded)).toBeVisible();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await axe(page);

    const number = `W${Date.now()}`;
    await form(page, "account").getByLabel(words.account).fill(number);
    await form(page, "account").getByRole("button", { name: words.add }).press("Enter");
    await expect(page.getByText(words.accountAdded)).toBeVisible();
    // The same again is refused.
    await form(page, "account").getByLabel(words.account).fill(number);
    await form(page, "account").getByRole("button", { name: words.add }).press("Enter");
    await expect(page.getByRole("alert").first()).toBeVisible();
    await axe(page);
    await form(page, "part").getByLabel(words.account, { exact: true }).selectOption(number);
    await form(page, "part").getByLabel(words.part).fill("QUAI-1");
    await form(page, "part").getByRole("button", { name: words.add }).press("Enter");
    await expect(page.getByText(words.partAdded)).toBeVisible();
    await expect(page.getByRole("main")).toContainText("QUAI-1");
    await axe(page);
    await picture(page, `customer-${language}`);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(beyond, "the page does not move sideways").toBeLessThanOrEqual(0);

    // It is found by its account; what nobody has is said to be so.
    await page.goto("/admin/customers");
    await page.getByRole("searchbox", { name: words.search }).fill(number);
    await page.getByRole("button", { name: words.find, exact: true }).press("Enter");
    await expect(page.getByRole("row", { name: new RegExp(name) })).toBeVisible();
    await page.getByRole("searchbox", { name: words.search }).fill("zzzzzz");
    await page.getByRole("button", { name: words.find, exact: true }).press("Enter");
    await expect(page.getByText(words.none, { exact: true })).toBeVisible();
    await axe(page);

    // An agent finds none of these pages.
    const agent = await another({ world });
    await signIn(agent, sofia);
    for (const closed of ["/admin/customers", "/admin/agents"]) {
      expect((await agent.goto(closed))?.status(), closed).toBe(404);
    }
  });

  test(`an administrator lets an agent in, changes him and lets him go (${language})`, async ({
    ownWorld,
    another,
    ready,
    axe,
    picture,
    watch,
  }) => {
    test.slow();
    watch.allow(/status of (401|403|404|422)/);
    const world = await ownWorld();
    const page = await another({ world, locale });
    await signInReading(page, paul, locale);
    await page.goto("/admin/agents");
    await ready(page);
    await expect(page.getByRole("heading", { level: 1, name: words.agents })).toBeVisible();
    await axe(page);
    await picture(page, `agents-${language}`);
    const add = () => form(page, "agent").getByRole("button", { name: words.addAgent }).press("Enter");
    await add();
    await expect(page.getByRole("alert").first()).toBeVisible();
    await axe(page);
    await form(page, "agent").getByLabel(words.email).fill("karim.haddad@consigne.example");
    await form(page, "agent").getByLabel(words.name).fill("Karim Haddad");
    await form(page, "agent").getByLabel(words.level).selectOption({ label: words.lead });
    await form(page, "agent").getByLabel(words.team).selectOption("Service client");
    await add();
    await expect(page.getByText(words.agentAdded)).toBeVisible();
    await expect(page.getByRole("heading", { level: 1, name: "Karim Haddad" })).toBeVisible();
    await axe(page);
    await picture(page, `agent-${language}`);

    await form(page, "change").getByLabel(words.name).fill("");
    await form(page, "change").getByRole("button", { name: words.save }).press("Enter");
    await expect(page.getByRole("alert").first()).toBeVisible();
    await form(page, "change").getByLabel(words.name).fill("Karim Haddad");
    await form(page, "change").getByLabel(words.team).selectOption("Enquêtes et litiges");
    await form(page, "change").getByRole("button", { name: words.save }).press("Enter");
    await expect(page.getByText(words.kept)).toBeVisible();
    await expect(form(page, "change").getByLabel(words.team)).toHaveValue("Enquêtes et litiges");

    await form(page, "let-go").getByRole("button", { name: words.letGo }).press("Enter");
    await expect(page.getByText(words.gone)).toBeVisible();
    await axe(page);
    await form(page, "take-back").getByRole("button", { name: words.takeBack }).press("Enter");
    await expect(page.getByText(words.back)).toBeVisible();
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(beyond, "the page does not move sideways").toBeLessThanOrEqual(0);

    // The last administrator cannot lock himself out, and is told why.
    await page.goto("/admin/agents");
    await page.getByRole("link", { name: paul.name }).click();
    await ready(page);
    await form(page, "let-go").getByRole("button", { name: words.letGo }).press("Enter");
    await expect(page.getByRole("alert").first()).toContainText(words.lastAdministrator);
    await axe(page);
    await picture(page, `agent-last-${language}`);
  });
}
