import { readFileSync } from "node:fs";
import { Command } from "commander";
import { addAddCommand } from "./add.ts";
import { addCheckCommand } from "./check.ts";
import { addCompareCommand } from "./compare.ts";
import { addCorrectCommand } from "./correct.ts";
import { addEnqueueCommand } from "./enqueue.ts";
import { addExportCommand } from "./export.ts";
import { addForgetCommand } from "./forget.ts";
import { addImportCommand } from "./import.ts";
import { addLettersCommand } from "./letters.ts";
import { addMergeCommand, addSplitCommand } from "./merge.ts";
import type { Output } from "./output.ts";
import { addProfileCommand } from "./profile.ts";
import { addProtectCommand } from "./protect.ts";
import { addQuoteCommand } from "./quote.ts";
import { addReadCommand } from "./read.ts";
import { addReconcileCommand } from "./reconcile.ts";
import { addSearchCommand } from "./search.ts";
import { addServeCommand } from "./serve.ts";
import { addStatusCommand } from "./status.ts";
import { addTimelineCommand } from "./timeline.ts";
import { addWhoCommand } from "./who.ts";
import { addWorkCommand } from "./work.ts";

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
  addSearchCommand(program, output);
  addCompareCommand(program, output);
  addQuoteCommand(program, output);
  addWhoCommand(program, output);
  addTimelineCommand(program, output);
  addLettersCommand(program, output);
  addProfileCommand(program, output);
  addServeCommand(program, output);
  addExportCommand(program, output);
  addImportCommand(program, output);
  addCorrectCommand(program, output);
  addProtectCommand(program, output);
  addForgetCommand(program, output);
  addMergeCommand(program, output);
  addSplitCommand(program, output);
  addCheckCommand(program, output);
  addEnqueueCommand(program, output);
  addWorkCommand(program, output);
  addReconcileCommand(program, output);
  addStatusCommand(program, output);
  return program;
}

function version(): string {
  const file = new URL("../../package.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
