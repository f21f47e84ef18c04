import { sql } from "kysely";
import type { EntityRow, EventRow, StatementRow } from "../schema.ts";
import { storable } from "../storable.ts";
import { dayOfKey } from "../time-key.ts";
import type { Projected, Projection } from "./projection.ts";
import { takeRowNumbers } from "./row-numbers.ts";
import { inPieces, removeRows } from "./rows.ts";

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
    async insert(db, document, store) {
      const makers = rowsOf(document);
      const isNumbered = table !== "entities";
      const numbers = isNumbered ? await takeRowNumbers(db, store, makers.length) : [];
      const rows = makers.map((make, i) => make(numbers[i] ?? 0));
      for (const piece of inPieces(rows)) {
        await db.insertInto<keyof Rows>(table).values(piece).execute();
      }
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
