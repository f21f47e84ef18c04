import { setImmediate as nextTurn } from "node:timers/promises";
import { type Document, type DocumentRecord, OnRecordError } from "../document/index.ts";
import type { Entry } from "../export/index.ts";
import type { ReadOptions, ReadResult } from "../read/index.ts";
import type { Progress } from "./progress.ts";
import { countLine, countSource, type Tally } from "./tally.ts";

export type Recorder = (document: Document) => Promise<DocumentRecord>;

export interface EntryOptions extends ReadOptions {
  readonly toRecord: Recorder;
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
  let reading = "";
  let turnedAt = performance.now();
  try {
    for (const source of sources) {
      reading = String(source);
      for await (const result of resultsOf(source, options)) {
        const { inLine } = result;
        if (inLine) reading = `${source}, document ${idOf(result)}`;
        const entry = await entryOf(result, options);
        if (entry !== null) yield entry;
        if (performance.now() - turnedAt > TURN) {
          await nextTurn();
          turnedAt = performance.now();
        }
      }
      options.progress?.advance();
    }
  } catch (cause) {
    if (cause instanceof OnRecordError) throw cause;
    throw new Error(`met while reading ${reading}`, { cause });
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
async function entryOf(
  result: ReadResult,
  { tally, toRecord, answersLines, skips }: EntryOptions,
): Promise<Entry | null> {
  const { inLine } = result;
  const error = "error" in result ? result.error : null;
  if (inLine) countLine(tally, error);
  else countSource(tally, error);
  if ("document" in result) {
    tally.answered++;
    return (await skips?.(result.document)) ? null : toRecord(result.document);
  }
  if (!inLine || !answersLines) return null;
  tally.answered++;
  const { code, message } = result.error;
  return { id: result.id, error: { code, message } };
}

function idOf(result: ReadResult): string | null {
  return "document" in result ? result.document.id : result.id;
}
