import { type Kysely, type RawBuilder, sql } from "kysely";
import { inPieces, recordset } from "../projections/rows.ts";
import type { Schema } from "../schema.ts";
import { dayOfKey, firstKeyOf } from "../time-key.ts";
import { daysBetween, dayTokens, nextDay, stepDays } from "./days.ts";
import {
  type Expression,
  type Found,
  INDEXED,
  type IndexRow,
  type IndexTable,
  type KeyRange,
  type Match,
  type SearchIndex,
  type Wanted,
} from "./search-index.ts";

/*
 * The index in PostgreSQL: one `tsvector` a row, in a GIN index, without positions.
 *
 * GIN finds all hits of a query or none, in no order; a word that half of a million rows hold would
 * make every page slow. So each row also has its year, month and day as words ("at=2031"), and a
 * page is looked for in the newest day, the four days before, the sixteen before those: a common
 * word fills it at once, a rare one soon has the whole record in view.
 *
 * A phrase is checked in `folded`, the row's words in order. That too is slow where all its words
 * are common, as in "of the". So two short words that follow each other are a word of their own
 * ("of_the"), and common words are short in every language.
 */
export const tsvector: SearchIndex = {
  async createTables(db) {
    for (const table of ["statement_words", "document_words"] as const) {
      await sql`
        create table ${sql.ref(table)} (
          key bigint primary key, words tsvector not null, folded text not null
        )`.execute(db);
      await indexWords(db, table);
    }
  },
  async insert(db, table, rows) {
    for (const piece of inPieces(rows.map(rowValues))) {
      await sql`
        insert into ${sql.ref(table)} (key, words, folded)
        select key, words, folded from ${recordset(table, piece)}`.execute(db);
    }
  },
  async remove(db, table, keys) {
    if (keys.length === 0) return;
    await sql`
      delete from ${sql.ref(table)} where key = any(${[...keys]}::bigint[])`.execute(db);
  },
  async find(db, table, match, wanted) {
    const look = async (plan: Kysely<Schema>) => {
      // PostgreSQL cannot know how often words and facets meet, and reads the whole table where it
      // guesses too high. The settings end with the transaction.
      await sql`
        select set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)`.execute(
        plan,
      );
      return findIn(plan, table, match, wanted);
    };
    return db.isTransaction ? look(db) : db.transaction().execute(look);
  },
  async countStrays(db, table) {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from ${sql.ref(table)} where ${isStray(table)}`.execute(db);
    return rows[0]!.count;
  },
  async removeStrays(db, table) {
    await sql`delete from ${sql.ref(table)} where ${isStray(table)}`.execute(db);
  },
};

export async function indexWords(db: Kysely<Schema>, table: IndexTable): Promise<void> {
  // What waits to be put into the index is read by every search: not much may wait.
  await sql`
    create index if not exists ${sql.ref(`${table}_gin`)} on ${sql.ref(table)}
    using gin (words) with (gin_pending_list_limit = 1024)`.execute(db);
}

function isStray(table: IndexTable): RawBuilder<boolean> {
  return sql`key not in (select key from ${sql.ref(INDEXED[table])})`;
}

async function findIn(
  db: Kysely<Schema>,
  table: IndexTable,
  match: Match,
  { range, newestFirst, around, limit, counted, cap }: Wanted,
): Promise<Found> {
  const page = { ...range, newestFirst, around, limit };
  if (counted !== null && counted >= cap) {
    return { keys: await pageByWindows(db, table, match, page), count: counted };
  }
  const { rows } = await sql<{ key: number }>`
    select key from ${sql.ref(table)}
    where ${matches(match)} and ${within(range)} limit ${cap}`.execute(db);
  if (rows.length === cap) {
    return { keys: await pageByWindows(db, table, match, page), count: cap };
  }
  const keys = rows.map(({ key }) => key).sort((a, b) => (newestFirst ? b - a : a - b));
  return { keys: keys.slice(0, limit), count: counted ?? rows.length };
}

type KeyPage = KeyRange & Pick<Wanted, "newestFirst" | "around" | "limit">;

/** Each window is so many times as long as the one before. */
const GROWTH = 8;

/** From here on, in days, a window takes all that is left. */
const LONGEST = 1000;

async function pageByWindows(
  db: Kysely<Schema>,
  table: IndexTable,
  match: Match,
  { from, below, newestFirst, around, limit }: KeyPage,
): Promise<number[]> {
  const keys: number[] = [];
  let rest: KeyRange = { from, below };
  if (around !== null) {
    // What was said after the days of publication, or before them, comes first, and is little.
    const [first, left] = apart(rest, newestFirst ? around.below : around.from);
    const outside = newestFirst ? left : first;
    const said = newestFirst ? LATER : EARLIER;
    const dated = { ...match, all: [...match.all, { word: said, prefix: false }] };
    const page = { ...outside, newestFirst, around, limit };
    if (outside.from < outside.below) keys.push(...(await keysIn(db, table, dated, page, true)));
    rest = newestFirst ? first : left;
  }
  let day = await edgeDay(db, table, rest, newestFirst);
  for (let days = 1; keys.length < limit && rest.from < rest.below; days *= GROWTH) {
    const window = day === null || days > LONGEST ? null : windowAt(day, days, newestFirst);
    const range = {
      from: Math.max(rest.from, window?.from ?? rest.from),
      below: Math.min(rest.below, window?.below ?? rest.below),
    };
    const page = { ...range, newestFirst, around, limit: limit - keys.length };
    const dated = window === null ? match : { ...match, all: [...match.all, ...dayWords(range)] };
    keys.push(...(await keysIn(db, table, dated, page, window !== null)));
    rest = newestFirst ? { ...rest, below: range.from } : { ...rest, from: range.below };
    day &&= stepDays(day, newestFirst ? -days : days);
  }
  return keys;
}

/** The parts of a range before a key and from it on; either may be empty. */
function apart({ from, below }: KeyRange, key: number): readonly [KeyRange, KeyRange] {
  return [
    { from, below: Math.min(below, key) },
    { from: Math.max(from, key), below },
  ];
}

/** So many days from a day on, back or forward. */
function windowAt(day: string, days: number, newestFirst: boolean): KeyRange {
  const [first, last] = newestFirst
    ? [stepDays(day, 1 - days), day]
    : [day, stepDays(day, days - 1)];
  return { from: firstKeyOf(first), below: firstKeyOf(nextDay(last)) };
}

/** The day where a range begins or ends; `null` where that is an unknown one. */
async function edgeDay(
  db: Kysely<Schema>,
  table: IndexTable,
  range: KeyRange,
  newestFirst: boolean,
): Promise<string | null> {
  const edge = newestFirst ? sql`max(key)` : sql`min(key)`;
  const { rows } = await sql<{ key: number | null }>`
    select ${edge} as key from ${sql.ref(table)} where ${within(range)}`.execute(db);
  const key = rows[0]!.key;
  return key === null ? null : dayOfKey(key);
}

async function keysIn(
  db: Kysely<Schema>,
  table: IndexTable,
  match: Match,
  { from, below, newestFirst, limit }: KeyPage,
  isWindow: boolean,
): Promise<number[]> {
  const order = newestFirst ? sql`desc` : sql`asc`;
  // Materialized: else the order by key tempts PostgreSQL to walk the keys and test each row. Where
  // there is no window, walking may be the best there is.
  const { rows } = await sql<{ key: number }>`
    with hits as ${isWindow ? sql`materialized` : sql`not materialized`} (
      select key from ${sql.ref(table)} where ${matches(match)} and ${within({ from, below })}
    )
    select key from hits order by key ${order} limit ${limit}`.execute(db);
  return rows.map(({ key }) => key);
}

function dayWords({ from, below }: KeyRange): Expression[] {
  const first = dayOfKey(from);
  const last = dayOfKey(below - 1);
  if (first === null || last === null || daysBetween(first, last) > LONGEST) return [];
  const some = dayTokens(first, last).map((day) => ({ word: `at=${day}`, prefix: false }));
  return [{ some }];
}

/** Words of rows of another day than that of publication. */
const LATER = "at=later";
const EARLIER = "at=earlier";

const PUBLISHED = /^published=\d{8}$/;

/** Both as PostgreSQL reads them; see the limits below. */
function rowValues({ key, words, facets }: IndexRow) {
  const day = dayOfKey(key)?.replaceAll("-", "");
  const at = day === undefined ? [] : [4, 6, 8].map((length) => `at=${day.slice(0, length)}`);
  const published = facets.find((facet) => PUBLISHED.test(facet))?.slice(-8);
  if (day !== undefined && published !== undefined && day !== published) {
    at.push(day > published ? LATER : EARLIER);
  }
  const lexemes = new Lexemes([...facets, ...at]);
  for (const word of words) lexemes.add(word);
  lexemes.addPairs(words);
  return { key, words: lexemes.text(), folded: ` ${words.join(" ")} ` };
}

/** Bytes of all lexemes of a `tsvector`; PostgreSQL takes 2^20. */
const MOST_BYTES = 1_000_000;

/** Stands for all pairs of a row that has too many of them. */
const ALL_PAIRS = "pairs=all";

/**
 * The different words of one row. One with more than fits into a `tsvector`, about a hundred
 * thousand of them, is found by the first of them only.
 */
class Lexemes {
  readonly #lexemes = new Set<string>();
  #bytes = 0;

  constructor(facets: readonly string[]) {
    for (const facet of [...facets, ALL_PAIRS]) this.add(facet);
    this.#lexemes.delete(ALL_PAIRS);
  }

  add(lexeme: string): boolean {
    if (this.#lexemes.has(lexeme)) return true;
    const bytes = Buffer.byteLength(lexeme) + 2;
    if (this.#bytes + bytes > MOST_BYTES) return false;
    this.#bytes += bytes;
    this.#lexemes.add(lexeme);
    return true;
  }

  addPairs(words: readonly string[]): void {
    const pairs = pairsOf(words);
    if (!pairs.every((pair) => this.add(pair))) this.#lexemes.add(ALL_PAIRS);
  }

  text(): string {
    return [...this.#lexemes].map((lexeme) => `'${lexeme}'`).join(" ");
  }
}

/** Words of so many letters or fewer are short. */
const SHORT = 4;

function pairsOf(words: readonly string[]): string[] {
  const pairs: string[] = [];
  for (let i = 1; i < words.length; i++) {
    const [before, word] = [words[i - 1]!, words[i]!];
    if (before.length <= SHORT && word.length <= SHORT) pairs.push(`${before}_${word}`);
  }
  return pairs;
}

function within({ from, below }: KeyRange): RawBuilder<boolean> {
  return sql`key >= ${from} and key < ${below}`;
}

/** The index's part, and where a phrase is wanted the check of the words' order. */
function matches({ all, none }: Match): RawBuilder<boolean> {
  // A row that has a phrase's words but not the phrase must not be excluded by the index.
  const excluded = none.filter((wanted) => !hasPhrase(wanted));
  const lexemes = [...all.map(lexemeQuery), ...excluded.map((wanted) => `!${lexemeQuery(wanted)}`)];
  const checks = [
    sql`words @@ ${lexemes.join(" & ")}::tsquery`,
    ...all.filter(hasPhrase).map(check),
    ...none.filter(hasPhrase).map((wanted) => sql`not ${check(wanted)}`),
  ];
  return sql`${sql.join(checks, sql` and `)}`;
}

function hasPhrase(wanted: Expression): boolean {
  if ("every" in wanted) return wanted.every.some(hasPhrase);
  if ("some" in wanted) return wanted.some.some(hasPhrase);
  return "phrase" in wanted;
}

/** What a row must have to match; for a phrase, it may have it and not match. */
function lexemeQuery(wanted: Expression): string {
  if ("every" in wanted) return `(${wanted.every.map(lexemeQuery).join(" & ")})`;
  if ("some" in wanted) return `(${wanted.some.map(lexemeQuery).join(" | ")})`;
  if ("word" in wanted) return lexeme(wanted.word, wanted.prefix);
  const { phrase, prefix } = wanted;
  const words = phrase.map((word, i) => lexeme(word, prefix && i === phrase.length - 1));
  const pairs = pairsOf(prefix ? phrase.slice(0, -1) : phrase).map((pair) => lexeme(pair, false));
  if (pairs.length === 0) return `(${words.join(" & ")})`;
  return `(${words.join(" & ")} & (${lexeme(ALL_PAIRS, false)} | ${pairs.join(" & ")}))`;
}

function lexeme(word: string, prefix: boolean): string {
  return prefix ? `'${word}':*` : `'${word}'`;
}

function check(wanted: Expression): RawBuilder<boolean> {
  if ("every" in wanted) return sql`(${sql.join(wanted.every.map(check), sql` and `)})`;
  if ("some" in wanted) return sql`(${sql.join(wanted.some.map(check), sql` or `)})`;
  if ("word" in wanted) return sql`words @@ ${lexeme(wanted.word, wanted.prefix)}::tsquery`;
  // Words hold no character that "like" reads otherwise.
  const like = `% ${wanted.phrase.join(" ")}${wanted.prefix ? "%" : " %"}`;
  return sql`folded like ${like}`;
}
