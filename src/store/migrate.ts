import { type Kysely, sql } from "kysely";
import { OnRecordError } from "../document/index.ts";
import { columnTypes, MIGRATIONS } from "./migrations.ts";
import type { Schema } from "./schema.ts";
import { type Store, transact } from "./store.ts";

/** Any number; one that no other program takes an advisory lock with. */
const LOCK = 7_110_382_115;

/**
 * Brings the record's tables to this version: those migrations that are missing, all or none.
 * Writes nothing where none is.
 *
 * @param create whether tables are made where there are none at all
 * @throws OnRecordError `newer-record` where the record has been through one this version lacks;
 * `not-a-record`, `not-found`
 */
export async function migrate(store: Store, create: boolean): Promise<void> {
  if ((await missing(store, store.db, create)).length === 0) return;
  await transact(store, async (db) => {
    if (store.dialect === "postgres") await sql`select pg_advisory_xact_lock(${LOCK})`.execute(db);
    await db.schema
      .createTable("migrations")
      .ifNotExists()
      .addColumn("name", "text", (column) => column.primaryKey())
      .addColumn("at", "text", (column) => column.notNull())
      .execute();
    // Looked at again, now that no other process can be at it.
    for (const migration of await missing(store, db, create)) {
      await migration.up(db, columnTypes(store.dialect));
      const at = new Date().toISOString();
      await db.insertInto("migrations").values({ name: migration.name, at }).execute();
    }
  });
}

async function missing(
  { name, dialect }: Store,
  db: Kysely<Schema>,
  create: boolean,
): Promise<typeof MIGRATIONS> {
  const columns = await columnsByTable(db, dialect);
  if (columns.size === 0) {
    if (create) return MIGRATIONS;
    throw new OnRecordError(
      "not-found",
      `${name}: there is no record in it yet. "onrecord add" makes one; --record names another.`,
    );
  }
  const migrations = columns.get("migrations");
  const isRecord = migrations?.has("name") && migrations.has("at");
  // The table is there, and empty, within the transaction that makes it.
  if (!isRecord) {
    throw new OnRecordError(
      "not-a-record",
      `${name} is a database of something else: it has tables, but not those of a record. Name another with --record.`,
    );
  }
  const done = await db.selectFrom("migrations").select("name").execute();
  const known = new Set(MIGRATIONS.map((migration) => migration.name));
  if (done.some((migration) => !known.has(migration.name))) {
    throw new OnRecordError(
      "newer-record",
      `${name} was made by a newer version of OnRecord. Update this one: npm install -g onrecord@latest.`,
    );
  }
  return MIGRATIONS.filter((migration) => !done.some(({ name }) => name === migration.name));
}

/** The columns of each table that is there, SQLite's own apart. */
async function columnsByTable(
  db: Kysely<Schema>,
  dialect: Store["dialect"],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { rows } = await (dialect === "sqlite"
    ? sql<Column>`select m.name as "table", c.name as "column"
        from sqlite_master m, pragma_table_info(m.name) c
        where m.type = 'table' and m.name not like 'sqlite\\_%' escape '\\'`
    : sql<Column>`select table_name as "table", column_name as "column"
        from information_schema.tables join information_schema.columns
          using (table_schema, table_name)
        where table_schema = current_schema() and table_type = 'BASE TABLE'`
  ).execute(db);
  const columns = new Map<string, Set<string>>();
  for (const { table, column } of rows) {
    columns.set(table, (columns.get(table) ?? new Set()).add(column));
  }
  return columns;
}

interface Column {
  readonly table: string;
  readonly column: string;
}
