import { type RawBuilder, sql } from "kysely";
import { inPieces } from "../projections/rows.ts";
import {
  type Expression,
  INDEXED,
  type IndexTable,
  type Match,
  type SearchIndex,
} from "./search-index.ts";

/**
 * The index in SQLite: FTS5 without a copy of the text, its row numbers the keys. It walks them
 * from either end and stops when a page is full, so that the newest of many hits cost no more than
 * those of few.
 *
 * Words come folded, and parted by spaces. The tokenizer `ascii` takes every character beyond ASCII
 * as it is, unlike `unicode61`, which knows Unicode 6.1 alone.
 */
export const fts5: SearchIndex = {
  async createTables(db) {
    for (const table of ["statement_words", "document_words"]) {
      await sql`
        create virtual table ${sql.ref(table)} using fts5 (
          words, content='', contentless_delete=1, tokenize="ascii tokenchars '=_'"
        )`.execute(db);
    }
  },
  async insert(db, table, rows) {
    // In order of keys: FTS5 writes what it holds in memory at every step back.
    const values = rows
      .toSorted((a, b) => a.key - b.key)
      .map(({ key, words, facets }) => ({ rowid: key, words: [...words, ...facets].join(" ") }));
    for (const piece of inPieces(values)) {
      const lines = piece.map(({ rowid, words }) => sql`(${rowid}, ${words})`);
      await sql`insert into ${sql.ref(table)} (rowid, words) values ${sql.join(lines)}`.execute(db);
    }
  },
  async remove(db, table, keys) {
    for (const key of keys) {
      await sql`delete from ${sql.ref(table)} where rowid = ${key}`.execute(db);
    }
  },
  async find(db, table, match, { range, newestFirst, limit, counted, cap }) {
    const order = newestFirst ? sql`desc` : sql`asc`;
    const { rows } = await sql<{ key: number }>`
      select rowid as key from ${sql.ref(table)}
      where ${matches(table, match)} and rowid >= ${range.from} and rowid < ${range.below}
      order by rowid ${order} limit ${counted === null ? cap : limit}`.execute(db);
    const keys = rows.slice(0, limit).map(({ key }) => key);
    return { keys, count: counted ?? rows.length };
  },
  async countStrays(db, table) {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from (${strays(table)})`.execute(db);
    return rows[0]!.count;
  },
  async removeStrays(db, table) {
    await sql`delete from ${sql.ref(table)} where rowid in (${strays(table)})`.execute(db);
  },
};

/** FTS5 keeps a row for each of its own in a table beside it. */
function strays(table: IndexTable): RawBuilder<unknown> {
  return sql`
    select id from ${sql.ref(`${table}_docsize`)}
    where id not in (select key from ${sql.ref(INDEXED[table])})`;
}

function matches(table: string, { all, none }: Match): RawBuilder<unknown> {
  const there = all.map(expression).join(" AND ");
  const text = none.length === 0 ? there : `(${there}) NOT (${none.map(expression).join(" OR ")})`;
  return sql`${sql.ref(table)} match ${text}`;
}

/** In FTS5's language. Words hold neither quotation marks nor spaces. */
function expression(wanted: Expression): string {
  if ("every" in wanted) return `(${wanted.every.map(expression).join(" AND ")})`;
  if ("some" in wanted) return `(${wanted.some.map(expression).join(" OR ")})`;
  const words = "word" in wanted ? wanted.word : wanted.phrase.join(" ");
  return wanted.prefix ? `"${words}" *` : `"${words}"`;
}
