import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresDialect,
  PostgresDriver,
  type TransactionSettings,
} from "kysely";
import pg from "pg";
import findPassword from "pgpass";
import type { Patience } from "./patience.ts";
import { PatientDriver } from "./patient-driver.ts";
import type { Schema } from "./schema.ts";

/** OID of `int8`. Keys stay below 2^53 (time-key.ts), so they are read as numbers. */
const INT8 = 20;

/** How long, in milliseconds, a server may take to answer before the next try. */
const CONNECT_TIMEOUT = 10_000;

export interface PostgresOptions {
  /** Of the record, in errors. */
  readonly name: string;
  /** How many connections may be held. */
  readonly connections: number;
  readonly patience: Patience;
}

/**
 * How long a transaction may be silent before the server ends it. Whoever writes holds locks that
 * all others wait for; a machine that lost its network, or was stopped, would hold them for hours.
 */
const SILENCE = "15s";

/**
 * Connects when it is first used.
 *
 * Whatever is sent works where pgbouncer hands another session to every transaction: statements are
 * prepared without a name, locks and settings end with their transaction, and nothing else is kept
 * in a session.
 */
export function openPostgres(url: string, options: PostgresOptions): Kysely<Schema> {
  const pool = new pg.Pool({
    Client,
    connectionString: url,
    max: options.connections,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    keepAlive: true,
    application_name: "onrecord",
    types: {
      getTypeParser: (oid: number, format?: "text" | "binary") =>
        oid === INT8 && format !== "binary" ? Number : pg.types.getTypeParser(oid, format),
    },
  });
  // A connection that breaks while idle is replaced at the next query; one that breaks in use says
  // so to its query. Without these listeners both would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return new Kysely<Schema>({ dialect: new PatientPostgres(pool, options.name, options.patience) });
}

/**
 * Looks for a password where neither the address nor PGPASSWORD has one: in ~/.pgpass, or the file
 * that PGPASSFILE names. The driver's own way there warns on standard error that it will be closed.
 */
class Client extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    const { password = null } = this;
    Object.assign(this, { password: password ?? inPasswordFile });
  }
}

/** @param server as the driver names it: host, port, database and user */
function inPasswordFile(server: pg.ClientConfig): Promise<string | undefined> {
  return new Promise((resolve) => findPassword(server, resolve));
}

class PatientPostgres extends PostgresDialect {
  readonly #pool: pg.Pool;
  readonly #name: string;
  readonly #patience: Patience;

  constructor(pool: pg.Pool, name: string, patience: Patience) {
    super({ pool });
    this.#pool = pool;
    this.#name = name;
    this.#patience = patience;
  }

  override createDriver(): Driver {
    const driver = new HeardPostgres({ pool: this.#pool });
    return new PatientDriver(driver, this.#name, this.#patience);
  }
}

/**
 * Transactions that write end when nothing is heard of them; said with their beginning, in one
 * message. Those that read alone hold nobody up, and wait for whoever takes what they read.
 */
class HeardPostgres extends PostgresDriver {
  override async beginTransaction(
    connection: DatabaseConnection,
    settings: TransactionSettings,
  ): Promise<void> {
    if (settings.accessMode === "read only") {
      await super.beginTransaction(connection, settings);
      return;
    }
    const begin = `begin; set local idle_in_transaction_session_timeout = '${SILENCE}'`;
    await connection.executeQuery(CompiledQuery.raw(begin));
  }
}
