// From the door to the end of a ticket without a mouse.

import type { Locator, Page } from "@playwright/test";
import { filed, resolved } from "../support/before.ts";
import { claire, sofia } from "../support/people.ts";
import { expect, test, signIn } from "../support/test.ts";
import { conversation } from "../support/words.ts";

/** Presses the tab key until something has the focus, and makes sure that this can be seen. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) {
      const ring = await target.evaluate((element) => {
        const shown = (one: Element | null) => {
          if (!one) return false;
          const style = getComputedStyle(one);
          return (style.outlineStyle !== "none" && style.outlineWidth !== "0px") || style.boxShadow !== "none";
        };
        return shown(element) || shown(element.parentElement);
      });
      expect(ring, "the focus can be seen").toBe(true);
      return;
    }
  }
  throw new Error(`The tab key does not lead to ${target}`);
}

test("from sign-in to validation @scripts", async ({ page, another, ready }) => {
  const [customer, desk] = [await another(), await another()];
  await signIn(customer, claire);
  await signIn(desk, sofia);
  const number = await filed(customer);
  await resolved(desk, number);

  await page.goto("/sign-in");
  await tabTo(page, page.getByLabel("Adresse de courriel"));
  await page.keyboard.type(claire.email);
  await tabTo(page, page.getByLabel("Mot de passe", { exact: true }));
  await page.keyboard.type(claire.password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Demandes" })).toBeVisible();
  await ready(page);

  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Aller au contenu" })).toBeFocused();
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("link", { name: new RegExp(number) }).first());
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "La réponse vous convient-elle ?" })).toBeVisible();

  await tabTo(page, page.getByRole("radio", { name: "Sans note" }));
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "5 étoiles sur 5" })).toBeChecked();
  await tabTo(page, page.getByLabel("Un mot sur notre réponse"));
  await page.keyboard.type("Parfait.");
  await tabTo(page, page.getByRole("button", { name: "Valider la réponse" }));
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^Vous avez donné 5 sur 5\..*Parfait\./)).toBeVisible();
  await expect(conversation(page).getByText(/a validé la réponse/)).toBeVisible();
});
