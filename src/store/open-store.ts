import { existsSync } from "node:fs";
import { OnRecordError } from "../document/index.ts";
import { migrate } from "./migrate.ts";
import { PATIENCE, type Patience } from "./patience.ts";
import type { Store } from "./store.ts";

export interface OpenOptions {
  /** Whether a record that is not there is made; else it is an error. */
  readonly create?: boolean;
  /** Told in a sentence whenever the record is in use or away, and waited for. */
  readonly onWait?: (message: string) => void;
  /** How long it is waited for, in milliseconds; 90,000 where nothing is said. */
  readonly patience?: number;
}

/**
 * Opens a record, and brings its tables to this version.
 *
 * @param target path of a SQLite file, or `postgres://…`, with `connections=N` among its parameters
 * where it may hold more or fewer than four connections
 * @throws OnRecordError `not-found`, `not-a-record`, `newer-record`, `not-readable`,
 * `not-writable`, `damaged`, `disk-full` or `access-denied`; `locked` or `unavailable` after
 * waiting; `bad-option` for an address that is none
 */
export async function openStore(target: string, options: OpenOptions = {}): Promise<Store> {
  const { create = false, onWait, patience: limit = PATIENCE } = options;
  const store = isAddress(target)
    ? await postgresStore(target, { limit, onWait })
    : await sqliteStore(target, { limit, onWait }, create);
  try {
    await migrate(store, create);
  } catch (error) {
    await closeStore(store);
    throw error;
  }
  return store;
}

/** Of a SQLite record, leaves the one file, where nobody else has it open. */
export async function closeStore({ db }: Pick<Store, "db">): Promise<void> {
  await db.destroy();
}

async function sqliteStore(file: string, patience: Patience, create: boolean): Promise<Store> {
  if (!create && !existsSync(file)) {
    throw new OnRecordError(
      "not-found",
      `${file}: there is no such record. "onrecord add" makes one; --record names another.`,
      { file },
    );
  }
  const { openSqlite } = await import("./sqlite.ts");
  try {
    return { db: openSqlite(file, patience), dialect: "sqlite", name: file, patience };
  } catch (cause) {
    // libsql gives no code here.
    const says = `${file} cannot be opened. Check that it is a file, and in a folder that is there and yours to use.`;
    throw new OnRecordError("not-readable", says, { file }, { cause });
  }
}

async function postgresStore(address: string, patience: Patience): Promise<Store> {
  const name = withoutPassword(address);
  const url = new URL(address);
  const connections = connectionsOf(url);
  const { openPostgres } = await import("./postgres.ts");
  const db = openPostgres(url.href, { name, connections, patience });
  return { db, dialect: "postgres", name, patience };
}

/** Connections that one process holds at most, where the address does not say. */
const CONNECTIONS = 4;

/** Takes `connections=N` off the address: it is for this program, not for the server. */
function connectionsOf(url: URL): number {
  const given = url.searchParams.get("connections");
  if (given === null) return CONNECTIONS;
  url.searchParams.delete("connections");
  const connections = Number(given);
  if (/^\d+$/.test(given) && connections >= 1 && connections <= 1000) return connections;
  const says = `"connections=${given}" in the record's address is not a number from 1 to 1000. It says how many connections this process may hold.`;
  throw new OnRecordError("bad-option", says);
}

/**
 * Whether it is the address of a server and no file.
 *
 * @throws OnRecordError `bad-option` where it is one of another kind, which may hold a password too
 */
function isAddress(target: string): boolean {
  if (/^postgres(ql)?:/i.test(target)) return true;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(target)) throw badAddress();
  return false;
}

/** What may be shown of the rest of an address: a query may hold passwords by several names. */
const SHOWN = ["host", "port", "dbname", "user", "sslmode"];

/** The name of the record. An `@` after the host means that a mark in the password tore it apart. */
function withoutPassword(address: string): string {
  if (!URL.canParse(address)) throw badAddress();
  const url = new URL(address);
  const fields = [...url.searchParams.keys()];
  const isTornApart = [url.pathname, ...fields].some((part) => part.includes("@"));
  if (!address.includes("://") || isTornApart || url.hash !== "") throw badAddress();
  url.password = "";
  for (const field of fields) {
    if (!SHOWN.includes(field)) url.searchParams.delete(field);
  }
  return url.href;
}

function badAddress(): OnRecordError {
  return new OnRecordError(
    "bad-option",
    "the address of the record cannot be read. Write it as postgres://USER:PASSWORD@HOST:PORT/DATABASE, with %23 for #, %2F for / and %3F for ? in a password; or name a file.",
  );
}
