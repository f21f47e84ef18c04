import { sql } from "kysely";
import type { SearchIndex } from "./search-index.ts";

const TABLES = { statement_words: "statements", document_words: "document_rows" } as const;

/** All rows, where no word and no filter asks for some: read from the tables themselves. */
export const everything: Pick<SearchIndex, "find"> = {
  async find(db, table, _match, { range, rest, newestFirst, limit, cap }) {
    const rows = await db
      .selectFrom(TABLES[table])
      .select("key")
      .where("key", ">=", rest.from)
      .where("key", "<", rest.below)
      .orderBy("key", newestFirst ? "desc" : "asc")
      .limit(limit)
      .execute();
    const counted = await sql<{ count: number }>`
      select count(*) as count from (
        select 1 from ${sql.ref(TABLES[table])}
        where key >= ${range.from} and key < ${range.below} limit ${cap}
      ) as rows`.execute(db);
    return { keys: rows.map(({ key }) => key), count: counted.rows[0]!.count };
  },
};
