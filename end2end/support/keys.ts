// What a person does who has no mouse: every deed is a key on what has the focus.

import { expect, type Locator, type Page } from "@playwright/test";

/** What stands on the page, where the same thing waits in a folded menu as well. */
const shown = (target: Locator): Locator => target.filter({ visible: true }).first();

/** Puts the focus on something, and makes sure that it went there. */
export async function reach(target: Locator): Promise<void> {
  await target.focus();
  await expect(target).toBeFocused();
}

/** Follows a link, presses a button or opens what is folded. */
export async function press(target: Locator): Promise<void> {
  await reach(target);
  await target.page().keyboard.press("Enter");
}

/** Sets a box, or chooses one of a group. */
export async function tick(target: Locator, checked = true): Promise<void> {
  await reach(target);
  if ((await target.isChecked()) !== checked) await target.page().keyboard.press("Space");
  await expect(target).toBeChecked({ checked });
}

/** Chooses from a list with the arrow keys, from its first line on. */
export async function choose(list: Locator, label: string | RegExp): Promise<void> {
  const { keyboard } = list.page();
  const chosen = () => list.evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.label.trim() ?? "");
  const fits = (text: string) => (typeof label === "string" ? text === label : label.test(text));
  await reach(list);
  await keyboard.press("Home");
  for (let last = ""; !fits(await chosen()); await keyboard.press("ArrowDown")) {
    const now = await chosen();
    if (now === last) throw new Error(`The list ends at ${now} without ${label}.`);
    last = now;
  }
}

/** Writes into a field in place of what it has. */
export async function write(field: Locator, text: string): Promise<void> {
  const { keyboard } = field.page();
  await reach(field);
  await keyboard.press("ControlOrMeta+A");
  // A long text comes at once, as from the clipboard.
  await (text.length > 200 ? keyboard.insertText(text) : keyboard.type(text));
}

/** Changes the language of the page: by the header, or on a narrow page by its menu. */
export async function speak(page: Page, name: "FR · Français" | "EN · English"): Promise<void> {
  const menu = page.locator(".shell-phone summary");
  if (await menu.isVisible()) await press(menu);
  await press(shown(page.getByRole("button", { name, exact: true })));
  await expect(page.locator("html")).toHaveAttribute("lang", name.slice(0, 2).toLowerCase());
}

/** Goes to a part of the product: by the header, or on a narrow page by its menu. */
export async function goTo(page: Page, name: string): Promise<void> {
  const menu = page.locator(".shell-phone summary");
  if (await menu.isVisible()) await press(menu);
  await press(shown(page.getByRole("banner").getByRole("link", { name, exact: true })));
}

/** Presses the tab key until something has the focus, and makes sure that this can be seen. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) {
      const ring = await target.evaluate((element) => {
        const shown = (one: Element | null) => {
          if (!one) return false;
          const style = getComputedStyle(one);
          return (style.outlineStyle !== "none" && style.outlineWidth !== "0px") || style.boxShadow !== "none";
        };
        // A file field is seen by the button before it.
        return [element, element.parentElement, element.previousElementSibling].some(shown);
      });
      expect(ring, "the focus can be seen").toBe(true);
      return;
    }
  }
  throw new Error(`The tab key does not lead to ${target}`);
}
