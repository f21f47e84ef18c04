import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { skipsWithout } from "../../test/needs.ts";
import { type PostgresServer, postgresPrograms, startPostgres } from "../../test/postgres.ts";
import { read } from "../index.ts";
import { textDocument } from "../read/index.ts";
import { addRecord, closeStore, documents, findDocument, isOnRecord, openStore } from "./index.ts";
import type { Dialect, Store } from "./store.ts";

const TEXT = 'Harbour closes\n\n"We close the harbour," Ines Lorck said on Friday.\n';
const URL = "https://news.example/harbour";

const noPostgres = skipsWithout("PostgreSQL", postgresPrograms() !== null);
const dialects: readonly Dialect[] = noPostgres ? ["sqlite"] : ["sqlite", "postgres"];

describe.each(dialects)("a record in %s", (dialect) => {
  let folder: string;
  let server: PostgresServer | null = null;
  let stores = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "onrecord-store-"));
    if (dialect === "postgres") server = await startPostgres();
  });
  afterAll(async () => {
    await server?.remove();
    rmSync(folder, { recursive: true });
  });

  async function withNewStore(work: (store: Store) => Promise<void>): Promise<void> {
    const target = (await server?.newDatabase()) ?? join(folder, `${++stores}.db`);
    const store = await openStore(target, { create: true });
    try {
      await work(store);
    } finally {
      await closeStore(store);
    }
  }

  async function rowsOf({ db }: Store) {
    const statements = await db.selectFrom("statements").selectAll().orderBy("key").execute();
    return statements.map(({ content, source, kind }) => ({ content, source, kind }));
  }

  test("adding twice changes nothing", () =>
    withNewStore(async (store) => {
      const record = read(TEXT);
      const first = await addRecord(store, record, "p1");
      expect(first.outcome).toBe("added");
      expect(await rowsOf(store)).toEqual([
        { content: '"We close the harbour,"', source: "Ines Lorck", kind: "direct" },
      ]);
      expect(await addRecord(store, record, "p1")).toEqual({ ...first, outcome: "unchanged" });
      expect(await rowsOf(store)).toHaveLength(1);
      expect(await isOnRecord(store, textDocument(TEXT), "p1")).toBe(true);
      expect(await isOnRecord(store, textDocument(TEXT), "p2")).toBe(false);
    }));

  test("another model's reading takes the place of the machine's entries", () =>
    withNewStore(async (store) => {
      const record = read(TEXT);
      const { key } = await addRecord(store, record, "p1");
      const other = { ...record, attributions: [] };
      expect(await addRecord(store, other, "p2")).toEqual({ key, outcome: "reread" });
      expect(await rowsOf(store)).toEqual([]);
    }));

  test("a changed page is a new version of its story", () =>
    withNewStore(async (store) => {
      const known = { url: URL, outlet: "The Ollan Courier" };
      const first = read(textDocument(TEXT, known));
      const second = read(textDocument(TEXT.replace("harbour,", "north harbour,"), known));
      await addRecord(store, first, "p1");
      expect((await addRecord(store, second, "p1")).outcome).toBe("version");
      expect(await rowsOf(store)).toMatchObject([{ content: '"We close the north harbour,"' }]);
      const shown = [];
      for await (const document of documents(store, { versions: true })) shown.push(document);
      expect(shown.map(({ version, latest }) => [version, latest])).toEqual(
        expect.arrayContaining([
          [1, 0],
          [2, 1],
        ]),
      );
      expect(shown.find(({ version }) => version === 1)?.shown).toEqual(first);
    }));

  test("the same words in another outlet are another document", () =>
    withNewStore(async (store) => {
      for (const outlet of ["The Ollan Courier", "Strait Daily"]) {
        const { outcome } = await addRecord(store, read(textDocument(TEXT, { outlet })), "p1");
        expect(outcome).toBe("added");
      }
      expect(await rowsOf(store)).toHaveLength(2);
    }));

  test("a document is found by its key, the beginning of it, and its id", () =>
    withNewStore(async (store) => {
      const record = read(TEXT);
      const { key } = await addRecord(store, record, "p1");
      for (const meant of [key, key.slice(0, 8), record.id]) {
        expect((await findDocument(store, meant)).key).toBe(key);
      }
      await expect(findDocument(store, "nothing")).rejects.toThrow('"nothing" is no document');
    }));

  test("rows come in order of the day they were said", () =>
    withNewStore(async (store) => {
      for (const published of ["2031-03-12", "2031-03-10", null, "2031-03-11"]) {
        const doc = textDocument(TEXT.replace(" on Friday", ""), { published, outlet: published });
        await addRecord(store, read(doc), "p1");
      }
      const rows = await store.db
        .selectFrom("statements")
        .innerJoin("documents", "documents.seq", "statements.document")
        .select("published")
        .orderBy("statements.key")
        .execute();
      expect(rows.map(({ published }) => published)).toEqual([
        null,
        "2031-03-10",
        "2031-03-11",
        "2031-03-12",
      ]);
    }));
});
