import { type Command, Option } from "commander";
import type { Entry } from "../export/index.ts";
import {
  addInputOptions,
  type InputOptions,
  namedInputs,
  progressOver,
  readInputs,
} from "./inputs.ts";
import { pageWidth, parseWidth, wantsColour } from "./options.ts";
import type { Output } from "./output.ts";
import { exitCodeOfTally, hasFailures, newTally, tallyLines } from "./tally.ts";

type OutputFormat = "text" | "ndjson" | "json";

interface ReadCommandOptions extends InputOptions {
  readonly format?: OutputFormat;
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
  const command = program
    .command("read")
    .summary("put on the record who said what in files or standard input")
    .description(
      "Reads articles and statements and prints who said what in them, with the exact words.",
    )
    .usage("[options] [FILE|DIR|GLOB|URL|-]...")
    .argument(
      "[source...]",
      'files, directories, patterns in quotes, addresses of the web, or "-" for standard input (also when none is given)',
    );
  addInputOptions(command)
    .addOption(
      new Option(
        "--format <format>",
        "what to print (default: text on a terminal, else ndjson)",
      ).choices(["text", "ndjson", "json"]),
    )
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
  const inputs = namedInputs(named, "onrecord read article.txt");
  const format = options.format ?? (process.stdout.isTTY ? "text" : "ndjson");
  const { listSources } = await import("../read/sources.ts");
  const sources = await listSources(inputs);
  const progress = process.stdout.isTTY ? null : await progressOver(sources.length);
  const tally = newTally();
  const entries = await readInputs(sources, options, {
    tally,
    progress,
    answersLines: format !== "text",
  });
  for await (const chunk of await formatted(entries, format, options)) {
    // Without any entry the only chunk is the empty array, and it would pass for a success.
    if (tally.answered > 0 || !hasFailures(tally)) await output.write(chunk);
  }
  progress?.stop();
  for (const line of tallyLines(tally)) process.stderr.write(`${line}\n`);
  return exitCodeOfTally(tally);
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
