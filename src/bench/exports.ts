import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DocumentRecord } from "../document/index.ts";
import { type ExportFormat, FORMATS } from "../export/index.ts";
import { bundledModels } from "../models.ts";
import { textDocument } from "../read/index.ts";
import { recordOf } from "../record.ts";
import { addRecord, closeStore, openStore } from "../store/index.ts";
import { dataFile, readLines } from "../train/corpora.ts";
import { formatTable } from "./table.ts";

/** How often each document stands in the larger record, to see whether memory grows. */
const COPIES = 4;

interface Run {
  readonly bytes: number;
  /** Of processor time. */
  readonly seconds: number;
  readonly mebibytes: number;
}

/**
 * What it costs to export a record of news articles in each format: `onrecord export` into a file,
 * in a process of its own, over the PolNeAR articles as `read` reads them, and over four copies of
 * each. Then what `import` takes.
 */
export async function benchExports(data: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "onrecord-exports-"));
  try {
    const files = [join(folder, "small.db"), join(folder, "large.db")] as const;
    const { documents, statements } = await fill(files, data);
    const runs: [name: string, few: Run, many: Run][] = [];
    for (const format of Object.keys(FORMATS) as ExportFormat[]) {
      runs.push([format, await exported(files[0], format), await exported(files[1], format)]);
    }
    const lines = files.map((file) => `${file}.ndjson`);
    for (const [i, file] of files.entries()) {
      await run(["export", "--record", file, "--output", lines[i]!], lines[i]!);
    }
    const [few, many] = [await imported(lines[0]!), await imported(lines[1]!)];
    runs.push(["import", few, many]);
    const head = ["", "MB", "CPU s", "MB of NDJSON/s", "docs/s", "MiB", `MiB, x${COPIES}`];
    const records = runs[0]![2].bytes / 1e6;
    const rows = runs.map(([name, few, many]) => [
      name,
      (many.bytes / 1e6).toFixed(1),
      many.seconds.toFixed(2),
      (records / many.seconds).toFixed(1),
      ((documents * COPIES) / many.seconds).toFixed(0),
      few.mebibytes.toFixed(0),
      many.mebibytes.toFixed(0),
    ]);
    return [
      `${documents} documents with ${statements} statements; sizes and times are of ${COPIES} copies of each`,
      "",
      formatTable(head, rows),
    ].join("\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A record of the articles, and one of several copies of each. */
async function fill([small, large]: readonly [string, string], data: string) {
  const one = await openStore(small, { create: true });
  const several = await openStore(large, { create: true });
  let [documents, statements] = [0, 0];
  for (const record of recordsOf(data)) {
    documents++;
    statements += record.attributions.length;
    await addRecord(one, record, "bench");
    for (let copy = 0; copy < COPIES; copy++) {
      await addRecord(several, { ...record, id: `${record.id}-${copy}` }, "bench");
    }
  }
  await closeStore(one);
  await closeStore(several);
  return { documents, statements };
}

function* recordsOf(data: string): Generator<DocumentRecord> {
  const models = bundledModels();
  for (const name of ["train.ndjson.gz", "dev.ndjson"]) {
    type Article = { id: string; text: string; publisher: string; date: string };
    for (const { id, text, publisher, date } of readLines<Article>(
      dataFile(data, "polnear", name),
    )) {
      yield recordOf(textDocument(text, { id, outlet: publisher, published: date }), models);
    }
  }
}

function exported(record: string, format: ExportFormat): Promise<Run> {
  const file = `${record}.out`;
  return run(["export", "--record", record, "--format", format, "--output", file], file);
}

function imported(file: string): Promise<Run> {
  return run(["import", "--record", `${file}.db`, file], file);
}

// Linux hands the most memory a process ever held on to its children; what they held themselves
// stands in /proc alone.
const REPORT = `
import { readFileSync } from "node:fs";
process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  let most = process.resourceUsage().maxRSS;
  try {
    most = /VmHWM:\\s+(\\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1];
  } catch {}
  process.stderr.write("cost " + (user + system) + " " + most);
});`;

/** Runs the command and says what it took, and how large the file is. */
async function run(args: readonly string[], file: string): Promise<Run> {
  const main = fileURLToPath(new URL("../cli/main.js", import.meta.url));
  const report = `data:text/javascript,${encodeURIComponent(REPORT)}`;
  const child = spawn(process.execPath, ["--import", report, main, ...args], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let messages = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    messages += text;
  });
  await once(child, "close");
  const [, micros, kib] = /cost (\d+) (\d+)/.exec(messages) ?? [];
  if (child.exitCode !== 0 || kib === undefined) throw new Error(`${args[0]} failed: ${messages}`);
  return {
    bytes: statSync(file).size,
    seconds: Number(micros) / 1e6,
    mebibytes: Number(kib) / 1024,
  };
}
