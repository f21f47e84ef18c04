import { hostname } from "node:os";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Health, Metrics } from "../monitor/index.ts";
import type { Listening } from "../serve/index.ts";
import type { Finished } from "../work/work.ts";
import { addReadingOptions, pipelineOf, poolFor, type ReadingOptions } from "./inputs.ts";
import { addLogOption, type LogTarget, logFor } from "./log-option.ts";
import type { Output } from "./output.ts";
import { addQueueOptions, type QueueTarget, withQueue } from "./queue-option.ts";
import { addRecordOption, type RecordTarget, withStore } from "./record-option.ts";
import { setting } from "./secrets.ts";

interface WorkCommandOptions extends ReadingOptions, RecordTarget, QueueTarget, LogTarget {
  readonly listen?: Address;
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
  addLogOption(addQueueOptions(addRecordOption(addReadingOptions(command))))
    .addOption(
      new Option("--listen <host:port>", "answer /healthz, /readyz and /metrics there")
        .env("ONRECORD_LISTEN")
        .argParser(parseAddress),
    )
    .option("--until-empty", "stop when nothing is left to do")
    .option("--json", "print a line of JSON for each document")
    .helpOption("-h, --help", "print help")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError('Run "onrecord work --help" to see the options and an example.')
    .action((options: WorkCommandOptions) => runWork(options, output));
}

interface Address {
  readonly host: string;
  readonly port: number;
}

function parseAddress(value: string): Address {
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(value) ?? [];
  if (host === undefined || Number(port) > 65_535) {
    throw new InvalidArgumentError("Write it as 127.0.0.1:9464.");
  }
  return { host: host.replace(/^\[(.*)\]$/, "$1"), port: Number(port) };
}

async function runWork(options: WorkCommandOptions, output: Output): Promise<void> {
  const { askRecord, sayThere } = await import("../store/index.ts");
  const { workMetrics } = await import("../monitor/index.ts");
  const { work } = await import("../work/work.ts");
  const pipeline = await pipelineOf(options);
  const stop = new AbortController();
  const name = `${hostname()}:${process.pid}`;
  const started = new Date().toISOString();
  const counts = { done: 0, failed: 0 };
  const log = logFor(options);
  const metrics = workMetrics();
  const onDone = ({ key, outcome, error }: Finished) => {
    counts[outcome === "failed" ? "failed" : "done"]++;
    metrics.finished(outcome);
    if (options.json) void output.write(`${JSON.stringify({ key, outcome, error })}\n`);
    else log.document({ key, outcome, ...(error !== undefined && { error }) });
  };
  await withStore(options, {}, (store) =>
    withQueue(options, pipeline, async (queue) => {
      const pool = await poolFor(options);
      // The program's own handlers end it at once, which is right while it waits for the record and
      // the queue, and from here on cuts off a document under way.
      for (const signal of ["SIGTERM", "SIGINT"] as const) {
        process.removeAllListeners(signal);
        process.once(signal, () => stop.abort());
      }
      // A heartbeat that does not arrive is one that is not seen, which is all it is for.
      const beat = () => sayThere(store, { name, started, ...counts }).catch(() => {});
      await beat();
      const heart = setInterval(beat, HEARTBEAT);
      const health = { ask: () => askRecord(store), isStopping: () => stop.signal.aborted };
      const listening = await listenAt(options.listen, health, metrics);
      try {
        const { jobs, untilEmpty = false } = options;
        const record = metrics.timed(pool.record);
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
        await listening?.close();
        await pool.close();
        await beat();
      }
    }),
  );
  log.say(`${counts.done} read, ${counts.failed} given up`);
}

/** Where a token is set, the figures are for those who have it; health is for everybody. */
async function listenAt(
  address: Address | undefined,
  health: Health,
  metrics: Metrics,
): Promise<Listening | null> {
  if (address === undefined) return null;
  const { healthRoutes, metricsRoute } = await import("../monitor/index.ts");
  const { bearer, listen } = await import("../serve/index.ts");
  const app = healthRoutes(health);
  const token = setting("ONRECORD_TOKEN");
  if (token !== null) app.use("/metrics", bearer(token));
  app.get("/metrics", metricsRoute(metrics));
  return listen(app, address.host, address.port);
}
