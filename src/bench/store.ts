import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { countDocuments } from "../store/check.ts";
import {
  closeStore,
  type Dialect,
  openStore,
  type SearchOptions,
  type SearchPage,
  type StatementFilter,
  type Store,
  searchDocuments,
  searchStatements,
} from "../store/index.ts";
import { indexWords } from "../store/search/tsvector.ts";
import { type Random, seededRandom } from "../train/random.ts";
import { fillStore } from "./fill-store.ts";
import { generateRecords, madeCountry, outletName, PEOPLE } from "./made-records.ts";
import { personName, unevenly, wordOfRank } from "./made-words.ts";
import { startPostgres } from "./postgres-server.ts";
import { ownTime } from "./record-under-test.ts";
import { formatTable } from "./table.ts";

export interface StoreBenchOptions {
  readonly statements: number;
  /** One store alone. */
  readonly only?: string;
  /** A SQLite file, or a folder for PostgreSQL: filled, or used as it is where it is there. */
  readonly keep?: string;
  /** Queries of each kind. */
  readonly queries?: number;
}

/**
 * Time that searches take on records with many made statements, in SQLite and in PostgreSQL: the
 * whole of `searchStatements`, with its count, rows and marked words. Cold is the first time a
 * query is asked after the record was opened; the machine's own cache of the file stays as it is.
 * CPU is the processor time of this process and of PostgreSQL's server, which on a machine with
 * other work to do says more than the clock.
 */
export async function benchStore(options: StoreBenchOptions): Promise<string> {
  const parts: string[] = [`${options.statements} statements, commit ${commit()}`];
  if (options.only !== "postgres") parts.push(await benchSqlite(options));
  if (options.only !== "sqlite") parts.push(await benchPostgres(options));
  return parts.join("\n\n");
}

async function benchSqlite(options: StoreBenchOptions): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "onrecord-bench-"));
  const file = options.keep ?? join(folder, "record.db");
  try {
    const filled = await fill(file, options.statements);
    const size = `${(statSync(file).size / 1e6).toFixed(0)} MB`;
    return `SQLite: ${filled}, ${size}\n${await measure(file, "sqlite", options, ownTime)}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function benchPostgres(options: StoreBenchOptions): Promise<string> {
  const server = await startPostgres({ kept: options.keep });
  try {
    const url = await server.record();
    const before = server.processorTime();
    const filled = await fill(url, options.statements);
    const seconds = ((server.processorTime() - before) / 1000).toFixed(0);
    const table = await measure(url, "postgres", options, () => ownTime() + server.processorTime());
    return `PostgreSQL: ${filled}; ${seconds} s of the server's processor time\n${table}`;
  } finally {
    await server.remove();
  }
}

/** Goes on where it was broken off: a record has the first of the made documents. */
async function fill(target: string, statements: number): Promise<string> {
  const store = await openStore(target, { create: true });
  try {
    const said = await sql<{ n: number }>`select count(*) as n from statements`.execute(store.db);
    if (said.rows[0]!.n === statements) return `filled before; ${await sizes(store)}`;
    return `${await fillFrom(store, statements)}; ${await sizes(store)}`;
  } finally {
    await closeStore(store);
  }
}

async function fillFrom(store: Store, statements: number): Promise<string> {
  const [began, used] = [performance.now(), ownTime()];
  const there = await countDocuments(store);
  let [documents, characters] = [0, 0];
  function* missing() {
    for (const record of generateRecords(statements)) {
      characters += record.text.length;
      if (++documents > there) yield record;
    }
  }
  if (store.dialect === "postgres") await dropIndexes(store);
  await fillStore(store, missing());
  const rows = (performance.now() - began) / 1000;
  if (store.dialect === "postgres") await makeIndexes(store);
  const seconds = (performance.now() - began) / 1000;
  const own = (ownTime() - used) / 1000;
  return `filled with ${documents - there} documents in ${seconds.toFixed(0)} s (${rows.toFixed(0)} s without indexes), of processor time here ${own.toFixed(0)} s; ${(characters / 1e6).toFixed(0)} MB of text`;
}

/**
 * Takes the largest indexes of PostgreSQL away while a record is filled: to put millions of entries
 * into them in no order takes some times longer than to sort them all at the end.
 */
async function dropIndexes({ db }: Store): Promise<void> {
  await sql`drop index if exists statement_words_gin`.execute(db);
  await sql`drop index if exists document_words_gin`.execute(db);
  await sql`alter table shingles drop constraint if exists shingles_pk`.execute(db);
}

async function makeIndexes({ db }: Store): Promise<void> {
  for (const table of ["statement_words", "document_words"] as const) {
    await indexWords(db, table);
  }
  await sql`alter table shingles add constraint shingles_pk
    primary key (hash, report, document)`.execute(db);
  await sql`vacuum analyze`.execute(db);
}

/** What the full text takes. */
async function sizes({ db, dialect }: Store): Promise<string> {
  const query =
    dialect === "sqlite"
      ? sql<{ s: number; d: number }>`select
          (select sum(length(block)) from statement_words_data) as s,
          (select sum(length(block)) from document_words_data) as d`
      : sql<{ s: number; d: number }>`select
          pg_total_relation_size('statement_words') as s, pg_total_relation_size('document_words') as d`;
  const { s, d } = (await query.execute(db)).rows[0]!;
  return `words of statements ${(s / 1e6).toFixed(0)} MB, of documents ${(d / 1e6).toFixed(0)} MB`;
}

interface Kind {
  readonly name: string;
  /** Draws one query; what it does is timed. */
  readonly draw: (random: Random) => Ask;
}

type Ask = (store: Store) => Promise<SearchPage<unknown>>;

const WORDS = 60_000;

function statements(options: SearchOptions<StatementFilter>): Ask {
  return (store) => searchStatements(store, options);
}

/** @param said words of statements on the record */
function kindsOf(said: readonly (readonly string[])[]): readonly Kind[] {
  return [
    {
      name: "a word and a filter",
      draw: (random) => statements({ words: word(random, 50, 5000), filter: facets(random, 1) }),
    },
    {
      name: "a word and two filters",
      draw: (random) => statements({ words: word(random, 1, 5000), filter: facets(random, 2) }),
    },
    { name: "two filters", draw: (random) => statements({ filter: facets(random, 2) }) },
    { name: "three filters", draw: (random) => statements({ filter: facets(random, 3) }) },
    { name: "a word", draw: (random) => statements({ words: word(random, 1, WORDS) }) },
    {
      name: "two words",
      draw: (random) => statements({ words: `${word(random, 1, 500)} ${word(random, 1, 5000)}` }),
    },
    {
      name: "a word, not another",
      draw: (random) => statements({ words: `${word(random, 50, 5000)} -${word(random, 1, 50)}` }),
    },
    {
      name: "prefix of 3 to 5 letters",
      draw: (random) => {
        const letters = 3 + Math.floor(random() * 3);
        return statements({ words: `${word(random, 200, WORDS).slice(0, letters)}*` });
      },
    },
    {
      name: "phrase that was said, 2 words",
      draw: (random) => statements(phrase(said, random, 2)),
    },
    {
      name: "phrase that was said, 4 words",
      draw: (random) => statements(phrase(said, random, 4)),
    },
    {
      name: "phrase of 2 of the 30 commonest",
      draw: (random) => statements({ words: `"${word(random, 1, 30)} ${word(random, 1, 30)}"` }),
    },
    {
      name: "phrase of 3 of the 30 commonest",
      draw: (random) => {
        const words = [1, 2, 3].map(() => word(random, 1, 30));
        return statements({ words: `"${words.join(" ")}"` });
      },
    },
    {
      name: "phrase of 2 of ranks 30 to 300",
      draw: (random) =>
        statements({ words: `"${word(random, 30, 300)} ${word(random, 30, 300)}"` }),
    },
    {
      name: "all of one source",
      draw: (random) => statements({ filter: { by: [person(random)] } }),
    },
    {
      name: "all of a month",
      draw: (random) => statements({ filter: { time: month(random) } }),
    },
    {
      name: "all of one source in a year",
      draw: (random) => {
        const from = String(2021 + Math.floor(random() * 10));
        return statements({ filter: { by: [person(random)], time: { from, to: from } } });
      },
    },
    {
      name: "a word in a published month",
      draw: (random) =>
        statements({ words: word(random, 1, 1000), filter: { published: month(random) } }),
    },
    {
      name: "oldest first, a word and a filter",
      draw: (random) =>
        statements({ words: word(random, 1, 1000), filter: facets(random, 1), order: "oldest" }),
    },
    { name: "documents: a word", draw: (random) => documents(word(random, 1, WORDS)) },
    {
      name: "documents: two words",
      draw: (random) => documents(`${word(random, 1, 500)} ${word(random, 1, 5000)}`),
    },
    {
      name: "documents: phrase said, 3 words",
      draw: (random) => documents(phrase(said, random, 3).words),
    },
  ];
}

function documents(words: string): Ask {
  return (store) => searchDocuments(store, { words });
}

/** A word with a rank from `first` to below `end`, the common ones more often. */
function word(random: Random, first: number, end: number): string {
  return wordOfRank(first - 1 + unevenly(end - first, random));
}

function person(random: Random): string {
  return personName(unevenly(PEOPLE, random));
}

function month(random: Random): { readonly from: string; readonly to: string } {
  const n = Math.floor(random() * 120);
  const day = `${2021 + Math.floor(n / 12)}-${String(1 + (n % 12)).padStart(2, "0")}`;
  return { from: day, to: day };
}

const FACETS: readonly ((random: Random) => StatementFilter)[] = [
  (random) => ({ act: [one(["assert", "deny", "accuse", "promise", "apologise"], random)] }),
  (random) => ({ kind: [one(["direct", "indirect", "mixed"], random)] }),
  (random) => ({ sourceType: [one(["named", "unnamed", "group", "none"], random)] }),
  (random) => ({ outlet: [outletName(unevenly(200, random))] }),
  (random) => ({ country: [madeCountry(unevenly(60, random))] }),
  (random) => ({ by: [person(random)] }),
  (random) => ({ published: month(random) }),
];

function facets(random: Random, count: number): StatementFilter {
  const left = [...FACETS];
  let filter: StatementFilter = {};
  for (let i = 0; i < count; i++) {
    const [draw] = left.splice(Math.floor(random() * left.length), 1);
    filter = { ...filter, ...draw!(random) };
  }
  return filter;
}

function one<const T>(values: readonly T[], random: Random): T {
  return values[Math.floor(random() * values.length)]!;
}

/** Words that follow each other in a statement. */
function phrase(
  said: readonly (readonly string[])[],
  random: Random,
  length: number,
): { readonly words: string } {
  const words = said[Math.floor(random() * said.length)]!;
  const first = Math.floor(random() * (words.length - length));
  return { words: `"${words.slice(first, first + length).join(" ")}"` };
}

function sampleContents(): string[][] {
  return [...generateRecords(1000)].flatMap(({ text, attributions }) =>
    attributions.map(({ content: [span] }) => text.slice(...span!).match(/[a-z]+/gi)!),
  );
}

/** Pages after the first ones, by the cursors. */
const DEEP = 10;

async function measure(
  target: string,
  dialect: Dialect,
  { queries = 60 }: StoreBenchOptions,
  processorTime: () => number,
): Promise<string> {
  const store = await openStore(target);
  try {
    const rows: string[][] = [];
    for (const { name, draw } of kindsOf(sampleContents())) {
      const random = seededRandom(20310311);
      const asks = Array.from({ length: queries }, () => draw(random));
      const cold: number[] = [];
      const warm: number[] = [];
      const cpu: number[] = [];
      const found: number[] = [];
      for (const times of [cold, warm]) {
        for (const ask of asks) {
          const [used, before] = [processorTime(), performance.now()];
          const { count } = await ask(store);
          times.push(performance.now() - before);
          if (times === warm) cpu.push(processorTime() - used);
          if (times === cold) found.push(count);
        }
      }
      rows.push(row(name, cold, warm, cpu, String(at(found, 0.5))));
    }
    rows.push(await measureDeep(store, queries, processorTime));
    const head = [
      `${dialect}, ms`,
      "cold p50",
      "p95",
      "warm p50",
      "p95",
      "max",
      "CPU p95",
      "hits p50",
    ];
    return formatTable(head, rows);
  } finally {
    await closeStore(store);
  }
}

async function measureDeep(
  store: Store,
  queries: number,
  processorTime: () => number,
): Promise<string[]> {
  const random = seededRandom(20310312);
  const times: number[] = [];
  const cpu: number[] = [];
  for (let i = 0; i < queries / 5; i++) {
    const words = word(random, 1, 300);
    let cursor: string | undefined;
    for (let page = 0; page < DEEP; page++) {
      const [used, before] = [processorTime(), performance.now()];
      const { next } = await searchStatements(store, { words, ...(cursor && { cursor }) });
      if (page > 0) times.push(performance.now() - before);
      if (page > 0) cpu.push(processorTime() - used);
      if (next === null) break;
      cursor = next;
    }
  }
  return row(`pages 2 to ${DEEP} of a word`, times, times, cpu, "");
}

function row(
  name: string,
  cold: readonly number[],
  warm: readonly number[],
  cpu: readonly number[],
  found: string,
): string[] {
  const figures = [at(cold, 0.5), at(cold, 0.95), at(warm, 0.5), at(warm, 0.95), at(warm, 1)];
  return [name, ...[...figures, at(cpu, 0.95)].map((ms) => ms.toFixed(1)), found];
}

/** The value that such a share of the values do not exceed. */
function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

function commit(): string {
  return execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
}
