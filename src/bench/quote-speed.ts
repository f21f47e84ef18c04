import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import type { DocumentRecord } from "../document/index.ts";
import { checkQuotation } from "../quotes/index.ts";
import { closeStore, countDocuments, openStore, type Store, StoreShelf } from "../store/index.ts";
import { unpackRecord } from "../store/pack.ts";
import { seededRandom } from "../train/random.ts";
import { ALTERATIONS, type AlteredCopy, alteredCopies } from "./altered.ts";
import { fillStore } from "./fill-store.ts";
import { generateRecords } from "./made-records.ts";
import { recordUnderTest } from "./record-under-test.ts";
import { formatTable, percent } from "./table.ts";

/** Quotations of each alteration, and how many documents they are drawn from. */
const COPIES = 60;
const DRAWN = 1500;

export interface QuoteSpeedOptions {
  readonly statements: number;
  /** As `recordUnderTest` takes it: empty, or with so many made statements; else a SQLite file. */
  readonly record: string | undefined;
}

/**
 * How long the quote check takes in a record of made documents: altered copies of their direct
 * contents, of every alteration, after one round that warms up.
 */
export async function benchQuoteSpeed(options: QuoteSpeedOptions): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "onrecord-quotes-"));
  const record = await recordUnderTest(options.record ?? join(folder, "made.db"));
  const { target, processorTime } = record;
  const store = await openStore(target, { create: true });
  try {
    const there = await countDocuments(store);
    const began = performance.now();
    if (there === 0) await fillStore(store, generateRecords(options.statements));
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    const filled = there === 0 ? `filled in ${seconds} s` : "filled before";
    const documents = await countDocuments(store);
    const drawn = await drawDocuments(store, Math.max(1, Math.floor(documents / DRAWN)));
    if (store.dialect === "postgres") await sql`analyze`.execute(store.db);
    const copies = alteredCopies(drawn, COPIES, seededRandom(7));
    await ask(store, copies.slice(0, 40), processorTime);
    const table = formatTable(
      ["", "quotations", "found first %", "p50 ms", "p95 ms", "most ms", "p95 CPU ms"],
      [...(await rowsOf(store, copies, processorTime))],
    );
    const count = await countRows(store, "shingles");
    const statements = await countRows(store, "statements");
    return [
      `Quote check in ${store.dialect}: ${statements} statements, ${documents} documents; ${filled}`,
      table,
      `${count} shingles, ${(Number(count) / statements).toFixed(1)} a statement${await sizes(store, target)}`,
    ].join("\n\n");
  } finally {
    await closeStore(store);
    await record.stop();
    rmSync(folder, { recursive: true });
  }
}

/** Every so manieth document, in the order of adding. */
async function drawDocuments({ db }: Store, every: number): Promise<DocumentRecord[]> {
  const rows = await db
    .selectFrom("documents")
    .select("record")
    .where(sql<boolean>`seq % ${every} = 1 % ${every}`)
    .orderBy("seq")
    .execute();
  return rows.map(({ record }) => unpackRecord(record));
}

async function ask(store: Store, copies: readonly AlteredCopy[], processorTime: () => number) {
  const shelf = new StoreShelf(store);
  const times: number[] = [];
  const cpu: number[] = [];
  let found = 0;
  for (const { words, by, from } of copies) {
    const [used, began] = [processorTime(), performance.now()];
    const { places } = await checkQuotation(shelf, words, by);
    times.push(performance.now() - began);
    cpu.push(processorTime() - used);
    const own = places.find(({ record }) => from.includes(record.id));
    if (own !== undefined && places[0]!.same <= own.same) found++;
  }
  return { times, cpu, found };
}

async function rowsOf(
  store: Store,
  copies: readonly AlteredCopy[],
  processorTime: () => number,
): Promise<string[][]> {
  const rows: string[][] = [];
  const all = { times: [] as number[], cpu: [] as number[], found: 0 };
  for (const alteration of ALTERATIONS) {
    const ours = copies.filter((copy) => copy.alteration === alteration);
    const asked = await ask(store, ours, processorTime);
    rows.push(row(alteration, asked));
    all.times.push(...asked.times);
    all.cpu.push(...asked.cpu);
    all.found += asked.found;
  }
  return [...rows, row("all", all)];
}

async function countRows({ db }: Store, table: "shingles" | "statements"): Promise<number> {
  const { count } = await db
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

type Asked = Awaited<ReturnType<typeof ask>>;

function row(title: string, { times, cpu, found }: Asked): string[] {
  return [
    title,
    String(times.length),
    percent(found / times.length),
    quantile(times, 0.5),
    quantile(times, 0.95),
    quantile(times, 1),
    quantile(cpu, 0.95),
  ];
}

function quantile(values: readonly number[], share: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1]!.toFixed(1);
}

async function sizes({ db, dialect }: Store, target: string): Promise<string> {
  if (dialect === "postgres") {
    const { rows } = await sql<{ bytes: number }>`
      select pg_total_relation_size('shingles') + pg_total_relation_size('"mergedShingles"') as bytes`.execute(
      db,
    );
    return `; their tables have ${mega(Number(rows[0]!.bytes))} MB`;
  }
  const bytes = [target, `${target}-wal`]
    .filter(existsSync)
    .reduce((sum, file) => sum + statSync(file).size, 0);
  return `; the file has ${mega(bytes)} MB`;
}

function mega(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
