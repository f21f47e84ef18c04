import fc from "fast-check";
import { expect, test } from "vitest";
import { ARBITRARY_RECORD } from "../../test/arbitrary-record.ts";
import { SINKING, sampleRecord, spanOf, stream, written } from "../../test/sample-record.ts";
import type { DocumentRecord } from "../document/index.ts";
import { toTsv } from "./tsv.ts";

/** As a reader without quotation marks has it: `read.delim(quote = "")`, `csv.QUOTE_NONE`. */
async function rowsOf(...records: DocumentRecord[]) {
  const tsv = (await written(toTsv(stream(records)))).toString("utf8");
  expect(tsv.endsWith("\n")).toBe(true);
  const [head, ...lines] = tsv.slice(0, -1).split("\n");
  const names = head!.split("\t");
  return lines.map((line) => {
    const cells = line.split("\t");
    expect(cells).toHaveLength(names.length);
    return Object.fromEntries(names.map((name, i) => [name, cells[i]!]));
  });
}

test("an event has the fields of CAMEO and PLOVER", async () => {
  const record = sampleRecord();
  const [row] = await rowsOf(record);
  const [start, end] = spanOf("sunk");
  expect(row).toMatchObject({
    event_date: "",
    publication_date: "2031-03-12T07:30+02:00",
    source: "---",
    source_name: "the ferry",
    target: "",
    cameo_code: "190",
    cameo_root: "19",
    event_type: "ASSAULT",
    event_mode: "destroy",
    contexts: "military;environment",
    status: "denied",
    according_to: "=SUM",
    trigger: "sunk",
    trigger_spans_utf16: `${start}-${end}`,
    url: "https://courier.example/harbour",
  });
  expect(row!.event_id).toMatch(/^[0-9a-f]{20}-v1$/);
});

test.each([
  ["outlet", "outlet"],
  ["a1", "Ines Lorck"],
  ["a9", ""],
])("according to %s: %j", async (accordingTo, teller) => {
  const [row] = await rowsOf(sampleRecord({ events: [{ ...SINKING, accordingTo }] }));
  expect(row!.according_to).toBe(teller);
});

test("white space in a name is a space", async () => {
  const [row] = await rowsOf(sampleRecord({}, { title: "two\tor\r\nthree\u2028lines" }));
  expect(row!.title).toBe("two or three lines");
});

test("whatever the text, a line has all its fields", async () => {
  await fc.assert(
    fc.asyncProperty(ARBITRARY_RECORD, async (record) => {
      expect(await rowsOf(record, record)).toHaveLength(2 * record.events.length);
    }),
  );
});
