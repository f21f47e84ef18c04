import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { skipsWithout } from "../../test/needs.ts";
import { type PostgresServer, postgresPrograms, startPostgres } from "../../test/postgres.ts";
import { stream } from "../../test/sample-record.ts";
import { read } from "../index.ts";
import { textDocument } from "../read/index.ts";
import {
  type BackupEnd,
  type BackupHead,
  type BackupRow,
  backup,
  isBackupHead,
  restore,
} from "./backup.ts";
import {
  addRecord,
  closeStore,
  correct,
  documents,
  openStore,
  protect,
  unprotect,
} from "./index.ts";
import { countFailure, documentsToRead, documentToRead, handIn, progressOf } from "./pending.ts";
import type { Store } from "./store.ts";

const TEXT = 'Harbour closes\n\n"We close the harbour," Ines Lorck said on Friday.\n';
const URL = "https://news.example/harbour";

const noPostgres = skipsWithout("PostgreSQL", postgresPrograms() !== null);

let folder: string;
let server: PostgresServer | null = null;
let stores = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "onrecord-backup-"));
  if (!noPostgres) server = await startPostgres();
});
afterAll(async () => {
  await server?.remove();
  rmSync(folder, { recursive: true });
});

async function withNewStore<T>(dialect: string, work: (store: Store) => Promise<T>): Promise<T> {
  const target =
    dialect === "postgres" ? await server!.newDatabase() : join(folder, `${++stores}.db`);
  const store = await openStore(target, { create: true });
  try {
    return await work(store);
  } finally {
    await closeStore(store);
  }
}

/**
 * Two versions of a page, a document that was read twice; a correction and one that is undone, a
 * name that is protected, a span, and a name that is protected no more; a document that waits to be
 * read, and one that was given up.
 */
async function fill(store: Store): Promise<void> {
  const known = { url: URL, outlet: "The Ollan Courier", published: "2031-03-12" };
  const changed = TEXT.replace("harbour,", "north harbour,");
  await addRecord(store, read(textDocument(TEXT, known)), "p1");
  await addRecord(store, read(textDocument(changed, known)), "p1");
  await addRecord(store, read(TEXT), "p1");
  const { key } = await addRecord(store, { ...read(TEXT), events: [] }, "p2");
  const who = { by: "Pell Andary", why: "read again" };
  await correct(store, key, { type: "set", entry: "a1", fields: { act: "promise" } }, who);
  const rejected = await correct(store, key, { type: "reject", entry: "a1" }, who);
  await correct(store, key, { type: "undo", undoes: rejected.correction.id }, who);
  await protect(store, { protect: { document: key, span: [0, 7] }, ...who });
  await protect(store, { protect: { name: "Ines Lorck" }, ...who });
  const lifted = await protect(store, { protect: { name: "Friday" }, ...who });
  await unprotect(store, lifted.protection.id, who);
  const [waiting, failed] = ["Quays open", "Locks stay shut"].map((title) => {
    return textDocument(TEXT.replace("Harbour closes", title));
  });
  await handIn(store, waiting!, "p1");
  const { key: given } = await handIn(store, failed!, "p1");
  const failure = { pipeline: "p1", error: "no words in it", allowed: 1 };
  await countFailure(store, given, failure);
}

/** As it lies in a file: what is no JSON would show. */
async function backupOf(store: Store): Promise<[BackupHead, ...(BackupRow | BackupEnd)[]]> {
  const lines: unknown[] = [];
  for await (const line of backup(store)) lines.push(line);
  return JSON.parse(JSON.stringify(lines));
}

async function shown(store: Store) {
  const all = [];
  for await (const document of documents(store, { versions: true })) all.push(document);
  return all;
}

async function statements({ db }: Store) {
  const rows = await db.selectFrom("statements").selectAll().orderBy("key").execute();
  return rows.map(({ content, document }) => ({ content, document }));
}

describe.each(
  noPostgres
    ? [["sqlite", "sqlite"]]
    : [
        ["sqlite", "sqlite"],
        ["sqlite", "postgres"],
        ["postgres", "sqlite"],
      ],
)("a record in %s, restored in %s", (from, to) => {
  test("is what it was", async () => {
    const [lines, before, rows] = await withNewStore(from!, async (store) => {
      await fill(store);
      return [await backupOf(store), await shown(store), await statements(store)] as const;
    });
    const [head, ...rest] = lines;
    expect(isBackupHead(head)).toBe(true);
    await withNewStore(to!, async (store) => {
      expect(await restore(store, head, stream(rest))).toBe(3);
      expect(await shown(store)).toEqual(before);
      expect(JSON.stringify(before)).toContain("[protected 2]");
      expect(JSON.stringify(before)).not.toContain("Ines");
      expect(before.flatMap(({ shown }) => shown.attributions)).toContainEqual(
        expect.objectContaining({ act: "promise", by: "person/Pell Andary" }),
      );
      expect(await statements(store)).toEqual(rows);
      expect(await backupOf(store)).toEqual(lines);
      const { waiting, failed } = await progressOf(store, "p1");
      expect([waiting, failed.map(({ error }) => error)]).toEqual([2, ["no words in it"]]);
      const keys: string[] = [];
      for await (const { key } of documentsToRead(store, "p1")) keys.push(key);
      const [first] = await Promise.all(keys.map((key) => documentToRead(store, key, "p1")));
      expect(first!.text).toContain("Quays open");
      // The database goes on counting where the backup ends.
      const { outcome } = await addRecord(store, read(`${TEXT}It rains.`), "p1");
      expect(outcome).toBe("added");
    });
  });
});

describe("a backup is not restored", () => {
  test("into a record that has documents", async () => {
    await withNewStore("sqlite", async (store) => {
      await fill(store);
      const [head, ...rest] = await backupOf(store);
      await expect(restore(store, head, stream(rest))).rejects.toMatchObject({ code: "not-empty" });
      expect(await shown(store)).toHaveLength(3);
    });
  });

  test("into a record in which documents wait", async () => {
    await withNewStore("sqlite", async (store) => {
      await handIn(store, textDocument(TEXT), "p1");
      const [head, ...rest] = await backupOf(store);
      await expect(restore(store, head, stream(rest))).rejects.toMatchObject({ code: "not-empty" });
    });
  });

  test.each<[string, (row: BackupRow["row"]) => BackupRow["row"]]>([
    ["in a word", (row) => ({ ...row, why: "read once" })],
    // The library that reaches SQLite ends the process where it is handed a truth value.
    ["in a type", (row) => ({ ...row, why: true })],
    ["by a column", ({ why, ...row }) => row],
  ])("where a row was changed %s", async (_, change) => {
    const lines = await withNewStore("sqlite", async (store) => {
      await fill(store);
      return backupOf(store);
    });
    const [head, ...rest] = lines.map((line) =>
      "row" in line && line.table === "corrections" ? { ...line, row: change(line.row) } : line,
    );
    await withNewStore("sqlite", async (store) => {
      await expect(
        restore(store, head as BackupHead, stream(rest as BackupRow[])),
      ).rejects.toMatchObject({ code: "bad-backup" });
      expect(await shown(store)).toEqual([]);
    });
  });

  test("where it is of other tables", async () => {
    await withNewStore("sqlite", async (store) => {
      const [head] = await backupOf(store);
      const other = { ...head, migrations: [...head.migrations, "letters"] };
      await expect(restore(store, other, stream([]))).rejects.toMatchObject({ code: "bad-backup" });
    });
  });

  test("by half: a fault in the last row leaves an empty record", async () => {
    const lines = await withNewStore("sqlite", async (store) => {
      await fill(store);
      return backupOf(store);
    });
    const [head, ...rest] = lines;
    await withNewStore("sqlite", async (store) => {
      const strange = [...rest, { table: "statements", row: { key: 1 } }];
      const unfit = [...rest, { table: "documents", row: { seq: 99, "no column": 1 } }];
      for (const broken of [strange, unfit, rest.slice(0, -1), rest.slice(1)]) {
        await expect(restore(store, head, stream(broken))).rejects.toMatchObject({
          code: "bad-backup",
        });
      }
      expect(await shown(store)).toEqual([]);
      expect(await restore(store, head, stream(rest))).toBe(3);
    });
  });
});
