import { type Insertable, type Kysely, type RawBuilder, sql } from "kysely";
import type { Schema } from "../schema.ts";
import { storable } from "../storable.ts";
import type { Store } from "../store.ts";

/** Values in one statement at most: SQLite takes 32,766. */
const VALUES = 30_000;

/** The rows in as few pieces as one statement each can insert. */
export function inPieces<Row extends object>(rows: readonly Row[]): Row[][] {
  if (rows.length === 0) return [];
  const size = Math.floor(VALUES / Object.keys(rows[0]!).length);
  const pieces: Row[][] = [];
  for (let i = 0; i < rows.length; i += size) pieces.push(rows.slice(i, i + size));
  return pieces;
}

/**
 * Inserts rows that all have the same columns. PostgreSQL gets those of one statement as a single
 * value, a list in JSON: it then reads the same short statement each time, and nobody reads or
 * writes thousands of placeholders.
 */
export async function insertRows<T extends keyof Schema>(
  db: Kysely<Schema>,
  { dialect }: Pick<Store, "dialect">,
  table: T,
  rows: readonly Insertable<Schema[T]>[],
): Promise<void> {
  for (const piece of inPieces(rows)) {
    if (dialect === "sqlite") {
      await db.insertInto(table).values(piece).execute();
      continue;
    }
    const columns = sql.join(Object.keys(piece[0]!).map((column) => sql.id(column)));
    await sql`
      insert into ${sql.table(table)} (${columns})
      select ${columns} from ${recordset(table, piece)}`.execute(db);
  }
}

/** Rows of a table, in JSON, as PostgreSQL reads them: of bytes, their hexadecimal digits. */
export function recordset(table: string, rows: readonly object[]): RawBuilder<unknown> {
  const isBytes = (value: unknown) => value instanceof Uint8Array;
  const ofText = Object.values(rows[0] ?? {}).some(isBytes) ? rows.map(withDigits) : rows;
  const json = JSON.stringify(ofText);
  const list = UNSTORABLE.test(json) ? JSON.stringify(ofText, (_, value) => storable(value)) : json;
  return sql`json_populate_recordset(null::${sql.table(table)}, ${list})`;
}

function withDigits(row: object): object {
  const columns = Object.entries(row).map(([name, value]) => [
    name,
    value instanceof Uint8Array ? `\\x${Buffer.from(value).toString("hex")}` : value,
  ]);
  return Object.fromEntries(columns);
}

/** What `storable` replaces, as JSON has it: perhaps, since `\\u0000` may be a backslash and "u0000". */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/;

export async function removeRows(
  db: Kysely<Schema>,
  table: "statements" | "entities" | "events",
  seq: number,
): Promise<void> {
  await db.deleteFrom(table).where("document", "=", seq).execute();
}

/** Whether a column has one of the values, which may be any number of them: one value in either store. */
export function isAmong(
  { dialect }: Pick<Store, "dialect">,
  column: string,
  values: readonly (string | number)[],
): RawBuilder<boolean> {
  const list = dialect === "sqlite" ? JSON.stringify(values) : [...values];
  return dialect === "sqlite"
    ? sql`${sql.ref(column)} in (select value from json_each(${list}))`
    : sql`${sql.ref(column)} = any(${list})`;
}
