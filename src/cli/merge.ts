import type { Command } from "commander";
import { OnRecordError } from "../document/index.ts";
import type { Actor, ActorReference, Decision } from "../merge/index.ts";
import type { NewDecision, StoredActor } from "../store/actors/index.ts";
import type { Store } from "../store/index.ts";
import { actorJson, chooseActor, toLine } from "./choose-actor.ts";
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
import { addRecordOption, type RecordTarget, withStore } from "./record-option.ts";

interface DecisionOptions extends RecordTarget, ActorOptions, PageOptions {
  readonly by?: string;
  readonly why?: string;
}

interface MergeOptions extends DecisionOptions, DocumentsTarget {
  readonly suggest?: boolean;
  readonly log?: boolean;
  readonly undo?: string;
}

const MERGE_EXAMPLES = `
Examples:
  $ onrecord merge --suggest
  $ onrecord merge Arkwell "Tobin Arkwell" --by "A. Editor" --why "introduced on the same day"
  $ onrecord merge --undo 3 --by "A. Editor" --why "his brother"

Exit codes: 0 done; 1 failed, or it cannot be decided; 2 wrong usage.`;

const SPLIT_EXAMPLES = `
Examples:
  $ onrecord split "a3d1b1ed9172919371b7#1580-1587" --by "A. Editor" --why "another Arkwell"

Exit codes: 0 done; 1 failed, or it cannot be decided; 2 wrong usage.`;

export function addMergeCommand(program: Command, output: Output): void {
  const command = program
    .command("merge")
    .summary("decide that actors are one, or see who may be")
    .description(
      'Decides that those who are called these names are one actor: two names, or one of which there are several. Without names it lists who may be one (--suggest), what was decided (--log), or takes a decision back (--undo). A decision is kept with who made it, when and why. A place in a document ("KEY#START-END") means the one mentioned there.',
    )
    .argument("[name...]", "names, or places in documents")
    .option("--suggest", "list actors that may be one; decides nothing")
    .option("--log", "list what was decided")
    .option("--undo <n>", "take back the decision of that number");
  addPageOptions(addDecisionOptions(addActorOptions(addDocumentsOptions(command))))
    .helpOption("-h, --help", "print help")
    .addHelpText("after", MERGE_EXAMPLES)
    .showHelpAfterError('Run "onrecord merge --help" to see the options and an example.')
    .action((names: string[], options: MergeOptions) => runMerge(names, options, output));
}

export function addSplitCommand(program: Command, output: Output): void {
  const command = program
    .command("split")
    .summary("decide that somebody is not who they were taken for")
    .description(
      "Decides that those of this name, or the one mentioned at a place in a document, are another actor than they were taken for.",
    )
    .argument("<name>", "a name, or a place in a document");
  addPageOptions(addDecisionOptions(addActorOptions(addRecordOption(command))))
    .helpOption("-h, --help", "print help")
    .addHelpText("after", SPLIT_EXAMPLES)
    .showHelpAfterError('Run "onrecord split --help" to see the options and an example.')
    .action((name: string, options: DecisionOptions) => runSplit(name, options, output));
}

function addDecisionOptions(command: Command): Command {
  return command.option("--by <name>", "who decides").option("--why <reason>", "for what reason");
}

async function runMerge(
  names: readonly string[],
  options: MergeOptions,
  output: Output,
): Promise<void> {
  if (options.suggest) return suggest(options, output);
  if (options.in !== undefined) {
    throw new OnRecordError(
      "bad-option",
      "files read with --in keep no decisions: name a --record.",
    );
  }
  await withStore(options, {}, async (store) => {
    if (options.log) return showLog(store, options, output);
    const decision =
      options.undo === undefined
        ? await mergeOf(store, names, options, output)
        : { action: "undo" as const, undoes: Number(options.undo), ...decidedBy(options) };
    if (decision !== null) await enter(store, decision, options, output);
  });
}

async function suggest(options: MergeOptions, output: Output): Promise<void> {
  const { gatherActors, suggestMerges } = await import("../merge/index.ts");
  const log = options.in === undefined ? await withStore(options, {}, readLog) : [];
  const suggestions = suggestMerges(gatherActors(await loadDocuments(options), log));
  if (options.json) {
    for (const { why, actors } of suggestions) {
      await output.write(toLine({ why, actors: actors.map(actorJson) }));
    }
    return;
  }
  const { renderSuggestions } = await import("../export/views/suggestions.ts");
  await output.write(renderSuggestions(suggestions, viewOptions(options)));
}

async function readLog({ db }: Store): Promise<Decision[]> {
  const { actorLog } = await import("../store/actors/index.ts");
  return actorLog(db);
}

async function showLog(
  { db }: Store,
  options: PageOptions,
  output: Output,
  from = 1,
): Promise<void> {
  const { shownLog } = await import("../store/actors/index.ts");
  const log = (await shownLog(db)).filter(({ id }) => id >= from);
  if (options.json) {
    for (const decision of log) await output.write(toLine(decision));
    return;
  }
  const { renderLog } = await import("../export/views/suggestions.ts");
  await output.write(renderLog(log, viewOptions(options)));
}

/** Every identity of those named; `null` where a name may be several. */
async function mergeOf(
  store: Store,
  names: readonly string[],
  options: MergeOptions,
  output: Output,
): Promise<NewDecision | null> {
  if (names.length === 0) {
    throw new OnRecordError(
      "bad-option",
      'there is nobody to merge. Give two names, or --suggest, as in "onrecord merge --suggest".',
    );
  }
  const { findStoredActors } = await import("../store/actors/index.ts");
  const actors: StoredActor[] = [];
  for (const name of names) {
    const found = await findStoredActors(store, name, options);
    if (names.length === 1 && found.length > 1) actors.push(...found);
    else {
      const actor = await chooseActor(found, name, options, output);
      if (actor === null) return null;
      actors.push(actor);
    }
  }
  return { action: "merge", actors: await referencesOf(actors), ...decidedBy(options) };
}

async function referencesOf(
  actors: readonly Actor[],
): Promise<[ActorReference, ...ActorReference[]]> {
  const { referenceTo } = await import("../merge/index.ts");
  const references = new Map<string, ActorReference>();
  for (const { identities } of actors) {
    for (const identity of identities) {
      const reference = referenceTo(identity);
      references.set(JSON.stringify(reference), reference);
    }
  }
  return [...references.values()] as [ActorReference, ...ActorReference[]];
}

async function runSplit(name: string, options: DecisionOptions, output: Output): Promise<void> {
  const { findStoredActors } = await import("../store/actors/index.ts");
  const { foldName, referenceTo } = await import("../merge/index.ts");
  const { parseMention } = await import("../who/index.ts");
  const { findDocument } = await import("../store/index.ts");
  await withStore(options, {}, async (store) => {
    const found = await findStoredActors(store, name, options);
    const actor = await chooseActor(found, name, options, output);
    if (actor === null) return;
    const mention = parseMention(name);
    let reference: ActorReference;
    if (mention !== null) {
      const { key } = await findDocument(store, mention.document);
      reference = { document: key, span: mention.span };
    } else {
      const called = actor.identities.find((identity) => identity.name === foldName(name));
      reference = referenceTo(called ?? actor.identities[0]!);
    }
    await enter(
      store,
      { action: "split", actor: reference, ...decidedBy(options) },
      options,
      output,
    );
  });
}

function decidedBy({ by = "", why = "" }: DecisionOptions) {
  return { by, why, at: new Date().toISOString() };
}

async function enter(
  store: Store,
  decision: NewDecision,
  options: PageOptions,
  output: Output,
): Promise<void> {
  const { decideStored } = await import("../store/actors/index.ts");
  const { id } = await decideStored(store, decision);
  await showLog(store, options, output, id);
}
