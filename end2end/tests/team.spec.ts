// An administrator makes a profile limited to one sub-account and invites a colleague, who sees exactly that.

import type { Page } from "@playwright/test";
import { claire, emma, paul, type Person } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";

/** The link in the last mail to an address that invites it. */
async function invitation(administrator: Page, email: string): Promise<string> {
  const list = await (await administrator.request.get("/admin/mail")).text();
  for (const [, path] of list.matchAll(/href="(\/admin\/mail\/[\w-]+)"/g)) {
    const mail = await (await administrator.request.get(path ?? "")).text();
    const link = mail.includes(email) ? /\/invitations\/[\w-]+/.exec(mail)?.[0] : undefined;
    if (link) return link;
  }
  throw new Error(`No mail invites ${email}.`);
}

interface Words {
  team: string;
  invite: string;
  send: string;
  invited: string;
  profiles: string;
  fresh: string;
  name: string;
  search: string;
  some: string;
  part: RegExp;
  create: string;
  made: string;
  save: string;
  email: string;
  profile: string;
  yours: string;
  password: string;
  again: string;
  join: string;
  gone: string;
  follow: string;
  letGo: string;
  left: string;
}

const french: Words = {
  team: "Équipe",
  invite: "Inviter quelqu’un",
  send: "Envoyer l’invitation",
  invited: "L’invitation est partie",
  profiles: "Profils",
  fresh: "Nouveau profil",
  name: "Nom du profil",
  search: "Chercher et voir les colis",
  some: "Seulement ceux que je coche",
  part: /sous-compte/,
  create: "Créer le profil",
  made: "Le profil est créé",
  save: "Enregistrer",
  email: "Adresse de courriel",
  profile: "Profil",
  yours: "Votre nom",
  password: "Nouveau mot de passe",
  again: "Le même, encore une fois",
  join: "Créer mon accès",
  gone: "Cette invitation n’est plus valable",
  follow: "Qui suit les demandes ouvertes ?",
  letGo: "Désactiver",
  left: "La personne ne peut plus se connecter",
};

const english: Words = {
  team: "Team",
  invite: "Invite somebody",
  send: "Send the invitation",
  invited: "The invitation is on its way",
  profiles: "Profiles",
  fresh: "New profile",
  name: "Name of the profile",
  search: "Search and see parcels",
  some: "Only those that I tick",
  part: /sub-account/,
  create: "Create the profile",
  made: "The profile is made",
  save: "Save",
  email: "E-mail address",
  profile: "Profile",
  yours: "Your name",
  password: "New password",
  again: "The same once more",
  join: "Create my access",
  gone: "This invitation no longer holds",
  follow: "Who follows the open requests?",
  letGo: "Deactivate",
  left: "This person can no longer sign in",
};

/** How many parcels a search finds, by the count beside the first filter. */
async function found(page: Page): Promise<string> {
  return (await page.locator("h2, .results-count, [data-count]").first().textContent()) ?? "";
}

for (const [who, words, locale] of [
  [claire, french, "fr-FR"],
  [emma, english, "en-GB"],
] as [Person, Words, string][]) {
  test(`a colleague invited by ${who.name} sees what the profile allows and no more`, async ({
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
    await signIn(page, who);

    // A profile that searches the parcels of one part of one account.
    await page.goto("/team/profiles");
    await ready(page);
    await axe(page);
    await picture(page, `team-profiles-${locale}`);
    await page.getByRole("link", { name: words.fresh }).click();
    await ready(page);
    // Nothing typed is refused beside its fields, and nothing is lost.
    await page.getByLabel(words.search).check();
    await page.getByRole("button", { name: words.create }).press("Enter");
    await expect(page.getByRole("alert").first()).toBeVisible();
    await expect(page.getByLabel(words.search)).toBeChecked();
    await axe(page);
    await page.getByLabel(words.name).fill("Quai 7 – מחסן");
    await page.getByRole("radio", { name: words.some }).check();
    const parts = page.getByRole("checkbox", { name: words.part });
    const part = (await parts.count()) > 0 ? parts.first() : page.locator('input[name="billed"]').first();
    await part.check();
    await picture(page, `team-profile-${locale}`);
    await page.getByRole("button", { name: words.create }).click();
    await expect(page.getByText(words.made)).toBeVisible();
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(beyond, "the page does not move sideways").toBeLessThanOrEqual(0);
    await axe(page);

    // The invitation, by keyboard.
    const address = "noa.levy@quai.example";
    await page.goto("/team");
    await ready(page);
    await axe(page);
    await picture(page, `team-${locale}`);
    await page.getByLabel(words.email).fill(address);
    await page.getByLabel(words.profile).selectOption({ label: "Quai 7 – מחסן" });
    await page.getByRole("button", { name: words.send }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByText(words.invited)).toBeVisible();
    await expect(page.getByText(address)).toBeVisible();
    await axe(page);

    // The colleague comes in by the mail's link, under a name from right to left.
    const administrator = await another({ world });
    await signIn(administrator, paul);
    const link = await invitation(administrator, address);
    const colleague = await another({ world, locale });
    await colleague.goto(link);
    await ready(colleague);
    await axe(colleague);
    await picture(colleague, `team-invited-${locale}`);
    await colleague.getByLabel(words.yours).fill("נועה לוי");
    await colleague.getByLabel(words.password, { exact: true }).fill("un-quai-au-bord-de-l-eau");
    await colleague.getByLabel(words.again).fill("un-quai-au-bord-de-l-eau");
    await colleague.getByRole("button", { name: words.join }).click();
    await colleague.waitForURL((url) => !url.pathname.startsWith("/invitations"));
    await ready(colleague);
    await axe(colleague);

    // The same link opens nothing any more.
    const late = await another({ world, locale });
    await late.goto(link);
    await expect(late.getByRole("heading", { level: 1, name: words.gone })).toBeVisible();
    await axe(late);

    // Exactly the parcels of that part, and none of the rest of the portal.
    await colleague.goto("/parcels?tab=criteria");
    await ready(colleague);
    const mine = await found(colleague);
    await page.goto("/parcels?tab=criteria");
    await ready(page);
    const all = await found(page);
    expect(mine).not.toBe(all);
    for (const closed of ["/team", "/team/profiles", "/reports/new"]) {
      expect((await colleague.goto(closed))?.status(), closed).toBeGreaterThanOrEqual(400);
    }

    // Whoever is let go is out at once, in the middle of a page.
    await colleague.goto("/parcels");
    await ready(colleague);
    await page.goto("/team");
    await page.getByRole("link", { name: "נועה לוי" }).click();
    await ready(page);
    await axe(page);
    await picture(page, `team-person-${locale}`);
    await page.getByRole("button", { name: words.letGo }).click();
    await expect(page.getByText(words.left)).toBeVisible();
    await axe(page);
    await colleague.goto("/parcels");
    await expect(colleague).toHaveURL(/sign-in/);
  });
}
