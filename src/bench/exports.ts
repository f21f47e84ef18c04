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
const COPIES = 8;

interface Run {
  readonly bytes: number;
  readonly seconds: number;
  /** KiB. */
  readonly resident: number;
}

/**
 * What it costs to export a record of news articles in each format: `onrecord export` into a file,
 * in a process of its own, over the PolNeAR articles as `read` reads them, and over eight copies of
 * each. Then what `import` takes.
 */
export async function benchExports(data: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "onrecord-exports-"));
  try {
    const records = recordsOf(data);
    const [small, large] = [join(folder, "small.db"), join(folder, "large.db")];
    await keep(small, records, 1);
    await keep(large, records, COPIES);
    const statements = records.reduce((sum, { attributions }) => sum + attributions.length, 0);
    const file = join(folder, "out");
    const rows: string[][] = [];
    for (const format of Object.keys(FORMATS) as ExportFormat[]) {
      const args = (record: string) => ["export", "--record", record, "--format", format];
      const few = await run([...args(small), "--output", file], file);
      const many = await run([...args(large), "--output", file], file);
      rows.push([format, ...costs(few, many)]);
    }
    const ndjson = [join(folder, "small.ndjson"), join(folder, "large.ndjson")] as const;
    await run(["export", "--record", small, "--output", ndjson[0]], ndjson[0]);
    await run(["export", "--record", large, "--output", ndjson[1]], ndjson[1]);
    const [few, many] = [
      await run(["import", "--record", join(folder, "a.db"), ndjson[0]], ndjson[0]),
      await run(["import", "--record", join(folder, "b.db"), ndjson[1]], ndjson[1]),
    ];
    rows.push(["import", ...costs(few, many)]);
    const head = ["", "MB", "s", "MB/s", "docs/s", "MiB", `MiB, x${COPIES}`];
    const docs = records.length * COPIES;
    return [
      `${records.length} documents, ${statements} statements; times are of the ${COPIES} copies`,
      "",
      formatTable(
        head,
        rows.map(([name, ...cells]) => {
          const [mb, s, rate, few, many] = cells as [string, string, string, string, string];
          return [name!, mb, s, rate, (docs / Number(s)).toFixed(0), few, many];
        }),
      ),
    ].join("\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function costs(few: Run, many: Run): string[] {
  const mb = many.bytes / 1e6;
  const mib = ({ resident }: Run) => (resident / 1024).toFixed(0);
  return [
    mb.toFixed(1),
    many.seconds.toFixed(2),
    (mb / many.seconds).toFixed(1),
    mib(few),
    mib(many),
  ];
}

function recordsOf(data: string): DocumentRecord[] {
  const models = bundledModels();
  const articles = ["train.ndjson.gz", "dev.ndjson"].flatMap((name) =>
    readLines<{ id: string; text: string; publisher: string; date: string }>(
      dataFile(data, "polnear", name),
    ),
  );
  return articles.map(({ id, text, publisher, date }) =>
    recordOf(textDocument(text, { id, outlet: publisher, published: date }), models),
  );
}

async function keep(file: string, records: readonly DocumentRecord[], copies: number) {
  const store = await openStore(file, { create: true });
  for (let copy = 0; copy < copies; copy++) {
    for (const record of records) {
      await addRecord(store, { ...record, id: `${record.id}-${copy}` }, "bench");
    }
  }
  await closeStore(store);
}

const REPORT_MEMORY =
  "process.on('exit', () => process.stderr.write('resident ' + process.resourceUsage().maxRSS))";

/** Runs the command and says what it took, and how large the file is. */
async function run(args: readonly string[], file: string): Promise<Run> {
  const main = fileURLToPath(new URL("../cli/main.js", import.meta.url));
  const report = `data:text/javascript,${encodeURIComponent(REPORT_MEMORY)}`;
  const began = performance.now();
  const child = spawn(process.execPath, ["--import", report, main, ...args], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let messages = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    messages += text;
  });
  await once(child, "close");
  const seconds = (performance.now() - began) / 1000;
  const resident = /resident (\d+)/.exec(messages);
  if (child.exitCode !== 0 || resident === null) throw new Error(`${args[0]} failed: ${messages}`);
  return { bytes: statSync(file).size, seconds, resident: Number(resident[1]) };
}
