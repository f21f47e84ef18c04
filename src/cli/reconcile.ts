import type { Command } from "commander";
import { addReadingOptions, pipelineOf, type ReadingOptions } from "./inputs.ts";
import type { Output } from "./output.ts";
import { addQueueOptions, type QueueTarget, withQueue } from "./queue-option.ts";
import { addRecordOption, type RecordTarget, withStore } from "./record-option.ts";

interface ReconcileCommandOptions extends ReadingOptions, RecordTarget, QueueTarget {
  readonly json?: boolean;
}

const EXAMPLES = `
Example:
  $ onrecord reconcile --record postgres://localhost/record --queue nats://localhost

Exit codes: 0 done; 1 failed; 2 wrong usage.`;

export function addReconcileCommand(program: Command, output: Output): void {
  const command = program
    .command("reconcile")
    .summary("hand out again whatever is not read yet")
    .description(
      "Hands out every document of the record that this version has not read: after the queue was lost, or to read everything anew with a new model. What is in the queue already is done once.",
    );
  addQueueOptions(addRecordOption(addReadingOptions(command)))
    .option("--json", "print the count as JSON")
    .helpOption("-h, --help", "print help")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError('Run "onrecord reconcile --help" to see the options and an example.')
    .action((options: ReconcileCommandOptions) => runReconcile(options, output));
}

async function runReconcile(options: ReconcileCommandOptions, output: Output): Promise<void> {
  const { documentsToRead } = await import("../store/index.ts");
  const pipeline = await pipelineOf(options);
  let enqueued = 0;
  await withStore(options, {}, (store) =>
    withQueue(options, pipeline, async (queue) => {
      for await (const waiting of documentsToRead(store, pipeline)) {
        await queue.publish(waiting);
        enqueued++;
      }
    }),
  );
  await output.write(
    options.json ? `${JSON.stringify({ enqueued })}\n` : `${enqueued} documents handed out\n`,
  );
}
