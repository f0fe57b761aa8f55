// A team works through its list of requests: words are searched, a search is saved and shared, answers validated at once.

import type { Page } from "@playwright/test";
import { fitsThePage } from "../support/audit.ts";
import { filed, resolved } from "../support/before.ts";
import { claire, emma, hugo, sofia, type Person } from "../support/people.ts";
import { expect, signIn, test } from "../support/test.ts";

test("a word of a message is found without its accent, and a note of the team by no one else", async ({
  page,
  another,
  ready,
  axe,
  picture,
}) => {
  await signIn(page, claire);
  const number = await filed(page, { body: "Le zèbre mécanique est arrivé désossé." });
  await page.goto("/requests?tab=all");
  await ready(page);
  await page.getByRole("link", { name: "Filtrer", exact: true }).press("Enter");
  await page.getByLabel("N° de demande, de colis, référence ou mots").fill("desosse ZEBR");
  await page.getByRole("button", { name: "Appliquer" }).press("Enter");
  await expect(page.getByText("Une demande", { exact: true })).toBeVisible();
  await expect(page.getByRole("list", { name: "Liste des demandes" }).getByRole("listitem")).toHaveCount(1);
  await expect(page.getByText(number)).toBeVisible();
  await axe(page);
  await fitsThePage(page);
  await picture(page, "inbox-words");

  // What was chosen is taken away by a press.
  await page.getByRole("link", { name: /Retirer le filtre/ }).press("Enter");
  await expect(page.getByRole("link", { name: /Retirer le filtre/ })).toHaveCount(0);

  // Another customer finds nothing by it.
  const stranger = await another();
  await signIn(stranger, emma);
  await stranger.goto("/requests?search=zebre");
  await ready(stranger);
  expect(await stranger.content()).not.toContain(number);
});

interface Words {
  searches: RegExp;
  name: string;
  share: string;
  save: string;
  saved: string;
  begin: RegExp;
}

const words: Words = {
  searches: /Enregistrer cette recherche|Recherches enregistrées/,
  name: "Nom de la recherche",
  share: "La partager avec mes collègues",
  save: "Enregistrer la recherche",
  saved: "Recherche enregistrée.",
  begin: /^Ouvrir en premier/,
};

test("a colleague saves and shares a search, another uses it and begins with it", async ({
  ownWorld,
  another,
  ready,
  axe,
  picture,
  watch,
}) => {
  watch.allow(/status of 422/);
  const world = await ownWorld();
  const page = await another({ world });
  await signIn(page, claire);
  await page.goto("/requests?tab=all&subject=delay&sort=filed");
  await ready(page);
  await page.locator("summary", { hasText: words.searches }).press("Enter");
  await page.getByRole("button", { name: words.save }).click();
  // Without a name it is refused, and nothing is lost.
  await expect(page.getByRole("alert").first()).toBeVisible();
  await page.getByLabel(words.name).fill("Retards à relancer");
  await page.getByLabel(words.share).check();
  await page.getByRole("button", { name: words.save }).click();
  await expect(page.getByText(words.saved)).toBeVisible();
  await axe(page);
  await fitsThePage(page);
  await picture(page, "inbox-saved");

  const colleague = await another({ world });
  await signIn(colleague, hugo);
  await colleague.goto("/requests");
  await ready(colleague);
  await colleague.locator("summary", { hasText: words.searches }).press("Enter");
  await colleague.getByRole("link", { name: "Retards à relancer, de Claire Morel" }).press("Enter");
  await expect(colleague.getByRole("link", { name: /Retirer le filtre Objet/ })).toBeVisible();
  await ready(colleague);
  // Where scripts show the list anew, what was open stays open.
  const begin = colleague.getByRole("button", { name: words.begin });
  if (!(await begin.isVisible())) await colleague.locator("summary", { hasText: words.searches }).press("Enter");
  await begin.press("Enter");
  await expect(colleague.getByText("C’est fait.")).toBeVisible();
  await colleague.goto("/requests");
  await expect(colleague.getByRole("link", { name: /Retirer le filtre Objet/ })).toBeVisible();
  await axe(colleague);
});

async function chooseAll(page: Page, bar: string, all: RegExp): Promise<void> {
  await page.getByRole("link", { name: bar }).press("Enter");
  await page.getByLabel(all).check();
}

for (const [who, said] of [
  [
    claire,
    {
      bar: "Agir sur plusieurs demandes",
      all: /de la liste$/,
      validate: "Valider",
      done: "15 réponses validées.",
      left: "son état ne le permet pas",
    },
  ],
  [
    emma,
    {
      bar: "Act on several requests",
      all: /of the list$/,
      validate: "Validate",
      done: "15 answers validated.",
      left: "its status does not allow it",
    },
  ],
] as [Person, Record<"bar" | "validate" | "done" | "left", string> & { all: RegExp }][]) {
  test(`${who.name} validates fifteen answers at once`, async ({ ownWorld, another, ready, axe, picture, watch }) => {
    test.slow();
    watch.allow(/status of 422/);
    const world = await ownWorld();
    const page = await another({ world, locale: who === emma ? "en-GB" : "fr-FR" });
    await signIn(page, who);
    const agent = await another({ world });
    await signIn(agent, sofia);
    const word = "quinzaine";
    for (let place = 0; place < 15; place += 1) {
      const number = await filed(page, { body: `${word} ${String(place)}` });
      await resolved(agent, number);
    }
    const open = await filed(page, { body: `${word} 16` });
    await page.goto(`/requests?tab=all&search=${word}`);
    await ready(page);
    await chooseAll(page, said.bar, said.all);
    await axe(page);
    await fitsThePage(page);
    await picture(page, `inbox-bulk-${who === emma ? "en" : "fr"}`);
    await page.getByRole("button", { name: said.validate, exact: true }).press("Enter");
    await expect(page.getByText(said.done)).toBeVisible();
    await expect(page.getByText(said.left)).toContainText(open);
    await axe(page);
  });
}
