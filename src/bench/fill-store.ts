import type { DocumentRecord } from "../document/index.ts";
import { documentKey, storyOf } from "../store/document-key.ts";
import { packRecord } from "../store/pack.ts";
import { PROJECTIONS } from "../store/projections/index.ts";
import type { Projection } from "../store/projections/projection.ts";
import type { Store } from "../store/store.ts";

/** Documents put into one transaction, in the order of their days. */
const BATCH = 1000;

/**
 * Puts records into an empty store through its projections, as `addRecord` does but for many
 * documents in one transaction and without asking what is there already.
 */
export async function fillStore(
  store: Store,
  records: Iterable<DocumentRecord>,
  projections: readonly Projection[] = PROJECTIONS,
): Promise<void> {
  for (const batch of batches(records)) {
    batch.sort((a, b) => (a.document.published! < b.document.published! ? -1 : 1));
    await store.db.transaction().execute(async (db) => {
      for (const shown of batch) {
        const key = documentKey(shown);
        const { id, document } = shown;
        const { sha256, title, outlet, published, updated, language, genre, url, file } = document;
        const { seq } = await db
          .insertInto("documents")
          .values({
            ...{ key, identity: key, id, story: storyOf(shown), version: 1, latest: 1 },
            ...{ sha256, title, outlet, published, updated, language, genre, url, file },
            ...{ added: "2031-01-01T00:00:00.000Z", pipeline: "made", record: packRecord(shown) },
          })
          .returning("seq")
          .executeTakeFirstOrThrow();
        for (const projection of projections)
          await projection.insert(db, { seq, key, shown }, store);
      }
    });
  }
}

function* batches(records: Iterable<DocumentRecord>): Generator<DocumentRecord[]> {
  let batch: DocumentRecord[] = [];
  for (const record of records) {
    batch.push(record);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
