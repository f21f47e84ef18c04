import { randomBytes } from "node:crypto";

/** An id for a new row of a log: it says nothing of what the row holds. */
export function newLogId(letter: "c" | "p" | "l"): string {
  return `${letter}${randomBytes(6).toString("hex")}`;
}
