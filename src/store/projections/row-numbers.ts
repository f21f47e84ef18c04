import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";
import type { Store } from "../store.ts";

/** Numbers for new rows (time-key.ts): as many as asked for, never handed out before. */
export async function takeRowNumbers(
  db: Kysely<Schema>,
  { dialect }: Pick<Store, "dialect">,
  count: number,
): Promise<number[]> {
  if (count === 0) return [];
  if (dialect === "postgres") {
    const { rows } = await sql<{ n: number }>`
      select nextval('row_numbers') as n from generate_series(1, ${count})`.execute(db);
    return rows.map(({ n }) => n);
  }
  const { rows } = await sql<{ next: number }>`
    update row_numbers set next = next + ${count} returning next`.execute(db);
  const first = rows[0]!.next - count;
  return Array.from({ length: count }, (_, i) => first + i);
}
