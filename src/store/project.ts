import type { Kysely } from "kysely";
import type { DocumentRecord } from "../document/index.ts";
import { PROJECTIONS } from "./projections/index.ts";
import type { Projected } from "./projections/projection.ts";
import type { Schema } from "./schema.ts";
import { shownRecord } from "./shown.ts";
import type { Store } from "./store.ts";

/**
 * Makes a document's derived rows anew from what is to be shown of it now.
 *
 * @param db a transaction; until it ends, no other process makes rows of this document
 */
export async function project(store: Store, db: Kysely<Schema>, seq: number): Promise<void> {
  let query = db.selectFrom("documents").select(["key", "latest"]).where("seq", "=", seq);
  if (store.dialect === "postgres") query = query.forUpdate();
  const { key, latest } = await query.executeTakeFirstOrThrow();
  await unproject(store, db, seq);
  if (latest === 0) return;
  const document: Projected = { seq, key, shown: await shownRecord(db, seq) };
  for (const projection of PROJECTIONS) await projection.insert(db, document, store);
}

/** Takes a document's derived rows away. */
export async function unproject(store: Store, db: Kysely<Schema>, seq: number): Promise<void> {
  for (const projection of PROJECTIONS.toReversed()) await projection.remove(db, seq, store);
}

/** What the list of documents says of one: see `Schema`. */
export function columnsOf({ id, document }: DocumentRecord) {
  const { sha256, title, outlet, published, updated, language, genre, url, file } = document;
  return { id, sha256, title, outlet, published, updated, language, genre, url, file };
}
