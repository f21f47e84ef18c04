import { createHash } from "node:crypto";
import type { Context } from "hono";

/** A strong ETag for what was made from these, and from nothing else. */
export function entityTag(...of: readonly (string | number)[]): string {
  const hash = createHash("sha256");
  for (const part of of) hash.update(`${part}\n`);
  return `"${hash.digest("base64url").slice(0, 22)}"`;
}

/** Whether the one who asks has it already. Compared weakly, as RFC 9110 asks of `If-None-Match`. */
export function isKnown(context: Context, tag: string): boolean {
  const sent = context.req.header("if-none-match");
  if (sent === undefined) return false;
  return sent
    .split(",")
    .some((one) => one.trim().replace(/^W\//, "") === tag || one.trim() === "*");
}
