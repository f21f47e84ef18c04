import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  SqliteDialect,
  SqliteDriver,
} from "kysely";
import Database from "libsql";
import type { Schema } from "./schema.ts";

/** How long, in milliseconds, a writer waits for another process that holds the file. */
const LOCK_WAIT = 5000;

/**
 * Opens a SQLite file, or makes one. What is committed is on the disk: `synchronous=FULL`.
 *
 * @throws an error of SQLite, with its `code`, where it cannot be opened or is no database
 */
export function openSqlite(file: string, lockWait = LOCK_WAIT): Kysely<Schema> {
  const database = new Database(file, { timeout: lockWait });
  try {
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = FULL");
    database.pragma("foreign_keys = ON");
  } catch (error) {
    database.close();
    throw error;
  }
  return new Kysely<Schema>({ dialect: new LibsqlDialect({ database }) });
}

class LibsqlDialect extends SqliteDialect {
  readonly #database: Database.Database;

  constructor({ database }: { database: Database.Database }) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): Driver {
    return new ImmediateDriver({ database: this.#database });
  }
}

/**
 * Takes the write lock when a transaction begins. One that first reads and then wants to write
 * cannot wait for it: SQLite answers "busy" at once, for what was read may have changed.
 */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }
}
