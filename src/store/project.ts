import type { Kysely } from "kysely";
import { PROJECTIONS } from "./projections/index.ts";
import type { Projected } from "./projections/projection.ts";
import type { Schema } from "./schema.ts";
import { shownRecord } from "./shown.ts";
import type { Store } from "./store.ts";

/** Makes a document's derived rows anew from what is to be shown of it now. */
export async function project(store: Store, db: Kysely<Schema>, seq: number): Promise<void> {
  await unproject(store, db, seq);
  const { key, latest } = await db
    .selectFrom("documents")
    .select(["key", "latest"])
    .where("seq", "=", seq)
    .executeTakeFirstOrThrow();
  if (latest === 0) return;
  const document: Projected = { seq, key, shown: await shownRecord(db, seq) };
  for (const projection of PROJECTIONS) await projection.insert(db, document, store);
}

/** Takes a document's derived rows away. */
export async function unproject(store: Store, db: Kysely<Schema>, seq: number): Promise<void> {
  for (const projection of PROJECTIONS.toReversed()) await projection.remove(db, seq, store);
}
