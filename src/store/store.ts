import type { Kysely } from "kysely";
import type { Schema } from "./schema.ts";

export type Dialect = "sqlite" | "postgres";

/** An open record: a SQLite file or a PostgreSQL database with the same tables. */
export interface Store {
  readonly db: Kysely<Schema>;
  readonly dialect: Dialect;
  /** As messages name it: the file's path, or the address without its password. */
  readonly name: string;
}
