import { type Driver, Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import findPassword from "pgpass";
import type { Patience } from "./patience.ts";
import { PatientDriver } from "./patient-driver.ts";
import type { Schema } from "./schema.ts";

/** OID of `int8`. Keys stay below 2^53 (time-key.ts), so they are read as numbers. */
const INT8 = 20;

/** Connections one process holds at most. */
const CONNECTIONS = 4;

/** How long, in milliseconds, a server may take to answer before the next try. */
const CONNECT_TIMEOUT = 10_000;

/**
 * Connects when it is first used.
 *
 * @param name of the record, in errors
 */
export function openPostgres(url: string, name: string, patience: Patience): Kysely<Schema> {
  const pool = new pg.Pool({
    Client,
    connectionString: url,
    max: CONNECTIONS,
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
  return new Kysely<Schema>({ dialect: new PatientPostgres(pool, name, patience) });
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
  readonly #name: string;
  readonly #patience: Patience;

  constructor(pool: pg.Pool, name: string, patience: Patience) {
    super({ pool });
    this.#name = name;
    this.#patience = patience;
  }

  override createDriver(): Driver {
    return new PatientDriver(super.createDriver(), this.#name, this.#patience);
  }
}
