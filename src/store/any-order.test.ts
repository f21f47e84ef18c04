import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../../test/fast-check.ts";
import { dialects, useStores } from "../../test/stores.ts";
import type { DocumentRecord } from "../document/index.ts";
import { read } from "../index.ts";
import { textDocument } from "../read/index.ts";
import { addRecord, documents, type Store } from "./index.ts";

/** A page in three versions, two outlets' copies of one text, and a text from nowhere. */
const RECORDS: readonly DocumentRecord[] = [
  ["2031-03-10T09:00Z", "https://news.example/harbour", null, "harbour"],
  ["2031-03-10T12:00+02:00", "https://news.example/harbour", null, "port"],
  ["2031-03-11", "https://news.example/harbour", null, "docks"],
  ["2031-03-12", null, "Strait Daily", "harbour"],
  ["2031-03-12", null, "The Ollan Courier", "harbour"],
  [null, null, null, "piers"],
].map((facts) => {
  const [published, url, outlet, word] = facts as [
    string | null,
    string | null,
    string | null,
    string,
  ];
  const text = `Strike at the ${word}\n\n"We close the ${word}," Ines Lorck of Ollan said. Orvania accused Ilmaria of theft.\n`;
  return read(textDocument(text, { published, url, outlet }));
});

/** All that is shown and derived, by names that mean the same in every record. */
async function contentsOf(store: Store) {
  const shown = [];
  const keys = new Map<number, string>();
  // A story is named with the record's own secret: the first of its versions says which it is.
  const firstOf = new Map<string, string>();
  for await (const { seq, added, ...document } of documents(store, { versions: true })) {
    if (document.version === 1) firstOf.set(document.story, document.key);
    shown.push(document);
    keys.set(seq, document.key);
  }
  const named = shown.map((document) => ({ ...document, story: firstOf.get(document.story) }));
  const rowsOf = async (table: "statements" | "entities" | "events") => {
    const rows = await store.db.selectFrom(table).selectAll().execute();
    return rows
      .map((row) => JSON.stringify({ ...row, key: null, document: keys.get(row.document) }))
      .sort();
  };
  return [named, await rowsOf("statements"), await rowsOf("entities"), await rowsOf("events")];
}

describe.each(dialects())("in %s", (dialect) => {
  const withNewStore = useStores(dialect);

  test("any order of adding gives the same record", async () => {
    const contentsAfter = (records: readonly DocumentRecord[]) =>
      withNewStore(async (store) => {
        for (const record of records) await addRecord(store, record, "p1");
        return contentsOf(store);
      });
    const wanted = await contentsAfter(RECORDS);
    // Two statements of each document that is the latest version.
    expect(wanted[1]).toHaveLength(8);
    const again = fc.subarray([...RECORDS]);
    const order = fc.shuffledSubarray([...RECORDS], { minLength: RECORDS.length });
    await fc.assert(
      fc.asyncProperty(order, again, async (records, twice) => {
        expect(await contentsAfter([...records, ...twice])).toEqual(wanted);
      }),
      { numRuns: runs(dialect === "sqlite" ? 15 : 5) },
    );
  });
});
