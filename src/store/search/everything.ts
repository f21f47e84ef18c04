import type { SearchIndex } from "./search-index.ts";

const TABLES = { statement_words: "statements", document_words: "document_rows" } as const;

/** All rows, where no word and no filter asks for some: read from the tables themselves. */
export const everything: Pick<SearchIndex, "page" | "count"> = {
  async page(db, table, _match, { from, below, newestFirst, limit }) {
    const rows = await db
      .selectFrom(TABLES[table])
      .select("key")
      .where("key", ">=", from)
      .where("key", "<", below)
      .orderBy("key", newestFirst ? "desc" : "asc")
      .limit(limit)
      .execute();
    return rows.map(({ key }) => key);
  },
  async count(db, table, _match, { from, below }, cap) {
    const { count } = await db
      .selectFrom((from_) =>
        from_
          .selectFrom(TABLES[table])
          .select("key")
          .where("key", ">=", from)
          .where("key", "<", below)
          .limit(cap)
          .as("rows"),
      )
      .select((row) => row.fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    return count;
  },
};
