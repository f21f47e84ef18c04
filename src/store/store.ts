import type { Kysely, Transaction } from "kysely";
import { type Patience, patiently } from "./patience.ts";
import type { Schema } from "./schema.ts";

export type Dialect = "sqlite" | "postgres";

/** An open record: a SQLite file or a PostgreSQL database with the same tables. */
export interface Store {
  readonly db: Kysely<Schema>;
  readonly dialect: Dialect;
  /** As messages name it: the file's path, or the address without its password. */
  readonly name: string;
  readonly patience: Patience;
}

/**
 * Does the work in one transaction: all of it is on the disk when this resolves, and nothing of it
 * when it rejects. Where the record is in use, or the connection breaks, the whole is done again,
 * for as long as the store is patient; so the work must be one that may be done again. Everything
 * that writes to a record goes through here.
 */
export function transact<T>(
  { db, patience }: Pick<Store, "db" | "patience">,
  work: (db: Transaction<Schema>) => Promise<T>,
): Promise<T> {
  return patiently(patience, () => db.transaction().execute(work));
}
