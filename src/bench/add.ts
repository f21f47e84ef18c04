import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { sql } from "kysely";
import { closeStore, openStore } from "../store/index.ts";
import { dataFile, readLines } from "../train/corpora.ts";
import { postgresPrograms, startPostgres } from "./postgres-server.ts";
import { formatTable } from "./table.ts";

interface Article {
  readonly id: string;
  readonly publisher: string;
  readonly date: string;
  readonly title: string;
  readonly text: string;
}

/**
 * What keeping records costs beside making them: `read` and `add` in turns, each a process of its
 * own over the same stream of PolNeAR articles, which come again with other names and numbers.
 */
export async function benchAdd(data: string, documents: number, rounds: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "onrecord-add-"));
  const server = postgresPrograms() === null ? null : await startPostgres();
  try {
    const input = join(folder, "input.ndjson");
    const bytes = writeArticles(input, data, documents);
    const runs: Record<string, Run[]> = { read: [], "add, SQLite": [], "add, PostgreSQL": [] };
    let file = "";
    let address = "";
    for (let round = 0; round < rounds; round++) {
      runs.read!.push(await run(["read"], input));
      file = join(folder, `${round}.db`);
      runs["add, SQLite"]!.push(await run(["add", "--record", file], input));
      if (server === null) continue;
      address = await server.newDatabase();
      runs["add, PostgreSQL"]!.push(await run(["add", "--record", address], input));
    }
    const reading = Math.min(...runs.read!.map(({ cpu }) => cpu));
    const rows = Object.entries(runs)
      .filter(([, all]) => all.length > 0)
      .map(([name, all]) => {
        const cpu = Math.min(...all.map((one) => one.cpu));
        const wall = Math.min(...all.map((one) => one.wall));
        const resident = all[0]!.resident;
        const quarters = [1, 2, 3, 4].map(
          (n) => resident[Math.ceil((resident.length * n) / 4) - 1]!,
        );
        return [
          name,
          cpu.toFixed(1),
          (cpu / reading).toFixed(3),
          wall.toFixed(1),
          quarters.map((kib) => Math.round(kib / 1024)).join(" "),
        ];
      });
    return [
      `${documents} articles, ${(bytes / 1e6).toFixed(1)} MB of text, the least of ${rounds} rounds`,
      formatTable(["", "CPU s", "of read", "wall s", "MiB held, by quarters"], rows),
      ...(await sizes(file, bytes)),
      ...(server === null ? [] : await sizes(address, bytes)),
    ].join("\n");
  } finally {
    await server?.remove();
    rmSync(folder, { recursive: true });
  }
}

/** Writes the stream and returns how many bytes of text it has. */
export function writeArticles(file: string, data: string, documents: number): number {
  const articles = readLines<Article>(dataFile(data, "polnear", "train.ndjson.gz"));
  const out = openSync(file, "w");
  let bytes = 0;
  for (let i = 0; i < documents; i++) {
    const round = Math.floor(i / articles.length);
    const { id, publisher, date, title, text } = articles[i % articles.length]!;
    const [newTitle, newText] = [title, text].map((words) => renamed(words, round)) as [
      string,
      string,
    ];
    const article = { title: newTitle, text: newText, outlet: publisher, published: date };
    writeSync(out, `${JSON.stringify({ id: `${id}-${round}`, ...article })}\n`);
    bytes += Buffer.byteLength(newText);
  }
  closeSync(out);
  return bytes;
}

const VOWELS = "aeiou";

/** Other names and numbers: vowels of words with a capital within a sentence, and last digits, move on. */
function renamed(text: string, round: number): string {
  if (round === 0) return text;
  const names = text.replace(
    /(?<=[a-z,] )[A-Z][a-z]{3,}/g,
    (name) =>
      name[0]! +
      name.slice(1).replace(/[aeiou]/g, (vowel) => VOWELS[(VOWELS.indexOf(vowel) + round) % 5]!),
  );
  return names.replace(/(?<=\d)\d/g, (digit) => String((Number(digit) + round) % 10));
}

interface Run {
  /** Seconds of user and system time. */
  readonly cpu: number;
  readonly wall: number;
  /** KiB held, every second. */
  readonly resident: readonly number[];
}

const REPORT = `
  const say = (what) => process.stderr.write(what + "\\n");
  setInterval(() => say("resident " + process.memoryUsage.rss() / 1024), 1000).unref();
  process.on("exit", () => {
    const { user, system } = process.cpuUsage();
    say("resident " + process.memoryUsage.rss() / 1024);
    say("cpu " + (user + system) / 1e6);
  });`;

async function run(command: readonly string[], input: string): Promise<Run> {
  const began = performance.now();
  const report = `data:text/javascript,${encodeURIComponent(REPORT)}`;
  const main = resolve("dist", "cli", "main.js");
  // One thread: with more, what the store does would hide behind the reading.
  const args = ["--import", report, main, ...command, "--from", "ndjson", "--jobs", "1"];
  const from = openSync(input, "r");
  const child = spawn(process.execPath, args, { stdio: [from, "ignore", "pipe"] });
  let messages = "";
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    messages += text;
  });
  await once(child, "close");
  closeSync(from);
  const cpu = /^cpu (.*)$/m.exec(messages);
  if (child.exitCode !== 0 || cpu === null) throw new Error(`${command[0]} failed: ${messages}`);
  return {
    cpu: Number(cpu[1]),
    wall: (performance.now() - began) / 1000,
    resident: [...messages.matchAll(/^resident (.*)$/gm)].map(([, kib]) => Number(kib)),
  };
}

/** How large the record is, and its largest tables and indexes, against the text. */
async function sizes(target: string, bytes: number): Promise<string[]> {
  const store = await openStore(target);
  try {
    const isFile = store.dialect === "sqlite";
    const { rows } = await (isFile
      ? sql<Size>`select name, sum(pgsize) as size from dbstat group by name order by size desc`
      : sql<Size>`select relname as name, pg_total_relation_size(oid) as size from pg_class
          where relkind = 'r' and relnamespace = current_schema()::regnamespace order by size desc`
    ).execute(store.db);
    const total = isFile ? statSync(target).size : rows.reduce((sum, { size }) => sum + size, 0);
    const share = (size: number) => (size / bytes).toFixed(2);
    const parts = rows.slice(0, 12).map(({ name, size }) => `${name} ${share(size)}`);
    return [`${store.dialect}: ${share(total)} times the text: ${parts.join(", ")}`];
  } finally {
    await closeStore(store);
  }
}

interface Size {
  readonly name: string;
  readonly size: number;
}
