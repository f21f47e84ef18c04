import type { Kysely } from "kysely";
import type { DocumentRecord } from "../document/index.ts";
import { unpackRecord } from "./pack.ts";
import type { Schema } from "./schema.ts";

/**
 * What is shown of a document, everywhere: its record as the machine made it, with the corrections
 * people made and without the names they protected.
 *
 * @param seq `documents.seq`
 */
export async function shownRecord(db: Kysely<Schema>, seq: number): Promise<DocumentRecord> {
  const { record } = await db
    .selectFrom("documents")
    .select("record")
    .where("seq", "=", seq)
    .executeTakeFirstOrThrow();
  return unpackRecord(record);
}
