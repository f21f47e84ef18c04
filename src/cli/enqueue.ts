import type { Command } from "commander";
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
import { addQueueOptions, type QueueTarget, withQueue } from "./queue-option.ts";
import { addRecordOption, type RecordTarget, withStore } from "./record-option.ts";
import { exitCodeOfTally, newTally, tallyLines } from "./tally.ts";

interface EnqueueCommandOptions extends InputOptions, RecordTarget, QueueTarget {
  readonly json?: boolean;
}

const EXAMPLES = `
Example:
  $ onrecord enqueue --record postgres://localhost/record --queue nats://localhost articles/

Exit codes: 0 done; 1 failed; 2 wrong usage; 3 some inputs failed, the others are handed in.`;

export function addEnqueueCommand(program: Command, output: Output): void {
  const command = program
    .command("enqueue")
    .summary("hand documents in for workers to read")
    .description(
      "Keeps documents in the record as they are and hands out the work of reading them: `onrecord work` does it, on as many machines as there are.",
    )
    .usage("[options] [FILE|DIR|GLOB|URL|-]...")
    .argument("[source...]", "as for `onrecord add`");
  addQueueOptions(addRecordOption(addInputOptions(command)))
    .option("--json", "print the counts as JSON")
    .helpOption("-h, --help", "print help")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError('Run "onrecord enqueue --help" to see the options and an example.')
    .action(async (sources: string[], options: EnqueueCommandOptions) => {
      process.exitCode = await runEnqueue(sources, options, output);
    });
}

const OUTCOMES = { new: "enqueued", waiting: "waiting", read: "known" } as const;

async function runEnqueue(
  named: readonly string[],
  options: EnqueueCommandOptions,
  output: Output,
): Promise<0 | 1 | 3> {
  const inputs = namedInputs(named, "onrecord enqueue articles/");
  const { handIn } = await import("../store/index.ts");
  const sources = await listInputs(inputs);
  const pipeline = await pipelineOf(options);
  const tally = newTally();
  const counts = { enqueued: 0, waiting: 0, known: 0 };
  await withStore(options, { create: true }, (store) =>
    withQueue(options, pipeline, async (queue) => {
      const progress = await progressOver(sources.length);
      const entries = await readInputs(sources, options, {
        tally,
        progress,
        answersLines: false,
        // All are passed over here: workers make the records.
        skips: async (doc) => {
          const handedIn = await handIn(store, doc, pipeline);
          const { outcome } = handedIn;
          // What waits is handed out again: an earlier run may have ended before it was.
          if (outcome !== "read") await queue.publish(handedIn);
          counts[OUTCOMES[outcome]]++;
          return true;
        },
      });
      for await (const _ of entries);
      progress?.stop();
    }),
  );
  const { enqueued, waiting, known } = counts;
  const there =
    (waiting > 0 ? `, ${waiting} waiting already` : "") +
    (known > 0 ? `, ${known} there already` : "");
  await output.write(
    options.json ? `${JSON.stringify(counts)}\n` : `${enqueued} documents handed in${there}\n`,
  );
  for (const line of tallyLines(tally)) process.stderr.write(`${line}\n`);
  return exitCodeOfTally(tally);
}
