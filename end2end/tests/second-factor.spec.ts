// Somebody sets up a second factor, signs in with its code, and once with a recovery code.

import { createHmac } from "node:crypto";
import { claire, emma, type Person } from "../support/people.ts";
import { expect, signInByForm, test } from "../support/test.ts";

/** What an application shows for a secret (RFC 6238), so many steps of thirty seconds from now. */
function shown(secret: string, ahead: number): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replace(/\s/g, "")].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const sum = createHmac("sha1", key).update(step).digest();
  const number = (sum.readUInt32BE((sum[19] ?? 0) & 15) & 0x7fffffff) % 1_000_000;
  return String(number).padStart(6, "0");
}

interface Words {
  open: string;
  begin: string;
  qr: RegExp;
  code: string;
  password: string;
  confirm: string;
  wrong: string;
  on: string;
  kept: string;
  asked: string;
  enter: string;
  left: string;
}

const french: Words = {
  open: "Voir mon second facteur",
  begin: "Configurer",
  qr: /^Code QR/,
  code: "Code de l’application",
  password: "Votre mot de passe",
  confirm: "Activer",
  wrong: "Ce code ne convient pas",
  on: "Le second facteur est activé.",
  kept: "Je les ai gardés",
  asked: "Votre code",
  enter: "Se connecter",
  left: "Il vous reste 9 codes de secours.",
};

const english: Words = {
  open: "See my second factor",
  begin: "Set up",
  qr: /^QR code/,
  code: "Code of the application",
  password: "Your password",
  confirm: "Switch on",
  wrong: "This code is not right",
  on: "The second factor is switched on.",
  kept: "I have kept them",
  asked: "Your code",
  enter: "Sign in",
  left: "9 recovery codes are left.",
};

for (const [who, words, locale] of [
  [claire, french, "fr-FR"],
  [emma, english, "en-GB"],
] as [Person, Words, string][]) {
  test(`${who.name} signs in with a second factor, and once without the phone`, async ({
    ownWorld,
    another,
    axe,
    picture,
    watch,
  }) => {
    test.slow();
    watch.allow(/status of 422/);
    const world = await ownWorld();
    const page = await another({ world, locale });
    await signInByForm(page, who);

    // Set up, by keyboard; a wrong code is refused beside its field.
    await page.goto("/account");
    await page.getByRole("link", { name: words.open }).click();
    await axe(page);
    await page.getByRole("button", { name: words.begin }).press("Enter");
    // The same address as a picture for the phone's camera: drawn by the server, square, and large enough to be read.
    const qr = page.getByRole("img", { name: words.qr });
    await expect(qr).toBeVisible();
    const box = await qr.boundingBox();
    expect(box?.width ?? 0).toBeGreaterThan(150);
    expect(Math.abs((box?.width ?? 0) - (box?.height ?? 9))).toBeLessThan(1);
    const secret = (await page.locator(".factor-secret code").textContent()) ?? "";
    await axe(page);
    await picture(page, `second-factor-${locale}`);
    await page.getByLabel(words.code).fill("000");
    await page.getByLabel(words.password).fill(who.password);
    await page.getByRole("button", { name: words.confirm }).press("Enter");
    await expect(page.getByText(words.wrong).first()).toBeVisible();
    await axe(page);
    await page.getByLabel(words.code).fill(shown(secret, -1));
    await page.getByLabel(words.password).fill(who.password);
    await page.getByRole("button", { name: words.confirm }).press("Enter");
    await expect(page.getByText(words.on)).toBeVisible();
    const codes = await page.locator(".factor-codes code").allTextContents();
    expect(new Set(codes).size).toBe(10);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(beyond, "the page does not move sideways").toBeLessThanOrEqual(0);
    await axe(page);
    await picture(page, `second-factor-codes-${locale}`);
    await page.getByRole("button", { name: words.kept }).press("Enter");
    await expect(page.locator(".factor-codes")).toHaveCount(0);

    // In another browser the password alone opens nothing.
    const phone = await another({ world, locale });
    await signInByForm(phone, who);
    await expect(phone.getByRole("heading", { level: 1, name: words.asked })).toBeVisible();
    await axe(phone);
    await picture(phone, `second-factor-code-${locale}`);
    await phone.goto("/requests");
    expect(new URL(phone.url()).pathname).toBe("/sign-in");
    await signInByForm(phone, who);
    await phone.locator('input[name="code"]').fill("123");
    await phone.getByRole("button", { name: words.enter }).click();
    await expect(phone.getByText(words.wrong).first()).toBeVisible();
    await axe(phone);
    await phone.locator('input[name="code"]').fill(shown(secret, 0));
    await phone.getByRole("button", { name: words.enter }).click();
    await phone.waitForURL((url) => url.pathname === "/requests");

    // Without the phone, a recovery code does once.
    const lost = await another({ world, locale });
    await signInByForm(lost, who);
    await lost.locator('input[name="code"]').fill((codes[0] ?? "").toLowerCase());
    await lost.getByRole("button", { name: words.enter }).click();
    await expect(lost.getByText(words.left).first()).toBeVisible();
    await axe(lost);
    const again = await another({ world, locale });
    await signInByForm(again, who);
    await again.locator('input[name="code"]').fill(codes[0] ?? "");
    await again.getByRole("button", { name: words.enter }).click();
    await expect(again.getByText(words.wrong).first()).toBeVisible();
  });
}
