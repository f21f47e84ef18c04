import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** Values in one statement at most: SQLite takes 32,766, PostgreSQL 65,535. */
const VALUES = 30_000;

/** The rows in as few pieces as one statement each can insert. */
export function inPieces<Row extends object>(rows: readonly Row[]): Row[][] {
  if (rows.length === 0) return [];
  const size = Math.floor(VALUES / Object.keys(rows[0]!).length);
  const pieces: Row[][] = [];
  for (let i = 0; i < rows.length; i += size) pieces.push(rows.slice(i, i + size));
  return pieces;
}

export async function removeRows(
  db: Kysely<Schema>,
  table: "statements" | "entities" | "events",
  seq: number,
): Promise<void> {
  await db.deleteFrom(table).where("document", "=", seq).execute();
}
