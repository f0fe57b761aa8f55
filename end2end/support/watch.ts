// Nobody sees a browser's console in a test, so somebody has to watch it: an error or a warning there, an error nobody
// caught, a refusal by the content security policy, or a call that leaves the server fails the test that caused it.

import type { BrowserContext } from "@playwright/test";

export class Watch {
  #origins = new Set<string>();
  #allowed: RegExp[] = [];
  #seen: string[] = [];

  /** Calls to this origin are at home. */
  admit(origin: string): void {
    this.#origins.add(new URL(origin).origin);
  }

  /** Watches every page of a context, those it opens later included. */
  follow(context: BrowserContext): void {
    context.on("console", (message) => {
      // Policy violations arrive here too, as errors.
      if (message.type() === "error" || message.type() === "warning") {
        this.#seen.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
      }
    });
    context.on("weberror", (problem) => this.#seen.push(`uncaught: ${problem.error().stack ?? problem.error().message}`));
    context.on("request", (request) => {
      const url = new URL(request.url());
      const inside = ["data:", "blob:", "about:"].includes(url.protocol) || this.#origins.has(url.origin);
      if (!inside) this.#seen.push(`call to another origin: ${request.method()} ${request.url()}`);
    });
  }

  /**
   * Lets problems pass that this test causes on purpose, for instance `/status of 422/` where it sends a wrong form:
   * Chromium writes a line for every answer from 400 on, and for every call while offline.
   */
  allow(...patterns: RegExp[]): void {
    this.#allowed.push(...patterns);
  }

  /** What went wrong and was not allowed. */
  get problems(): string[] {
    return this.#seen.filter((line) => !this.#allowed.some((pattern) => pattern.test(line)));
  }
}
