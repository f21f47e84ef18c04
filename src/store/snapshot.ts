import { sql } from "kysely";
import type { Store } from "./store.ts";

/**
 * Does work that reads, on the record as it is when the work begins: what others add meanwhile is
 * not seen, and nobody waits.
 */
export async function withSnapshot<T>(
  store: Store,
  work: (snapshot: Store) => Promise<T>,
): Promise<T> {
  if (store.dialect === "postgres") {
    return store.db
      .transaction()
      .setIsolationLevel("repeatable read")
      .setAccessMode("read only")
      .execute((db) => work({ ...store, db }));
  }
  // Kysely's own transactions take the lock to write.
  return store.db.connection().execute(async (db) => {
    await sql`begin`.execute(db);
    try {
      return await work({ ...store, db });
    } finally {
      await sql`rollback`.execute(db);
    }
  });
}
