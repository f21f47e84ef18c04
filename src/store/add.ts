import type { Kysely } from "kysely";
import type { Document, DocumentRecord } from "../document/index.ts";
import { documentKey, storyOf } from "./document-key.ts";
import { packRecord, unpackJson } from "./pack.ts";
import { columnsOf, project, projectNew } from "./project.ts";
import { insertRows, isAmong } from "./projections/rows.ts";
import { awaitProtections, protectionsInForce } from "./protections.ts";
import type { NewDocument, Schema } from "./schema.ts";
import { keyed, keyedAll } from "./secret.ts";
import { shownNew, shownRecord } from "./shown.ts";
import { type Store, transact } from "./store.ts";
import { arrangeVersions, lockStories, versionsOf } from "./versions.ts";

export interface Added {
  readonly key: string;
  /** The document as it is shown: with corrections, and without what is protected. */
  readonly shown: DocumentRecord;
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
  const [added] = await addRecords(store, [record], pipeline);
  return added!;
}

/**
 * The same for many documents, all of them in one transaction, which costs each far less than one
 * of its own. Others who write wait until it ends: give it some hundred at a time.
 *
 * @returns what became of each, in the order of the records
 */
export async function addRecords(
  store: Store,
  records: readonly DocumentRecord[],
  pipeline: string,
): Promise<Added[]> {
  const given = records.map((record) => ({
    record,
    key: documentKey(record),
    packed: packRecord(record),
    pipeline,
  }));
  const keys = given.map(({ key }) => key);
  return transact(store, async (db) => {
    await awaitProtections(store, db); // before any row is held: else two may wait for each other
    // Made with the record's secret: an address may hold a name that is protected.
    const stories = await keyedAll(db, records.map(storyOf));
    await lockStories(store, db, stories);
    // Where they were handed in (pending.ts), this is what they waited for.
    await db
      .deleteFrom("pending")
      .where(isAmong(store, "key", keys))
      .execute();
    const documents = given.map((document, i) => ({ ...document, story: stories[i]! }));
    const isAlone = await aloneIn(store, db, documents);
    const added = await insertAlone(store, db, documents.filter(isAlone));
    const all: Added[] = [];
    for (const document of documents) {
      all.push(isAlone(document) ? added.shift()! : await addOne(store, db, document));
    }
    return all;
  });
}

interface NewRecord {
  readonly key: string;
  readonly story: string;
  readonly record: DocumentRecord;
  readonly packed: Uint8Array;
  readonly pipeline: string;
}

/**
 * Tells of which documents nothing is on the record yet, nor of their stories, nor among the
 * others. The same document belongs to the same story.
 */
async function aloneIn(
  store: Store,
  db: Kysely<Schema>,
  documents: readonly NewRecord[],
): Promise<(document: NewRecord) => boolean> {
  const rows = await db
    .selectFrom("documents")
    .select("story")
    .where(isAmong(store, "story", [...new Set(documents.map(({ story }) => story))]))
    .execute();
  const there = new Set(rows.map(({ story }) => story));
  const counts = new Map<string, number>();
  for (const { story } of documents) counts.set(story, (counts.get(story) ?? 0) + 1);
  return ({ story }) => counts.get(story) === 1 && !there.has(story);
}

/** Documents that are the first and only ones of their stories. */
async function insertAlone(
  store: Store,
  db: Kysely<Schema>,
  documents: readonly NewRecord[],
): Promise<Added[]> {
  if (documents.length === 0) return [];
  const protections = await protectionsInForce(db);
  const added = new Date().toISOString();
  const rows: NewDocument[] = [];
  const shown: DocumentRecord[] = [];
  for (const { key: identity, story, record, packed, pipeline } of documents) {
    const view = await shownNew(record, identity, protections);
    const key = view.isProtected ? await keyed(db, identity) : identity;
    const columns = columnsOf(view.record);
    const facts = { identity, story, version: 1, latest: 1, added, pipeline, record: packed };
    rows.push({ key, ...columns, ...facts });
    shown.push(view.record);
  }
  await insertRows(db, store, "documents", rows);
  const keys = rows.map(({ key }) => key);
  const numbers = await db
    .selectFrom("documents")
    .select(["seq", "key"])
    .where(isAmong(store, "key", keys))
    .execute();
  const seqs = new Map(numbers.map(({ seq, key }) => [key, seq]));
  const projected = shown.map((record, i) => {
    return { seq: seqs.get(keys[i]!)!, key: keys[i]!, shown: record };
  });
  await projectNew(store, db, projected);
  return projected.map(({ key, shown }) => ({ key, shown, outcome: "added" }));
}

/** A document of a story that is on the record, or is the same as one that is. */
async function addOne(store: Store, db: Kysely<Schema>, document: NewRecord): Promise<Added> {
  const { key, story, record, packed, pipeline } = document;
  const there = await db
    .selectFrom("documents")
    .select(["seq", "key", "record", "pipeline"])
    .where("identity", "=", key)
    .executeTakeFirst();
  if (there === undefined) return insert(store, db, document);
  const row = db.updateTable("documents").where("seq", "=", there.seq);
  if (saysTheSame(there.record, record)) {
    if (there.pipeline !== pipeline) await row.set({ pipeline }).execute();
    const shown = await shownRecord(db, there.seq);
    return { key: there.key, shown, outcome: "unchanged" };
  }
  await row.set({ pipeline, record: packed }).execute();
  const { key: shownKey, shown } = await project(store, db, there.seq);
  await arrangeVersions(store, db, story);
  return { key: shownKey, shown, outcome: "reread" };
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
      identity: key,
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
  const { key: shownKey, shown } = await project(store, db, seq);
  if (!isFirst) await arrangeVersions(store, db, story);
  return { key: shownKey, shown, outcome: isFirst ? "added" : "version" };
}
