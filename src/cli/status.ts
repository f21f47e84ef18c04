import { setTimeout as sleep } from "node:timers/promises";
import type { Command } from "commander";
import type { Progress, Store } from "../store/index.ts";
import type { WorkerRow } from "../store/workers.ts";
import { addReadingOptions, pipelineOf, type ReadingOptions } from "./inputs.ts";
import type { Output } from "./output.ts";
import { addRecordOption, type RecordTarget, withStore } from "./record-option.ts";
import { safe } from "./report.ts";

interface StatusCommandOptions extends ReadingOptions, RecordTarget {
  readonly watch?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ onrecord status --record postgres://localhost/record
  $ onrecord status --watch

Exit codes: 0 done; 1 failed; 2 wrong usage.`;

/** How often, in milliseconds, --watch looks. */
const LOOK = 2000;

export function addStatusCommand(program: Command, output: Output): void {
  const command = program
    .command("status")
    .summary("say how far reading has come")
    .description(
      "Says how many documents of the record this version has read, how many wait and how many were given up, with what each worker did.",
    );
  addRecordOption(addReadingOptions(command))
    .option("--watch", "look again every two seconds, with rate and time left")
    .option("--json", "print it as JSON")
    .helpOption("-h, --help", "print help")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError('Run "onrecord status --help" to see the options and an example.')
    .action((options: StatusCommandOptions) => runStatus(options, output));
}

interface Look extends Progress {
  readonly at: number;
  readonly workers: readonly WorkerRow[];
}

async function runStatus(options: StatusCommandOptions, output: Output): Promise<void> {
  const pipeline = await pipelineOf(options);
  await withStore(options, {}, async (store) => {
    const first = await look(store, pipeline);
    let now = first;
    for (;;) {
      const rate = rateBetween(first, now);
      await output.write(options.json ? jsonOf(now, rate) : textOf(now, rate));
      if (!options.watch || now.waiting === 0) return;
      await sleep(LOOK);
      now = await look(store, pipeline);
    }
  });
}

async function look(store: Store, pipeline: string): Promise<Look> {
  const { progressOf, workersOf } = await import("../store/index.ts");
  const progress = await progressOf(store, pipeline);
  return { at: Date.now(), ...progress, workers: await workersOf(store) };
}

/** Documents a second since the first look; `null` at that. */
function rateBetween(first: Look, now: Look): number | null {
  return now === first ? null : (now.done - first.done) / ((now.at - first.at) / 1000);
}

function jsonOf({ done, waiting, givenUp, failed, workers }: Look, rate: number | null): string {
  const secondsLeft = left(waiting, rate);
  return `${JSON.stringify({ done, waiting, givenUp, failed, rate, secondsLeft, workers })}\n`;
}

function textOf(
  { done, waiting, givenUp, failed, workers, at }: Look,
  rate: number | null,
): string {
  const seconds = left(waiting, rate);
  const pace = rate === null ? "" : `, ${rate.toFixed(1)} a second`;
  const rest = seconds === null ? "" : `, ${Math.ceil(seconds / 60)} min left`;
  return [
    `${done} read, ${waiting} waiting, ${givenUp} given up${pace}${rest}`,
    ...workers.map(({ name, seen, done, failed }) => {
      const silent = Math.round((at - Date.parse(seen)) / 1000);
      return `  ${safe(name)}  ${done} read, ${failed} given up, seen ${silent} s ago`;
    }),
    ...failed.map(({ key, error }) => `  ${key}  given up: ${safe(error)}`),
    ...(givenUp > failed.length ? [`  and ${givenUp - failed.length} more`] : []),
    "",
  ].join("\n");
}

function left(waiting: number, rate: number | null): number | null {
  return rate === null || rate <= 0 ? null : waiting / rate;
}
