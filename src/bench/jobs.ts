import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { closeStore, openStore } from "../store/index.ts";
import { writeArticles } from "./add.ts";
import { countDone, type Running, startOnrecord } from "./cluster.ts";
import { madeReports } from "./made-reports.ts";
import { hasNats, startNats } from "./nats-servers.ts";
import { type PostgresServer, postgresPrograms, startPostgres } from "./postgres-server.ts";
import { formatTable } from "./table.ts";

export interface JobsOptions {
  readonly documents: number;
  readonly rounds: number;
  /** Ways whose name has this. */
  readonly only: string;
}

interface Way {
  readonly name: string;
  /** Those it is measured against. */
  readonly against?: readonly string[];
  /** Reads the whole input once; the seconds that took. */
  readonly run: () => Promise<number>;
}

/**
 * What a second thread, and a second process behind a queue, are worth: the same articles of
 * PolNeAR read in each way in turns, each with the start of its processes. Without the corpus,
 * short made reports.
 */
export async function benchJobs(data: string, options: JobsOptions): Promise<string> {
  const { documents, rounds, only } = options;
  const folder = mkdtempSync(join(tmpdir(), "onrecord-jobs-"));
  const postgres = postgresPrograms() === null ? null : await startPostgres();
  try {
    const input = join(folder, "input.ndjson");
    const isPolnear = existsSync(join(data, "polnear", "train.ndjson.gz"));
    if (isPolnear) writeArticles(input, data, documents);
    else writeReports(input, documents);
    const ways = waysOf(input, folder, postgres).filter(({ name }) => name.includes(only));
    const times = new Map<string, number[]>(ways.map(({ name }) => [name, []]));
    for (let round = 0; round < rounds; round++) {
      for (const { name, run } of ways) {
        const seconds = await run();
        times.get(name)!.push(seconds);
        console.error(`${name}: ${seconds.toFixed(1)} s`);
      }
    }
    const words = wordsIn(input);
    const what = isPolnear ? "articles of PolNeAR" : "made reports";
    return [
      `${documents} ${what}, ${words} words; ${availableParallelism()} processors; medians of ${rounds} rounds`,
      tableOf(ways, times, { documents, words }),
    ].join("\n");
  } finally {
    await postgres?.remove();
    rmSync(folder, { recursive: true });
  }
}

function waysOf(input: string, folder: string, postgres: PostgresServer | null): Way[] {
  let files = 0;
  const targets: [name: string, newTarget: () => Promise<string>][] = [
    ["add, SQLite", async () => join(folder, `${++files}.db`)],
  ];
  if (postgres !== null) targets.push(["add, PostgreSQL", () => postgres.newDatabase()]);
  const run = (args: readonly string[], before: readonly string[] = []) =>
    timed(() => startOnrecord([...args, "--from", "ndjson"], input, before).ended);
  const both = (name: string, one: (jobs: string) => Promise<number>): Way[] => [
    { name: `${name}, --jobs 1`, run: () => one("1") },
    { name: `${name}, --jobs 2`, against: [`${name}, --jobs 1`], run: () => one("2") },
  ];
  const ways = [
    ...readingWays((jobs, before) => run(["read", "--jobs", jobs], before)),
    ...targets.flatMap(([name, newTarget]) =>
      both(name, async (jobs) => run(["add", "--record", await newTarget(), "--jobs", jobs])),
    ),
  ];
  if (postgres === null || !hasNats()) return ways;
  const against = ["add, PostgreSQL, --jobs 2"];
  return [...ways, { name: "two workers", against, run: () => byWorkers(postgres, input) }];
}

/** One thread has the compiler and the collector of the engine on the second processor; pinned, it has not. */
function readingWays(run: (jobs: string, before?: readonly string[]) => Promise<number>): Way[] {
  const [pinned, one] = ["read, --jobs 1, on one processor", "read, --jobs 1"];
  const canPin = spawnSync("taskset", ["--version"]).status === 0;
  return [
    ...(canPin ? [{ name: pinned, run: () => run("1", ["taskset", "--cpu-list", "0"]) }] : []),
    { name: one, run: () => run("1") },
    {
      name: "read, --jobs 2",
      against: canPin ? [one, pinned] : [one],
      run: () => run("2"),
    },
  ];
}

/** From the start of `enqueue` and of two workers, together, until the last document is read. */
async function byWorkers(postgres: PostgresServer, input: string): Promise<number> {
  const nats = await startNats(3);
  const target = await postgres.newDatabase();
  const store = await openStore(target, { create: true });
  const where = ["--record", target, "--queue", nats.url, "--replicas", "3"];
  let working: Running[] = [];
  try {
    return await timed(async () => {
      working = [1, 2].map(() => startOnrecord(["work", ...where, "--jobs", "1"]));
      const enqueue = startOnrecord(["enqueue", ...where, "--from", "ndjson", "--json"], input);
      const { enqueued } = JSON.parse(await enqueue.ended) as { enqueued: number };
      while ((await countDone(store)) < enqueued) {
        for (const worker of working) await worker.mustRun();
        await sleep(50);
      }
    });
  } finally {
    await Promise.all(working.map((worker) => worker.stop()));
    await closeStore(store);
    await nats.remove();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

function writeReports(file: string, documents: number): void {
  const lines = Array.from(madeReports(documents), (report) => JSON.stringify(report));
  writeFileSync(file, `${lines.join("\n")}\n`);
}

function wordsIn(file: string): number {
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  const texts = lines.map((line) => (JSON.parse(line) as { text: string }).text);
  return texts.reduce((sum, text) => sum + (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0), 0);
}

function tableOf(
  ways: readonly Way[],
  times: ReadonlyMap<string, readonly number[]>,
  { documents, words }: { readonly documents: number; readonly words: number },
): string {
  const rows = ways.map(({ name, against }) => {
    const seconds = median(times.get(name)!);
    const gains = (against ?? []).flatMap((other) => {
      // Round by round: a machine that is busier in one slows both.
      const each = times.get(other)?.map((time, round) => time / times.get(name)![round]!);
      return each === undefined ? [] : [`${median(each).toFixed(2)} of ${other}`];
    });
    return [
      name,
      seconds.toFixed(1),
      (documents / seconds).toFixed(1),
      (words / seconds).toFixed(0),
      gains.join("; "),
    ];
  });
  return formatTable(["", "seconds", "documents/s", "words/s", "speed"], rows);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
