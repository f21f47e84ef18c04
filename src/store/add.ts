import type { Kysely } from "kysely";
import type { Document, DocumentRecord } from "../document/index.ts";
import { documentKey, storyOf } from "./document-key.ts";
import { isSamePacked, packRecord } from "./pack.ts";
import { project, unproject } from "./project.ts";
import type { Schema } from "./schema.ts";
import type { Store } from "./store.ts";

export interface Added {
  readonly key: string;
  /**
   * `added`: new; `version`: a changed text of a story that is there; `reread`: there, and its
   * machine entries are replaced; `unchanged`: there as it is.
   */
  readonly outcome: "added" | "version" | "reread" | "unchanged";
}

/**
 * Puts the record of one document into the store, in one transaction: when this resolves, it is on
 * the disk; when it does not, nothing of it is. What people decided is never touched.
 *
 * @param pipeline what made the record: version of the program and its models
 */
export async function addRecord(
  store: Store,
  record: DocumentRecord,
  pipeline: string,
): Promise<Added> {
  const key = documentKey(record);
  const packed = packRecord(record);
  return store.db.transaction().execute(async (db): Promise<Added> => {
    const there = await db
      .selectFrom("documents")
      .select(["seq", "record", "pipeline"])
      .where("key", "=", key)
      .executeTakeFirst();
    if (there === undefined) return insert(store, db, { key, record, packed, pipeline });
    const isSame = isSamePacked(there.record, packed);
    if (isSame && there.pipeline === pipeline) return { key, outcome: "unchanged" };
    await db
      .updateTable("documents")
      .set({ ...columnsOf(record), pipeline, record: packed })
      .where("seq", "=", there.seq)
      .execute();
    if (isSame) return { key, outcome: "unchanged" };
    await project(store, db, there.seq);
    return { key, outcome: "reread" };
  });
}

/** Whether reading the document again would change nothing. */
export async function isOnRecord({ db }: Store, doc: Document, pipeline: string): Promise<boolean> {
  const { id, sha256, url, outlet, title, published, updated, genre } = doc;
  const there = await db
    .selectFrom("documents")
    .select(["title", "published", "updated", "genre", "pipeline"])
    .where("key", "=", documentKey({ id, document: { sha256, url, outlet } }))
    .executeTakeFirst();
  return (
    there?.pipeline === pipeline &&
    there.title === title &&
    there.published === published &&
    there.updated === updated &&
    there.genre === genre
  );
}

interface NewRecord {
  readonly key: string;
  readonly record: DocumentRecord;
  readonly packed: Uint8Array;
  readonly pipeline: string;
}

async function insert(
  store: Store,
  db: Kysely<Schema>,
  { key, record, packed, pipeline }: NewRecord,
): Promise<Added> {
  const story = storyOf(record);
  const earlier = await db
    .selectFrom("documents")
    .select(["seq", "version"])
    .where("story", "=", story)
    .where("latest", "=", 1)
    .executeTakeFirst();
  if (earlier !== undefined) {
    await db.updateTable("documents").set({ latest: 0 }).where("seq", "=", earlier.seq).execute();
    await unproject(store, db, earlier.seq);
  }
  const { seq } = await db
    .insertInto("documents")
    .values({
      key,
      story,
      version: (earlier?.version ?? 0) + 1,
      latest: 1,
      ...columnsOf(record),
      added: new Date().toISOString(),
      pipeline,
      record: packed,
    })
    .returning("seq")
    .executeTakeFirstOrThrow();
  await project(store, db, seq);
  return { key, outcome: earlier === undefined ? "added" : "version" };
}

function columnsOf({ id, document }: DocumentRecord) {
  const { sha256, title, outlet, published, updated, language, genre, url, file } = document;
  return { id, sha256, title, outlet, published, updated, language, genre, url, file };
}
