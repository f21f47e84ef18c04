import type { Kysely } from "kysely";
import type { Document, DocumentRecord } from "../document/index.ts";
import { documentKey, storyOf } from "./document-key.ts";
import { packRecord, unpackJson } from "./pack.ts";
import { columnsOf, project } from "./project.ts";
import type { Schema } from "./schema.ts";
import { type Store, transact } from "./store.ts";
import { arrangeVersions, lockStory, versionsOf } from "./versions.ts";

export interface Added {
  readonly key: string;
  /**
   * `added`: new; `version`: another text of a story that is there, newer or older; `reread`: there, and its
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
  const story = storyOf(record);
  const packed = packRecord(record);
  return transact(store, async (db): Promise<Added> => {
    await lockStory(store, db, story);
    const there = await db
      .selectFrom("documents")
      .select(["seq", "record", "pipeline"])
      .where("key", "=", key)
      .executeTakeFirst();
    if (there === undefined) return insert(store, db, { key, story, record, packed, pipeline });
    const document = db.updateTable("documents").where("seq", "=", there.seq);
    if (saysTheSame(there.record, record)) {
      if (there.pipeline !== pipeline) await document.set({ pipeline }).execute();
      return { key, outcome: "unchanged" };
    }
    await document.set({ ...columnsOf(record), pipeline, record: packed }).execute();
    await arrangeVersions(store, db, story);
    await project(store, db, there.seq);
    return { key, outcome: "reread" };
  });
}

/** Whether the record, wherever its file lies now, is the one that was packed. */
function saysTheSame(packed: Uint8Array | ArrayBuffer, record: DocumentRecord): boolean {
  const json = jsonOf(packed);
  if (json === null) return false;
  const { file } = (JSON.parse(json) as DocumentRecord).document;
  return json === JSON.stringify({ ...record, document: { ...record.document, file } });
}

/** `null` where the bytes are damaged: then the new record takes their place. */
function jsonOf(packed: Uint8Array | ArrayBuffer): string | null {
  try {
    return unpackJson(packed);
  } catch {
    return null;
  }
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
  readonly story: string;
  readonly record: DocumentRecord;
  readonly packed: Uint8Array;
  readonly pipeline: string;
}

async function insert(
  store: Store,
  db: Kysely<Schema>,
  { key, story, record, packed, pipeline }: NewRecord,
): Promise<Added> {
  const others = await versionsOf(db, story);
  const isFirst = others.length === 0;
  const { seq } = await db
    .insertInto("documents")
    .values({
      key,
      story,
      version: others.length + 1,
      latest: Number(isFirst),
      ...columnsOf(record),
      added: new Date().toISOString(),
      pipeline,
      record: packed,
    })
    .returning("seq")
    .executeTakeFirstOrThrow();
  if (isFirst) await project(store, db, seq);
  else await arrangeVersions(store, db, story);
  return { key, outcome: isFirst ? "added" : "version" };
}
