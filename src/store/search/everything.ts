import { sql } from "kysely";
import { INDEXED, type SearchIndex } from "./search-index.ts";

/** All rows, where no word and no filter asks for some: read from the tables themselves. */
export const everything: Pick<SearchIndex, "find"> = {
  async find(db, table, _match, { range, rest, newestFirst, limit, cap }) {
    const rows = await db
      .selectFrom(INDEXED[table])
      .select("key")
      .where("key", ">=", rest.from)
      .where("key", "<", rest.below)
      .orderBy("key", newestFirst ? "desc" : "asc")
      .limit(limit)
      .execute();
    const counted = await sql<{ count: number }>`
      select count(*) as count from (
        select 1 from ${sql.ref(INDEXED[table])}
        where key >= ${range.from} and key < ${range.below} limit ${cap}
      ) as rows`.execute(db);
    return { keys: rows.map(({ key }) => key), count: counted.rows[0]!.count };
  },
};
