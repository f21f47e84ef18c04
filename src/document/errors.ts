/** Stable names of what can go wrong; callers may branch on them. */
export type ErrorCode =
  | "not-found"
  | "no-documents"
  | "not-readable"
  | "binary"
  | "encoding"
  | "empty"
  | "too-large"
  | "damaged"
  | "encrypted"
  | "no-text-layer"
  | "not-allowed"
  | "not-fetched"
  | "not-writable"
  | "bad-json"
  | "bad-line"
  | "bad-date"
  | "bad-places"
  | "bad-option"
  | "not-recorded"
  | "not-a-record"
  | "newer-record"
  | "locked"
  | "no-such-document"
  | "ambiguous";

/**
 * An error a person can act on: the message says what happened, where, and what to do next.
 * `facts` holds the same as fields (file, line, offset, size …).
 */
export class OnRecordError extends Error {
  readonly code: ErrorCode;
  readonly facts: Readonly<Record<string, string | number>>;

  constructor(
    code: ErrorCode,
    message: string,
    facts: Readonly<Record<string, string | number>> = {},
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = "OnRecordError";
    this.code = code;
    this.facts = facts;
  }
}
