import { type Command, Option } from "commander";
import { OnRecordError } from "../document/index.ts";
import type { ExportFormat } from "../export/formats.ts";
import type { DocumentFilter, Store, StoredDocument } from "../store/index.ts";
import {
  addExportOptions,
  checkFormat,
  type ExportCommandOptions,
  FORMAT_NAMES,
  tableOptions,
  writeOut,
} from "./export-options.ts";
import { parseDate } from "./options.ts";
import type { Output } from "./output.ts";
import { addRecordOption, type RecordTarget, withStore } from "./record-option.ts";

interface ExportOptions extends ExportCommandOptions, RecordTarget, DocumentFilter {
  readonly format: ExportFormat;
  readonly backup?: boolean;
}

const EXAMPLES = `
Examples:
  $ onrecord export > record.ndjson
  $ onrecord export --format csv --outlet "The Nandry Observer" --output observer.csv
  $ onrecord export --backup --output backup.ndjson
  $ onrecord export --format brat --from 2031-03-01 --to 2031-03-31 | tar -x -C march

Exit codes: 0 done; 1 failed; 2 wrong usage.`;

export function addExportCommand(program: Command, output: Output): void {
  const command = program
    .command("export")
    .summary("write the record for other programs")
    .description(
      "Writes what is on the record in a format that other programs read: all of it, or the documents named or filtered, in order of publication. What is protected is left out, and corrections are made.",
    )
    .argument("[document...]", "keys, ids or files of documents (default: all)")
    .addOption(
      new Option("--format <format>", "what to write").choices(FORMAT_NAMES).default("ndjson"),
    )
    .option("--outlet <name>", "documents of this outlet only")
    .option("--from <date>", "published on that day or later", parseDate)
    .option("--to <date>", "published on that day or earlier", parseDate)
    .option("--versions", "earlier versions of changed pages as well")
    .option("--backup", "all that a record is made of, with what is protected: for its owner");
  addRecordOption(addExportOptions(command))
    .helpOption("-h, --help", "print help")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError('Run "onrecord export --help" to see the options and an example.')
    .action((named: string[], options: ExportOptions) => runExport(named, options, output));
}

async function runExport(
  named: readonly string[],
  options: ExportOptions,
  output: Output,
): Promise<void> {
  checkFormat(options.format, options);
  if (options.backup) checkBackup(named, options);
  const { exportEntries } = await import("../export/formats.ts");
  const { withSnapshot } = await import("../store/index.ts");
  await withStore(options, {}, (store) =>
    withSnapshot(store, async (snapshot) => {
      if (options.backup) return writeOut(backupLines(snapshot), options, output);
      const { shown, keyOf } = await keyed(chosen(snapshot, named, options));
      const settings = { ...tableOptions(options), keyOf };
      await writeOut(await exportEntries(shown, options.format, settings), options, output);
    }),
  );
}

/** @throws OnRecordError `bad-option` for what would leave something out */
function checkBackup(
  named: readonly string[],
  { format, outlet, from, to, rows }: ExportOptions,
): void {
  const isWhole = [outlet, from, to, rows].every((filter) => filter === undefined);
  if (named.length === 0 && isWhole && format === "ndjson") return;
  throw new OnRecordError(
    "bad-option",
    "--backup writes the whole record as NDJSON. Leave out documents, filters and other formats.",
  );
}

async function* backupLines(store: Store): AsyncGenerator<string> {
  const { backup } = await import("../store/index.ts");
  const { ndjsonLine } = await import("../export/ndjson.ts");
  for await (const line of backup(store)) yield ndjsonLine(line);
}

async function* chosen(
  store: Store,
  named: readonly string[],
  filter: DocumentFilter,
): AsyncGenerator<StoredDocument> {
  const { documents, openDocument } = await import("../store/index.ts");
  if (named.length === 0) yield* documents(store, filter);
  else for (const document of named) yield await openDocument(store, document);
}

/** The records, and the keys that the store has for them. */
async function keyed(documents: AsyncIterable<StoredDocument>) {
  const { documentKey } = await import("../store/index.ts");
  const keys = new WeakMap<object, string>();
  async function* shown() {
    for await (const { key, shown } of documents) {
      keys.set(shown, key);
      yield shown;
    }
  }
  return {
    shown: shown(),
    keyOf: (record: StoredDocument["shown"]) => keys.get(record) ?? documentKey(record),
  };
}
