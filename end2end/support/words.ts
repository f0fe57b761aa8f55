// Where things are on a page, as a person names them.

import type { Locator, Page } from "@playwright/test";

/** The messages and events of a thread. */
export const conversation = (page: Page): Locator => page.getByRole("log", { name: "Échanges" });

/** Where a customer writes in a thread. */
export const reply = (page: Page): Locator => page.getByRole("textbox", { name: /^Votre réponse/ });

/** Opens what lies behind a summary or a dialog's button. */
export async function unfold(page: Page, words: string): Promise<void> {
  await page.locator("summary").filter({ hasText: new RegExp(`^\\s*${words}\\s*$`), visible: true }).click();
}

/** A number written with any grouping of its signs. */
export const grouped = (number: string): RegExp => new RegExp([...number].join("[\\s\\u00a0\\u202f]?"));
