import { type ColumnDefinitionBuilder, type CreateTableBuilder, type Kysely, sql } from "kysely";
import type { Migration } from "../migrations.ts";
import type { Schema } from "../schema.ts";

export const actorTables: Migration = {
  name: "actors",
  async up(db, types) {
    const { bigint, dialect, text } = types;
    // SQLite then keeps the rows in the order of their keys.
    const keyed = dialect === "sqlite" ? sql`without rowid` : sql``;
    const counted = <Table extends string>(table: CreateTableBuilder<Table>) =>
      table.addColumn("id", bigint, (column) =>
        dialect === "sqlite"
          ? column.primaryKey().autoIncrement()
          : column.primaryKey().generatedAlwaysAsIdentity(),
      );
    await counted(db.schema.createTable("identities"))
      .addColumn("key", text, (column) => column.notNull().unique())
      .addColumn("kind", text)
      .addColumn("name", text, (column) => column.notNull())
      .addColumn("country", text)
      .addColumn("side", text)
      .addColumn("ownDocument", text)
      .addColumn("ownStart", "integer")
      .addColumn("ownEnd", "integer")
      .addColumn("actor", bigint)
      .execute();
    for (const column of ["name", "actor", "ownDocument"]) {
      await db.schema.createIndex(`identities_${column}`).on("identities").column(column).execute();
    }
    for (const [table, column] of [
      ["actorNames", "fold"],
      ["actorWords", "word"],
    ] as const) {
      await db.schema
        .createTable(table)
        .addColumn(column, text, (column) => column.notNull())
        .addColumn("identity", bigint, (column) =>
          column.notNull().references("identities.id").onDelete("cascade"),
        )
        .addPrimaryKeyConstraint(`${table}_pk`, [column, "identity"])
        .modifyEnd(keyed)
        .execute();
      await db.schema.createIndex(`${table}_identity`).on(table).column("identity").execute();
    }
    await db.schema
      .createTable("acronyms")
      .addColumn("document", bigint, documentColumn)
      .addColumn("acronym", text, (column) => column.notNull())
      .addColumn("name", text, (column) => column.notNull())
      .addPrimaryKeyConstraint("acronyms_pk", ["document", "acronym", "name"])
      .execute();
    for (const column of ["acronym", "name"]) {
      await db.schema.createIndex(`acronyms_${column}`).on("acronyms").column(column).execute();
    }
    await links(db.schema.createTable("actorEntities"))
      .addColumn("key", bigint, (column) => column.notNull())
      .addColumn("acts", "integer", (column) => column.notNull())
      .addPrimaryKeyConstraint("actorEntities_pk", ["identity", "key", "entry"])
      .modifyEnd(keyed)
      .execute();
    for (const table of ["statementActors", "eventActors"] as const) {
      await links(db.schema.createTable(table))
        .addColumn("key", bigint, (column) => column.notNull())
        .addColumn("dated", "integer", (column) => column.notNull())
        .addPrimaryKeyConstraint(`${table}_pk`, ["identity", "key"])
        .modifyEnd(keyed)
        .execute();
    }
    for (const table of ["actorEntities", "statementActors", "eventActors"] as const) {
      await db.schema.createIndex(`${table}_document`).on(table).column("document").execute();
    }
    await timelineIndexes(db);
    await counted(db.schema.createTable("actorDecisions"))
      .addColumn("action", text, (column) => column.notNull())
      .addColumn("actors", text, (column) => column.notNull())
      .addColumn("undoes", bigint)
      .addColumn("by", text, (column) => column.notNull())
      .addColumn("at", text, (column) => column.notNull())
      .addColumn("why", text, (column) => column.notNull())
      .execute();

    function links<Table extends string>(table: CreateTableBuilder<Table>) {
      return table
        .addColumn("identity", bigint, (column) =>
          column.notNull().references("identities.id").onDelete("cascade"),
        )
        .addColumn("document", bigint, documentColumn)
        .addColumn("entry", text, (column) => column.notNull());
    }
  },
};

function documentColumn(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull().references("documents.seq").onDelete("cascade");
}

/** What a timeline shows first, without looking at what has no day. */
async function timelineIndexes(db: Kysely<Schema>): Promise<void> {
  await sql`create index statements_dated on statements (key) where "saidFrom" is not null`.execute(
    db,
  );
  await sql`create index events_dated on events (key) where "dateFrom" is not null`.execute(db);
  await sql`create index "statementActors_dated" on "statementActors" (identity, key)
    where dated = 1`.execute(db);
  await sql`create index "eventActors_dated" on "eventActors" (identity, key)
    where dated = 1`.execute(db);
}
