import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { skipsWithout } from "../../test/needs.ts";
import { type PostgresServer, postgresPrograms, startPostgres } from "../../test/postgres.ts";
import type { DocumentRecord, SpanPair } from "../document/index.ts";
import { read } from "../index.ts";
import {
  addRecord,
  closeStore,
  correct,
  documents,
  examplesOf,
  findDocument,
  forgetDocument,
  history,
  openDocument,
  openStore,
  protect,
  protections,
  unplacedCorrections,
  unprotect,
} from "./index.ts";
import type { Dialect, Store } from "./store.ts";

const LETTER = [
  "Kestrel closes the harbour",
  '"We close the harbour," Mara Kestrel said on Friday. "We regret it," Kestrel said.',
  "Bram Olin denied that the harbour was closed.",
].join("\n\n");
const OTHER = 'Boats return\n\n"The boats are back," Bram Olin said. Mara Kestrel warned of fog.';

const WHO = { by: "Ines", why: "read again" };

const noPostgres = skipsWithout("PostgreSQL", postgresPrograms() !== null);
const dialects: readonly Dialect[] = noPostgres ? ["sqlite"] : ["sqlite", "postgres"];

function letter(text = LETTER): DocumentRecord {
  const record = read(text);
  const url = "https://nandry.example/2031/kestrel-closes-harbour";
  return { ...record, document: { ...record.document, url, title: "Kestrel closes the harbour" } };
}

describe.each(dialects)("decisions of people in %s", (dialect) => {
  let folder: string;
  let server: PostgresServer | null = null;
  let stores = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "onrecord-decisions-"));
    if (dialect === "postgres") server = await startPostgres();
  });
  afterAll(async () => {
    await server?.remove();
    rmSync(folder, { recursive: true });
  });

  async function withNewStore(work: (store: Store, key: string) => Promise<void>): Promise<void> {
    const target = (await server?.newDatabase()) ?? join(folder, `${++stores}.db`);
    const store = await openStore(target, { create: true });
    try {
      const { key } = await addRecord(store, letter(), "p1");
      await addRecord(store, read(OTHER), "p1");
      await work(store, key);
    } finally {
      await closeStore(store);
    }
  }

  /** All that is derived or listed, as anyone may see it; not the records and logs themselves. */
  async function seenIn({ db }: Store): Promise<string> {
    const tables = [
      await db.selectFrom("documents").selectAll().orderBy("seq").execute(),
      await db.selectFrom("statements").selectAll().orderBy("entry").execute(),
      await db.selectFrom("entities").selectAll().orderBy("entry").execute(),
      await db.selectFrom("events").selectAll().orderBy("entry").execute(),
    ];
    return JSON.stringify(tables, (key, value) => (["record", "key"].includes(key) ? null : value));
  }

  async function spanOf(store: Store, key: string, words: string): Promise<SpanPair> {
    const { shown } = await openDocument(store, key);
    const start = shown.text.indexOf(words);
    expect(start, words).toBeGreaterThanOrEqual(0);
    return [start, start + words.length];
  }

  async function statements({ db }: Store) {
    const rows = await db
      .selectFrom("statements")
      .selectAll()
      .orderBy("document")
      .orderBy("entry")
      .execute();
    return rows.map(({ entry, source, content, human, confidence }) => {
      return { entry, source, content, human, confidence };
    });
  }

  test("a correction is in the derived rows, and its undo as well", () =>
    withNewStore(async (store, key) => {
      const before = await statements(store);
      const source = [await spanOf(store, key, "Friday")];
      const set = { type: "set", entry: "a1", fields: { source } } as const;
      const { correction, entry } = await correct(store, key, set, WHO);
      expect(entry).toMatchObject({ id: "a1", source, by: "person/Ines", sourceEntity: null });
      expect((await statements(store)).find(({ human }) => human === 1)).toMatchObject({
        entry: "a1",
        source: "Friday",
        confidence: null,
      });
      await correct(store, key, { type: "undo", undoes: correction.id }, WHO);
      expect(await statements(store)).toEqual(before);
      const log = await history(store, key);
      expect(log.map(({ change, undoneBy }) => [change.type, undoneBy])).toEqual([
        ["set", log[1]!.id],
        ["undo", null],
      ]);
      expect(await history(store, key, "a2")).toEqual([]);
      expect(await history(store, key, "a1")).toHaveLength(2);
    }));

  test("reading again leaves what people decided", () =>
    withNewStore(async (store, key) => {
      await correct(store, key, { type: "reject", entry: "a1" }, WHO);
      const record = letter();
      const better = record.attributions.map((entry) => ({ ...entry, by: "attribute/new@2" }));
      const again = await addRecord(store, { ...record, attributions: better }, "p2");
      expect(again.outcome).toBe("reread");
      const { shown } = await openDocument(store, key);
      expect(shown.attributions.map(({ id }) => id)).toEqual(
        record.attributions.slice(1).map(({ id }) => id),
      );
      expect(await unplacedCorrections(store, key)).toEqual([]);
    }));

  test("of two at once the second is told what the first did, and nothing is lost", () =>
    withNewStore(async (store, key) => {
      const one = { type: "set", entry: "a@28-51", fields: { act: "warn" } } as const;
      const results = await Promise.allSettled([
        correct(store, key, one, { by: "Ines", why: "first", after: null }),
        correct(
          store,
          key,
          { type: "reject", entry: "a@28-51" },
          { ...WHO, by: "Osk", after: null },
        ),
      ]);
      expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      const failed = results.find((result) => result.status === "rejected");
      expect(failed).toMatchObject({ reason: { code: "conflict" } });
      expect(await history(store, key)).toHaveLength(1);
    }));

  test("a bad request changes nothing", () =>
    withNewStore(async (store, key) => {
      const before = await seenIn(store);
      const set = { type: "set", entry: "a1", fields: { source: [[0, 9999]] } } as const;
      await expect(correct(store, key, set, WHO)).rejects.toMatchObject({ code: "bad-span" });
      await expect(
        correct(store, key, { type: "reject", entry: "a99" }, WHO),
      ).rejects.toMatchObject({ code: "no-entry" });
      expect(await history(store, key)).toEqual([]);
      expect(await seenIn(store)).toBe(before);
    }));

  test("a protected name is nowhere to be seen, and comes back when the protection is lifted", () =>
    withNewStore(async (store, key) => {
      const before = await seenIn(store);
      const { protection, documents: changed } = await protect(store, {
        protect: { name: "Mara Kestrel" },
        ...WHO,
      });
      expect({ changed, kind: protection.what }).toMatchObject({
        changed: 2,
        kind: { type: "name", kind: "person" },
      });
      expect(await seenIn(store)).not.toMatch(/kestrel|mara/i);
      for await (const { shown } of documents(store)) {
        expect(JSON.stringify(shown)).not.toMatch(/kestrel|mara/i);
      }
      await expect(findDocument(store, key)).rejects.toMatchObject({ code: "no-such-document" });
      const { sha256 } = letter().document;
      expect(await seenIn(store)).not.toContain(sha256);
      await unprotect(store, String(protection.number), { by: "Ines", why: "consented" });
      const comparable = (rows: string) => rows.replace(/"key":\d+/g, "");
      expect(comparable(await seenIn(store))).toBe(comparable(before));
      expect(await protections(store)).toMatchObject([{ number: 1, lifted: { why: "consented" } }]);
    }));

  test("a document that is added later is read without it, and is known again", () =>
    withNewStore(async (store) => {
      const { protection, documents: changed } = await protect(store, {
        protect: { name: "Veit Amsel" },
        ...WHO,
      });
      expect(changed).toBe(0);
      const record = read('"We wait," Veit Amsel said. "So be it," Amsel said.');
      const added = await addRecord(store, record, "p1");
      expect(await seenIn(store)).not.toContain("Amsel");
      expect(await addRecord(store, record, "p1")).toEqual({ ...added, outcome: "unchanged" });
      const { shown } = await openDocument(store, added.key);
      expect(shown.text).toBe('"We wait," [protected 1] said. "So be it," [protected 1] said.');
      await expect(protect(store, { protect: { name: "Veit Amsel" }, ...WHO })).rejects.toThrow(
        /protected already, as number 1 by Ines/,
      );
      expect(protection.number).toBe(1);
    }));

  test("documents that are added at that moment are read without it as well", () =>
    withNewStore(async (store) => {
      const texts = ["One", "Two", "Three", "Four"].map((n) => `${n}\n\n${LETTER}`);
      const adding = texts.map((text) => addRecord(store, read(text), "p1"));
      await Promise.all([protect(store, { protect: { name: "Mara Kestrel" }, ...WHO }), ...adding]);
      expect(await seenIn(store)).not.toMatch(/kestrel|mara/i);
      expect((await Promise.all(adding)).length).toBe(4);
    }));

  test("what is protected is corrected by what is shown", () =>
    withNewStore(async (store) => {
      await protect(store, { protect: { name: "Mara Kestrel" }, ...WHO });
      const { db } = store;
      const { key } = await db
        .selectFrom("documents")
        .select("key")
        .orderBy("seq")
        .executeTakeFirstOrThrow();
      const content = [await spanOf(store, key, "the harbour was closed")];
      const { shown } = await openDocument(store, key);
      const denied = shown.attributions.find(({ act }) => act === "deny")!;
      const why = "Kestrel told me";
      const set = { type: "set", entry: denied.id, fields: { content } } as const;
      const { correction, entry } = await correct(store, key, set, { by: "Mara Kestrel", why });
      expect(entry).toMatchObject({ id: denied.id, content, by: "person/[protected 1]" });
      const shownLog = JSON.stringify([correction, await history(store, key)]);
      expect(shownLog).not.toMatch(/kestrel|mara/i);
      expect(shownLog).toContain(JSON.stringify(content));
      const set2 = { type: "set", entry: denied.id, fields: { act: "warn" } } as const;
      await expect(correct(store, key, set2, { ...WHO, after: null })).rejects.toThrow(
        /^a@\S+: \[protected 1\] has changed this entry.*"\[protected 1\] told me"/,
      );
      const examples = [];
      for await (const one of examplesOf(store)) examples.push(one);
      expect(examples).toEqual([{ document: key, withheld: 1 }]);
    }));

  test("words of one document", () =>
    withNewStore(async (store, key) => {
      const span = await spanOf(store, key, "Bram Olin");
      await protect(store, { protect: { document: key, span }, label: "Witness B", ...WHO });
      const shown = [];
      for await (const document of documents(store)) shown.push(document.shown.text);
      expect(shown.join()).toMatch(/\[Witness B\] denied/);
      expect(shown.join()).toMatch(/Bram Olin said/);
    }));

  test("a document is forgotten with all that hangs on it, and its page's earlier version stays", () =>
    withNewStore(async (store, key) => {
      const later = await addRecord(store, letter(`${LETTER}\n\nMore to come.`), "p1");
      await correct(store, later.key, { type: "reject", entry: "a1" }, WHO);
      const span = await spanOf(store, later.key, "More to come");
      await protect(store, { protect: { document: later.key, span }, ...WHO });
      const { db } = store;
      const { key: shownKey } = await db
        .selectFrom("documents")
        .select("key")
        .where("latest", "=", 1)
        .where("version", "=", 2)
        .executeTakeFirstOrThrow();
      const went = await forgetDocument(store, shownKey);
      expect(went).toMatchObject({ corrections: 1, protections: 1, versions: [key] });
      expect(went.statements).toBeGreaterThan(0);
      expect(await db.selectFrom("corrections").selectAll().execute()).toEqual([]);
      expect(await protections(store)).toEqual([]);
      expect((await findDocument(store, key)).latest).toBe(1);
      expect((await statements(store)).map(({ source }) => source)).toContain("Mara Kestrel");
      await expect(forgetDocument(store, shownKey)).rejects.toMatchObject({
        code: "no-such-document",
      });
      if (dialect === "sqlite") {
        expect(readFileSync(store.name, "latin1")).not.toContain("More to come");
      }
    }));

  test("training examples of what is in force", () =>
    withNewStore(async (store, key) => {
      await correct(store, key, { type: "reject", entry: "a1" }, WHO);
      const found = [];
      for await (const one of examplesOf(store)) found.push(one);
      expect(found).toMatchObject([
        { document: key, examples: [{ after: null, offsets: "utf16" }] },
      ]);
    }));
});
