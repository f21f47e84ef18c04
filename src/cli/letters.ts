import type { Command } from "commander";
import type { Letter } from "../letters/index.ts";
import { toLine } from "./choose-actor.ts";
import {
  addDocumentsOptions,
  addPageOptions,
  type DocumentsTarget,
  loadDocuments,
  type PageOptions,
  viewOptions,
} from "./documents-option.ts";
import type { Output } from "./output.ts";
import { withStore } from "./record-option.ts";

interface LettersOptions extends DocumentsTarget, PageOptions {}

const EXAMPLES = `
Examples:
  $ onrecord letters
  $ onrecord letters --in examples --places examples/places.json

Exit codes: 0 done; 1 failed; 2 wrong usage.`;

export function addLettersCommand(program: Command, output: Output): void {
  const command = program
    .command("letters")
    .summary("who signed which joint letter or resolution")
    .description(
      "Lists joint letters and resolutions with their signatories as countries: who signed which, the number stated against the names printed, names printed twice, observers, and who joined or withdrew from one version to the next.",
    );
  addPageOptions(addDocumentsOptions(command))
    .helpOption("-h, --help", "print help")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError('Run "onrecord letters --help" to see the options and an example.')
    .action((options: LettersOptions) => runLetters(options, output));
}

async function runLetters(options: LettersOptions, output: Output): Promise<void> {
  const { letterChanges, lettersOf, signatoryTable } = await import("../letters/index.ts");
  const letters =
    options.in === undefined
      ? await recordedLetters(options)
      : lettersOf(await loadDocuments(options));
  const changes = letterChanges(letters);
  if (options.json) await output.write(toLine({ letters, changes }));
  else {
    const { renderLetters } = await import("../export/views/letters.ts");
    const page = renderLetters(letters, signatoryTable(letters), changes, viewOptions(options));
    await output.write(page);
  }
}

async function recordedLetters(options: LettersOptions): Promise<Letter[]> {
  const { allLetters } = await import("../store/index.ts");
  return withStore(options, {}, allLetters);
}
