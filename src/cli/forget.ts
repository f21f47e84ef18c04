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
    .argument(
      "<document>",
      "its key or the beginning of it, its id, or its path as it was added; or the key of one that was handed in",
    )
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
  const { forgetDocument } = await import("../store/index.ts");
  if (!yes) {
    const what = await whatGoes(store, document);
    throw new OnRecordError("bad-option", `this removes ${what}, for good. To do it, add --yes.`, {
      document,
    });
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

async function whatGoes(store: Store, meant: string): Promise<string> {
  const { findOrPending, openDocument } = await import("../store/index.ts");
  const found = await findOrPending(store, meant);
  if (!("seq" in found))
    return `${meant} (${found.title ?? found.file ?? found.id}), which is not read`;
  const { key, shown } = await openDocument(store, found.key);
  const { document, attributions, events } = shown;
  const name = document.title ?? document.file ?? shown.id;
  return `${key} (${name}) with ${attributions.length} statements and ${events.length} events`;
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
