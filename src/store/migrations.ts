import { type Kysely, sql } from "kysely";
import type { Schema } from "./schema.ts";
import type { Dialect } from "./store.ts";

export interface Migration {
  readonly name: string;
  up(db: Kysely<Schema>, types: ColumnTypes): Promise<void>;
}

/** What the two stores call the same column. */
export interface ColumnTypes {
  readonly dialect: Dialect;
  /** A whole number up to 2^53. */
  readonly bigint: "integer" | "bigint";
  readonly bytes: "blob" | "bytea";
}

export function columnTypes(dialect: Dialect): ColumnTypes {
  return dialect === "sqlite"
    ? { dialect, bigint: "integer", bytes: "blob" }
    : { dialect, bigint: "bigint", bytes: "bytea" };
}

/** In the order they are run. One that was ever released is never changed. */
export const MIGRATIONS: readonly Migration[] = [
  {
    name: "documents",
    async up(db, { dialect, bigint, bytes }) {
      await db.schema
        .createTable("documents")
        .addColumn("seq", bigint, (column) =>
          dialect === "sqlite"
            ? column.primaryKey().autoIncrement()
            : column.primaryKey().generatedAlwaysAsIdentity(),
        )
        .addColumn("key", "text", (column) => column.notNull().unique())
        .addColumn("id", "text", (column) => column.notNull())
        .addColumn("story", "text", (column) => column.notNull())
        .addColumn("version", "integer", (column) => column.notNull())
        .addColumn("latest", "integer", (column) => column.notNull())
        .addColumn("sha256", "text", (column) => column.notNull())
        .addColumn("title", "text")
        .addColumn("outlet", "text")
        .addColumn("published", "text")
        .addColumn("updated", "text")
        .addColumn("language", "text")
        .addColumn("genre", "text")
        .addColumn("url", "text")
        .addColumn("file", "text")
        .addColumn("added", "text", (column) => column.notNull())
        .addColumn("pipeline", "text", (column) => column.notNull())
        .addColumn("record", bytes, (column) => column.notNull())
        .addUniqueConstraint("documents_story_version", ["story", "version"])
        .execute();
      await index(db, "documents", ["published", "key"]);
    },
  },
  {
    name: "statements, entities, events",
    async up(db, { bigint }) {
      await db.schema
        .createTable("statements")
        .addColumn("key", bigint, (column) => column.primaryKey())
        .addColumn("document", bigint, (column) =>
          column.notNull().references("documents.seq").onDelete("cascade"),
        )
        .addColumn("entry", "text", (column) => column.notNull())
        .addColumn("kind", "text", (column) => column.notNull())
        .addColumn("act", "text")
        .addColumn("source", "text", (column) => column.notNull())
        .addColumn("sourceName", "text")
        .addColumn("sourceType", "text", (column) => column.notNull())
        .addColumn("country", "text")
        .addColumn("sector", "text")
        .addColumn("onBehalfOf", "text")
        .addColumn("content", "text", (column) => column.notNull())
        .addColumn("spans", "text", (column) => column.notNull())
        .addColumn("saidFrom", "text")
        .addColumn("saidTo", "text")
        .addColumn("confidence", "real", (column) => column.notNull())
        .addColumn("human", "integer", (column) => column.notNull())
        .execute();
      await index(db, "statements", ["document"]);
      await db.schema
        .createTable("entities")
        .addColumn("document", bigint, (column) =>
          column.notNull().references("documents.seq").onDelete("cascade"),
        )
        .addColumn("entry", "text", (column) => column.notNull())
        .addColumn("name", "text", (column) => column.notNull())
        .addColumn("kind", "text")
        .addColumn("named", "integer", (column) => column.notNull())
        .addColumn("country", "text")
        .addColumn("sector", "text")
        .addColumn("count", "integer")
        .addColumn("roles", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("entities_pk", ["document", "entry"])
        .execute();
      await db.schema
        .createTable("events")
        .addColumn("key", bigint, (column) => column.primaryKey())
        .addColumn("document", bigint, (column) =>
          column.notNull().references("documents.seq").onDelete("cascade"),
        )
        .addColumn("entry", "text", (column) => column.notNull())
        .addColumn("plover", "text")
        .addColumn("mode", "text")
        .addColumn("code", "text")
        .addColumn("status", "text", (column) => column.notNull())
        .addColumn("source", "text")
        .addColumn("target", "text")
        .addColumn("sourceCode", "text")
        .addColumn("targetCode", "text")
        .addColumn("dateFrom", "text")
        .addColumn("dateTo", "text")
        .addColumn("accordingTo", "text", (column) => column.notNull())
        .addColumn("confidence", "real", (column) => column.notNull())
        .execute();
      await index(db, "events", ["document"]);
    },
  },
  {
    name: "row numbers",
    async up(db, { dialect }) {
      // The numbers of derived rows (time-key.ts) are handed out by the record, never twice.
      if (dialect === "postgres") await sql`create sequence row_numbers minvalue 0`.execute(db);
      else {
        await sql`create table row_numbers (next integer not null)`.execute(db);
        await sql`insert into row_numbers values (0)`.execute(db);
      }
    },
  },
];

async function index(
  db: Kysely<Schema>,
  table: keyof Schema,
  columns: readonly string[],
): Promise<void> {
  await db.schema
    .createIndex(`${table}_${columns.join("_")}`)
    .on(table)
    .columns([...columns])
    .execute();
}
