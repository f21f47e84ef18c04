import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { dialects, useStores } from "../../test/stores.ts";
import { read } from "../index.ts";
import { textDocument } from "../read/index.ts";
import { addRecord, checkStore, type Problem, type Store } from "./index.ts";
import { packRecord } from "./pack.ts";

const TEXT = 'Harbour closes\n\n"We close the harbour," Ines Lorck of Ollan said. It was late.\n';
const URL = "https://news.example/harbour";

describe.each(dialects())("check in %s", (dialect) => {
  const withNewStore = useStores(dialect);

  /** Two documents, of which one has an earlier version. */
  async function fill(store: Store): Promise<void> {
    await addRecord(store, read(textDocument(TEXT, { outlet: "Strait Daily" })), "p1");
    for (const [published, word] of [
      ["2031-03-10", "port"],
      ["2031-03-11", "docks"],
    ] as const) {
      const doc = textDocument(TEXT.replace("harbour,", `${word},`), { published, url: URL });
      await addRecord(store, read(doc), "p1");
    }
  }

  async function problems(store: Store, options = {}): Promise<Omit<Problem, "document">[]> {
    const found: Omit<Problem, "document">[] = [];
    for await (const { document, ...problem } of checkStore(store, options)) found.push(problem);
    return found;
  }

  test("a record as it is made has nothing wrong", () =>
    withNewStore(async (store) => {
      await fill(store);
      expect(await problems(store)).toEqual([]);
    }));

  test("what no column can hold is no fault", () =>
    withNewStore(async (store) => {
      const record = read(TEXT);
      const text = record.text.replace("close the", "clo\ud800e\u0000the");
      await addRecord(store, { ...record, text, id: "a\u0000b" }, "p1");
      const rows = await store.db.selectFrom("statements").select("content").execute();
      expect(rows).toEqual([{ content: '"We clo\uFFFDe\uFFFDthe harbour,"' }]);
      expect(await problems(store)).toEqual([]);
    }));

  // What is broken, what is said of it, and whether repairing mends it.
  const damages: readonly [string, (db: Store["db"]) => Promise<unknown>, string, string | null][] =
    [
      [
        "a statement that was lost",
        (db) => db.deleteFrom("statements").where("document", "=", 1).execute(),
        "statements: 1 missing",
        "made anew from the record",
      ],
      [
        "a statement that was changed",
        (db) =>
          db.updateTable("statements").set({ content: "no" }).where("document", "=", 1).execute(),
        "statements: 1 different",
        "made anew from the record",
      ],
      [
        "an entity too many",
        (db) =>
          sql`update entities set entry = 'x' where document = 1 and entry = 'e1'`.execute(db),
        "entities: 1 missing, 1 too many",
        "made anew from the record",
      ],
      [
        "a title that was changed",
        (db) => db.updateTable("documents").set({ title: "no" }).where("seq", "=", 1).execute(),
        "columns: title",
        "made anew from the record",
      ],
      [
        "statements of an earlier version",
        (db) =>
          db.updateTable("statements").set({ document: 2 }).where("document", "=", 1).execute(),
        "statements: 1 rows of no document, or of an earlier version",
        "removed",
      ],
      [
        "versions that change places",
        async (db) => {
          await sql`update documents set version = 9, latest = 0 where seq = 3`.execute(db);
          await sql`update documents set latest = 1 where seq = 2`.execute(db);
        },
        "the versions of its story are not in order",
        "put in order",
      ],
      [
        "a record that is damaged",
        (db) =>
          db
            .updateTable("documents")
            .set({ record: Buffer.from("no") })
            .where("seq", "=", 1)
            .execute(),
        "its record cannot be unpacked: incorrect header check",
        "marked: adding the document again reads it anew",
      ],
      [
        "a record with a span outside of its text",
        (db) => {
          const record = read(textDocument(TEXT, { outlet: "Strait Daily" }));
          const bad = { ...record, ownVoice: [{ span: [5, 999] as const }] };
          return db
            .updateTable("documents")
            .set({ record: packRecord(bad) })
            .where("seq", "=", 1)
            .execute();
        },
        "ownVoice 1, span: [5,999] is no span of its text",
        "marked: adding the document again reads it anew",
      ],
    ];

  test.each(damages)("%s is found and mended", (_, damage, what, did) =>
    withNewStore(async (store) => {
      await fill(store);
      await damage(store.db);
      const found = await problems(store);
      expect(found).toContainEqual(expect.objectContaining({ what, did: null }));
      expect(await problems(store)).toEqual(found);
      expect(await problems(store, { repair: true })).toContainEqual(
        expect.objectContaining({ what, did }),
      );
      // A damaged record waits for its document.
      await addRecord(store, read(textDocument(TEXT, { outlet: "Strait Daily" })), "p1");
      expect(await problems(store)).toEqual([]);
    }),
  );
});
