// What should never have been written is taken out of a thread for good, and abuse is marked for the operator alone.

import { did, filed } from "../support/before.ts";
import { claire, emma, nadia, sofia, type Person } from "../support/people.ts";
import { expect, signIn, signInReading, test } from "../support/test.ts";

interface Words {
  redact: string;
  what: string;
  reason: string;
  sure: string;
  send: string;
  removed: RegExp;
  why: string;
  report: string;
  where: string;
  whole: string;
  kind: string;
  threat: string;
  sendReport: string;
  reported: string;
  title: string;
  withdraw: RegExp;
  withdrawn: string;
}

const french: Words = {
  redact: "Retirer un contenu",
  what: "Que faut-il retirer ?",
  reason: "Motif",
  sure: "Je confirme",
  send: "Retirer pour toujours",
  removed: /Texte retiré par Nadia Roche/,
  why: "Un code d’accès",
  report: "Signaler un abus",
  where: "Où est l’abus ?",
  whole: "Toute la demande",
  kind: "De quoi s’agit-il ?",
  threat: "Menace",
  sendReport: "Signaler",
  reported: "a signalé un abus",
  title: "Abus signalés",
  withdraw: /^Retirer le signalement/,
  withdrawn: "Le signalement est retiré.",
};

const english: Words = {
  redact: "Remove content",
  what: "What is to be removed?",
  reason: "Reason",
  sure: "I confirm",
  send: "Remove for good",
  removed: /Text removed by Nadia Roche/,
  why: "A door code",
  report: "Report abuse",
  where: "Where is the abuse?",
  whole: "The whole request",
  kind: "What is it?",
  threat: "Threat",
  sendReport: "Report",
  reported: "reported abuse",
  title: "Reported abuse",
  withdraw: /^Withdraw the report/,
  withdrawn: "The report is withdrawn.",
};

const SECRET = "code 4711 B";

for (const [customer, words, locale] of [
  [claire, french, "fr-FR"],
  [emma, english, "en-GB"],
] as [Person, Words, string][]) {
  test(`a lead removes the door code that ${customer.name} wrote, and it is gone for both`, async ({
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
    await signIn(page, customer);
    const number = await filed(page, { body: `Sonnez deux fois, ${SECRET}.` });

    // An agent has no such form; his lead has.
    const agent = await another({ world, locale });
    await signIn(agent, sofia);
    await agent.goto(`/desk/${number}`);
    await ready(agent);
    await expect(agent.locator('input[name="form"][value="redact"]')).toHaveCount(0);

    const lead = await another({ world, locale });
    await signInReading(lead, nadia, locale);
    await lead.goto(`/desk/${number}`);
    await ready(lead);
    await lead.getByText(words.redact, { exact: true }).click();
    await axe(lead);
    await picture(lead, `redact-${locale}`);
    // Nothing chosen is refused beside each field.
    await lead.getByRole("button", { name: words.send }).press("Enter");
    await expect(lead.getByRole("alert").first()).toBeVisible();
    await axe(lead);
    await picture(lead, `redact-refused-${locale}`);
    await lead.getByLabel(words.what).selectOption({ index: 1 });
    await lead.getByLabel(words.reason).fill(words.why);
    await lead.getByLabel(words.sure).check();
    await lead.getByRole("button", { name: words.send }).press("Enter");
    const log = lead.getByRole("log");
    await expect(log.getByText(words.removed)).toBeVisible();
    await expect(log).not.toContainText(SECRET);
    await axe(lead);
    await picture(lead, `redacted-${locale}`);

    await page.goto(`/requests/${number}`);
    await ready(page);
    await expect(page.getByRole("log").getByText(words.removed)).toContainText(words.why);
    for (const address of [`/requests/${number}`, `/requests/${number}/print`, "/requests?tab=all"]) {
      await page.goto(address);
      expect(await page.content(), address).not.toContain(SECRET);
    }
    await axe(page);
  });

  test(`an agent reports what ${customer.name} filed as abuse, and a lead withdraws it`, async ({
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
    await signIn(page, customer);
    const number = await filed(page);
    await page.goto(`/requests/${number}`);
    const before = await page.getByRole("log").getByRole("listitem").count();

    const agent = await another({ world, locale });
    await signInReading(agent, sofia, locale);
    expect((await agent.goto("/abuse"))?.status(), "the list is the leads'").toBe(404);
    await agent.goto(`/desk/${number}`);
    await ready(agent);
    await agent.getByText(words.report, { exact: true }).click();
    await agent.getByRole("button", { name: words.sendReport, exact: true }).press("Enter");
    await expect(agent.getByRole("alert").first()).toBeVisible();
    await axe(agent);
    await agent.getByLabel(words.where).selectOption({ label: words.whole });
    await agent.getByLabel(words.kind).selectOption({ label: words.threat });
    await picture(agent, `abuse-form-${locale}`);
    await agent.getByRole("button", { name: words.sendReport, exact: true }).press("Enter");
    await expect(agent.getByRole("log").getByText(words.reported)).toBeVisible();
    await axe(agent);

    const lead = await another({ world, locale });
    await signInReading(lead, nadia, locale);
    await lead.goto("/abuse");
    await expect(lead.getByRole("heading", { level: 1, name: words.title })).toBeVisible();
    const row = lead.getByRole("row", { name: new RegExp(number) });
    await expect(row).toContainText(customer.name);
    await axe(lead);
    await picture(lead, `abuse-${locale}`);
    const beyond = await lead.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(beyond, "the page does not move sideways").toBeLessThanOrEqual(0);
    await row.getByRole("button", { name: words.withdraw }).press("Enter");
    await expect(lead.getByText(words.withdrawn)).toBeVisible();
    await expect(lead.getByRole("row", { name: new RegExp(number) })).toHaveCount(0);
    await axe(lead);

    // The customer never learned of it: an agent's opening aside, nothing was added.
    await page.goto(`/requests/${number}`);
    expect(await page.content()).not.toContain(words.reported);
    const seen = await page.getByRole("log").getByRole("listitem").count();
    expect(seen - before).toBeLessThanOrEqual(1);
    await did(page, `/requests/${number}`, "reply", { body: "Merci." });
  });
}
