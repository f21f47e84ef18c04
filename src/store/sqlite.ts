import { setImmediate as nextTurn } from "node:timers/promises";
import { type Driver, Kysely, SqliteDialect, SqliteDriver } from "kysely";
import Database from "libsql";
import type { Patience } from "./patience.ts";
import { PatientDriver } from "./patient-driver.ts";
import type { Schema } from "./schema.ts";

/**
 * How long, in milliseconds, SQLite itself waits for a lock. It sleeps in steps of a few
 * milliseconds, and the whole process with it; longer waits are `patiently`'s.
 */
const LOCK_WAIT = 250;

/**
 * Opens a SQLite file, or makes one. What is committed is on the disk: `synchronous=FULL`.
 *
 * @throws an error of SQLite, with its `code`, where it cannot be opened
 */
export function openSqlite(file: string, patience: Patience): Kysely<Schema> {
  const database = new Database(file, { timeout: Math.min(LOCK_WAIT, patience.limit) });
  return new Kysely<Schema>({ dialect: new LibsqlDialect(database, file, patience) });
}

class LibsqlDialect extends SqliteDialect {
  readonly #database: Database.Database;
  readonly #name: string;
  readonly #patience: Patience;

  constructor(database: Database.Database, name: string, patience: Patience) {
    super({ database });
    this.#database = database;
    this.#name = name;
    this.#patience = patience;
  }

  override createDriver(): Driver {
    return new PatientDriver(new LibsqlDriver(this.#database), this.#name, this.#patience);
  }
}

/**
 * One file to carry away: a record lies in its file alone whenever nobody writes to it. It is put
 * into WAL mode, with the files `-wal` and `-shm` beside it, for the first transaction, and out of
 * it by the last process that closes it. So whoever only reads changes nothing, and can read a
 * file that may not be written.
 */
class LibsqlDriver extends SqliteDriver {
  readonly #database: Database.Database;
  #isInWal = false;

  constructor(database: Database.Database) {
    super({ database });
    this.#database = database;
  }

  override async init(): Promise<void> {
    await super.init();
    this.#database.pragma("synchronous = FULL");
    this.#database.pragma("foreign_keys = ON");
    process.once("exit", this.#leaveWal);
  }

  /**
   * Takes the write lock at once. A transaction that first reads and then wants to write cannot
   * wait for it: SQLite answers "busy", for what was read may have changed.
   *
   * `exec`, not a prepared statement: one that finds the lock taken counts as under way until it
   * is collected as garbage, and while one is, nothing can be committed.
   */
  override async beginTransaction(): Promise<void> {
    // Once in WAL mode, it stays: nobody can leave it while this connection is open.
    if (!this.#isInWal) this.#database.exec("pragma journal_mode = wal");
    this.#isInWal = true;
    this.#database.exec("begin immediate");
  }

  /**
   * Lets the event loop turn: only then is the memory of statements that are done with given back.
   * Work on a record is otherwise one long chain of promises that are there already.
   */
  override async commitTransaction(): Promise<void> {
    this.#database.exec("commit");
    await nextTurn();
  }

  /** A full disk, and some other errors, have rolled back by themselves. */
  override async rollbackTransaction(): Promise<void> {
    if (this.#database.inTransaction) this.#database.exec("rollback");
  }

  override async destroy(): Promise<void> {
    process.off("exit", this.#leaveWal);
    this.#leaveWal();
    await super.destroy();
  }

  /** Also where the process ends before the store is closed, as by Ctrl-C. */
  readonly #leaveWal = (): void => {
    try {
      if (this.#database.inTransaction) this.#database.exec("rollback");
      const [{ journal_mode: mode }] = this.#database.pragma("journal_mode") as [Mode];
      // Refused where another process has the record open: then it is for that one to do.
      if (mode === "wal") this.#database.pragma("journal_mode = delete");
    } catch {
      // Whatever keeps it from being done, what was committed is on the disk, and the next process
      // to open the record finds it in the WAL.
    }
  };
}

interface Mode {
  readonly journal_mode: string;
}
