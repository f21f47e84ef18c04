import { hostname } from "node:os";
import type { Command } from "commander";
import type { Finished } from "../work/work.ts";
import { addReadingOptions, pipelineOf, poolFor, type ReadingOptions } from "./inputs.ts";
import type { Output } from "./output.ts";
import { addQueueOptions, type QueueTarget, withQueue } from "./queue-option.ts";
import { addRecordOption, type RecordTarget, withStore } from "./record-option.ts";

interface WorkCommandOptions extends ReadingOptions, RecordTarget, QueueTarget {
  readonly untilEmpty?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
Example:
  $ onrecord work --record postgres://localhost/record --queue nats://localhost --jobs 4

Exit codes: 0 stopped when asked to, or nothing left with --until-empty; 1 failed; 2 wrong usage.`;

/** How often, in milliseconds, a worker says that it is there. */
const HEARTBEAT = 5000;

export function addWorkCommand(program: Command, output: Output): void {
  const command = program
    .command("work")
    .summary("read documents that were handed in")
    .description(
      "Reads what `onrecord enqueue` handed in and puts it on the record, until it is stopped. At SIGTERM it finishes what it is at and takes nothing more.",
    );
  addQueueOptions(addRecordOption(addReadingOptions(command)))
    .option("--until-empty", "stop when nothing is left to do")
    .option("--json", "print a line of JSON for each document")
    .helpOption("-h, --help", "print help")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError('Run "onrecord work --help" to see the options and an example.')
    .action((options: WorkCommandOptions) => runWork(options, output));
}

async function runWork(options: WorkCommandOptions, output: Output): Promise<void> {
  const { sayThere } = await import("../store/index.ts");
  const { work } = await import("../work/work.ts");
  const pipeline = await pipelineOf(options);
  const stop = new AbortController();
  // The program's own handlers would end it at once.
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.removeAllListeners(signal);
    process.once(signal, () => stop.abort());
  }
  const name = `${hostname()}:${process.pid}`;
  const started = new Date().toISOString();
  const counts = { done: 0, failed: 0 };
  const onDone = ({ key, outcome, error }: Finished) => {
    counts[outcome === "failed" ? "failed" : "done"]++;
    if (options.json) void output.write(`${JSON.stringify({ key, outcome, error })}\n`);
    else if (error !== undefined) process.stderr.write(`onrecord: ${key} given up: ${error}\n`);
  };
  await withStore(options, {}, (store) =>
    withQueue(options, pipeline, async (queue) => {
      const pool = await poolFor(options);
      // A heartbeat that does not arrive is one that is not seen, which is all it is for.
      const beat = () => sayThere(store, { name, started, ...counts }).catch(() => {});
      await beat();
      const heart = setInterval(beat, HEARTBEAT);
      try {
        const { jobs, untilEmpty = false } = options;
        const record = pool.record;
        await work(store, queue, {
          pipeline,
          jobs,
          record,
          signal: stop.signal,
          untilEmpty,
          onDone,
        });
      } finally {
        clearInterval(heart);
        await pool.close();
        await beat();
      }
    }),
  );
  process.stderr.write(`onrecord: ${counts.done} read, ${counts.failed} given up\n`);
}
