import { type Kysely, sql } from "kysely";
import { OnRecordError } from "../document/index.ts";
import { columnTypes, MIGRATIONS } from "./migrations.ts";
import type { Schema } from "./schema.ts";
import type { Store } from "./store.ts";

/** Any number; one that no other program takes an advisory lock with. */
const LOCK = 7_110_382_115;

/**
 * Brings the record's tables to this version: those migrations that are missing, all or none.
 * Writes nothing where none is.
 *
 * @throws OnRecordError `newer-record` where the record has been through one this version lacks
 */
export async function migrate(store: Store): Promise<void> {
  if ((await missing(store, store.db)).length === 0) return;
  await store.db.transaction().execute(async (db) => {
    if (store.dialect === "postgres") await sql`select pg_advisory_xact_lock(${LOCK})`.execute(db);
    await db.schema
      .createTable("migrations")
      .ifNotExists()
      .addColumn("name", "text", (column) => column.primaryKey())
      .addColumn("at", "text", (column) => column.notNull())
      .execute();
    // Looked at again, now that no other process can be at it.
    for (const migration of await missing(store, db)) {
      await migration.up(db, columnTypes(store.dialect));
      const at = new Date().toISOString();
      await db.insertInto("migrations").values({ name: migration.name, at }).execute();
    }
  });
}

async function missing({ name }: Store, db: Kysely<Schema>): Promise<typeof MIGRATIONS> {
  const tables = await db.introspection.getTables();
  if (!tables.some((table) => table.name === "migrations")) {
    if (tables.some((table) => table.name === "documents" || table.name === "statements")) {
      throw new OnRecordError(
        "not-a-record",
        `${name} is a database of something else: it has tables, but not those of a record. Name another file with --record.`,
      );
    }
    return MIGRATIONS;
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
