import type { DocumentRecord } from "../document/index.ts";
import { addRecords } from "../store/index.ts";
import type { Store } from "../store/store.ts";

/** Documents put into one transaction. */
const BATCH = 250;

/** Puts records into a store many at a time, as `import` does. */
export async function fillStore(store: Store, records: Iterable<DocumentRecord>): Promise<void> {
  let batch: DocumentRecord[] = [];
  for (const record of records) {
    batch.push(record);
    if (batch.length < BATCH) continue;
    await addRecords(store, batch, "made");
    batch = [];
  }
  if (batch.length > 0) await addRecords(store, batch, "made");
}
