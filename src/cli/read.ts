import { readFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import type { Place } from "../actors/index.ts";
import { type Document, OnRecordError } from "../document/index.ts";
import type { Entry } from "../export/index.ts";
import { GENRES, type Genre } from "../read/genre/genre.ts";
import type { InputFormat, ReadOptions } from "../read/index.ts";
import { entriesOf, type Recorder } from "./entries.ts";
import { pageWidth, parseDate, parseWidth, wantsColour } from "./options.ts";
import type { Output } from "./output.ts";
import type { Progress } from "./progress.ts";
import {
  countForeign,
  failureLines,
  foreignLines,
  hasFailures,
  newTally,
  type Tally,
} from "./tally.ts";

type OutputFormat = "text" | "ndjson" | "json";

interface ReadCommandOptions {
  readonly from: InputFormat;
  readonly format?: OutputFormat;
  readonly published?: string;
  readonly genre?: Genre;
  readonly places?: string;
  readonly attribution: "rules" | "trained";
  readonly encoding?: string;
  readonly follow?: boolean;
  readonly snapshot?: string;
  readonly color: boolean;
  readonly width?: number;
}

const EXAMPLES = `
Examples:
  $ onrecord read article.txt
  $ onrecord read --places places.json letters/ > letters.ndjson
  $ onrecord read --from ndjson < feed.ndjson | wc -l

Exit codes: 0 done; 1 nothing could be read; 2 wrong usage; 3 some inputs failed.`;

export function addReadCommand(program: Command, output: Output): void {
  program
    .command("read")
    .summary("put on the record who said what in files or standard input")
    .description(
      "Reads articles and statements and prints who said what in them, with the exact words.",
    )
    .usage("[options] [FILE|DIR|GLOB|URL|-]...")
    .argument(
      "[source...]",
      'files, directories, patterns in quotes, addresses of the web, or "-" for standard input (also when none is given)',
    )
    .addOption(
      new Option("--from <kind>", "what the input is")
        .choices(["auto", "text", "html", "ndjson", "feed", "mail", "docx", "pdf", "warc"])
        .default("auto"),
    )
    .addOption(
      new Option(
        "--format <format>",
        "what to print (default: text on a terminal, else ndjson)",
      ).choices(["text", "ndjson", "json"]),
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
    .option("--places <file>", "more places: a JSON file of names, codes, demonyms and seats")
    .addOption(
      new Option("--attribution <how>", "find statements by rules, or by the trained model")
        .choices(["rules", "trained"])
        .default("rules"),
    )
    .option("--encoding <name>", "the inputs' character encoding, for those that do not say")
    .option("--follow", "fetch the pages that a feed's entries stand for, and read them instead")
    .option("--snapshot <dir>", "keep the raw bytes of every document there, by their hash")
    .option("--no-color", "no colours in text")
    .option("--width <columns>", "columns of text, 40 or more", parseWidth)
    .helpOption("-h, --help", "print help")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError('Run "onrecord read --help" to see the options and an example.')
    .action(async (sources: string[], options: ReadCommandOptions) => {
      process.exitCode = await runRead(sources, options, output);
    });
}

/** Reads the sources, writes what they hold, and lists what failed on standard error. */
async function runRead(
  named: readonly string[],
  options: ReadCommandOptions,
  output: Output,
): Promise<0 | 1 | 3> {
  const inputs = named.length > 0 ? named : [standardInput()];
  const format = options.format ?? (process.stdout.isTTY ? "text" : "ndjson");
  const { isUrl, listSources } = await import("../read/sources.ts");
  const sources = await listSources(inputs);
  const progress = await progressOver(sources.length);
  const tally = newTally();
  const toRecord = await recorder(options, tally);
  const entries = entriesOf(sources, {
    ...(await readOptions(
      options,
      sources.some((source) => typeof source === "string" && isUrl(source)),
    )),
    toRecord,
    tally,
    progress,
    answersLines: format !== "text",
  });
  for await (const chunk of await formatted(entries, format, options)) {
    // Without any entry the only chunk is the empty array, and it would pass for a success.
    if (tally.answered > 0 || !hasFailures(tally)) await output.write(chunk);
  }
  progress?.stop();
  for (const line of foreignLines(tally)) process.stderr.write(`onrecord: ${line}\n`);
  if (!hasFailures(tally)) return 0;
  process.stderr.write(`onrecord: ${failureLines(tally).join("\n")}\n`);
  return tally.answered > 0 ? 3 : 1;
}

function standardInput(): "-" {
  if (!process.stdin.isTTY) return "-";
  throw new OnRecordError(
    "bad-option",
    'there is nothing to read. Name a file, as in "onrecord read article.txt", or pipe a text in.',
  );
}

async function readOptions(
  { from, published, genre, encoding, follow = false, snapshot }: ReadCommandOptions,
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

async function recorder(
  { places: file, attribution }: ReadCommandOptions,
  tally: Tally,
): Promise<Recorder> {
  const { recordOf } = await import("../record.ts");
  const { bundledModels, rulesOnly } = await import("../models.ts");
  const places = file === undefined ? [] : await readPlaces(file);
  const models = attribution === "trained" ? bundledModels() : rulesOnly();
  return async (document) => recordOf(await withLanguage(document, tally), models, { places });
}

/** The document with the language its words are in, where it names none and is not English. */
async function withLanguage(document: Document, tally: Tally): Promise<Document> {
  const { loadLanguageNames, readsAsEnglish } = await import("../language/find-language.ts");
  if (readsAsEnglish(document)) return document;
  const language = document.language ?? (await loadLanguageNames())(document);
  const named = { ...document, language };
  if (!readsAsEnglish(named)) countForeign(tally, language);
  return named;
}

async function readPlaces(file: string): Promise<readonly Place[]> {
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

/** A bar for more files than one can watch go by, where it is not in the way of the records. */
async function progressOver(files: number): Promise<Progress | null> {
  if (files <= 5 || !process.stderr.isTTY || process.stdout.isTTY) return null;
  const { startProgress } = await import("./progress.ts");
  return startProgress(files);
}

async function formatted(
  entries: AsyncIterable<Entry>,
  format: OutputFormat,
  { width, color }: ReadCommandOptions,
): Promise<AsyncIterable<string>> {
  // The files themselves: the terminal's loads the tables of character widths, which take longer
  // to load than a short text to read.
  if (format === "ndjson") return (await import("../export/ndjson.ts")).toNdjson(entries);
  if (format === "json") return (await import("../export/json.ts")).toJson(entries);
  const { toText } = await import("../export/terminal.ts");
  return toText(entries, {
    width: width ?? pageWidth(process.stdout),
    colour: color && wantsColour(process.stdout, process.env),
  });
}
