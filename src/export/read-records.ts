import { isUtf8 } from "node:buffer";
import { type DocumentRecord, OnRecordError } from "../document/index.ts";
import { type ByteLine, splitLines } from "../read/split-lines.ts";

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
export async function* readRecords(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<RecordLine> {
  // The schema is compiled where there is something to check.
  const { recordFault } = await import("./check-record.ts");
  for await (const line of splitLines(chunks, LONGEST)) {
    const result = readLine(line, name, recordFault);
    if (result !== null) yield result;
  }
}

function readLine(
  { number, bytes }: ByteLine,
  file: string,
  recordFault: (value: unknown) => string | null,
): RecordLine | null {
  const failure = (code: "too-large" | "encoding" | "bad-json" | "bad-line", what: string) => {
    return { error: new OnRecordError(code, `${file}:${number}: ${what}`, { file, line: number }) };
  };
  if (bytes === null) {
    return failure("too-large", `the line is longer than ${LONGEST / 2 ** 20} MiB. Leave it out.`);
  }
  if (!isUtf8(bytes)) {
    return failure("encoding", "the line is not UTF-8. Export the record again, or convert it.");
  }
  const line = bytes.toString("utf8", number === 1 && bytes.indexOf("\uFEFF") === 0 ? 3 : 0);
  if (line.trim() === "") return null;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return failure("bad-json", "the line is not JSON. Check that the file is whole.");
  }
  const fault = isError(value)
    ? "it is the error of a document that could not be read"
    : recordFault(value);
  if (fault === null) return { record: value as DocumentRecord };
  return failure(
    "bad-line",
    `the line is no record: ${fault}. "onrecord add" reads texts; import takes what "onrecord read" and "onrecord export" write as NDJSON.`,
  );
}

function isError(value: unknown): boolean {
  return typeof value === "object" && value !== null && "error" in value;
}
