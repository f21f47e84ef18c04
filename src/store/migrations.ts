import { randomBytes } from "node:crypto";
import { type ColumnDefinitionBuilder, type Kysely, type RawBuilder, sql } from "kysely";
import { actorTables } from "./actors/migration.ts";
import type { Schema } from "./schema.ts";
import { searchIndex } from "./search/search-index.ts";
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
  /** Compared and sorted by its code points, whatever the database's own rules are. */
  readonly text: "text" | RawBuilder<string>;
  /** A floating-point number of 64 bits. */
  readonly real: "real" | "double precision";
  /** At the end of a table whose primary key is not a number: SQLite keeps the rows in its order. */
  readonly keyed: RawBuilder<unknown>;
}

export function columnTypes(dialect: Dialect): ColumnTypes {
  return dialect === "sqlite"
    ? {
        dialect,
        bigint: "integer",
        bytes: "blob",
        text: "text",
        real: "real",
        keyed: sql`without rowid`,
      }
    : {
        dialect,
        bigint: "bigint",
        bytes: "bytea",
        text: sql<string>`text collate "C"`,
        real: "double precision",
        keyed: sql``,
      };
}

/** In the order they are run. One that was ever released is never changed. */
export const MIGRATIONS: readonly Migration[] = [
  {
    name: "documents",
    async up(db, { dialect, bigint, bytes, text }) {
      await db.schema
        .createTable("documents")
        .addColumn("seq", bigint, (column) =>
          dialect === "sqlite"
            ? column.primaryKey().autoIncrement()
            : column.primaryKey().generatedAlwaysAsIdentity(),
        )
        .addColumn("key", text, (column) => column.notNull().unique())
        .addColumn("id", text, (column) => column.notNull())
        .addColumn("story", text, (column) => column.notNull())
        .addColumn("version", "integer", (column) => column.notNull())
        .addColumn("latest", "integer", (column) => column.notNull())
        .addColumn("sha256", text, (column) => column.notNull())
        .addColumn("title", text)
        .addColumn("outlet", text)
        .addColumn("published", text)
        .addColumn("updated", text)
        .addColumn("language", text)
        .addColumn("genre", text)
        .addColumn("url", text)
        .addColumn("file", text)
        .addColumn("added", text, (column) => column.notNull())
        .addColumn("pipeline", text, (column) => column.notNull())
        .addColumn("record", bytes, (column) => column.notNull())
        .addUniqueConstraint("documents_story_version", ["story", "version"])
        .execute();
      await index(db, "documents", ["id"]);
      await index(db, "documents", ["file"]);
      // The order of `documents`; unknown dates come first in both stores.
      await sql`create index documents_in_order
        on documents (coalesce(published, ''), key)`.execute(db);
      // Without it, those of an outlet with few documents were looked for among all others.
      await sql`create index documents_of_outlet
        on documents (outlet, coalesce(published, ''), key)`.execute(db);
    },
  },
  {
    name: "statements, entities, events",
    async up(db, { bigint, text, real, keyed }) {
      await db.schema
        .createTable("statements")
        .addColumn("key", bigint, (column) => column.primaryKey())
        .addColumn("document", bigint, (column) =>
          column.notNull().references("documents.seq").onDelete("cascade"),
        )
        .addColumn("entry", text, (column) => column.notNull())
        .addColumn("kind", text, (column) => column.notNull())
        .addColumn("act", text)
        .addColumn("source", text, (column) => column.notNull())
        .addColumn("sourceName", text)
        .addColumn("sourceType", text, (column) => column.notNull())
        .addColumn("country", text)
        .addColumn("sector", text)
        .addColumn("onBehalfOf", text)
        .addColumn("content", text, (column) => column.notNull())
        .addColumn("spans", text, (column) => column.notNull())
        .addColumn("saidFrom", text)
        .addColumn("saidTo", text)
        .addColumn("confidence", real)
        .addColumn("human", "integer", (column) => column.notNull())
        .execute();
      await index(db, "statements", ["document"]);
      await db.schema
        .createTable("entities")
        .addColumn("document", bigint, (column) =>
          column.notNull().references("documents.seq").onDelete("cascade"),
        )
        .addColumn("entry", text, (column) => column.notNull())
        .addColumn("name", text, (column) => column.notNull())
        .addColumn("kind", text)
        .addColumn("named", "integer", (column) => column.notNull())
        .addColumn("country", text)
        .addColumn("sector", text)
        .addColumn("count", "integer")
        .addColumn("roles", text, (column) => column.notNull())
        .addPrimaryKeyConstraint("entities_pk", ["document", "entry"])
        .modifyEnd(keyed)
        .execute();
      await db.schema
        .createTable("events")
        .addColumn("key", bigint, (column) => column.primaryKey())
        .addColumn("document", bigint, (column) =>
          column.notNull().references("documents.seq").onDelete("cascade"),
        )
        .addColumn("entry", text, (column) => column.notNull())
        .addColumn("plover", text)
        .addColumn("mode", text)
        .addColumn("code", text)
        .addColumn("status", text, (column) => column.notNull())
        .addColumn("source", text)
        .addColumn("target", text)
        .addColumn("sourceCode", text)
        .addColumn("targetCode", text)
        .addColumn("dateFrom", text)
        .addColumn("dateTo", text)
        .addColumn("accordingTo", text, (column) => column.notNull())
        .addColumn("confidence", real)
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
  {
    name: "full text",
    async up(db, { dialect, bigint }) {
      await db.schema
        .createTable("document_rows")
        .addColumn("key", bigint, (column) => column.primaryKey())
        .addColumn("document", bigint, (column) =>
          column.notNull().unique().references("documents.seq").onDelete("cascade"),
        )
        .execute();
      await searchIndex({ dialect }).createTables(db);
    },
  },
  {
    name: "pending documents and workers",
    async up(db, { text, bytes }) {
      await db.schema
        .createTable("pending")
        .addColumn("key", text, (column) => column.primaryKey())
        .addColumn("document", bytes, (column) => column.notNull())
        .addColumn("handed", text, (column) => column.notNull())
        .addColumn("returns", "integer", (column) => column.notNull())
        .addColumn("error", text)
        .execute();
      await db.schema
        .createTable("workers")
        .addColumn("name", text, (column) => column.primaryKey())
        .addColumn("started", text, (column) => column.notNull())
        .addColumn("seen", text, (column) => column.notNull())
        .addColumn("done", "integer", (column) => column.notNull())
        .addColumn("failed", "integer", (column) => column.notNull())
        .execute();
    },
  },
  {
    name: "corrections and protections",
    async up(db, { dialect, bigint, text }) {
      const counted = (column: ColumnDefinitionBuilder) =>
        dialect === "sqlite"
          ? column.primaryKey().autoIncrement()
          : column.primaryKey().generatedAlwaysAsIdentity();
      await db.schema.alterTable("documents").addColumn("identity", text).execute();
      await sql`update documents set identity = key`.execute(db);
      await db.schema
        .createIndex("documents_identity")
        .unique()
        .on("documents")
        .column("identity")
        .execute();
      await db.schema
        .createTable("corrections")
        .addColumn("n", bigint, counted)
        .addColumn("id", text, (column) => column.notNull().unique())
        .addColumn("document", bigint, (column) =>
          column.notNull().references("documents.seq").onDelete("cascade"),
        )
        .addColumn("at", text, (column) => column.notNull())
        .addColumn("who", text, (column) => column.notNull())
        .addColumn("why", text, (column) => column.notNull())
        .addColumn("target", text, (column) => column.notNull())
        .addColumn("change", text, (column) => column.notNull())
        .addColumn("after", text)
        .addColumn("words", text, (column) => column.notNull())
        .execute();
      await index(db, "corrections", ["document"]);
      await db.schema
        .createTable("protections")
        .addColumn("number", bigint, counted)
        .addColumn("id", text, (column) => column.notNull().unique())
        .addColumn("at", text, (column) => column.notNull())
        .addColumn("who", text, (column) => column.notNull())
        .addColumn("why", text, (column) => column.notNull())
        .addColumn("label", text)
        .addColumn("what", text, (column) => column.notNull())
        .addColumn("document", bigint, (column) =>
          column.references("documents.seq").onDelete("cascade"),
        )
        .execute();
      await db.schema
        .createTable("lifts")
        .addColumn("id", text, (column) => column.primaryKey())
        .addColumn("protection", bigint, (column) =>
          column.notNull().references("protections.number").onDelete("cascade"),
        )
        .addColumn("at", text, (column) => column.notNull())
        .addColumn("who", text, (column) => column.notNull())
        .addColumn("why", text, (column) => column.notNull())
        .execute();
      await db.schema
        .createTable("settings")
        .addColumn("name", text, (column) => column.primaryKey())
        .addColumn("value", text, (column) => column.notNull())
        .execute();
      // Of what is shown of protected documents, nothing can be computed without it.
      const secret = randomBytes(32).toString("hex");
      await db.insertInto("settings").values({ name: "secret", value: secret }).execute();
    },
  },
  {
    name: "shingles",
    async up(db, { dialect, bigint, bytes }) {
      // The key is all there is to a row: SQLite keeps it once, in the tree of the key.
      const table = db.schema
        .createTable("shingles")
        .addColumn("hash", "integer", (column) => column.notNull())
        .addColumn("report", dialect === "sqlite" ? "integer" : "smallint", (column) =>
          column.notNull(),
        )
        .addColumn("document", bigint, (column) => column.notNull())
        .addPrimaryKeyConstraint("shingles_pk", ["hash", "report", "document"]);
      await (dialect === "sqlite" ? table.modifyEnd(sql`without rowid`) : table).execute();
      for (const name of ["newShingles", "mergedShingles"]) {
        await db.schema
          .createTable(name)
          .addColumn("document", bigint, (column) => column.primaryKey())
          .addColumn("report", "integer", (column) => column.notNull())
          .addColumn("hashes", bytes, (column) => column.notNull())
          .execute();
      }
    },
  },
  actorTables,
  {
    name: "letters",
    async up(db, { bigint, text, keyed }) {
      await db.schema
        .createTable("letters")
        .addColumn("day", text, (column) => column.notNull())
        .addColumn("document", bigint, (column) =>
          column.notNull().references("documents.seq").onDelete("cascade"),
        )
        .addPrimaryKeyConstraint("letters_pk", ["day", "document"])
        .modifyEnd(keyed)
        .execute();
      await index(db, "letters", ["document"]);
    },
  },
  {
    name: "failures of pending documents",
    async up(db, { text }) {
      await db.schema
        .alterTable("pending")
        .addColumn("failures", "integer", (column) => column.notNull().defaultTo(0))
        .execute();
      await db.schema.alterTable("pending").addColumn("pipeline", text).execute();
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
