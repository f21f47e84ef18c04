import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { read } from "../src/index.ts";
import { textDocument } from "../src/read/index.ts";
import { actorStatements, findStoredActors } from "../src/store/actors/index.ts";
import {
  addRecord,
  addRecords,
  checkStore,
  closeStore,
  correct,
  documents,
  documentsToRead,
  documentToRead,
  handIn,
  openStore,
  progressOf,
  protect,
  type Store,
  searchStatements,
  unprotect,
  withSnapshot,
} from "../src/store/index.ts";
import { skipsWithout } from "./needs.ts";
import { type Bouncer, hasPgbouncer, startBouncer } from "./pgbouncer.ts";
import { type PostgresServer, postgresPrograms, startPostgres } from "./postgres.ts";

const noServer = skipsWithout("PostgreSQL", postgresPrograms() !== null);
const noBouncer = skipsWithout("pgbouncer", hasPgbouncer());

const WHO = { by: "Ines", why: "read again" };

/** An article about a strike in the harbour of a place, in which Mara Kestrel speaks. */
function article(place: string, url: string | null = null) {
  const text = `Strike at ${place}\n\n"We close the harbour of ${place}," Mara Kestrel said on Friday.\n`;
  return textDocument(text, { published: "2031-03-11", outlet: `${place} Courier`, url });
}

/** Processes of their own would come with as many connections; these take turns at two sessions. */
const STORES = 4;

describe.skipIf(noServer || noBouncer)("a record behind pgbouncer in transaction mode", () => {
  let server: PostgresServer;
  let bouncer: Bouncer;
  beforeAll(async () => {
    server = await startPostgres();
    bouncer = await startBouncer(await server.newDatabase());
  });
  afterAll(async () => {
    await bouncer?.remove();
    await server?.remove();
  });

  async function withStores(work: (stores: readonly Store[]) => Promise<void>): Promise<void> {
    const address = bouncer.addressOf(await server.newDatabase());
    // All make the tables at once, of which one may.
    const stores = await Promise.all(
      Array.from({ length: STORES }, () => openStore(address, { create: true, patience: 20_000 })),
    );
    try {
      await work(stores);
      const problems = [];
      for await (const problem of checkStore(stores[0]!)) problems.push(problem);
      expect(problems).toEqual([]);
    } finally {
      await Promise.all(stores.map(closeStore));
    }
  }

  test("many add at once, versions of one page among them", () =>
    withStores(async (stores) => {
      const page = "https://news.example/strike";
      await Promise.all(
        stores.flatMap((store, s) => [
          ...[1, 2, 3].map((n) => addRecord(store, read(article(`Ollan ${s}${n}`)), "p1")),
          addRecords(store, [read(article(`Nandry ${s}`)), read(article("Ilma"))], "p1"),
          addRecord(store, read(article(`Strait ${s}`, page)), "p1"),
        ]),
      );
      const found = [];
      for await (const { url, version } of documents(stores[0]!, { versions: true })) {
        found.push(url === page ? version : "other");
      }
      expect(found.filter((one) => one === "other")).toHaveLength(3 * STORES + STORES + 1);
      expect(found.filter((one) => one !== "other").sort()).toEqual([1, 2, 3, 4]);
    }));

  test("words, phrases and actors are found", () =>
    withStores(async ([store, other]) => {
      await addRecords(
        store!,
        ["Ollan", "Nandry", "Ilma"].map((at) => read(article(at))),
        "p1",
      );
      const asked = ["harbour", '"harbour of nandry"', "harb* -ilma", '"of harbour"'];
      const counts = await Promise.all(
        asked.map(async (words) => (await searchStatements(other!, { words })).count),
      );
      expect(counts).toEqual([3, 1, 2, 0]);
      const [actor] = await findStoredActors(other!, "Mara Kestrel");
      const { statements } = await actorStatements(other!, actor!, { limit: 10 });
      expect(statements).toHaveLength(3);
    }));

  test("what people decide is seen by all, and is not undone by who adds meanwhile", () =>
    withStores(async ([store, other, third]) => {
      const { key } = await addRecord(store!, read(article("Ollan")), "p1");
      const change = { type: "reject", entry: "a1" } as const;
      await correct(other!, key, change, WHO);
      expect((await searchStatements(third!, { words: "harbour" })).count).toBe(0);
      const hidden = { protect: { name: "Mara Kestrel" }, ...WHO };
      const [{ protection }] = await Promise.all([
        protect(store!, hidden),
        ...["Nandry", "Ilma"].map((at) => addRecord(other!, read(article(at)), "p1")),
      ]);
      const { hits } = await searchStatements(third!, { words: "harbour" });
      expect(hits).toHaveLength(2);
      expect(JSON.stringify(hits)).not.toContain("Kestrel");
      await unprotect(other!, protection.id, WHO);
      const shown = await searchStatements(third!, { words: "harbour" });
      expect(shown.hits.map(({ source }) => source)).toEqual(["Mara Kestrel", "Mara Kestrel"]);
    }));

  test("documents are handed in by one, and read by others", () =>
    withStores(async ([store, ...others]) => {
      const handed = await Promise.all(
        ["Ollan", "Nandry", "Ilma"].map((at) => handIn(store!, article(at), "p1")),
      );
      const waiting: string[] = [];
      for await (const { key } of documentsToRead(others[0]!, "p1")) waiting.push(key);
      expect(waiting.sort()).toEqual(handed.map(({ key }) => key).sort());
      await Promise.all(
        // Each twice: a message may come again.
        [...waiting, ...waiting].map(async (key, i) => {
          const reader = others[i % others.length]!;
          const doc = await documentToRead(reader, key, "p1");
          if (doc !== null) await addRecord(reader, read(doc), "p1");
        }),
      );
      expect(await progressOf(store!, "p1")).toMatchObject({ done: 3, waiting: 0, givenUp: 0 });
    }));

  test("an export is of one moment", () =>
    withStores(async ([store, other]) => {
      await addRecord(store!, read(article("Ollan")), "p1");
      const count = await withSnapshot(store!, async (snapshot) => {
        const before = (await searchStatements(snapshot, { words: "harbour" })).count;
        await addRecord(other!, read(article("Nandry")), "p1");
        return [before, (await searchStatements(snapshot, { words: "harbour" })).count];
      });
      expect(count).toEqual([1, 1]);
      expect((await searchStatements(store!, { words: "harbour" })).count).toBe(2);
    }));
});
