import { createHash } from "node:crypto";
import { type Document, OnRecordError } from "../document/index.ts";
import type { KnownFacts } from "./facts.ts";

/** Bytes to be read as one or several documents, and what is known of them from outside. */
export interface Input {
  readonly bytes: Uint8Array;
  /** The bytes as they were found, where they were packed; the hash is of these. */
  readonly packed?: Uint8Array;
  /** How messages name it. */
  readonly name: string;
  readonly facts: KnownFacts;
  /** Where in its file it stands: `entry 3`; `null` for a whole file. */
  readonly part: string | null;
  /** Character encoding that HTTP or MIME names; a byte order mark goes before it. */
  readonly charset?: string | null;
  /** The address it came from, which relative links start at. */
  readonly base?: string | null;
  /** When the bytes were fetched, ISO 8601, where they were not read from a file just now. */
  readonly retrieved?: string | null;
  /** What HTTP said of it. */
  readonly http?: { readonly status: number; readonly headers: Readonly<Record<string, string>> };
  /** What it is a part of; absent for a whole file. */
  readonly within?: Input;
  /** What the entry says that led to this page, for what the page itself leaves open. */
  readonly fallback?: KnownFacts;
  /** How many containers it was in. */
  readonly depth: number;
}

/** What a reader finds in an input: a document and the input it is of, or parts to be read. */
export type Found =
  | { readonly document: Document; readonly of: Input }
  | { readonly input: Input }
  | { readonly error: OnRecordError };

/** Largest document, in bytes: a file, standard input, a part, or one line of NDJSON. */
export const MAX_DOCUMENT_BYTES = 32 * 2 ** 20;

/** An input inside another, named after it. */
export function partOf(
  input: Input,
  part: string,
  inner: Pick<Input, "bytes" | "facts"> & Partial<Input>,
): Input {
  return {
    ...inner,
    name: `${input.name}, ${part}`,
    part: input.part === null ? part : `${input.part}, ${part}`,
    within: input,
    depth: input.depth + 1,
  };
}

/** The input's facts with the hash of its bytes. */
export function hashedFacts({ bytes, packed, facts }: Input): KnownFacts {
  return {
    ...facts,
    sha256: createHash("sha256")
      .update(packed ?? bytes)
      .digest("hex"),
  };
}

export function emptyError(name: string): OnRecordError {
  return new OnRecordError(
    "empty",
    `${name}: there is no text in it. Check that it was saved, or leave it out.`,
    { file: name },
  );
}

export function tooLarge(name: string, size: number): OnRecordError {
  const [mib, limit] = [Math.ceil(size / 2 ** 20), MAX_DOCUMENT_BYTES / 2 ** 20];
  return new OnRecordError(
    "too-large",
    `${name}: it has ${mib} MiB or more, and a document may have ${limit} MiB. Split it into documents, or give many as lines with --from ndjson.`,
    { file: name, size },
  );
}

/** For a file of a known format that breaks its rules. */
export function damaged(
  name: string,
  what: string,
  cause?: unknown,
  facts: Readonly<Record<string, number>> = {},
): OnRecordError {
  return new OnRecordError("damaged", `${name}: ${what}`, { file: name, ...facts }, { cause });
}
