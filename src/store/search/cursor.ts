import { createHash } from "node:crypto";
import { OnRecordError } from "../../document/index.ts";

/*
 * A cursor says after which row the next page begins, and of which search. It is opaque: base64url
 * of both, so that it stands in an address and one of another search is told.
 */

/** @param search all that the order of hits depends on, as JSON */
export function makeCursor(search: unknown, key: number): string {
  return Buffer.from(JSON.stringify([digest(search), key])).toString("base64url");
}

/** @throws OnRecordError `bad-cursor` where it is none, or another search's */
export function readCursor(search: unknown, cursor: string): number {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch (cause) {
    throw badCursor("is none", cause);
  }
  if (!Array.isArray(parsed) || !Number.isSafeInteger(parsed[1]) || parsed[1] < 0) {
    throw badCursor("is none");
  }
  if (parsed[0] !== digest(search)) throw badCursor("is of another search");
  return parsed[1];
}

function digest(search: unknown): string {
  return createHash("sha256").update(JSON.stringify(search)).digest("hex").slice(0, 8);
}

function badCursor(what: string, cause?: unknown): OnRecordError {
  return new OnRecordError(
    "bad-cursor",
    `The cursor ${what}. Give one that this very search returned, or none for the first page.`,
    {},
    { cause },
  );
}
