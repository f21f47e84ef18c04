import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { madeRecord } from "../../test/made-record.ts";
import { skipsWithout } from "../../test/needs.ts";
import { type PostgresServer, postgresPrograms, startPostgres } from "../../test/postgres.ts";
import type { DocumentRecord } from "../document/index.ts";
import { checkQuotation, MemoryShelf } from "../quotes/index.ts";
import { documentKey } from "./document-key.ts";
import { addRecord, closeStore, forgetDocument, openStore, StoreShelf } from "./index.ts";
import type { Dialect, Store } from "./store.ts";

const LETTER = madeRecord({
  id: "letter",
  genre: "letter",
  published: "2031-03-06",
  text: "Excellency,\nThe nets of the southern shore have been empty since the harbour was closed in spring, and nobody has told the fishermen why.\nPlease accept our regards.",
});
const REPORT = madeRecord({
  id: "report",
  published: "2031-03-08",
  text: '"We were never asked what the closing would cost the families of the harbour," Ines Lorck said on Friday.\nThe letter says that the nets have been empty since the harbour was closed in spring.',
  statements: [
    [
      "Ines Lorck",
      '"We were never asked what the closing would cost the families of the harbour,"',
    ],
    ["letter", "the nets have been empty since the harbour was closed in spring"],
  ],
});
const SHORT = madeRecord({
  id: "short",
  published: "2031-03-07",
  text: '"Come and see," Bram Ostrey said.',
  statements: [["Bram Ostrey", '"Come and see,"']],
});

/** A quotation, and the documents it is found in, in order, with how it stands there. */
const CASES: readonly (readonly [string, string])[] = [
  ["have been empty since the harbour was closed in spring", "letter verbatim, report verbatim"],
  [
    "the nets of the southern shore have been full since the harbour was closed",
    "letter changed, report changed+in part",
  ],
  ["we were never asked what the opening would cost the families", "report changed"],
  ["Come and see", "short verbatim"],
  ["cost the families", "report verbatim"],
  ["never told what the closing would cost", "report changed"],
  ["nobody has told the sailors why", "letter changed"],
  ["the harbour will be dredged again in autumn", ""],
  ["Go and see", ""],
];

const noPostgres = skipsWithout("PostgreSQL", postgresPrograms() !== null);
const dialects: readonly Dialect[] = noPostgres ? ["sqlite"] : ["sqlite", "postgres"];

describe.each(dialects)("quotations looked up in %s", (dialect) => {
  let folder: string;
  let server: PostgresServer | null = null;
  let store: Store;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "onrecord-shelf-"));
    if (dialect === "postgres") server = await startPostgres();
    store = await openStore((await server?.newDatabase()) ?? join(folder, "a.db"), {
      create: true,
    });
    for (const record of [REPORT, LETTER, SHORT]) await addRecord(store, record, "p1");
  });
  afterAll(async () => {
    await closeStore(store);
    await server?.remove();
    rmSync(folder, { recursive: true });
  });

  async function placesOf(words: string): Promise<string> {
    const { places } = await checkQuotation(new StoreShelf(store), words);
    return places.map(({ record, kinds }) => `${record.id} ${kinds.join("+")}`).join(", ");
  }

  test.each(CASES)("%s", async (words, expected) => {
    expect(await placesOf(words)).toBe(expected);
  });

  test.each(CASES)("as in memory: %s", async (words) => {
    const shelf = new MemoryShelf();
    for (const record of [REPORT, LETTER, SHORT]) shelf.add(documentKey(record), record);
    const found = async (check: ReturnType<typeof checkQuotation>) =>
      (await check).places.map(({ key, same, parts }) => ({ key, same, parts }));
    expect(await found(checkQuotation(new StoreShelf(store), words))).toEqual(
      await found(checkQuotation(shelf, words)),
    );
  });

  test("hundreds of documents are merged, found, and forgotten with all they left", async () => {
    const many = Array.from({ length: 300 }, (_, i): DocumentRecord => {
      const words = `Quay ${i} was built by ${i} masons of the town of Pier${i} long ago`;
      return madeRecord({ id: `many${i}`, text: words, statements: [["Ines Lorck", words]] });
    });
    for (const record of many) await addRecord(store, record, "p1");
    expect(await count("mergedShingles")).toBe(256);
    expect(await count("newShingles")).toBe(3 + 300 - 256);
    for (const i of [2, 299]) {
      const words = `was built by ${i} masons of the town of Pier${i} long ago`;
      expect(await placesOf(words)).toContain(`many${i} verbatim`);
      await forgetDocument(store, documentKey(many[i]!));
      expect(await placesOf(words)).not.toContain(`many${i} verbatim`);
    }
    for (const record of [...many, REPORT, LETTER, SHORT]) {
      if (record !== many[2] && record !== many[299])
        await forgetDocument(store, documentKey(record));
    }
    const tables = ["shingles", "newShingles", "mergedShingles"] as const;
    expect(await Promise.all(tables.map(count))).toEqual([0, 0, 0]);
  });

  async function count(table: "shingles" | "newShingles" | "mergedShingles"): Promise<number> {
    const rows = await store.db.selectFrom(table).select("document").execute();
    return rows.length;
  }
});
