import { type Command, Option } from "commander";
import type { ExportFormat } from "../export/formats.ts";
import type { Entry } from "../export/index.ts";
import {
  addExportOptions,
  checkFormat,
  type ExportCommandOptions,
  FORMAT_NAMES,
  tableOptions,
  writeOut,
} from "./export-options.ts";
import {
  addInputOptions,
  type InputOptions,
  listInputs,
  namedInputs,
  progressOver,
  readInputs,
} from "./inputs.ts";
import { pageWidth, parseWidth, wantsColour } from "./options.ts";
import type { Output } from "./output.ts";
import { exitCodeOfTally, hasFailures, newTally, type Tally, tallyLines } from "./tally.ts";

type OutputFormat = "text" | ExportFormat;

interface ReadCommandOptions extends InputOptions, ExportCommandOptions {
  readonly format?: OutputFormat;
  readonly color: boolean;
  readonly width?: number;
}

const EXAMPLES = `
Examples:
  $ onrecord read article.txt
  $ onrecord read --places places.json letters/ > letters.ndjson
  $ onrecord read --from ndjson < feed.ndjson | wc -l
  $ onrecord read --format csv --output statements.csv letters/

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
  addInputOptions(command).addOption(
    new Option(
      "--format <format>",
      "what to print (default: text on a terminal, else ndjson)",
    ).choices(["text", ...FORMAT_NAMES]),
  );
  addExportOptions(command)
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
  const isShown = process.stdout.isTTY && options.output === undefined;
  const format = options.format ?? (isShown ? "text" : "ndjson");
  checkFormat(format, options);
  const sources = await listInputs(inputs);
  const progress = process.stdout.isTTY ? null : await progressOver(sources.length);
  const tally = newTally();
  const entries = await readInputs(sources, options, {
    tally,
    progress,
    answersLines: format === "ndjson" || format === "json",
  });
  const chunks = await formatted(entries, format, options);
  await writeOut(worthWriting(chunks, tally), options, output);
  progress?.stop();
  for (const line of tallyLines(tally)) process.stderr.write(`${line}\n`);
  return exitCodeOfTally(tally);
}

/**
 * The chunks, unless all inputs failed: the head of a table alone, or an empty array, would pass
 * for a success.
 */
async function* worthWriting(chunks: AsyncIterable<string | Uint8Array>, tally: Tally) {
  let held: (string | Uint8Array)[] = [];
  for await (const chunk of chunks) {
    held.push(chunk);
    if (tally.answered === 0) continue;
    yield* held;
    held = [];
  }
  if (tally.answered > 0 || !hasFailures(tally)) yield* held;
}

async function formatted(
  entries: AsyncIterable<Entry>,
  format: OutputFormat,
  options: ReadCommandOptions,
): Promise<AsyncIterable<string | Uint8Array>> {
  if (format !== "text") {
    const { exportEntries } = await import("../export/formats.ts");
    return exportEntries(entries, format, tableOptions(options));
  }
  // The tables of character widths take longer to load than a short text to read.
  const { toText } = await import("../export/terminal.ts");
  const { width, color } = options;
  return toText(entries, {
    width: width ?? pageWidth(process.stdout),
    colour: color && wantsColour(process.stdout, process.env),
  });
}
