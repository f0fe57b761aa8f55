// Files to send, made in memory: small, and of the type they claim unless a test wants otherwise.

import { crc32, deflateSync } from "node:zlib";

/** What Playwright puts into a file field. */
export interface Sent {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A PDF of one empty page. */
export function pdf(name: string): Sent {
  const text = [
    "%PDF-1.4",
    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj",
    "trailer<</Root 1 0 R>>",
    "%%EOF",
  ];
  return { name, mimeType: "application/pdf", buffer: Buffer.from(text.join("\n")) };
}

/** A PNG of one colour. */
export function png(name: string, width = 60, height = 40): Sent {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 2, 0, 0, 0], 8);
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0xc0)]);
  const rows = deflateSync(Buffer.concat(Array.from({ length: height }, () => line)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const buffer = Buffer.concat([signature, chunk("IHDR", size), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
  return { name, mimeType: "image/png", buffer };
}

/** A file whose content is just this. */
export function raw(name: string, mimeType: string, content: string | Buffer): Sent {
  return { name, mimeType, buffer: Buffer.from(content) };
}

/** A PDF somewhat above the 20 MB that are taken. */
export function tooLarge(name: string): Sent {
  const small = pdf(name);
  return { ...small, buffer: Buffer.concat([small.buffer, Buffer.alloc(20_500_000, 0x20)]) };
}

function chunk(kind: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
