import { readFileSync } from "node:fs";
import { Command } from "commander";
import { addAddCommand } from "./add.ts";
import { addCheckCommand } from "./check.ts";
import type { Output } from "./output.ts";
import { addQuoteCommand } from "./quote.ts";
import { addReadCommand } from "./read.ts";
import { addSearchCommand } from "./search.ts";

const EXAMPLES = `
Example:
  $ onrecord read article.txt

Exit codes: 0 done; 1 failed; 2 wrong usage; 3 finished, but some inputs failed.`;

/**
 * The whole command line. A command loads the stages it needs when it runs, so that asking for
 * help or the version costs nothing. Parsing throws CommanderError instead of exiting.
 */
export function createProgram(output: Output): Command {
  const program = new Command("onrecord")
    .description("Puts on the record who said what: source, cue and content, with the exact words.")
    .usage("<command> [options]")
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help for a command")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError('Run "onrecord --help" to see the commands.')
    .exitOverride()
    .configureOutput({
      outputError: (message, write) => write(message.replace(/^error: /, "onrecord: ")),
    });
  addReadCommand(program, output);
  addAddCommand(program, output);
  addQuoteCommand(program, output);
  addSearchCommand(program, output);
  addCheckCommand(program, output);
  return program;
}

function version(): string {
  const file = new URL("../../package.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
