import { createHash } from "node:crypto";

/** 12 hexadecimal digits of a SHA-256 of the text: whether a link was made for these very words. */
export function textHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
