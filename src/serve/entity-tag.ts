import { createHash } from "node:crypto";
import type { Context } from "hono";
import type { StoredDocument } from "../store/index.ts";

/** What tells one state of a document from another: its key, and all that is shown of it. */
export function tagOf({ key, version, latest, shown }: StoredDocument): string {
  return `${key}.${version}.${latest}.${JSON.stringify(shown)}`;
}

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
