import type { Command } from "commander";
import { OnRecordError } from "../document/index.ts";
import type { Actor } from "../merge/index.ts";
import { chooseActor, toLine } from "./choose-actor.ts";
import {
  type ActorOptions,
  addActorOptions,
  addDocumentsOptions,
  addPageOptions,
  type DocumentsTarget,
  loadDocuments,
  type PageOptions,
  viewOptions,
} from "./documents-option.ts";
import type { Output } from "./output.ts";

interface ProfileOptions extends DocumentsTarget, ActorOptions, PageOptions {
  readonly outlet?: string;
  readonly actor?: string;
}

const EXAMPLES = `
Examples:
  $ onrecord profile --outlet "The Nandry Observer"
  $ onrecord profile --in examples --places examples/places.json

Exit codes: 0 done; 1 failed; 2 wrong usage.`;

/** Rows of a table on a terminal; JSON has all. */
const MOST = 12;

export function addProfileCommand(program: Command, output: Output): void {
  const command = program
    .command("profile")
    .summary("who is quoted, and how much")
    .description(
      "Counts who speaks in a set of documents: named, unnamed, groups and documents, in direct, mixed and indirect speech, from which countries and sectors, and how much is told in the outlet's own voice; with intervals where numbers are small.",
    )
    .option("--outlet <name>", "documents of this outlet only")
    .option("--actor <name>", "statements of this actor, or made on its behalf, only");
  addPageOptions(addActorOptions(addDocumentsOptions(command)))
    .helpOption("-h, --help", "print help")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError('Run "onrecord profile --help" to see the options and an example.')
    .action((options: ProfileOptions) => runProfile(options, output));
}

async function runProfile(options: ProfileOptions, output: Output): Promise<void> {
  const { gatherActors } = await import("../merge/index.ts");
  const { findActors } = await import("../who/index.ts");
  const { profileOf } = await import("../profile/index.ts");
  const all = await loadDocuments(options);
  const actors = gatherActors(all);
  const documents = all.filter(
    ({ record }) => options.outlet === undefined || record.document.outlet === options.outlet,
  );
  if (documents.length === 0) {
    const outlets = [...new Set(all.map(({ record }) => record.document.outlet ?? "(none)"))];
    throw new OnRecordError(
      "no-documents",
      `no document is of the outlet "${options.outlet}". There are: ${outlets.sort().slice(0, 10).join(", ")}.`,
    );
  }
  let actor: Actor | undefined;
  if (options.actor !== undefined) {
    const found = findActors(actors, options.actor, options);
    const chosen = await chooseActor(found, options.actor, options, output);
    if (chosen === null) return;
    actor = chosen;
  }
  const profile = profileOf(documents, { actor }, actors);
  if (options.json) await output.write(toLine(profile));
  else {
    const { renderProfile } = await import("../export/views/profile.ts");
    await output.write(renderProfile(profile, { ...viewOptions(options), most: MOST }));
  }
}
