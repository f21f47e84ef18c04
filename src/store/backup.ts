import { createHash, type Hash } from "node:crypto";
import { type Kysely, sql } from "kysely";
import { OnRecordError } from "../document/index.ts";
import { MIGRATIONS } from "./migrations.ts";
import { packJson, unpackJson } from "./pack.ts";
import { project } from "./project.ts";
import type { Schema } from "./schema.ts";
import type { Store } from "./store.ts";

/*
 * A backup holds what a record cannot make again: documents as the machine read them, those that wait
 * to be read, and the logs of what people decided, protected names among them. It is a stream of JSON objects: a head,
 * rows, an end. All other tables are derived, and are made again when it is restored.
 */

export const BACKUP_SCHEMA = "onrecord-backup/1";

/** The first object of a backup. */
export interface BackupHead {
  readonly schema: typeof BACKUP_SCHEMA;
  /** Names of the migrations of the record it is of. */
  readonly migrations: readonly string[];
}

/** The last object: how many rows there were and their hash, so that damage of any kind is known. */
export interface BackupEnd {
  readonly rows: number;
  /** SHA-256 over the lines of the rows, each with its line end, in hexadecimal. */
  readonly sha256: string;
}

export function isBackupHead(value: unknown): value is BackupHead {
  const { schema, migrations } = (value ?? {}) as Partial<BackupHead>;
  return schema === BACKUP_SCHEMA && Array.isArray(migrations);
}

/** One row, as it lies in its table; what is packed there, a record or a document, unpacked. */
export interface BackupRow {
  readonly table: string;
  readonly row: Readonly<Record<string, unknown>>;
}

/**
 * The tables that are kept, each after those that its rows refer to. `order` is their primary key;
 * `counts`, whether the database hands it out.
 */
const TABLES = [
  { table: "settings", order: "name", counts: false },
  { table: "documents", order: "seq", counts: true },
  { table: "corrections", order: "n", counts: true },
  { table: "protections", order: "number", counts: true },
  { table: "lifts", order: "id", counts: false },
  { table: "actorDecisions", order: "id", counts: true },
  { table: "pending", order: "key", counts: false },
] as const;

/** Columns that are packed. */
const PACKED: Readonly<Partial<Record<Table["table"], string>>> = {
  documents: "record",
  pending: "document",
};

type Table = (typeof TABLES)[number];

/** Rows read at a time. */
const PAGE = 50;

/** The backup of a record, as it is when it begins inside `withSnapshot`. */
export async function* backup(store: Store): AsyncGenerator<BackupHead | BackupRow | BackupEnd> {
  yield { schema: BACKUP_SCHEMA, migrations: ownMigrations() };
  let rows = 0;
  const hash = createHash("sha256");
  for (const table of await presentTables(store)) {
    for await (const row of rowsOf(store.db, table)) {
      const line = { table: table.table, row };
      hashLine(hash, line);
      yield line;
      rows++;
    }
  }
  yield { rows, sha256: hash.digest("hex") };
}

/** Read and written again, a line is the same to the byte. */
function hashLine(hash: Hash, { table, row }: BackupRow): void {
  hash.update(`${JSON.stringify({ table, row })}\n`);
}

/**
 * Makes a record what it was when the backup was made, in one transaction.
 *
 * @param store an empty record
 * @param lines of a backup, without its head
 * @returns how many documents there are
 * @throws OnRecordError `not-empty`; `bad-backup` where it is another version's, or damaged
 */
export async function restore(
  store: Store,
  head: BackupHead,
  lines: AsyncIterable<BackupRow | BackupEnd>,
): Promise<number> {
  checkMigrations(head);
  const tables = await presentTables(store);
  return store.db.transaction().execute(async (db) => {
    await checkEmpty(store, db);
    // A new record has settings of its own.
    for (const { table } of tables.toReversed())
      await sql`delete from ${sql.table(table)}`.execute(db);
    const documents: number[] = [];
    let rows = 0;
    let isWhole = false;
    const hash = createHash("sha256");
    for await (const line of lines) {
      if ("rows" in line) {
        isWhole = line.rows === rows;
        if (isWhole && line.sha256 !== hash.copy().digest("hex")) throw badBackup(CHANGED);
        continue;
      }
      hashLine(hash, line);
      const { table: name, row } = line;
      rows++;
      const table = tables.find(({ table }) => table === name);
      if (table === undefined) throw badBackup(`it has rows of "${name}", which is no table of it`);
      await insertRow(store, db, table, row);
      if (name === "documents") documents.push(Number(row.seq));
    }
    if (!isWhole) throw badBackup("rows of it are missing");
    if (store.dialect === "postgres") await countOn(db, tables);
    for (const seq of documents) await project(store, db, seq);
    return documents.length;
  });
}

async function presentTables({ db }: Store): Promise<Table[]> {
  const there = new Set((await db.introspection.getTables()).map(({ name }) => name));
  return TABLES.filter(({ table }) => there.has(table));
}

async function* rowsOf(db: Kysely<Schema>, { table, order }: Table) {
  let after: unknown = null;
  for (;;) {
    const where = after === null ? sql`` : sql`where ${sql.ref(order)} > ${after}`;
    const { rows } = await sql<Record<string, unknown>>`
      select * from ${sql.table(table)} ${where} order by ${sql.ref(order)} limit ${sql.lit(PAGE)}
    `.execute(db);
    for (const row of rows) {
      const packed = PACKED[table];
      yield packed === undefined
        ? row
        : { ...row, [packed]: JSON.parse(unpackJson(row[packed] as Uint8Array)) };
    }
    if (rows.length < PAGE) return;
    after = rows.at(-1)![order];
  }
}

const CHANGED = "it is damaged, or was changed since it was made";

async function insertRow(
  { dialect }: Store,
  db: Kysely<Schema>,
  { table, counts }: Table,
  row: BackupRow["row"],
): Promise<void> {
  const names = Object.keys(row).map((name) => sql.id(name));
  const values = Object.entries(row).map(([name, value]) =>
    PACKED[table] === name ? packJson(value as object) : value,
  );
  // SQLite's library ends the process at a truth value, instead of refusing it.
  if (values.some((value) => typeof value === "boolean")) throw badBackup(CHANGED);
  const own = dialect === "postgres" && counts ? sql`overriding system value` : sql``;
  try {
    await sql`
      insert into ${sql.table(table)} (${sql.join(names)}) ${own} values (${sql.join(values)})
    `.execute(db);
  } catch (cause) {
    throw badBackup(`a row of "${table}" does not fit (${(cause as Error).message})`, cause);
  }
}

/** PostgreSQL does not see that numbers were given: the next one it hands out would be taken. */
async function countOn(db: Kysely<Schema>, tables: readonly Table[]): Promise<void> {
  for (const { table, order, counts } of tables) {
    if (!counts) continue;
    await sql`
      select setval(pg_get_serial_sequence(${`"${table}"`}, ${order}), max(${sql.ref(order)}))
      from ${sql.table(table)} having max(${sql.ref(order)}) is not null
    `.execute(db);
  }
}

async function checkEmpty({ name }: Store, db: Kysely<Schema>): Promise<void> {
  for (const table of ["documents", "pending"] as const) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
    if (rows.length > 0) throw notEmpty(name);
  }
}

function notEmpty(name: string): OnRecordError {
  return new OnRecordError(
    "not-empty",
    `${name} has documents already, and a backup is restored into a new record. Name one with --record.`,
  );
}

// An open record has been through all of them.
function ownMigrations(): string[] {
  return MIGRATIONS.map(({ name }) => name);
}

function checkMigrations({ migrations }: BackupHead): void {
  if (migrations.join() === ownMigrations().join()) return;
  throw badBackup(
    "it was made by another version of OnRecord, with other tables. Restore it with that version, and open the record with this one",
  );
}

function badBackup(what: string, cause?: unknown): OnRecordError {
  return new OnRecordError("bad-backup", `this backup cannot be restored: ${what}.`, {}, { cause });
}
