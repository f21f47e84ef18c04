import type { Kysely } from "kysely";
import type { Document, DocumentRecord } from "../document/index.ts";
import { documentKey, storyOf } from "./document-key.ts";
import { isSamePacked, packRecord } from "./pack.ts";
import { columnsOf, project, unproject } from "./project.ts";
import { awaitProtections } from "./protections.ts";
import type { Schema } from "./schema.ts";
import { keyed } from "./secret.ts";
import { shownRecord } from "./shown.ts";
import type { Store } from "./store.ts";

export interface Added {
  readonly key: string;
  /** The document as it is shown: with corrections, and without what is protected. */
  readonly shown: DocumentRecord;
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
    await awaitProtections(store, db); // before any row is held: else two may wait for each other
    const there = await db
      .selectFrom("documents")
      .select(["seq", "key", "record", "pipeline"])
      .where("identity", "=", key)
      .executeTakeFirst();
    if (there === undefined) return insert(store, db, { key, record, packed, pipeline });
    const isSame = isSamePacked(there.record, packed);
    if (!isSame || there.pipeline !== pipeline) {
      await db
        .updateTable("documents")
        .set({ pipeline, record: packed })
        .where("seq", "=", there.seq)
        .execute();
    }
    if (isSame) {
      const shown = await shownRecord(db, there.seq);
      return { key: there.key, shown, outcome: "unchanged" };
    }
    const { key: shownKey, shown } = await project(store, db, there.seq);
    return { key: shownKey, shown, outcome: "reread" };
  });
}

/** Whether reading the document again would change nothing. */
export async function isOnRecord({ db }: Store, doc: Document, pipeline: string): Promise<boolean> {
  const { id, sha256, url, outlet, title, published, updated, genre } = doc;
  const there = await db
    .selectFrom("documents")
    .select(["title", "published", "updated", "genre", "pipeline"])
    .where("identity", "=", documentKey({ id, document: { sha256, url, outlet } }))
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
  // Made with the record's secret: an address may hold a name that is protected.
  const story = await keyed(db, storyOf(record));
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
      identity: key,
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
  const { key: shownKey, shown } = await project(store, db, seq);
  return { key: shownKey, shown, outcome: earlier === undefined ? "added" : "version" };
}
