/** U+0000, which PostgreSQL takes in no text, and at which libsql cuts it; half a surrogate pair. */
const UNSTORABLE = /[\u0000\p{Surrogate}]/gu;

/**
 * A value as both stores keep it: what no column of text can hold becomes U+FFFD, a unit for a
 * unit. The record itself is bytes and keeps every character.
 */
export function storable(value: unknown): unknown {
  return typeof value === "string" ? value.replace(UNSTORABLE, "\uFFFD") : value;
}
