import type { ColumnDefinitionBuilder, CreateTableBuilder } from "kysely";
import type { Migration } from "../migrations.ts";

export const actorTables: Migration = {
  name: "actors",
  async up(db, types) {
    const { bigint, dialect } = types;
    const counted = <Table extends string>(table: CreateTableBuilder<Table>) =>
      table.addColumn("id", bigint, (column) =>
        dialect === "sqlite"
          ? column.primaryKey().autoIncrement()
          : column.primaryKey().generatedAlwaysAsIdentity(),
      );
    await counted(db.schema.createTable("identities"))
      .addColumn("key", "text", (column) => column.notNull().unique())
      .addColumn("kind", "text")
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("country", "text")
      .addColumn("side", "text")
      .addColumn("ownDocument", "text")
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
        .addColumn(column, "text", (column) => column.notNull())
        .addColumn("identity", bigint, (column) =>
          column.notNull().references("identities.id").onDelete("cascade"),
        )
        .addPrimaryKeyConstraint(`${table}_pk`, [column, "identity"])
        .execute();
      await db.schema.createIndex(`${table}_identity`).on(table).column("identity").execute();
    }
    await db.schema
      .createTable("acronyms")
      .addColumn("document", bigint, documentColumn)
      .addColumn("acronym", "text", (column) => column.notNull())
      .addColumn("name", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("acronyms_pk", ["document", "acronym", "name"])
      .execute();
    for (const column of ["acronym", "name"]) {
      await db.schema.createIndex(`acronyms_${column}`).on("acronyms").column(column).execute();
    }
    await links(db.schema.createTable("actorEntities"))
      .addPrimaryKeyConstraint("actorEntities_pk", ["identity", "document", "entry"])
      .execute();
    for (const table of ["statementActors", "eventActors"] as const) {
      await links(db.schema.createTable(table))
        .addColumn("key", bigint, (column) => column.notNull())
        .addPrimaryKeyConstraint(`${table}_pk`, ["identity", "key"])
        .execute();
    }
    for (const table of ["actorEntities", "statementActors", "eventActors"] as const) {
      await db.schema.createIndex(`${table}_document`).on(table).column("document").execute();
    }
    await counted(db.schema.createTable("actorDecisions"))
      .addColumn("action", "text", (column) => column.notNull())
      .addColumn("actors", "text", (column) => column.notNull())
      .addColumn("undoes", bigint)
      .addColumn("by", "text", (column) => column.notNull())
      .addColumn("at", "text", (column) => column.notNull())
      .addColumn("why", "text", (column) => column.notNull())
      .execute();

    function links<Table extends string>(table: CreateTableBuilder<Table>) {
      return table
        .addColumn("identity", bigint, (column) =>
          column.notNull().references("identities.id").onDelete("cascade"),
        )
        .addColumn("document", bigint, documentColumn)
        .addColumn("entry", "text", (column) => column.notNull());
    }
  },
};

function documentColumn(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull().references("documents.seq").onDelete("cascade");
}
