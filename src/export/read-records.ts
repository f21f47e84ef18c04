import { isUtf8 } from "node:buffer";
import { type DocumentRecord, OnRecordError } from "../document/index.ts";
import { type ByteLine, splitLines } from "../read/split-lines.ts";

/** What a line of JSON says, or why it cannot be used. */
export type JsonLine =
  | { readonly number: number; readonly value: unknown }
  | { readonly error: OnRecordError };

/** What a line of records says, or why it cannot be used. */
export type RecordLine = { readonly record: DocumentRecord } | { readonly error: OnRecordError };

/** Bytes of one line: the largest text there may be, with many entries. */
const LONGEST = 256 * 2 ** 20;

/**
 * The records of an NDJSON stream, as `toNdjson` writes them, in order; blank lines are passed over.
 * A line that is no sound record is an error in its place, and the next lines go on.
 *
 * @param name how messages name the stream: a path, or `-`
 */
export function readRecords(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<RecordLine> {
  return recordLines(readJsonLines(chunks, name), name);
}

/** The lines of an NDJSON stream that are not blank. */
export async function* readJsonLines(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<JsonLine> {
  for await (const line of splitLines(chunks, LONGEST)) {
    const result = readLine(line, name);
    if (result !== null) yield result;
  }
}

/** The same lines, each checked whether it is a sound record. */
export async function* recordLines(
  lines: AsyncIterable<JsonLine>,
  file: string,
): AsyncGenerator<RecordLine> {
  // The schema is compiled where there is something to check.
  const { recordFault } = await import("./check-record.ts");
  for await (const line of lines) {
    if ("error" in line) yield line;
    else {
      const { value, number } = line;
      const fault = isError(value)
        ? "it is the error of a document that could not be read"
        : recordFault(value);
      yield fault === null
        ? { record: value as DocumentRecord }
        : failure("bad-line", file, number, `the line is no record: ${fault}. ${REMEDY}`);
    }
  }
}

const REMEDY =
  '"onrecord add" reads texts; import takes what "onrecord read" and "onrecord export" write as NDJSON.';

function readLine({ number, bytes }: ByteLine, file: string): JsonLine | null {
  if (bytes === null) {
    const what = `the line is longer than ${LONGEST / 2 ** 20} MiB. Leave it out.`;
    return failure("too-large", file, number, what);
  }
  if (!isUtf8(bytes)) {
    const what = "the line is not UTF-8. Export the record again, or convert it.";
    return failure("encoding", file, number, what);
  }
  const line = bytes.toString("utf8", number === 1 && bytes.indexOf("\uFEFF") === 0 ? 3 : 0);
  if (line.trim() === "") return null;
  try {
    return { number, value: JSON.parse(line) };
  } catch {
    return failure("bad-json", file, number, "the line is not JSON. Check that the file is whole.");
  }
}

function failure(
  code: "too-large" | "encoding" | "bad-json" | "bad-line",
  file: string,
  line: number,
  what: string,
): { readonly error: OnRecordError } {
  return { error: new OnRecordError(code, `${file}:${line}: ${what}`, { file, line }) };
}

function isError(value: unknown): boolean {
  return typeof value === "object" && value !== null && "error" in value;
}
