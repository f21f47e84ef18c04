import { setImmediate as nextTurn } from "node:timers/promises";
import { type Document, type DocumentRecord, OnRecordError } from "../document/index.ts";
import type { Entry } from "../export/index.ts";
import type { ReadOptions, ReadResult } from "../read/index.ts";
import { inOrder } from "../work/in-order.ts";
import type { Progress } from "./progress.ts";
import { countLine, countSource, type Tally } from "./tally.ts";

/** Makes records, one after another or several at once. */
export interface Recorder {
  record(document: Document): Promise<DocumentRecord>;
  /** How many documents may be given to it before the first is done; see `inOrder`. */
  ahead(): number;
}

export interface EntryOptions extends ReadOptions {
  readonly recorder: Recorder;
  readonly tally: Tally;
  readonly progress: Progress | null;
  /** Whether a line of NDJSON that failed has its error as an entry. */
  readonly answersLines: boolean;
  /** Documents that need no record: they are counted, and have no entry. */
  readonly skips?: (document: Document) => Promise<boolean>;
}

/** How long, in milliseconds, reading may go on before signals and closed pipes are looked at. */
const TURN = 50;

/**
 * The record of each document of the sources, and in its place the error of each line that failed.
 * Everything is counted in the tally. An error that is no fault of the input names what was read.
 */
export async function* entriesOf(
  sources: readonly (string | OnRecordError)[],
  options: EntryOptions,
): AsyncGenerator<Entry> {
  let turnedAt = performance.now();
  const entries = inOrder(
    inputsOf(sources, options),
    (input) => entryOf(input, options),
    () => options.recorder.ahead(),
  );
  for await (const entry of entries) {
    if (entry !== null) yield entry;
    if (performance.now() - turnedAt > TURN) {
      await nextTurn();
      turnedAt = performance.now();
    }
  }
}

/** One document or failure, and what to call it. */
interface Input {
  readonly name: string;
  readonly result: ReadResult;
}

async function* inputsOf(
  sources: readonly (string | OnRecordError)[],
  options: EntryOptions,
): AsyncGenerator<Input> {
  for (const source of sources) {
    try {
      for await (const result of resultsOf(source, options)) {
        const name = result.inLine ? `${source}, document ${idOf(result)}` : String(source);
        yield { name, result };
      }
    } catch (cause) {
      throw named(String(source), cause);
    }
    options.progress?.advance();
  }
}

async function* resultsOf(
  source: string | OnRecordError,
  options: EntryOptions,
): AsyncGenerator<ReadResult> {
  if (source instanceof OnRecordError) yield { error: source, id: null, inLine: false };
  else {
    const { readSources } = await import("../read/read-sources.ts");
    yield* readSources([source], options);
  }
}

/** Counts what became of one document, and makes its entry; `null` where it has none. */
async function entryOf({ name, result }: Input, options: EntryOptions): Promise<Entry | null> {
  if ("error" in result) return failureOf(result.error, result, options);
  try {
    const isSkipped = (await options.skips?.(result.document)) ?? false;
    const record = isSkipped ? null : await options.recorder.record(result.document);
    count(result, null, options);
    options.tally.answered++;
    return record;
  } catch (cause) {
    if (cause instanceof OnRecordError) return failureOf(cause, result, options);
    throw named(name, cause);
  }
}

function failureOf(error: OnRecordError, result: ReadResult, options: EntryOptions): Entry | null {
  count(result, error, options);
  if (!result.inLine || !options.answersLines) return null;
  options.tally.answered++;
  return { id: idOf(result), error: { code: error.code, message: error.message } };
}

function count({ inLine }: ReadResult, error: OnRecordError | null, { tally }: EntryOptions) {
  if (inLine) countLine(tally, error);
  else countSource(tally, error);
}

function named(name: string, cause: unknown): unknown {
  if (cause instanceof OnRecordError) return cause;
  return new Error(`met while reading ${name}`, { cause });
}

function idOf(result: ReadResult): string | null {
  return "document" in result ? result.document.id : result.id;
}
