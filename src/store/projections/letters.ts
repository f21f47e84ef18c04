import { sql } from "kysely";
import type { DocumentRecord } from "../../document/index.ts";
import { storable } from "../storable.ts";
import type { Projection } from "./projection.ts";
import { insertRows } from "./rows.ts";

const ORPHANED = sql`document not in (select seq from documents where latest = 1)`;

/** Which documents have a list of signatories, so that the others are not read to know. */
export const letters: Projection = {
  name: "letters",
  async insert(db, documents, store) {
    const rows = documents.flatMap(({ seq, shown }) => {
      const day = dayOf(shown);
      return day === null ? [] : [{ day, document: seq }];
    });
    await insertRows(db, store, "letters", rows);
  },
  async remove(db, seq) {
    await db.deleteFrom("letters").where("document", "=", seq).execute();
  },
  async faults(db, { seq, shown }) {
    const stored = await db
      .selectFrom("letters")
      .select("day")
      .where("document", "=", seq)
      .executeTakeFirst();
    return (stored?.day ?? null) === dayOf(shown) ? [] : ["letters: not as its lists are"];
  },
  async countOrphans(db) {
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from letters where ${ORPHANED}`.execute(db);
    return Number(rows[0]!.n);
  },
  async removeOrphans(db) {
    await sql`delete from letters where ${ORPHANED}`.execute(db);
  },
};

/** `null` where the document has no list. */
function dayOf({ document, lists }: DocumentRecord): string | null {
  if (lists.length === 0) return null;
  return storable(document.published ?? document.updated ?? "") as string;
}
