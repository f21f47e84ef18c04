import { existsSync } from "node:fs";
import { OnRecordError } from "../document/index.ts";
import { migrate } from "./migrate.ts";
import type { Store } from "./store.ts";

export interface OpenOptions {
  /** Whether a file that is not there is made; else it is an error. */
  readonly create?: boolean;
}

/**
 * Opens a record, and brings its tables to this version.
 *
 * @param target path of a SQLite file, or `postgres://…`
 * @throws OnRecordError `not-found`, `not-a-record`, `newer-record`, `not-readable`,
 * `not-writable` or `locked`
 */
export async function openStore(target: string, options: OpenOptions = {}): Promise<Store> {
  const store = /^postgres(ql)?:\/\//.test(target)
    ? await postgresStore(target)
    : await sqliteStore(target, options);
  try {
    await migrate(store);
  } catch (error) {
    await closeStore(store);
    throw storeError(store.name, error);
  }
  return store;
}

export async function closeStore({ db }: Store): Promise<void> {
  await db.destroy();
}

async function sqliteStore(file: string, { create = false }: OpenOptions): Promise<Store> {
  if (!create && !existsSync(file)) {
    throw new OnRecordError(
      "not-found",
      `${file}: there is no such record. "onrecord add" makes one; --record names another.`,
      { file },
    );
  }
  const { openSqlite } = await import("./sqlite.ts");
  try {
    return { db: openSqlite(file), dialect: "sqlite", name: file };
  } catch (error) {
    throw storeError(file, error);
  }
}

async function postgresStore(url: string): Promise<Store> {
  const { openPostgres } = await import("./postgres.ts");
  const shown = new URL(url);
  shown.password = "";
  return { db: openPostgres(url), dialect: "postgres", name: shown.href };
}

/** What went wrong with a record, for people; an error that is none of the store's, as it is. */
function storeError(name: string, error: unknown): unknown {
  const code = (error as { code?: unknown } | null)?.code;
  if (error instanceof OnRecordError || typeof code !== "string") return error;
  const cause = { cause: error };
  if (code === "SQLITE_NOTADB" || code === "SQLITE_CORRUPT") {
    return new OnRecordError(
      "not-a-record",
      `${name} is no record, or a damaged one. Name another file with --record.`,
      {},
      cause,
    );
  }
  if (code.startsWith("SQLITE_BUSY")) {
    return new OnRecordError(
      "locked",
      `${name} is in use by another process. Wait for it to finish, and try again.`,
      {},
      cause,
    );
  }
  if (code.startsWith("SQLITE_READONLY") || code === "SQLITE_PERM") {
    return new OnRecordError("not-writable", `${name} cannot be written (${code}).`, {}, cause);
  }
  if (code.startsWith("SQLITE_CANTOPEN")) {
    return new OnRecordError("not-readable", `${name} cannot be opened (${code}).`, {}, cause);
  }
  return error;
}
