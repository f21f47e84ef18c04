import type { Command } from "commander";
import { OnRecordError } from "../document/index.ts";
import type { Forgotten, Store } from "../store/index.ts";
import type { Output } from "./output.ts";
import { addRecordOption, type RecordTarget, withStore } from "./record-option.ts";
import { safe } from "./report.ts";

interface ForgetOptions extends RecordTarget {
  readonly yes?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
Example:
  $ onrecord forget 1f3a9c --yes

Exit codes: 0 done; 1 failed, nothing is changed; 2 wrong usage.`;

export function addForgetCommand(program: Command, output: Output): void {
  const command = program
    .command("forget")
    .summary("remove a document with all its entries")
    .description(
      "Removes a document with its entries, its corrections and the words protected in it, and says what went. There is no way back.",
    )
    .usage("[options] DOC")
    .argument("<document>", "its key or the beginning of it, its id, or its path as it was added")
    .option("--yes", "do it; without this it is only said what would go");
  addRecordOption(command)
    .option("--json", "print JSON")
    .helpOption("-h, --help", "print help")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError('Run "onrecord forget --help" to see the options and an example.')
    .action(async (document: string, options: ForgetOptions) => {
      await withStore(options, {}, (store) => run(store, document, options, output));
    });
}

async function run(
  store: Store,
  document: string,
  { yes = false, json = false }: ForgetOptions,
  output: Output,
): Promise<void> {
  const { forgetDocument, openDocument } = await import("../store/index.ts");
  if (!yes) {
    const { key, shown } = await openDocument(store, document);
    const name = shown.document.title ?? shown.document.file ?? shown.id;
    throw new OnRecordError(
      "bad-option",
      `this removes ${key} (${name}) with ${shown.attributions.length} statements and ${shown.events.length} events, for good. To do it, add --yes.`,
      { document: key },
    );
  }
  const forgotten = await forgetDocument(store, document);
  await output.write(json ? `${JSON.stringify(forgotten)}\n` : line(forgotten));
  const { versions } = forgotten;
  if (versions.length > 0) {
    process.stderr.write(
      `onrecord: ${versions.length === 1 ? "another version" : "other versions"} of the page stay: ${versions.join(", ")}.\n`,
    );
  }
}

function line({ key, title, statements, entities, events, corrections, protections }: Forgotten) {
  const went = [
    `${statements} statements`,
    `${entities} entities`,
    `${events} events`,
    `${corrections} corrections`,
    `${protections} protections`,
  ];
  return `${key}  forgotten  ${went.join(", ")}${title === null ? "" : `  ${safe(title)}`}\n`;
}
