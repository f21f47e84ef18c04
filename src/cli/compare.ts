import { stat } from "node:fs/promises";
import type { Command } from "commander";
import type { Recorded } from "../compare/recorded.ts";
import { type DocumentRecord, OnRecordError } from "../document/index.ts";
import {
  addInputOptions,
  type InputOptions,
  listInputs,
  progressOver,
  readInputs,
} from "./inputs.ts";
import { pageWidth, parseWidth, wantsColour } from "./options.ts";
import type { Output } from "./output.ts";
import { addRecordOption, type RecordTarget, withStore } from "./record-option.ts";
import { exitCodeOfTally, newTally, type Tally, tallyLines } from "./tally.ts";

interface CompareCommandOptions extends InputOptions, RecordTarget {
  readonly about?: string;
  readonly json?: boolean;
  readonly color: boolean;
  readonly width?: number;
}

/** So many accounts of one matter can be read side by side, if at all. */
const MOST_ABOUT = 50;

const EXAMPLES = `
Examples:
  $ onrecord compare one-outlet.txt another-outlet.html
  $ onrecord compare --json --places places.json letters/ > comparison.json
  $ onrecord compare --about "joint letter"

Exit codes: 0 done; 1 failed; 2 wrong usage; 3 some inputs failed.`;

export function addCompareCommand(program: Command, output: Output): void {
  const command = program
    .command("compare")
    .summary("set accounts of one matter side by side")
    .description(
      "Sets two or more documents side by side: what they tell alike, in which words and whose voice, where words, numbers, dates and names differ, and what only one has. It judges nothing.",
    )
    .usage("[options] [DOC]...")
    .argument(
      "[document...]",
      "files, directories, patterns in quotes, addresses of the web, or keys of documents on the record",
    )
    .option("--about <words>", "documents on the record that have all of these words")
    .option("--json", "print the comparison as JSON");
  addRecordOption(addInputOptions(command))
    .option("--no-color", "no colours in text")
    .option("--width <columns>", "columns of text, 40 or more", parseWidth)
    .helpOption("-h, --help", "print help")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError('Run "onrecord compare --help" to see the options and an example.')
    .action(async (meant: string[], options: CompareCommandOptions) => {
      process.exitCode = await runCompare(meant, options, output);
    });
}

async function runCompare(
  meant: readonly string[],
  options: CompareCommandOptions,
  output: Output,
): Promise<0 | 1 | 3> {
  const tally = newTally();
  const accounts = await accountsOf(meant, options, tally);
  for (const line of tallyLines(tally)) process.stderr.write(`${line}\n`);
  if (accounts.length < 2) {
    if (tally.failedSources.length > 0) return 1;
    throw new OnRecordError(
      "bad-option",
      `a comparison needs two documents, and there ${accounts.length === 1 ? "is one" : "is none"}. Name more, as in "onrecord compare one.txt another.txt".`,
    );
  }
  const { compareAccounts } = await import("../compare/index.ts");
  const comparison = compareAccounts(
    accounts.map(({ record }) => record),
    { names: accounts.map(({ key }) => key) },
  );
  if (options.json) await output.write(`${JSON.stringify(comparison)}\n`);
  else {
    const { renderComparison } = await import("../export/comparison.ts");
    const width = options.width ?? pageWidth(process.stdout);
    const colour = options.color && wantsColour(process.stdout, process.env);
    await output.write(renderComparison(comparison, { width, colour }));
  }
  return exitCodeOfTally(tally);
}

/** What was asked for on the record, then what is read from the files. */
async function accountsOf(
  meant: readonly string[],
  options: CompareCommandOptions,
  tally: Tally,
): Promise<Recorded[]> {
  const keys: string[] = [];
  const files: string[] = [];
  for (const one of meant) ((await isKey(one)) ? keys : files).push(one);
  return [
    ...(await recorded(keys, options)),
    ...(files.length === 0 ? [] : await readAccounts(files, options, tally)),
  ];
}

/** What looks like a key is one, unless a file is called so. */
async function isKey(meant: string): Promise<boolean> {
  if (!/^[0-9a-f]{6,20}$/.test(meant)) return false;
  return stat(meant).then(
    () => false,
    () => true,
  );
}

async function recorded(
  keys: readonly string[],
  options: CompareCommandOptions,
): Promise<Recorded[]> {
  const { about } = options;
  if (keys.length === 0 && about === undefined) return [];
  const { accountsAbout, recordedAccounts } = await import("../compare/recorded.ts");
  return withStore(options, { create: false }, async (store) => {
    const accounts = await recordedAccounts(store, keys);
    if (about === undefined) return accounts;
    const { found, total, isMore } = await accountsAbout(store, about, MOST_ABOUT);
    if (total > found.length) {
      process.stderr.write(
        `onrecord: ${isMore ? "more than " : ""}${total} documents have these words; the first ${found.length} are compared. Give more words to have fewer.\n`,
      );
    }
    return [...accounts, ...found.filter(({ key }) => !accounts.some((one) => one.key === key))];
  });
}

async function readAccounts(
  files: readonly string[],
  options: CompareCommandOptions,
  tally: Tally,
): Promise<Recorded[]> {
  const sources = await listInputs(files);
  const progress = await progressOver(sources.length);
  const entries = await readInputs(sources, options, { tally, progress, answersLines: false });
  const accounts: Recorded[] = [];
  for await (const entry of entries) {
    const record = entry as DocumentRecord;
    accounts.push({ key: record.id, record });
  }
  progress?.stop();
  return accounts;
}
