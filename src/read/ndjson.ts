import { isUtf8 } from "node:buffer";
import { OnRecordError } from "../document/index.ts";
import { isoDate } from "./dates.ts";
import { firstInvalidByte } from "./decode.ts";
import type { KnownFacts } from "./facts.ts";
import { type ByteLine, splitLines } from "./split-lines.ts";

/** What one line of NDJSON says, or why it says nothing. */
export type LineResult =
  | { readonly text: string; readonly facts: KnownFacts }
  | { readonly error: OnRecordError; readonly id: string | null };

const TEXT_FIELDS = ["title", "outlet", "url", "language"] as const;

/**
 * The lines of an NDJSON stream in order, each `{id, text, title?, published?, outlet?, url?,
 * language?}`; blank lines are passed over. `id` and `text` are kept exactly. A line that cannot
 * be used is an error in its place, and the next lines go on.
 *
 * @param name how messages name the stream: a path, or `-`
 * @param limit of one line, in bytes
 */
export async function* readNdjson(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  limit: number,
): AsyncGenerator<LineResult> {
  for await (const line of splitLines(chunks, limit)) {
    const result = readLine(line, `${name}:${line.number}`, limit);
    if (result !== null) yield result;
  }
}

/** `null` for a blank line. */
function readLine({ number, bytes }: ByteLine, where: string, limit: number): LineResult | null {
  if (bytes === null) {
    const mib = Math.floor(limit / 2 ** 20);
    return failure(
      "too-large",
      where,
      `the line is longer than ${mib} MiB and was passed over. Cut the text into documents.`,
    );
  }
  if (!isUtf8(bytes)) {
    const offset = firstInvalidByte(bytes);
    return failure(
      "encoding",
      where,
      `the byte at offset ${offset} of the line is not UTF-8. NDJSON has to be UTF-8: convert it, for example with iconv.`,
    );
  }
  const line = bytes.toString("utf8", number === 1 && bytes.indexOf("\uFEFF") === 0 ? 3 : 0);
  return line.trim() === "" ? null : readJson(line, where);
}

function readJson(line: string, where: string): LineResult {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    return failure(
      "bad-json",
      where,
      `the line is not JSON. Each line has to be one object such as {"id": "1", "text": "…"}.`,
      null,
      cause,
    );
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return failure("bad-line", where, `the line is not an object. Write {"id": "1", "text": "…"}.`);
  }
  return readFields(value as Readonly<Record<string, unknown>>, line, where);
}

function readFields(
  fields: Readonly<Record<string, unknown>>,
  line: string,
  where: string,
): LineResult {
  const id = readId(fields.id, line);
  if (id === undefined) {
    return failure(
      "bad-line",
      where,
      `"id" is neither a string nor a number. Give it as a string, or leave it out.`,
    );
  }
  const { text, published } = fields;
  if (typeof text !== "string") {
    const what = text === undefined ? 'has no "text"' : 'has a "text" that is not a string';
    return failure(
      "bad-line",
      where,
      `the line ${what}. Put the document's whole text there, as one string.`,
      id,
    );
  }
  const wrong = [...TEXT_FIELDS, "published"].find((field) => !isTextOrNull(fields[field]));
  if (wrong) {
    return failure(
      "bad-line",
      where,
      `"${wrong}" is not a string. Give it as a string, or leave it out.`,
      id,
    );
  }
  const date = typeof published === "string" ? isoDate(published) : null;
  if (typeof published === "string" && date === null) {
    return failure(
      "bad-date",
      where,
      `"published" is "${published.slice(0, 40)}", which is not an ISO 8601 date. Write it as 2031-03-12 or 2031-03-12T09:15Z, or leave it out.`,
      id,
    );
  }
  const known = Object.fromEntries(TEXT_FIELDS.map((field) => [field, fields[field] ?? null]));
  return { text, facts: { ...known, published: date, ...(id === null ? {} : { id }) } };
}

function isTextOrNull(value: unknown): boolean {
  return value === undefined || value === null || typeof value === "string";
}

/** The id as a string; `null` where there is none, `undefined` for a value that cannot be one. */
function readId(id: unknown, line: string): string | null | undefined {
  if (id === undefined || id === null) return null;
  if (typeof id === "number") return numberAsWritten(id, line);
  return typeof id === "string" ? id : undefined;
}

/** The number as the line spells it: 20310312000000001 would lose its last digits as a number. */
function numberAsWritten(id: number, line: string): string {
  for (const match of line.matchAll(/"id"\s*:\s*(-?\d[\d.eE+-]*)/g)) {
    if (Number(match[1]) === id) return match[1]!;
  }
  return String(id);
}

function failure(
  code: "too-large" | "encoding" | "bad-json" | "bad-line" | "bad-date",
  where: string,
  message: string,
  id: string | null = null,
  cause?: unknown,
): LineResult {
  const [, file, line] = /^(.*):(\d+)$/s.exec(where)!;
  const facts = { file: file!, line: Number(line) };
  const options = cause === undefined ? undefined : { cause };
  return { error: new OnRecordError(code, `${where}: ${message}`, facts, options), id };
}
