import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DocumentRecord } from "../src/document/index.ts";
import { toNdjson } from "../src/export/index.ts";
import { readRecords } from "../src/export/read-records.ts";
import { parsePlaces, read, readSources } from "../src/index.ts";
import {
  addRecord,
  closeStore,
  type Dialect,
  documents,
  openStore,
  type Store,
  withSnapshot,
} from "../src/store/index.ts";
import { ARBITRARY_RECORD } from "./arbitrary-record.ts";
import { runs } from "./fast-check.ts";
import { skipsWithout } from "./needs.ts";
import { type PostgresServer, postgresPrograms, startPostgres } from "./postgres.ts";
import { sampleRecord, stream, written } from "./sample-record.ts";

const noPostgres = skipsWithout("PostgreSQL", postgresPrograms() !== null);
const dialects: readonly Dialect[] = noPostgres ? ["sqlite"] : ["sqlite", "postgres"];

const places = parsePlaces(readFileSync("examples/places.json", "utf8"), "examples/places.json");

async function exported(store: Store): Promise<string> {
  async function* shown() {
    for await (const document of documents(store)) yield document.shown;
  }
  return (await written(toNdjson(shown()))).toString("utf8");
}

async function imported(store: Store, ndjson: string): Promise<void> {
  for await (const line of readRecords(stream([Buffer.from(ndjson)]), "-")) {
    if ("error" in line) throw line.error;
    await addRecord(store, line.record, "import");
  }
}

describe.each(dialects)("a record in %s, exported and imported", (dialect) => {
  let folder: string;
  let server: PostgresServer | null = null;
  let stores = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "onrecord-round-trip-"));
    if (dialect === "postgres") server = await startPostgres();
  });
  afterAll(async () => {
    await server?.remove();
    rmSync(folder, { recursive: true });
  });

  async function withNewStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
    const target = (await server?.newDatabase()) ?? join(folder, `${++stores}.db`);
    const store = await openStore(target, { create: true });
    try {
      return await work(store);
    } finally {
      await closeStore(store);
    }
  }

  async function copied(ndjson: string): Promise<string> {
    return withNewStore(async (store) => {
      await imported(store, ndjson);
      return exported(store);
    });
  }

  test("the examples are the same to the byte, and come in order of publication", async () => {
    const records: DocumentRecord[] = [];
    for await (const result of readSources(["examples"])) {
      if ("document" in result) records.push(read(result.document, { places }));
    }
    const first = await withNewStore(async (store) => {
      for (const record of records) await addRecord(store, record, "p1");
      return exported(store);
    });
    expect(await copied(first)).toBe(first);
    const lines = first.trimEnd().split("\n");
    const back = lines.map((line) => JSON.parse(line) as DocumentRecord);
    expect(back).toHaveLength(records.length);
    for (const record of records) expect(back).toContainEqual(record);
    const published = back.map(({ document }) => document.published ?? "");
    expect(published).toEqual(published.toSorted());
  });

  test("so are records of any kind", async () => {
    const often = dialect === "sqlite" ? 20 : 3;
    const many = fc.uniqueArray(ARBITRARY_RECORD, {
      maxLength: 6,
      // A changed text at the same address is a new version; here each is a story of its own.
      selector: ({ document }) => document.sha256,
    });
    await fc.assert(
      fc.asyncProperty(many, async (records) => {
        const apart = records.map((record, i) => ({
          ...record,
          document: { ...record.document, url: `https://courier.example/${i}` },
        }));
        // PostgreSQL's texts hold no NUL; in the columns beside the record it has no place.
        const text = JSON.stringify(apart).replaceAll("\\u0000", " ");
        const first = (await written(toNdjson(stream(JSON.parse(text))))).toString("utf8");
        const second = await copied(first);
        expect(second.split("\n").toSorted()).toEqual(first.split("\n").toSorted());
        expect(await copied(second)).toBe(second);
      }),
      { numRuns: runs(often) },
    );
  });

  test("what is added during an export is not in it", async () => {
    const [one, other] = ["a", "b"].map((id) => sampleRecord({ id }, { url: null }));
    await withNewStore(async (store) => {
      await addRecord(store, one!, "p1");
      await withSnapshot(store, async (snapshot) => {
        const before = await exported(snapshot);
        // One process has one connection to a file; another one writes meanwhile.
        const writer = dialect === "postgres" ? store : await openStore(store.name);
        await addRecord(writer, other!, "p1");
        if (writer !== store) await closeStore(writer);
        expect(await exported(snapshot)).toBe(before);
      });
      expect((await exported(store)).split("\n")).toHaveLength(3);
    });
  });
});
