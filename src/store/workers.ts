import type { Selectable } from "kysely";
import type { WorkerTable } from "./schema.ts";
import type { Store } from "./store.ts";

export type WorkerRow = Selectable<WorkerTable>;

/** How long, in milliseconds, a silent worker is listed. */
const REMEMBERED = 24 * 3_600_000;

/** Says that a worker is there, and what it has done so far. Forgets those silent for a day. */
export async function sayThere({ db }: Store, worker: Omit<WorkerRow, "seen">): Promise<void> {
  const now = Date.now();
  const row = { ...worker, seen: new Date(now).toISOString() };
  await db
    .insertInto("workers")
    .values(row)
    .onConflict((conflict) => conflict.column("name").doUpdateSet(row))
    .execute();
  const before = new Date(now - REMEMBERED).toISOString();
  await db.deleteFrom("workers").where("seen", "<", before).execute();
}

export async function workersOf({ db }: Store): Promise<WorkerRow[]> {
  return db.selectFrom("workers").selectAll().orderBy("name").execute();
}
