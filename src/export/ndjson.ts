import type { DocumentRecord, ErrorRecord } from "../document/index.ts";

/** What one input became: its record, or why there is none. */
export type Entry = DocumentRecord | ErrorRecord;

// JSON allows these inside strings, but many line readers (Python's `splitlines`, editors) take
// them for the end of a line.
const LINE_ENDS = /[\u0085\u2028\u2029]/g;

/** One line of NDJSON, with its line feed: no other line end stands in it, not even an exotic one. */
export function ndjsonLine(value: object): string {
  return `${escapeLineEnds(JSON.stringify(value))}\n`;
}

/** One line for each entry, in order. */
export async function* toNdjson(entries: AsyncIterable<Entry>): AsyncGenerator<string> {
  for await (const entry of entries) yield ndjsonLine(entry);
}

function escapeLineEnds(json: string): string {
  return json.replace(LINE_ENDS, (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
