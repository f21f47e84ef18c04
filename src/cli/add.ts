import type { Command } from "commander";
import type { DocumentRecord } from "../document/index.ts";
import { addedLine, addTogether, noneAdded, summary } from "./added.ts";
import {
  addInputOptions,
  type InputOptions,
  listInputs,
  namedInputs,
  pipelineOf,
  progressOver,
  readInputs,
} from "./inputs.ts";
import type { Output } from "./output.ts";
import { addRecordOption, type RecordTarget, withStore } from "./record-option.ts";
import { exitCodeOfTally, newTally, tallyLines } from "./tally.ts";

interface AddCommandOptions extends InputOptions, RecordTarget {
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ onrecord add articles/
  $ onrecord add --record strait.db --places places.json letters/
  $ onrecord add --record postgres://localhost/record --from ndjson < feed.ndjson

Exit codes: 0 done; 1 failed; 2 wrong usage; 3 some inputs failed, the others are on the record.`;

export function addAddCommand(program: Command, output: Output): void {
  const command = program
    .command("add")
    .summary("read documents and keep them on the record")
    .description(
      "Reads documents as `read` does and puts them into a record, each as a whole or not at all. One that is there already is passed over, unless this version reads it differently.",
    )
    .usage("[options] [FILE|DIR|GLOB|URL|-]...")
    .argument(
      "[source...]",
      'files, directories, patterns in quotes, addresses of the web, or "-" for standard input (also when none is given)',
    );
  addRecordOption(addInputOptions(command))
    .option("--json", "print a line of JSON for each document")
    .helpOption("-h, --help", "print help")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError('Run "onrecord add --help" to see the options and an example.')
    .action(async (sources: string[], options: AddCommandOptions) => {
      process.exitCode = await runAdd(sources, options, output);
    });
}

/**
 * Documents put on the record together, in characters, a short one counted as much as a page: what
 * is read within a second or so, so that what is said to be there lags no more than that.
 */
const TOGETHER = { full: 500_000, page: 20_000 };

function sizeOf({ text }: DocumentRecord): number {
  return TOGETHER.page + text.length;
}

/** Adds what the sources hold, says what became of each, and lists what failed. */
async function runAdd(
  named: readonly string[],
  options: AddCommandOptions,
  output: Output,
): Promise<0 | 1 | 3> {
  const inputs = namedInputs(named, "onrecord add article.txt");
  const { isOnRecord } = await import("../store/index.ts");
  const { inBatches } = await import("../work/in-batches.ts");
  const sources = await listInputs(inputs);
  const tally = newTally();
  const counts = noneAdded();
  await withStore(options, { create: true }, async (store) => {
    const pipeline = await pipelineOf(options);
    const progress = await progressOver(sources.length);
    const entries = await readInputs(sources, options, {
      tally,
      progress,
      answersLines: false,
      skips: async (doc) => {
        const skips = await isOnRecord(store, doc, pipeline);
        if (skips) counts.unchanged++;
        return skips;
      },
    });
    const records = entries as AsyncIterable<DocumentRecord>;
    for await (const batch of inBatches(records, { ...TOGETHER, sizeOf })) {
      for await (const added of addTogether(store, batch, pipeline)) {
        counts[added.outcome]++;
        await output.write(addedLine(added, options.json));
      }
    }
    progress?.stop();
    process.stderr.write(`onrecord: ${summary(counts)} (${store.name})\n`);
  });
  for (const line of tallyLines(tally)) process.stderr.write(`${line}\n`);
  return exitCodeOfTally(tally);
}
