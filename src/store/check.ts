import { type Kysely, sql } from "kysely";
import { type DocumentRecord, recordFaults } from "../document/index.ts";
import { countMisjoined, joinAnew } from "./actors/check.ts";
import { lockActors } from "./actors/projection.ts";
import { documentKey, storyOf } from "./document-key.ts";
import { unpackRecord } from "./pack.ts";
import { columnsOf, project } from "./project.ts";
import { PROJECTIONS } from "./projections/index.ts";
import { awaitProtections } from "./protections.ts";
import type { DocumentRow, Schema } from "./schema.ts";
import { keyed } from "./secret.ts";
import { shownDocument } from "./shown.ts";
import { storable } from "./storable.ts";
import { type Store, transact } from "./store.ts";
import { arrangeVersions, inOrder, lockStory, versionsOf } from "./versions.ts";

/** Something in a record that is not as it should be. */
export interface Problem {
  /** Key of the document; `null` where it is none's. */
  readonly document: string | null;
  /**
   * `file`: the database itself; `record`: what was read of a document; `columns`, `rows`: what is
   * derived from it; `versions`: the order of a story; `orphans`: rows of no document.
   */
  readonly part: "file" | "record" | "columns" | "rows" | "versions" | "orphans";
  readonly what: string;
  /** What was done about it; `null`: nothing. */
  readonly did: string | null;
}

export interface CheckOptions {
  /** Whether what is derived is made anew where it is wrong. Records and logs are never touched. */
  readonly repair?: boolean;
  /** Told after each document. */
  readonly onDocument?: () => void;
}

/**
 * Looks through the whole record, a document at a time, and yields what is wrong with it, in the
 * order of adding. What others add or change meanwhile is no problem.
 */
export async function* checkStore(
  store: Store,
  { repair = false, onDocument }: CheckOptions = {},
): AsyncGenerator<Problem> {
  yield* fileProblems(store);
  for await (const { seq, key, story } of keysInOrder(store)) {
    yield* await problemsOf(store, { seq, key, story }, repair);
    onDocument?.();
  }
  yield* storyProblems(store, repair);
  yield* orphanProblems(store, repair);
  yield* actorProblems(store, repair);
}

export async function countDocuments({ db }: Store): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from documents`.execute(db);
  return rows[0]!.n;
}

/** SQLite looks through its pages and indexes; of PostgreSQL, that is its server's to do. */
async function* fileProblems({ db, dialect }: Store): AsyncGenerator<Problem> {
  if (dialect !== "sqlite") return;
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
  for (const { integrity_check: what } of rows) {
    if (what !== "ok") yield { document: null, part: "file", what, did: null };
  }
}

type Named = Pick<DocumentRow, "seq" | "key" | "story">;

const PAGE = 500;

async function* keysInOrder({ db }: Store): AsyncGenerator<Named> {
  for (let last = -1; ; ) {
    const page = await db
      .selectFrom("documents")
      .select(["seq", "key", "story"])
      .where("seq", ">", last)
      .orderBy("seq")
      .limit(PAGE)
      .execute();
    yield* page;
    if (page.length < PAGE) return;
    last = page.at(-1)!.seq;
  }
}

type Fault = Pick<Problem, "part" | "what">;

async function problemsOf(store: Store, named: Named, repair: boolean): Promise<Problem[]> {
  const found = await faultsOf(store, store.db, named);
  if (found.length === 0) return [];
  // Somebody may have been at work on it: what is wrong is wrong twice.
  const again = await faultsOf(store, store.db, named);
  const faults = again.filter(({ what }) => found.some((fault) => fault.what === what));
  const mended = repair ? await mend(store, named, faults) : new Map<string, string>();
  return faults.map(({ part, what }) => {
    return { document: named.key, part, what, did: mended.get(what) ?? null };
  });
}

/** What is wrong with one document. Of one that was taken away meanwhile, nothing. */
async function faultsOf(store: Store, db: Kysely<Schema>, { seq }: Named): Promise<Fault[]> {
  const row = await db
    .selectFrom("documents")
    .selectAll()
    .where("seq", "=", seq)
    .executeTakeFirst();
  if (row === undefined) return [];
  let record: DocumentRecord;
  try {
    record = unpackRecord(row.record);
  } catch (error) {
    return [{ part: "record", what: `its record cannot be unpacked: ${(error as Error).message}` }];
  }
  const recordSays = recordFaults(record);
  if (recordSays.length > 0) return recordSays.map((what) => ({ part: "record", what }));
  const faults: Fault[] = [];
  const story = await keyed(db, storyOf(record));
  if (documentKey(record) !== row.identity || story !== row.story) {
    faults.push({ part: "record", what: "its record is that of another document" });
  }
  const { record: shown, isProtected } = await shownDocument(db, seq);
  const key = isProtected ? await keyed(db, row.identity) : row.identity;
  const wrong = Object.entries({ key, ...columnsOf(shown) })
    .filter(([name, value]) => row[name as keyof DocumentRow] !== storable(value))
    .map(([name]) => name);
  if (wrong.length > 0) faults.push({ part: "columns", what: `columns: ${wrong.join(", ")}` });
  if (row.latest === 0) return faults;
  for (const projection of PROJECTIONS) {
    const says = (await projection.faults?.(db, { seq, key, shown }, store)) ?? [];
    faults.push(...says.map((what): Fault => ({ part: "rows", what })));
  }
  return faults;
}

/** Does what is safe, and returns what was done, by what was wrong. */
async function mend(
  store: Store,
  named: Named,
  faults: readonly Fault[],
): Promise<ReadonlyMap<string, string>> {
  const { seq, story } = named;
  return transact(store, async (db) => {
    await awaitProtections(store, db);
    await lockStory(store, db, story);
    const document = db.updateTable("documents").where("seq", "=", seq);
    if (faults.some(({ part }) => part === "record")) {
      // Whatever reads it next takes it for a document read by another version.
      await document.set({ pipeline: "" }).execute();
      const did = "marked: adding the document again reads it anew";
      return new Map(faults.map(({ what }) => [what, did]));
    }
    const { record: shown } = await shownDocument(db, seq);
    const { key } = named;
    for (const projection of PROJECTIONS)
      await projection.correct?.(db, { seq, key, shown }, store);
    await project(store, db, seq);
    const left = new Set((await faultsOf(store, db, named)).map(({ what }) => what));
    const gone = faults.filter(({ what }) => !left.has(what));
    return new Map(gone.map(({ what }) => [what, "made anew from the record"]));
  });
}

/** Stories whose versions are not counted in order, or whose last one is not the latest. */
async function* storyProblems(store: Store, repair: boolean): AsyncGenerator<Problem> {
  const { db } = store;
  for (let last = ""; ; ) {
    const stories = await db
      .selectFrom("documents")
      .select("story")
      .where("story", ">", last)
      .groupBy("story")
      // A single version that is the first and the latest needs no look.
      .having(sql<boolean>`count(*) > 1 or max(version) <> 1 or max(latest) <> 1`)
      .orderBy("story")
      .limit(PAGE)
      .execute();
    for (const { story } of stories) {
      const order = inOrder(await versionsOf(db, story));
      const isRight = order.every(
        ({ version, latest }, i) => version === i + 1 && latest === Number(i === order.length - 1),
      );
      if (isRight) continue;
      if (repair) {
        await transact(store, async (transaction) => {
          await awaitProtections(store, transaction);
          await lockStory(store, transaction, story);
          await arrangeVersions(store, transaction, story);
        });
      }
      yield {
        document: order.at(-1)!.key,
        part: "versions",
        what: "the versions of its story are not in order",
        did: repair ? "put in order" : null,
      };
    }
    if (stories.length < PAGE) return;
    last = stories.at(-1)!.story;
  }
}

/** Who is one over documents: nobody's rows in particular. */
async function* actorProblems(store: Store, repair: boolean): AsyncGenerator<Problem> {
  const count = await countMisjoined(store.db, store);
  if (count === 0) return;
  // Somebody may have been at work on it.
  const still = await countMisjoined(store.db, store);
  if (still === 0) return;
  if (repair) {
    await transact(store, async (db) => {
      await lockActors(db, store);
      await joinAnew(db, store);
    });
  }
  const what = `identities: ${still} are entered as another actor than they are`;
  yield { document: null, part: "rows", what, did: repair ? "joined anew" : null };
}

async function* orphanProblems(store: Store, repair: boolean): AsyncGenerator<Problem> {
  for (const projection of PROJECTIONS) {
    const { countOrphans, removeOrphans, name } = projection;
    const count = (await countOrphans?.(store.db, store)) ?? 0;
    if (count === 0) continue;
    if (repair) await transact(store, async (db) => removeOrphans?.(db, store));
    const what = `${name}: ${count} rows of no document, or of an earlier version`;
    yield { document: null, part: "orphans", what, did: repair ? "removed" : null };
  }
}
