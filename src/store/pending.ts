import { type RawBuilder, sql } from "kysely";
import { type Document, documentOf } from "../document/index.ts";
import { isOnRecord } from "./add.ts";
import { documentKey } from "./document-key.ts";
import { packJson, unpackJson } from "./pack.ts";
import { wordsShown } from "./protections.ts";
import { type Store, transact } from "./store.ts";

/*
 * Documents handed in by one process to be read by another. They lie in the record from when they
 * are handed in until they are read, so that losing every message about them loses no document.
 */

/** A document that waits to be read, by its key. */
export interface Waiting {
  readonly key: string;
  /** When it was handed in; absent where it is on the record, read by another pipeline. */
  readonly handed?: string;
}

export interface HandedIn extends Waiting {
  /** `waiting`: it was handed in before and nobody has read it; `read`: by this pipeline. */
  readonly outcome: "new" | "waiting" | "read";
}

const UNTRIED = { returns: 0, failures: 0, pipeline: null, error: null };

/** Keeps a document until it is read. One that failed before is tried again. */
export async function handIn(store: Store, doc: Document, pipeline: string): Promise<HandedIn> {
  const { id, sha256, url, outlet } = doc;
  const key = documentKey({ id, document: { sha256, url, outlet } });
  if (await isOnRecord(store, doc, pipeline)) return { key, outcome: "read" };
  const document = packJson(doc);
  const handed = new Date().toISOString();
  return transact(store, async (db) => {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto("pending")
      .values({ key, document, handed, ...UNTRIED })
      .onConflict((conflict) =>
        conflict
          .column("key")
          .doUpdateSet({ document, handed, ...UNTRIED })
          .where("pending.error", "is not", null),
      )
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 1n) return { key, handed, outcome: "new" };
    const there = await db
      .selectFrom("pending")
      .select("handed")
      .where("key", "=", key)
      .executeTakeFirst();
    // A worker may have read it this moment.
    if (there === undefined) return { key, outcome: "read" };
    return { key, handed: there.handed, outcome: "waiting" };
  });
}

/**
 * What is to be read under this key: the document handed in, else the one on the record where
 * another pipeline read it; `null` where there is nothing to do.
 */
export async function documentToRead(
  store: Store,
  key: string,
  pipeline: string,
): Promise<Document | null> {
  const pending = await pendingDocument(store, key);
  if (pending !== null) return pending;
  const read = await store.db
    .selectFrom("documents")
    .select("record")
    .where("identity", "=", key)
    .where("pipeline", "!=", pipeline)
    .executeTakeFirst();
  return read === undefined ? null : documentOf(JSON.parse(unpackJson(read.record)));
}

/** A document that was handed in, whether it waits or was given up; `null` where it is not there. */
export async function pendingDocument(
  { db }: Pick<Store, "db">,
  key: string,
): Promise<Document | null> {
  const row = await db
    .selectFrom("pending")
    .select("document")
    .where("key", "=", key)
    .executeTakeFirst();
  return row === undefined ? null : (JSON.parse(unpackJson(row.document)) as Document);
}

/**
 * Counts that reading a document is begun again, and says how often it was: here, since whoever it
 * ended could not say so. 0 for one that was not handed in.
 */
export async function countReturn(store: Store, key: string): Promise<number> {
  return transact(store, async (db) => {
    const row = await db
      .updateTable("pending")
      .set((set) => ({ returns: set("returns", "+", 1) }))
      .where("key", "=", key)
      .returning("returns")
      .executeTakeFirst();
    return row?.returns ?? 0;
  });
}

/**
 * Counts that this pipeline could not read a document, which may also be one that is on the record.
 * With the last failure it is allowed it is given up: it stays with what is wrong, and only another
 * pipeline tries it again by itself.
 *
 * @returns how often it failed, and whether it is given up
 */
export async function countFailure(
  store: Store,
  key: string,
  { pipeline, error, allowed }: Failure,
): Promise<{ readonly failures: number; readonly isGivenUp: boolean }> {
  return transact(store, async (db) => {
    const before = await db
      .selectFrom("pending")
      .select(["failures", "pipeline"])
      .where("key", "=", key)
      .executeTakeFirst();
    const failures = before?.pipeline === pipeline ? before.failures + 1 : 1;
    const isGivenUp = failures >= allowed;
    const outcome = { failures, pipeline, error: isGivenUp ? error : null };
    if (before !== undefined) {
      await db.updateTable("pending").set(outcome).where("key", "=", key).execute();
      return { failures, isGivenUp };
    }
    const read = await db
      .selectFrom("documents")
      .select("record")
      .where("identity", "=", key)
      .executeTakeFirst();
    if (read !== undefined) {
      const document = packJson(documentOf(JSON.parse(unpackJson(read.record))));
      const handed = new Date().toISOString();
      await db
        .insertInto("pending")
        .values({ key, document, handed, ...UNTRIED, ...outcome })
        .execute();
    }
    return { failures, isGivenUp };
  });
}

export interface Failure {
  readonly pipeline: string;
  readonly error: string;
  /** Failures with which a document is given up. */
  readonly allowed: number;
}

/** Handed in, and given up by this pipeline. */
function isGivenUp(pipeline: string) {
  return sql<boolean>`(error is not null and pipeline = ${pipeline})`;
}

/** Handed in, and not given up by this pipeline. */
function waits(pipeline: string) {
  return sql<boolean>`(error is null or pipeline is null or pipeline <> ${pipeline})`;
}

/** On the record, read by another pipeline, and not handed in. */
function isToReread(pipeline: string) {
  return sql<boolean>`(documents.pipeline <> ${pipeline}
    and not exists (select 1 from pending where pending.key = documents.identity))`;
}

/** Keys looked up at a time. */
const PAGE = 1000;

/** All documents without a finished run of this pipeline, those given up left out. */
export async function* documentsToRead({ db }: Store, pipeline: string): AsyncGenerator<Waiting> {
  const pages: ((after: string) => Promise<Waiting[]>)[] = [
    (after: string) =>
      db
        .selectFrom("pending")
        .select(["key", "handed"])
        .where(waits(pipeline))
        .where("key", ">", after)
        .orderBy("key")
        .limit(PAGE)
        .execute(),
    (after: string) =>
      db
        .selectFrom("documents")
        .select("identity as key")
        .where(isToReread(pipeline))
        .where("identity", ">", after)
        .orderBy("identity")
        .limit(PAGE)
        .execute(),
  ];
  for (const pageAfter of pages) {
    for (let after = ""; ; ) {
      const page = await pageAfter(after);
      yield* page;
      if (page.length < PAGE) break;
      after = page.at(-1)!.key;
    }
  }
}

export interface Progress {
  /** Documents this pipeline has read. */
  readonly done: number;
  /** Handed in, or read by another pipeline. */
  readonly waiting: number;
  readonly givenUp: number;
  /** The first hundred of those given up. */
  readonly failed: readonly { readonly key: string; readonly error: string }[];
}

const LISTED = 100;

export async function progressOf({ db }: Store, pipeline: string): Promise<Progress> {
  const count = async (table: "documents" | "pending", condition: RawBuilder<boolean>) => {
    const { n } = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as("n"))
      .where(condition)
      .executeTakeFirstOrThrow();
    return Number(n);
  };
  const failed = await db
    .selectFrom("pending")
    .select(["key", "error"])
    .where(isGivenUp(pipeline))
    .orderBy("key")
    .limit(LISTED)
    .execute();
  const words = await wordsShown(db);
  return {
    done: await count("documents", sql`pipeline = ${pipeline}`),
    waiting:
      (await count("pending", waits(pipeline))) + (await count("documents", isToReread(pipeline))),
    givenUp: await count("pending", isGivenUp(pipeline)),
    failed: failed.map(({ key, error }) => ({ key, error: words(error!) })),
  };
}
