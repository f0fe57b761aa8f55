// Mails, as the operator's administrator reads them.

import type { Page } from "@playwright/test";

/** The texts of the mails to an address whose subject has these words, the last first. */
export async function mailsTo(administrator: Page, address: string, subject: string): Promise<string[]> {
  const texts: string[] = [];
  const list = await (await administrator.request.get("/admin/mail")).text();
  for (const [, path, title] of list.matchAll(/href="(\/admin\/mail\/[\w-]+)"[^>]*>([^<]*)</g)) {
    if (!title?.includes(subject)) continue;
    const mail = await (await administrator.request.get(path ?? "")).text();
    if (mail.includes(address)) texts.push(mail);
  }
  return texts;
}
