import type { Kysely } from "kysely";
import type { DocumentRecord } from "../document/index.ts";
import { PROJECTIONS } from "./projections/index.ts";
import type { Projected } from "./projections/projection.ts";
import type { Schema } from "./schema.ts";
import { keyed } from "./secret.ts";
import { shownDocument } from "./shown.ts";
import type { Store } from "./store.ts";

/**
 * Makes a document's derived rows and columns anew from what is to be shown of it now. The
 * transaction has to begin with `awaitProtections`, or `holdProtections`; until it ends, no other
 * process makes rows of this document.
 *
 * @returns what is shown of it
 */
export async function project(store: Store, db: Kysely<Schema>, seq: number): Promise<Projected> {
  let row = db
    .selectFrom("documents")
    .select(["latest", "identity", "key", ...COLUMNS])
    .where("seq", "=", seq);
  if (store.dialect === "postgres") row = row.forUpdate();
  const { latest, identity, ...there } = await row.executeTakeFirstOrThrow();
  await unproject(store, db, seq);
  const { record: shown, isProtected } = await shownDocument(db, seq);
  const key = isProtected ? await keyed(db, identity) : identity;
  const columns = { key, ...columnsOf(shown) };
  if (JSON.stringify({ ...columns, ...there }) !== JSON.stringify(columns)) {
    await db.updateTable("documents").set(columns).where("seq", "=", seq).execute();
  }
  const document: Projected = { seq, key, shown };
  if (latest === 1) await projectNew(store, db, [document]);
  return document;
}

/** Makes the derived rows of documents that have none; as `project`, for many at once. */
export async function projectNew(
  store: Store,
  db: Kysely<Schema>,
  documents: readonly Projected[],
): Promise<void> {
  for (const projection of PROJECTIONS) await projection.insert(db, documents, store);
}

/** Takes a document's derived rows away. */
export async function unproject(store: Store, db: Kysely<Schema>, seq: number): Promise<void> {
  for (const projection of PROJECTIONS.toReversed()) await projection.remove(db, seq, store);
}

const COLUMNS = [
  "id",
  "sha256",
  "title",
  "outlet",
  "published",
  "updated",
  "language",
  "genre",
  "url",
  "file",
] as const;

/** What the list of documents says of one: see `Schema`. */
export function columnsOf({ id, document }: DocumentRecord) {
  const { sha256, title, outlet, published, updated, language, genre, url, file } = document;
  return { id, sha256, title, outlet, published, updated, language, genre, url, file };
}
