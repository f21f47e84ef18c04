import { setTimeout as sleep } from "node:timers/promises";
import { type Command, InvalidArgumentError } from "commander";
import { type Document, type DocumentRecord, OnRecordError } from "../document/index.ts";
import type { Log, Observer } from "../monitor/index.ts";
import type { Store } from "../store/index.ts";
import type { Upload } from "../work/record-worker.ts";
import {
  addInputOptions,
  type InputOptions,
  listInputs,
  pipelineOf,
  placesOf,
  progressOver,
  readInputs,
} from "./inputs.ts";
import { addLogOption, type LogTarget, logFor } from "./log-option.ts";
import type { Output } from "./output.ts";
import { addRecordOption, type RecordTarget } from "./record-option.ts";
import { safe } from "./report.ts";
import { secretIn, setting } from "./secrets.ts";
import { hasFailures, newTally, tallyLines } from "./tally.ts";

interface ServeCommandOptions extends InputOptions, RecordTarget, LogTarget {
  readonly host: string;
  readonly port: number;
  readonly tokenFile?: string;
  readonly readOnly?: boolean;
  readonly drain: number;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ onrecord serve
  $ onrecord serve articles/
  $ ONRECORD_TOKEN=… onrecord serve --host 0.0.0.0 --read-only --record strait.db

Exit codes: 0 stopped by a signal; 1 failed; 2 wrong usage.`;

export function addServeCommand(program: Command, output: Output): void {
  const command = program
    .command("serve")
    .summary("show a record in the browser, with an API")
    .description(
      "Shows a record in the browser: each text with its sources, cues and contents marked and who said what beside it; and gives it to programs over HTTP. With files, reads them and shows these, and keeps nothing.",
    )
    .usage("[options] [FILE|DIR|GLOB|URL]...")
    .argument("[source...]", "what to read and show instead of a record");
  addLogOption(addRecordOption(addInputOptions(command)))
    .option(
      "--host <address>",
      "the address to listen on; any but this machine's needs a token",
      "127.0.0.1",
    )
    .option("--port <number>", "the port, 0 for any that is free", parsePort, 4170)
    .option("--token-file <file>", "a file with the token to ask for (or ONRECORD_TOKEN)")
    .option("--read-only", "take no changes")
    .option("--drain <seconds>", "go on answering so long when asked to stop", parseSeconds, 0)
    .option("--json", "print the address as JSON on standard output")
    .helpOption("-h, --help", "print help")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError('Run "onrecord serve --help" to see the options and an example.')
    .action(async (sources: string[], options: ServeCommandOptions) => {
      const version = program.version() ?? "";
      process.exitCode = await runServe(sources, options, { output, version });
    });
}

function parsePort(value: string): number {
  if (/^\d{1,5}$/.test(value) && Number(value) < 65_536) return Number(value);
  throw new InvalidArgumentError("Give a number from 0 to 65535.");
}

function parseSeconds(value: string): number {
  if (/^\d{1,3}$/.test(value)) return Number(value);
  throw new InvalidArgumentError("Give a number of seconds, from 0 to 999.");
}

/** Serves until a signal comes. */
async function runServe(
  sources: readonly string[],
  options: ServeCommandOptions,
  { output, version }: { readonly output: Output; readonly version: string },
): Promise<0> {
  // What was read for this one time keeps nothing, so it takes no changes that would be lost.
  const access = await accessOf({
    ...options,
    readOnly: options.readOnly === true || sources.length > 0,
  });
  const { openStore, closeStore } = await import("../store/index.ts");
  const { createApp, listen, loadPage } = await import("../serve/index.ts");
  const log = logFor(options);
  const page = loadPage();
  const onWait = (message: string) => process.stderr.write(`onrecord: ${safe(message)}\n`);
  const reader = await lazyReader(options);
  const store = await (sources.length === 0
    ? openStore(options.record, { onWait })
    : openStore(":memory:", { create: true }));
  try {
    if (sources.length > 0) await readInto(store, sources, options);
    let isStopping = false;
    const monitor = await monitorOf(store, log, () => isStopping);
    const app = createApp({ store, page, access, version, reader, onBug: log.fail, monitor });
    const { address, close } = await listen(app, options.host, options.port);
    if (options.json) await output.write(`${JSON.stringify({ address })}\n`);
    else log.say(`open ${address} (Ctrl-C stops it)`);
    await signalled();
    isStopping = true;
    // Until then `/readyz` says no, and whoever hands out requests hands out no more.
    await sleep(options.drain * 1000);
    await close();
  } finally {
    await reader.close();
    await closeStore(store);
  }
  return 0;
}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|::1)$/i;
const SHORTEST_TOKEN = 16;

/** @throws OnRecordError `bad-option` where others could read what nobody meant them to */
function accessOf({ host, tokenFile, readOnly = false }: ServeCommandOptions) {
  const token =
    tokenFile === undefined ? setting("ONRECORD_TOKEN") : secretIn(tokenFile, "--token-file");
  if (token !== null && token.length < SHORTEST_TOKEN) {
    throw new OnRecordError(
      "bad-option",
      `the token has ${token.length} characters. Give one of ${SHORTEST_TOKEN} or more, such as "openssl rand -hex 16" prints.`,
    );
  }
  if (token === null && !LOOPBACK.test(host)) {
    throw new OnRecordError(
      "bad-option",
      `--host ${host} opens the record to other machines. Set ONRECORD_TOKEN or --token-file, which they will have to give.`,
    );
  }
  return { token, readOnly };
}

/** Reads what the arguments name into a record in memory. */
async function readInto(
  store: Store,
  named: readonly string[],
  options: ServeCommandOptions,
): Promise<void> {
  const { addRecord } = await import("../store/index.ts");
  const sources = await listInputs(named);
  const tally = newTally();
  const progress = await progressOver(sources.length);
  const entries = await readInputs(sources, options, { tally, progress, answersLines: false });
  const pipeline = await pipelineOf(options);
  for await (const record of entries) {
    await addRecord(store, record as DocumentRecord, pipeline);
  }
  progress?.stop();
  for (const line of tallyLines(tally)) process.stderr.write(`${line}\n`);
  if (tally.answered === 0 && hasFailures(tally)) {
    throw new OnRecordError(
      "no-documents",
      "none of these could be read, so there is nothing to show.",
    );
  }
}

/** Threads that read what is sent: each has models of its own, so few, and none before they are needed. */
const READERS = 2;

/** Milliseconds that a file which was sent may take: others wait for the thread. */
const PATIENCE = 120_000;

async function lazyReader(options: InputOptions) {
  const { RecordPool } = await import("../work/record-pool.ts");
  const setup = { attribution: options.attribution, places: await placesOf(options.places) };
  let pool: InstanceType<typeof RecordPool> | null = null;
  const started = () => {
    pool ??= new RecordPool(Math.min(READERS, options.jobs), setup, { patience: PATIENCE });
    return pool;
  };
  return {
    record: (document: Document) => started().record(document),
    read: (upload: Upload) => started().read(upload),
    pipeline: await pipelineOf(options),
    close: async () => pool?.close(),
  };
}

/** Resolves when the process is asked to stop. */
async function signalled(): Promise<void> {
  // Those set so far end the process at once, and would cut off answers under way.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.removeAllListeners(signal);
  await new Promise<void>((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
}

/** How long, in milliseconds, a count of the record stands: counting a million takes a while. */
const COUNTED = 60_000;

async function monitorOf(store: Store, log: Log, isStopping: () => boolean) {
  const { requestMetrics } = await import("../monitor/index.ts");
  const { askRecord, countRows } = await import("../store/index.ts");
  let counted: { readonly at: number; readonly rows: ReturnType<typeof countRows> } | null = null;
  const metrics = requestMetrics(() => {
    const now = performance.now();
    if (counted === null || now - counted.at > COUNTED)
      counted = { at: now, rows: countRows(store) };
    return counted.rows;
  });
  const observer: Observer = {
    begin: metrics.begin,
    end(answered) {
      metrics.end(answered);
      log.request(answered);
    },
  };
  return { health: { ask: () => askRecord(store), isStopping }, observer, metrics };
}
