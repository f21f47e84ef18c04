import { INDEXED, type SearchIndex } from "./search-index.ts";

/** All rows, where no word and no filter asks for some: read from the tables themselves. */
export const everything: Pick<SearchIndex, "find"> = {
  async find(db, table, _match, { range, newestFirst, limit, counted, cap }) {
    const rows = await db
      .selectFrom(INDEXED[table])
      .select("key")
      .where("key", ">=", range.from)
      .where("key", "<", range.below)
      .orderBy("key", newestFirst ? "desc" : "asc")
      .limit(counted === null ? cap : limit)
      .execute();
    const keys = rows.slice(0, limit).map(({ key }) => key);
    return { keys, count: counted ?? rows.length };
  },
};
