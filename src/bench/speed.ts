import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { bundledModels, rulesOnly } from "../models.ts";
import { readSources } from "../read/index.ts";
import { type Models, recordOf } from "../record.ts";
import { dataFile, readLines } from "../train/corpora.ts";
import { formatTable } from "./table.ts";

/** Characters a round reads: enough work that little things do not count. */
const ROUND = 300_000;
const ROUNDS = 5;

/**
 * Throughput of the chain on news text, in words a second of this process's time, from a stream of
 * NDJSON to records as JSON. In turns with a peer, the plainest way to split the same texts into
 * words, so that a busy machine slows both. Then what a process of its own takes: memory, and time
 * to the first record; and how large the model files are.
 */
export async function benchSpeed(data: string, trained: boolean): Promise<string> {
  const models = trained ? bundledModels() : rulesOnly();
  const texts = readLines<{ text: string }>(dataFile(data, "polnear", "train.ndjson.gz"));
  const lines: string[] = [];
  for (let i = 0, size = 0; size < ROUND; i++) {
    lines.push(JSON.stringify({ id: String(i), text: texts[i]!.text }));
    size += texts[i]!.text.length;
  }
  const words = texts.slice(0, lines.length).map(({ text }) => wordsIn(text));
  const count = words.reduce((sum, n) => sum + n);
  const ndjson = Buffer.from(`${lines.join("\n")}\n`);
  await readAll(ndjson, models);
  const ours: number[] = [];
  const peer: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await seconds(() => readAll(ndjson, models)));
    peer.push(await seconds(async () => splitAll(lines)));
  }
  const row = (name: string, times: readonly number[]) => [
    name,
    ...[Math.max(...times), median(times), Math.min(...times)].map((s) => (count / s).toFixed(0)),
    (median(times) / median(peer)).toFixed(1),
  ];
  const head = ["words a second, one core", "least", "median", "most", "times the peer's"];
  const rows = [
    row(`read, ${trained ? "trained" : "rules"}: NDJSON to records`, ours),
    row("peer: words by one regular expression", peer),
  ];
  return `${formatTable(head, rows)}\n\n${await costs(ndjson, trained)}`;
}

/** What a process takes that reads the lines by the command, and the sizes of the model files. */
async function costs(ndjson: Buffer, trained: boolean): Promise<string> {
  const starts: number[] = [];
  const first = ndjson.subarray(0, ndjson.indexOf(10) + 1);
  for (let round = 0; round < ROUNDS; round++) starts.push((await run(first, trained)).first);
  const { resident } = await run(ndjson, trained);
  const files = ["language.bin", ...(trained ? ["attribution.bin"] : [])].map((name) =>
    readFileSync(new URL(`../../data/${name}`, import.meta.url)),
  );
  const packed = files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0);
  return [
    `start to first record: ${Math.min(...starts).toFixed(2)} s at best, ${median(starts).toFixed(2)} s in the middle of ${ROUNDS}`,
    `resident at most: ${(resident / 1024).toFixed(0)} MiB, over ${(ndjson.length / 1e6).toFixed(1)} MB of NDJSON`,
    `model files, packed: ${(packed / 1e6).toFixed(1)} MB`,
  ].join("\n");
}

const REPORT_MEMORY =
  "process.on('exit', () => process.stderr.write('resident ' + process.resourceUsage().maxRSS))";

/** Seconds until the first record is written, and the most memory the process held, in KiB. */
async function run(input: Buffer, trained: boolean): Promise<{ first: number; resident: number }> {
  const main = fileURLToPath(new URL("../cli/main.js", import.meta.url));
  const report = `data:text/javascript,${encodeURIComponent(REPORT_MEMORY)}`;
  const how = trained ? "trained" : "rules";
  const began = performance.now();
  const child: ChildProcess = spawn(
    process.execPath,
    ["--import", report, main, "read", "--from", "ndjson", "--attribution", how],
    { stdio: ["pipe", "pipe", "pipe"] },
  );
  let first = 0;
  let messages = "";
  child.stdout!.on("data", () => {
    first ||= (performance.now() - began) / 1000;
  });
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    messages += text;
  });
  child.stdin!.end(input);
  await once(child, "close");
  const resident = /resident (\d+)/.exec(messages);
  if (child.exitCode !== 0 || resident === null) throw new Error(`read failed: ${messages}`);
  return { first, resident: Number(resident[1]) };
}

async function readAll(ndjson: Buffer, models: Models): Promise<number> {
  let written = 0;
  for await (const result of readSources(["-"], {
    from: "ndjson",
    stdin: Readable.from([ndjson]),
  })) {
    if ("document" in result) written += JSON.stringify(recordOf(result.document, models)).length;
  }
  return written;
}

function splitAll(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + wordsIn((JSON.parse(line) as { text: string }).text), 0);
}

function wordsIn(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}

/** Processor time of this process while `work` is done. */
async function seconds(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
