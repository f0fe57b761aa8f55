// The door: the form is there in both languages, and nothing stands in anybody's way.

import { expect, test } from "../support/test.ts";

const languages = [
  { locale: "fr-FR", lang: "fr", button: /connecter|connexion/i },
  { locale: "en-GB", lang: "en", button: /sign in/i },
];

for (const { locale, lang, button } of languages) {
  test.describe(`in ${lang}`, () => {
    test.use({ locale });

    test("the sign-in page shows its form", async ({ page, axe, picture }) => {
      await page.goto("/sign-in");

      await expect(page.locator("html")).toHaveAttribute("lang", lang);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      const form = page.locator("form", { has: page.locator('input[type="password"]') });
      await expect(form.locator('input[name="email"]')).toHaveAccessibleName(/\S/);
      await expect(form.locator('input[name="password"]')).toHaveAccessibleName(/\S/);
      await expect(form.getByRole("button", { name: button })).toBeVisible();
      await axe(page);
      await picture(page, `sign-in-${lang}`);
    });
  });
}
