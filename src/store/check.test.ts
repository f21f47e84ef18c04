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

  /** Makes the shingles of new documents those of merged ones, as 256 documents would. */
  async function mergeShingles(db: Store["db"]): Promise<void> {
    const [row] = await db
      .deleteFrom("newShingles")
      .where("document", "=", 1)
      .returningAll()
      .execute();
    const hashes = new Uint8Array(row!.hashes);
    await db
      .insertInto("mergedShingles")
      .values({ ...row!, hashes })
      .execute();
    const view = new DataView(hashes.buffer, hashes.byteOffset, hashes.byteLength);
    const rows = Array.from({ length: hashes.length / 4 }, (_, i) => {
      return { hash: view.getInt32(4 * i, true), report: row!.report, document: 1 };
    });
    await db.insertInto("shingles").values(rows).execute();
  }

  test("a record whose shingles were merged has nothing wrong", () =>
    withNewStore(async (store) => {
      await fill(store);
      await mergeShingles(store.db);
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
      ...(
        [
          ["statementActors", "1 missing"],
          ["actorEntities", "2 missing"],
        ] as const
      ).map(([table, what]): (typeof damages)[number] => [
        `${table} that were lost`,
        (db) => sql`delete from ${sql.table(table)} where document = 1`.execute(db),
        `${table}: ${what}`,
        "made anew from the record",
      ]),
      [
        "a statement that is given to somebody else",
        (db) =>
          sql`update "statementActors" set identity = (select max(id) from identities
            where kind <> 'person') where document = 1`.execute(db),
        "statementActors: 1 missing, 1 too many",
        "made anew from the record",
      ],
      [
        "an acronym that no document spells out",
        (db) =>
          db
            .insertInto("acronyms")
            .values({ document: 1, acronym: "xyz", name: "x y z" })
            .execute(),
        "acronyms: 1 too many",
        "made anew from the record",
      ],
      [
        "an identity that says something else",
        (db) =>
          db.updateTable("identities").set({ side: "x" }).where("kind", "=", "person").execute(),
        "identities: 1 different",
        "made anew from the record",
      ],
      ...(["actorNames", "actorWords"] as const).map((table): (typeof damages)[number] => [
        `${table} that were lost`,
        (db) =>
          sql`delete from ${sql.table(table)} where ${sql.ref(table === "actorNames" ? "fold" : "word")} like '%lorck'`.execute(
            db,
          ),
        `${table}: 1 missing`,
        "made anew from the record",
      ]),
      [
        "somebody who is entered as somebody else",
        (db) =>
          sql`update identities set actor = (select min(id) from identities where kind <> 'person')
            where kind = 'person'`.execute(db),
        "identities: 1 are entered as another actor than they are",
        "joined anew",
      ],
      [
        "somebody whom no document has",
        (db) =>
          sql`insert into identities (key, kind, name, actor) values ('x', 'person', 'x', 1)`.execute(
            db,
          ),
        "actors: 1 rows of no document, or of an earlier version",
        "removed",
      ],
      [
        "shingles that were lost",
        async (db) => {
          await mergeShingles(db);
          await sql`delete from shingles where hash = (select min(hash) from shingles)`.execute(db);
        },
        "shingles: 1 missing",
        "made anew from the record",
      ],
      [
        "shingles of no document",
        (db) => db.insertInto("shingles").values({ hash: 1, report: 1, document: 99 }).execute(),
        "shingles: 1 rows of no document, or of an earlier version",
        "removed",
      ],
      [
        "a document under another day",
        (db) =>
          sql`update document_rows set key = key + 1000000000000 where document = 1`.execute(db),
        "full text: document_rows are of another day",
        "made anew from the record",
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
