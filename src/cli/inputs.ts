import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { type Command, Option } from "commander";
import type { Place } from "../actors/index.ts";
import { type Document, OnRecordError } from "../document/index.ts";
import type { Entry } from "../export/index.ts";
import { GENRES, type Genre } from "../read/genre/genre.ts";
import type { InputFormat, ReadOptions } from "../read/index.ts";
import { entriesOf, type Recorder } from "./entries.ts";
import { parseDate, parseJobs } from "./options.ts";
import type { Progress } from "./progress.ts";
import { countForeign, type Tally } from "./tally.ts";

/** What the arguments stand for, as `listSources`; what is left out of a folder is said. */
export async function listInputs(
  named: readonly string[],
): Promise<readonly (string | OnRecordError)[]> {
  const { listSources } = await import("../read/sources.ts");
  return listSources(named, {
    onSkipped: (path) =>
      process.stderr.write(
        `onrecord: ${path} is left out: it tells of the files beside it. Name it to have it read.\n`,
      ),
  });
}

/** How records are made: see `addReadingOptions`. */
export interface ReadingOptions {
  readonly places?: string;
  readonly attribution: "rules" | "trained";
  readonly jobs: number;
}

/** The options of every command that reads documents: see `addInputOptions`. */
export interface InputOptions extends ReadingOptions {
  readonly from: InputFormat;
  readonly published?: string;
  readonly genre?: Genre;
  readonly encoding?: string;
  readonly follow?: boolean;
  readonly snapshot?: string;
}

/** Adds them to a command, whose arguments are what to read. */
export function addInputOptions(command: Command): Command {
  command
    .addOption(
      new Option("--from <kind>", "what the input is")
        .choices(["auto", "text", "html", "ndjson", "feed", "mail", "docx", "pdf", "warc"])
        .default("auto"),
    )
    .option(
      "--published <date>",
      "when it was published, for inputs that do not say (ISO 8601)",
      parseDate,
    )
    .addOption(
      new Option("--genre <genre>", "what kind of texts these are, where it is known").choices(
        GENRES,
      ),
    )
    .option("--encoding <name>", "the inputs' character encoding, for those that do not say")
    .option("--follow", "fetch the pages that a feed's entries stand for, and read them instead")
    .option("--snapshot <dir>", "keep the raw bytes of every document there, by their hash");
  return addReadingOptions(command);
}

/** Adds what decides how a document is read, whatever it comes from. */
export function addReadingOptions(command: Command): Command {
  return command
    .option("--places <file>", "more places: a JSON file of names, codes, demonyms and seats")
    .addOption(
      new Option("--attribution <how>", "find statements by rules, or by the trained model")
        .choices(["rules", "trained"])
        .default("trained"),
    )
    .option("--jobs <n>", "how many threads read at once", parseJobs, availableParallelism());
}

export interface Inputs {
  readonly tally: Tally;
  readonly progress: Progress | null;
  /** Whether a line of NDJSON that failed has its error as an entry. */
  readonly answersLines: boolean;
  /** Documents that need no record; read, and passed over. */
  readonly skips?: (document: Document) => Promise<boolean>;
}

/** The record of each document that the arguments name, in their order; see `entriesOf`. */
export async function readInputs(
  sources: readonly (string | OnRecordError)[],
  options: InputOptions,
  inputs: Inputs,
): Promise<AsyncGenerator<Entry>> {
  const { isUrl } = await import("../read/sources.ts");
  const namesUrl = sources.some((source) => typeof source === "string" && isUrl(source));
  return entriesOf(sources, {
    ...(await readOptions(options, namesUrl)),
    ...inputs,
    recorder: await recorderFor(options, inputs.tally),
  });
}

/** The arguments, or standard input where there is none and it is no terminal. */
export function namedInputs(named: readonly string[], example: string): readonly string[] {
  if (named.length > 0) return named;
  if (!process.stdin.isTTY) return ["-"];
  throw new OnRecordError(
    "bad-option",
    `there is nothing to read. Name a file, as in "${example}", or pipe a text in.`,
  );
}

async function readOptions(
  { from, published, genre, encoding, follow = false, snapshot }: InputOptions,
  namesUrl: boolean,
): Promise<ReadOptions> {
  const fetches = follow || namesUrl;
  return {
    from,
    stdin: process.stdin,
    published,
    genre,
    encoding,
    follow,
    fetcher: fetches ? new (await import("../read/fetch/fetcher.ts")).Fetcher() : undefined,
    snapshot:
      snapshot === undefined
        ? undefined
        : await (await import("../read/snapshot/snapshot.ts")).openSnapshot(snapshot),
  };
}

/**
 * Documents that this thread reads before others are started: each of those loads the models anew,
 * which takes as long as reading some twenty articles.
 */
const ALONE = 16;

/** Reads here at first; a run that goes on is shared among `--jobs` worker threads. */
async function recorderFor(
  { places: file, attribution, jobs }: InputOptions,
  tally: Tally,
): Promise<Recorder> {
  const { recordOf } = await import("../record.ts");
  const { bundledModels, rulesOnly } = await import("../models.ts");
  const { RecordPool } = await import("../work/record-pool.ts");
  const places = await placesOf(file);
  let pool: InstanceType<typeof RecordPool> | null = null;
  let documents = 0;
  return {
    async record(document) {
      const doc = await counted(document, tally);
      if (jobs === 1 || ++documents <= ALONE) {
        const models = attribution === "trained" ? bundledModels() : rulesOnly();
        return recordOf(doc, models, { places });
      }
      pool ??= new RecordPool(jobs, { attribution, places });
      return pool.record(doc);
    },
    // Twice as many as work at once, so that none waits for the next.
    ahead: () => (documents < ALONE ? 0 : 2 * jobs),
  };
}

/** Worker threads from the start, for a command that goes on for long. */
export async function poolFor({ places: file, attribution, jobs }: ReadingOptions) {
  const { RecordPool } = await import("../work/record-pool.ts");
  const { withLanguage } = await import("../language/find-language.ts");
  const pool = new RecordPool(jobs, { attribution, places: await placesOf(file) });
  return {
    record: async (doc: Document) => pool.record(await withLanguage(doc)),
    close: () => pool.close(),
  };
}

/** The document with its language; one that is not English is counted. */
async function counted(document: Document, tally: Tally): Promise<Document> {
  const { readsAsEnglish, withLanguage } = await import("../language/find-language.ts");
  const named = await withLanguage(document);
  if (!readsAsEnglish(named)) countForeign(tally, named.language);
  return named;
}

/** The places of `--places`; none where it is not given. */
export async function placesOf(file: string | undefined): Promise<readonly Place[]> {
  if (file === undefined) return [];
  const { parsePlaces } = await import("../actors/places.ts");
  const json = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    const missing = cause.code === "ENOENT";
    throw new OnRecordError(
      missing ? "not-found" : "not-readable",
      `${file}: ${missing ? "there is no such file" : `cannot be read (${cause.code})`}. Give --places a JSON file of places.`,
      { file },
      { cause },
    );
  });
  return parsePlaces(json, file);
}

/** What the options make records with: see `pipelineVersion`. */
export async function pipelineOf({ places, attribution }: ReadingOptions): Promise<string> {
  const { pipelineVersion } = await import("../models.ts");
  return pipelineVersion({ attribution, places: await placesOf(places) });
}

/** A bar for more files than one can watch go by, on a terminal. */
export async function progressOver(count: number, things = "files"): Promise<Progress | null> {
  if (count <= 5 || !process.stderr.isTTY) return null;
  const { startProgress } = await import("./progress.ts");
  return startProgress(count, things);
}
