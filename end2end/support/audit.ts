// What holds of every page in its present state: it is accessible, and fits its window.

import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** WCAG 2.2 up to level AA, and what axe calls best practice. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Fails unless axe finds nothing. `part` narrows the audit to one CSS selector. */
export async function audit(page: Page, scripts: boolean, part?: string): Promise<void> {
  // Only what is wrong is told of, and it is gathered on the page itself: all else, and a page of its own to gather it on, took
  // two thirds of the time. Our pages hold no frames of others, for which that page would be.
  const builder = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).withTags(RULES).setLegacyMode(true);
  if (part) builder.include(part);
  // A page has the same colours with and without scripts, and to measure them takes longer than all else together.
  if (!scripts) builder.disableRules("color-contrast");
  const { violations } = scripts ? await builder.analyze() : await withTimers(page, () => builder.analyze());
  const findings = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}\n  ${node.html}\n  ${node.failureSummary?.replaceAll("\n", "\n  ") ?? ""}`),
  );
  expect(findings, `accessibility of ${page.url()}`).toEqual([]);
}

/**
 * Lets the audit itself run where scripts are off: axe waits on timers, and they stand still there. Scripts of the
 * page stay dead, because the parser has passed them by.
 */
async function withTimers<T>(page: Page, work: () => Promise<T>): Promise<T> {
  const session = await page.context().newCDPSession(page);
  const disable = (value: boolean) => session.send("Emulation.setScriptExecutionDisabled", { value });
  // A new session believes that scripts run, and ignores being told so: it has to be told the opposite first.
  await disable(true);
  await disable(false);
  try {
    return await work();
  } finally {
    await disable(true);
  }
}

/** Nothing but what is meant to moves sideways. */
export async function fitsThePage(page: Page): Promise<void> {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(beyond, "the page does not move sideways").toBeLessThanOrEqual(0);
}
