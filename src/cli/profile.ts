import type { Command } from "commander";
import { OnRecordError } from "../document/index.ts";
import type { Actor } from "../merge/index.ts";
import type { Profile } from "../profile/index.ts";
import type { StoredActor } from "../store/actors/index.ts";
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
import { withStore } from "./record-option.ts";

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
  const profile =
    options.in === undefined ? await ofRecord(options, output) : await ofFiles(options, output);
  if (profile === null) return;
  if (options.json) await output.write(toLine(profile));
  else {
    const { renderProfile } = await import("../export/views/profile.ts");
    await output.write(renderProfile(profile, { ...viewOptions(options), most: MOST }));
  }
}

async function ofFiles(options: ProfileOptions, output: Output): Promise<Profile | null> {
  const { gatherActors } = await import("../merge/index.ts");
  const { findActors } = await import("../who/index.ts");
  const { profileOf } = await import("../profile/index.ts");
  const all = await loadDocuments(options);
  const actors = gatherActors(all);
  const { outlet, actor: name } = options;
  let actor: Actor | undefined;
  if (name !== undefined) {
    const chosen = await chooseActor(findActors(actors, name, options), name, options, output);
    if (chosen === null) return null;
    actor = chosen;
  }
  const documents = all.filter(
    ({ record }) => outlet === undefined || record.document.outlet === outlet,
  );
  if (documents.length === 0) throw noneOf(outlet);
  return profileOf(documents, { actor }, actors);
}

async function ofRecord(options: ProfileOptions, output: Output): Promise<Profile | null> {
  const { findStoredActors } = await import("../store/actors/index.ts");
  const { recordedProfile } = await import("../store/index.ts");
  const { outlet, actor: name } = options;
  return withStore(options, {}, async (store) => {
    let actor: StoredActor | undefined;
    if (name !== undefined) {
      const found = await findStoredActors(store, name, options);
      const chosen = await chooseActor(found, name, options, output);
      if (chosen === null) return null;
      actor = chosen;
    }
    const { profile } = await recordedProfile(store, { outlet, actor });
    if (profile.documents === 0 && actor === undefined) throw noneOf(outlet);
    return profile;
  });
}

function noneOf(outlet: string | undefined): OnRecordError {
  return new OnRecordError(
    "no-documents",
    outlet === undefined
      ? 'there are no documents. "onrecord add" puts some on the record.'
      : `there are no documents of the outlet "${outlet}". It has to be named as the documents do.`,
  );
}
