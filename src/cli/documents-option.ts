import { availableParallelism } from "node:os";
import { type Command, InvalidArgumentError, Option } from "commander";
import { OnRecordError } from "../document/index.ts";
import type { ViewOptions } from "../export/views/rows.ts";
import type { ActorKind, KeyedRecord } from "../merge/index.ts";
import { listInputs, progressOver, readInputs } from "./inputs.ts";
import { pageWidth, parseWidth, wantsColour } from "./options.ts";
import { addRecordOption, type RecordTarget } from "./record-option.ts";
import { newTally, tallyLines } from "./tally.ts";

/** Which documents a command looks at: those of a record, or files read for this one time. */
export interface DocumentsTarget extends RecordTarget {
  readonly in?: readonly string[];
  readonly places?: string;
}

export function addDocumentsOptions(command: Command): Command {
  return addRecordOption(command)
    .option("--in <source...>", "read these files, folders or addresses instead of a record")
    .option("--places <file>", "more places: a JSON file of names, codes, demonyms and seats");
}

/** All documents, each once, as they are shown. What could not be read is told at the end. */
export async function loadDocuments(options: DocumentsTarget): Promise<KeyedRecord[]> {
  const found: KeyedRecord[] = [];
  for await (const document of eachDocument(options)) found.push(document);
  return found;
}

/** As `loadDocuments`, one after the other: a record may have more than memory holds. */
async function* eachDocument(options: DocumentsTarget): AsyncGenerator<KeyedRecord> {
  if (options.in !== undefined) yield* await readDocuments(options.in, options);
  else {
    const { closeStore, documents, openStore } = await import("../store/index.ts");
    const store = await openStore(options.record);
    try {
      for await (const { key, shown } of documents(store)) yield { key, record: shown };
    } finally {
      await closeStore(store);
    }
  }
}

async function readDocuments(
  named: readonly string[],
  { places }: DocumentsTarget,
): Promise<KeyedRecord[]> {
  const { documentKey } = await import("../store/document-key.ts");
  const sources = await listInputs(named);
  const tally = newTally();
  const progress = await progressOver(sources.length);
  const found = new Map<string, KeyedRecord>();
  const options = {
    from: "auto",
    attribution: "trained",
    jobs: availableParallelism(),
    ...(places && { places }),
  } as const;
  for await (const entry of await readInputs(sources, options, {
    tally,
    progress,
    answersLines: false,
  })) {
    if ("error" in entry) continue;
    const key = documentKey(entry);
    found.set(key, { key, record: entry });
  }
  progress?.stop();
  for (const line of tallyLines(tally)) process.stderr.write(`${line}\n`);
  if (found.size > 0) return [...found.values()];
  throw new OnRecordError("no-documents", "none of the files could be read.");
}

/** Which of those who are called alike is meant. */
export interface ActorOptions {
  readonly kind?: ActorKind;
  readonly country?: string;
}

const KINDS: readonly ActorKind[] = ["person", "state", "organisation", "outlet"];

export function addActorOptions(command: Command): Command {
  return command
    .addOption(new Option("--kind <kind>", "what the one meant is").choices(KINDS))
    .option("--country <code>", "the country of the one meant: ISO 3166-1 alpha-3", upperCase);
}

function upperCase(code: string): string {
  return code.toUpperCase();
}

/** Which page of a record's many entries. */
export interface PagingOptions {
  readonly limit: number;
  readonly after?: string;
}

export function addPagingOptions(command: Command): Command {
  return command
    .option("--limit <n>", "of a record, so many entries at most", parseLimit, 50)
    .option("--after <cursor>", "of a record, what comes after a page: its cursor");
}

function parseLimit(value: string): number {
  const limit = Number(value);
  if (/^\d+$/.test(value) && limit >= 1 && limit <= 10_000) return limit;
  throw new InvalidArgumentError("Give a number from 1 to 10000.");
}

/** The numbers of a cursor. @throws OnRecordError `bad-option` */
export function parseCursor(after: string | undefined, parts: number): number[] | undefined {
  if (after === undefined) return undefined;
  const numbers = after.split(".").map(Number);
  if (/^-?\d+(\.-?\d+)*$/.test(after) && numbers.length === parts) return numbers;
  throw new OnRecordError("bad-option", `"${after}" is no cursor. A page says the next one's.`);
}

/** @throws OnRecordError `bad-option` where everything is shown at once */
export function refuseCursor({ after }: Pick<PagingOptions, "after">): void {
  if (after === undefined) return;
  throw new OnRecordError(
    "bad-option",
    "files are looked through at once, without pages: leave out --after.",
  );
}

/** Says on standard error that there is more, and how to get it. */
export function tellNext(next: string | null): void {
  if (next !== null) process.stderr.write(`onrecord: there is more: --after ${next}\n`);
}

/** What a command prints, and how it looks on a terminal. */
export interface PageOptions {
  readonly json?: boolean;
  readonly color: boolean;
  readonly width?: number;
}

export function addPageOptions(command: Command): Command {
  return command
    .option("--json", "print JSON")
    .option("--no-color", "no colours in text")
    .option("--width <columns>", "columns of text, 40 or more", parseWidth);
}

export function viewOptions({ color, width }: PageOptions): ViewOptions {
  return {
    width: width ?? pageWidth(process.stdout),
    colour: color && wantsColour(process.stdout, process.env),
  };
}
