import { sql } from "kysely";
import type { Store } from "./store.ts";

export interface RowCounts {
  /** Earlier versions too. */
  readonly documents: number;
  readonly statements: number;
}

/**
 * How many documents and statements there are: exactly in SQLite, and in PostgreSQL about as many
 * as at its last look (`reltuples`), since counting would read the whole of an index.
 */
export async function countRows({ db, dialect }: Store): Promise<RowCounts> {
  const counting =
    dialect === "sqlite"
      ? sql<RowCounts>`select (select count(*) from documents) as documents,
          (select count(*) from statements) as statements`
      : sql<RowCounts>`select greatest(0, (select reltuples from pg_class where oid = 'documents'::regclass)) as documents,
          greatest(0, (select reltuples from pg_class where oid = 'statements'::regclass)) as statements`;
  const { rows } = await counting.execute(db);
  return rows[0]!;
}

/** @throws where the record does not answer */
export async function askRecord({ db }: Store): Promise<void> {
  await db.selectFrom("documents").select("seq").limit(1).execute();
}
