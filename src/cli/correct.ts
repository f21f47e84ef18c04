import { type Command, Option } from "commander";
import type { EntryKind, HistoryEntry, Request } from "../corrections/index.ts";
import { type DocumentRecord, type Event, OnRecordError } from "../document/index.ts";
import type { CorrectionResult, Store } from "../store/index.ts";
import { addFieldOptions, type FieldOptions, fieldsOf } from "./correction-fields.ts";
import type { Output } from "./output.ts";
import { addRecordOption, type RecordTarget, withStore } from "./record-option.ts";
import { safe } from "./report.ts";
import { addSignatureOptions, type SignatureOptions, signatureOf } from "./signature-options.ts";

interface CorrectOptions extends RecordTarget, SignatureOptions, FieldOptions {
  readonly reject?: boolean;
  readonly add?: EntryKind;
  readonly undo?: string;
  readonly history?: boolean;
  readonly export?: boolean;
  readonly after?: string;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ onrecord correct letter.txt a3 --source "the Ministry" --who Ines --why "names itself above"
  $ onrecord correct 1f3a9c a5 --reject --who Ines --why "an opinion, and nobody's words"
  $ onrecord correct 1f3a9c --add attribution --source 10-27 --cue said --content "the words" --who Ines --why "missed"
  $ onrecord correct 1f3a9c --history

Exit codes: 0 done; 1 failed, nothing is changed; 2 wrong usage.`;

export function addCorrectCommand(program: Command, output: Output): void {
  const command = program
    .command("correct")
    .summary("change, reject or add entries of a document, and undo that")
    .description(
      "Corrects a statement, an entity or an event of a document on the record. What people decide is kept in a log with who, when and why; reading the document again never overwrites it.",
    )
    .usage("[options] [DOC] [ENTRY]")
    .argument("[document]", "its key or the beginning of it, its id, or its path as it was added")
    .argument("[entry]", "the statement (a3), entity (e3) or event (v3), or its address (a@10-27)");
  addFieldOptions(command)
    .option("--reject", "the entry is none: it stays away, however the document is read")
    .addOption(
      new Option("--add <what>", "add an entry").choices(["attribution", "entity", "event"]),
    )
    .option("--undo <id>", "take back a correction, or an undoing of one")
    .option("--history", "list what was corrected in the document, or of the entry")
    .option("--export", "print all corrections in force as training examples (NDJSON)")
    .option("--after <id>", "the last correction of the entry that you have seen");
  addRecordOption(addSignatureOptions(command))
    .option("--json", "print JSON")
    .helpOption("-h, --help", "print help")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError('Run "onrecord correct --help" to see the options and an example.')
    .action(async (document: string | undefined, entry: string | undefined, options) => {
      await withStore(options, {}, (store) => run(store, document, entry, options, output));
    });
}

async function run(
  store: Store,
  document: string | undefined,
  entry: string | undefined,
  options: CorrectOptions,
  output: Output,
): Promise<void> {
  if (options.export) return exportExamples(store, output);
  if (document === undefined) {
    throw new OnRecordError(
      "bad-option",
      'name the document, as in "onrecord correct 1f3a9c a3 …". "onrecord correct --help" shows how.',
    );
  }
  if (options.history) return printHistory(store, document, entry ?? null, options, output);
  const { correct, openDocument } = await import("../store/index.ts");
  const { describeChange } = await import("../corrections/index.ts");
  const signature = signatureOf(options);
  const { shown } = await openDocument(store, document);
  const request = await requestOf(shown, entry, options);
  const { after } = options;
  const result = await correct(store, document, request, {
    ...signature,
    ...(after !== undefined && { after: after === "none" ? null : after }),
  });
  await output.write(
    options.json ? `${JSON.stringify(result)}\n` : resultLine(result, describeChange),
  );
}

/** What the options ask for. */
async function requestOf(
  record: DocumentRecord,
  entry: string | undefined,
  options: CorrectOptions,
): Promise<Request> {
  const { undo, add, reject } = options;
  const { kindOfId, findEntry } = await import("../corrections/index.ts");
  if (undo !== undefined) return { type: "undo", undoes: undo };
  if (add !== undefined) {
    return { type: "add", kind: add, fields: await fieldsOf(record, add, options, null) };
  }
  if (entry === undefined) {
    throw new OnRecordError(
      "bad-option",
      "name the entry: a statement (a3), an entity (e3) or an event (v3), or say what to --add.",
    );
  }
  if (reject) return { type: "reject", entry };
  const before = findEntry(record, entry);
  const kind = kindOfId(before.id);
  const fields = await fieldsOf(record, kind, options, kind === "event" ? (before as Event) : null);
  if (Object.keys(fields).length > 0) return { type: "set", entry, fields };
  throw new OnRecordError(
    "bad-option",
    'say what is to be different, as in --source or --kind; or --reject. "onrecord correct --help" lists what can be corrected.',
  );
}

function resultLine(
  { document, correction, entry }: CorrectionResult,
  describe: (entry: HistoryEntry) => string,
): string {
  const { id, target } = correction;
  return `${id}  ${document}  ${entry?.id ?? target}  ${describe(correction)}\n`;
}

async function printHistory(
  store: Store,
  document: string,
  entry: string | null,
  { json }: CorrectOptions,
  output: Output,
): Promise<void> {
  const { history, unplacedCorrections } = await import("../store/index.ts");
  const { describeChange } = await import("../corrections/index.ts");
  const entries = await history(store, document, entry);
  const unplaced = await unplacedCorrections(store, document);
  for (const one of entries) {
    const reason = unplaced.find(({ entry: { id } }) => id === one.id)?.reason ?? null;
    await output.write(
      json
        ? `${JSON.stringify({ ...one, unplaced: reason })}\n`
        : historyLines(one, describeChange(one), reason),
    );
  }
  if (entries.length === 0) process.stderr.write("onrecord: nothing has been corrected there.\n");
}

function historyLines(entry: HistoryEntry, change: string, unplaced: string | null): string {
  const { id, at, by, why, target, undoneBy } = entry;
  const state = undoneBy !== null ? `  undone by ${undoneBy}` : "";
  const place = unplaced === null ? "" : `  not applied: ${unplaced}`;
  return `${id}  ${at.slice(0, 16)}  ${safe(by)}  ${target}  ${change}${state}${place}\n    ${safe(why)}\n`;
}

/** One line for each example. Those of documents with something protected are counted only. */
async function exportExamples(store: Store, output: Output): Promise<void> {
  const { examplesOf } = await import("../store/index.ts");
  let withheld = 0;
  let count = 0;
  for await (const found of examplesOf(store)) {
    if ("withheld" in found) withheld += found.withheld;
    else {
      count += found.examples.length;
      for (const { document: _identity, ...example } of found.examples) {
        await output.write(`${JSON.stringify({ document: found.document, ...example })}\n`);
      }
    }
  }
  const kept =
    withheld === 0 ? "" : `; ${withheld} withheld, for something in their documents is protected`;
  process.stderr.write(`onrecord: ${count} training examples${kept}\n`);
}
