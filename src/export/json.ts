import type { Entry } from "./ndjson.ts";

/**
 * One JSON array with an element for each entry, an element a line, written as the entries come:
 * however many there are, one is held at a time. When `entries` throws before its first one,
 * nothing has been written.
 */
export async function* toJson(entries: AsyncIterable<Entry>): AsyncGenerator<string> {
  let opening = "[\n";
  for await (const entry of entries) {
    yield opening + JSON.stringify(entry);
    opening = ",\n";
  }
  yield opening === "[\n" ? "[]\n" : "\n]\n";
}
