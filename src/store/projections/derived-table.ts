import { type Kysely, sql } from "kysely";
import type { EntityRow, EventRow, Schema, StatementRow } from "../schema.ts";
import { storable } from "../storable.ts";
import type { Store } from "../store.ts";
import { dayOfKey } from "../time-key.ts";
import type { Projected, Projection } from "./projection.ts";
import { takeRowNumbers } from "./row-numbers.ts";
import { insertRows, isAmong, removeRows } from "./rows.ts";

interface Rows {
  readonly statements: StatementRow;
  readonly entities: EntityRow;
  readonly events: EventRow;
}

/**
 * A projection with a table of its own, whose rows say which `document` they are of and which
 * `entry` of it.
 *
 * @param rowsOf makes the rows of a document, each with a number for its key (time-key.ts)
 */
export function derivedTable<T extends keyof Rows>(
  table: T,
  rowsOf: (document: Projected) => readonly ((number: number) => Rows[T])[],
): Projection {
  return {
    name: table,
    async insert(db, documents, store) {
      const makers = documents.flatMap(rowsOf);
      const isNumbered = table !== "entities";
      const numbers = isNumbered ? await takeRowNumbers(db, store, makers.length) : [];
      const rows = makers.map((make, i) => make(numbers[i] ?? 0));
      await insertRows<keyof Rows>(db, store, table, rows);
    },
    remove: (db, seq) => removeRows(db, table, seq),
    async faults(db, document) {
      const stored = await db
        .selectFrom<keyof Rows>(table)
        .selectAll()
        .where("document", "=", document.seq)
        .execute();
      const there = byEntry(stored);
      const wanted = byEntry(rowsOf(document).map((make) => make(0)));
      const counts = {
        missing: [...wanted.keys()].filter((entry) => !there.has(entry)).length,
        different: [...wanted].filter(([entry, row]) => (there.get(entry) ?? row) !== row).length,
        "too many": stored.length - [...wanted.keys()].filter((entry) => there.has(entry)).length,
      };
      const said = Object.entries(counts).filter(([, count]) => count > 0);
      if (said.length === 0) return [];
      return [`${table}: ${said.map(([what, count]) => `${count} ${what}`).join(", ")}`];
    },
    async countOrphans(db) {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from ${sql.table(table)} where ${ORPHANED}`.execute(db);
      return rows[0]!.n;
    },
    async removeOrphans(db) {
      await sql`delete from ${sql.table(table)} where ${ORPHANED}`.execute(db);
    },
  };
}

/** The keys of documents' rows, by `documents.seq` and entry; a document without rows has none. */
export async function rowKeys(
  db: Kysely<Schema>,
  store: Store,
  table: "statements" | "events",
  documents: readonly Pick<Projected, "seq">[],
): Promise<ReadonlyMap<number, ReadonlyMap<string, number>>> {
  const keys = new Map(documents.map(({ seq }) => [seq, new Map<string, number>()]));
  const rows = await db
    .selectFrom(table)
    .select(["document", "entry", "key"])
    .where(isAmong(store, "document", [...keys.keys()]))
    .execute();
  for (const { document, entry, key } of rows) keys.get(document)!.set(entry, key);
  return keys;
}

const ORPHANED = sql`document not in (select seq from documents where latest = 1)`;

/** Rows as text that can be compared, by their entry; of the key, its day. */
function byEntry(rows: readonly Rows[keyof Rows][]): ReadonlyMap<string, string> {
  return new Map(
    rows.map((row) => {
      const entries = Object.entries(row).map(([name, value]) => [
        name,
        name === "key" ? dayOfKey(value as number) : storable(value),
      ]);
      return [row.entry, JSON.stringify(entries.toSorted(([a], [b]) => (a! < b! ? -1 : 1)))];
    }),
  );
}
