import { createReadStream } from "node:fs";
import type { Command } from "commander";
import { type DocumentRecord, OnRecordError } from "../document/index.ts";
import type { JsonLine, RecordLine } from "../export/read-records.ts";
import type { BackupEnd, BackupRow, Store } from "../store/index.ts";
import { type AddedCounts, addedLine, addTogether, noneAdded, summary } from "./added.ts";
import { namedInputs } from "./inputs.ts";
import type { Output } from "./output.ts";
import { addRecordOption, type RecordTarget, withStore } from "./record-option.ts";
import {
  countLine,
  countSource,
  exitCodeOfTally,
  newTally,
  type Tally,
  tallyLines,
} from "./tally.ts";

interface ImportOptions extends RecordTarget {
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ onrecord import record.ndjson
  $ onrecord export | onrecord import --record postgres://localhost/record -
  $ onrecord import --record restored.db backup.ndjson

Exit codes: 0 done; 1 failed; 2 wrong usage; 3 some lines failed, the others are on the record.`;

export function addImportCommand(program: Command, output: Output): void {
  const command = program
    .command("import")
    .summary("put records that were exported as NDJSON on the record")
    .description(
      'Takes records as "read" and "export" write them as NDJSON, checks each, and puts it into a record, as it is. Texts are not read again. A backup is restored into a new record.',
    )
    .usage("[options] [FILE|-]...")
    .argument("[file...]", 'files of NDJSON, or "-" for standard input (also when none is given)');
  addRecordOption(command)
    .option("--json", "print a line of JSON for each document")
    .helpOption("-h, --help", "print help")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError('Run "onrecord import --help" to see the options and an example.')
    .action(async (files: string[], options: ImportOptions) => {
      process.exitCode = await runImport(files, options, output);
    });
}

/** What stands for the version that read a document where the line does not say. */
const IMPORTED = "import";

async function runImport(
  named: readonly string[],
  options: ImportOptions,
  output: Output,
): Promise<0 | 1 | 3> {
  const files = namedInputs(named, "onrecord import record.ndjson");
  const tally = newTally();
  const counts = noneAdded();
  await withStore(options, { create: true }, async (store) => {
    for (const file of files) {
      try {
        const restored = await importFile(file, { store, tally, counts, options, output });
        counts.added += restored;
      } catch (error) {
        if (!(error instanceof OnRecordError) || error.facts.file !== file) throw error;
        countSource(tally, error);
      }
    }
    process.stderr.write(`onrecord: ${summary(counts)} (${store.name})\n`);
  });
  for (const line of tallyLines(tally)) process.stderr.write(`${line}\n`);
  return exitCodeOfTally(tally);
}

export interface Import {
  readonly store: Store;
  readonly tally: Tally;
  readonly counts: AddedCounts;
  readonly options: ImportOptions;
  readonly output: Output;
}

/** Takes what the file holds: records, or a backup. Of a backup, how many documents it had. */
export async function importFile(file: string, target: Import): Promise<number> {
  const { readJsonLines } = await import("../export/read-records.ts");
  const { isBackupHead, restore } = await import("../store/index.ts");
  const lines = readJsonLines(bytesOf(file), file);
  const first = await lines.next();
  if (first.done) return 0;
  const head = "value" in first.value ? first.value.value : null;
  if (isBackupHead(head)) {
    const documents = await restore(target.store, head, backupRows(lines, file));
    target.tally.answered += documents;
    return documents;
  }
  await importRecords(file, startingWith(first.value, lines), target);
  return 0;
}

/** Documents put on the record together: so much text, a short one counted as much as a page. */
const TOGETHER = { full: 4_000_000, page: 20_000 };

async function importRecords(
  file: string,
  lines: AsyncIterable<JsonLine>,
  { store, tally, counts, options, output }: Import,
): Promise<void> {
  const { recordLines } = await import("../export/read-records.ts");
  const { inBatches } = await import("../work/in-batches.ts");
  const sizeOf = (line: RecordLine) =>
    TOGETHER.page + ("record" in line ? line.record.text.length : 0);
  for await (const batch of inBatches(recordLines(lines, file), { ...TOGETHER, sizeOf })) {
    const records: DocumentRecord[] = [];
    for (const line of batch) {
      const isRecord = "record" in line;
      countLine(tally, isRecord ? null : line.error);
      if (isRecord) records.push(line.record);
    }
    for await (const added of addTogether(store, records, IMPORTED)) {
      tally.answered++;
      counts[added.outcome]++;
      await output.write(addedLine(added, options.json));
    }
  }
}

async function* startingWith<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}

/** @throws OnRecordError at the first line that is not sound: half a backup is none. */
async function* backupRows(
  lines: AsyncIterable<JsonLine>,
  file: string,
): AsyncGenerator<BackupRow | BackupEnd> {
  const { recordFault } = await import("../export/check-record.ts");
  for await (const line of lines) {
    if ("error" in line) throw line.error;
    const { table, row, rows, sha256 = "" } = (line.value ?? {}) as Partial<BackupRow & BackupEnd>;
    if (typeof rows === "number") yield { rows, sha256 };
    else if (typeof table === "string" && typeof row === "object" && row !== null) {
      const fault = table === "documents" ? recordFault(row.record) : null;
      if (fault !== null) throw badLine(file, line.number, `its document is none: ${fault}`);
      yield { table, row };
    } else throw badLine(file, line.number, "it is no row");
  }
}

function badLine(file: string, line: number, what: string): OnRecordError {
  const message = `${file}:${line}: this line of the backup is damaged: ${what}. Nothing was restored.`;
  return new OnRecordError("bad-backup", message, { file, line });
}

async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  try {
    yield* file === "-" ? process.stdin : createReadStream(file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const missing = code === "ENOENT";
    throw new OnRecordError(
      missing ? "not-found" : "not-readable",
      `${file}: ${missing ? "there is no such file" : `cannot be read (${code})`}. Name a file that "onrecord export" wrote.`,
      { file },
      { cause },
    );
  }
}
