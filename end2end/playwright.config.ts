// Every journey runs twice: on a desk with scripts, and on a phone without, which gets the same pages. A journey that is
// live, offline, by palette or by camera is tagged @scripts and runs only where scripts do. What people do on the way, with
// the phone in their hand, runs on a phone with scripts as well.

import { defineConfig, type PlaywrightTestOptions } from "@playwright/test";

const desktop: Partial<PlaywrightTestOptions> = { viewport: { width: 1440, height: 900 } };
const phone: Partial<PlaywrightTestOptions> = {
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};
const needsScripts = /@scripts/;
const onTheWay = /(sign-in|filing|attachments|uploads|overtaken|life|parcels|instructions|colleagues|hold)\.spec\.ts$/;

export default defineConfig({
  testDir: "tests",
  globalSetup: "./support/model.ts",
  outputDir: "../target/end2end/results",
  reporter: [["list"], ["json", { outputFile: "../target/end2end/results.json" }]],
  forbidOnly: true,
  retries: 0,
  // One more than the smallest machine has processors, because some journeys wait for the clock.
  workers: 3,
  timeout: 60_000,
  globalTimeout: 28 * 60_000,
  expect: { timeout: 7_000 },
  use: {
    browserName: "chromium",
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    colorScheme: "light",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium-headless-shell",
      // Debian's Chromium asks the network for this and that at every start; a test talks to its own server alone.
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "desktop", use: desktop },
    { name: "phone", use: phone, testMatch: onTheWay },
    { name: "phone without scripts", use: { ...phone, javaScriptEnabled: false }, grepInvert: needsScripts },
  ],
});
