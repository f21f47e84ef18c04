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
      .values({ key, document, handed, returns: 0, error: null })
      .onConflict((conflict) =>
        conflict
          .column("key")
          .doUpdateSet({ document, handed, returns: 0, error: null })
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
  const pending = await store.db
    .selectFrom("pending")
    .select("document")
    .where("key", "=", key)
    .executeTakeFirst();
  if (pending !== undefined) return JSON.parse(unpackJson(pending.document)) as Document;
  const read = await store.db
    .selectFrom("documents")
    .select("record")
    .where("identity", "=", key)
    .where("pipeline", "!=", pipeline)
    .executeTakeFirst();
  return read === undefined ? null : documentOf(JSON.parse(unpackJson(read.record)));
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

/** Gives a document up: it stays in the record with what is wrong, and is not tried again by itself. */
export async function giveUp(store: Store, key: string, error: string): Promise<void> {
  await transact(store, async (db) => {
    await db.updateTable("pending").set({ error }).where("key", "=", key).execute();
  });
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
        .where("error", "is", null)
        .where("key", ">", after)
        .orderBy("key")
        .limit(PAGE)
        .execute(),
    (after: string) =>
      db
        .selectFrom("documents")
        .select("identity as key")
        .where("pipeline", "!=", pipeline)
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
  readonly failed: readonly { readonly key: string; readonly error: string }[];
}

/** Failures listed by `progressOf`. */
const LISTED = 100;

export async function progressOf({ db }: Store, pipeline: string): Promise<Progress> {
  const count = async (table: "documents" | "pending", isDone: boolean) => {
    let query = db.selectFrom(table).select((select) => select.fn.countAll<number>().as("n"));
    if (table === "pending") query = query.where("error", "is", null);
    else query = query.where("pipeline", isDone ? "=" : "!=", pipeline);
    return Number((await query.executeTakeFirstOrThrow()).n);
  };
  const failed = await db
    .selectFrom("pending")
    .select(["key", "error"])
    .where("error", "is not", null)
    .orderBy("key")
    .limit(LISTED)
    .execute();
  const words = await wordsShown(db);
  return {
    done: await count("documents", true),
    waiting: (await count("pending", false)) + (await count("documents", false)),
    failed: failed.map(({ key, error }) => ({ key, error: words(error!) })),
  };
}
