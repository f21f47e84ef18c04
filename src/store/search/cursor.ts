import { createHash } from "node:crypto";
import { OnRecordError } from "../../document/index.ts";

/*
 * A cursor says after which row the next page begins, how many there are, and of which search. It is opaque: base64url
 * of all three, so that it stands in an address and one of another search is told.
 */

export interface Position {
  /** Of the last row of the page. */
  readonly key: number;
  /** How many rows there are on all pages, counted on the first. */
  readonly count: number;
}

/** @param search all that the order of hits depends on, as JSON */
export function makeCursor(search: unknown, { key, count }: Position): string {
  return Buffer.from(JSON.stringify([digest(search), key, count])).toString("base64url");
}

/** @throws OnRecordError `bad-cursor` where it is none, or another search's */
export function readCursor(search: unknown, cursor: string): Position {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch (cause) {
    throw badCursor("is none", cause);
  }
  if (!Array.isArray(parsed) || parsed.length !== 3) throw badCursor("is none");
  const [made, key, count] = parsed;
  if (![key, count].every((n) => Number.isSafeInteger(n) && n >= 0)) throw badCursor("is none");
  if (made !== digest(search)) throw badCursor("is of another search");
  return { key, count };
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
