import type { Command } from "commander";
import type { Actor } from "../merge/index.ts";
import type { Matter, Statement } from "../who/index.ts";
import { actorJson, chooseActor, toLine } from "./choose-actor.ts";
import {
  type ActorOptions,
  addActorOptions,
  addDocumentsOptions,
  addPageOptions,
  addPagingOptions,
  type DocumentsTarget,
  loadDocuments,
  type PageOptions,
  type PagingOptions,
  parseCursor,
  refuseCursor,
  tellNext,
  viewOptions,
} from "./documents-option.ts";
import { parseDate } from "./options.ts";
import type { Output } from "./output.ts";
import { withStore } from "./record-option.ts";

interface WhoOptions extends DocumentsTarget, ActorOptions, PagingOptions, PageOptions {
  readonly from?: string;
  readonly to?: string;
}

const EXAMPLES = `
Examples:
  $ onrecord who "Corin Tarrade"
  $ onrecord who Tarrade --in examples --places examples/places.json

Exit codes: 0 done; 1 failed, or nobody is called that; 2 wrong usage.`;

export function addWhoCommand(program: Command, output: Output): void {
  const command = program
    .command("who")
    .summary("what somebody said, by date and matter")
    .description(
      "Shows every statement of an actor over all documents, and what others said on its behalf: grouped by what they are about, in order of time, so that a position and its change can be read.",
    )
    .argument("<name>", "a person, state, organisation or outlet")
    .option("--from <date>", "what was said, or else published, on this day or later", parseDate)
    .option("--to <date>", "what was said, or else published, on this day or earlier", parseDate);
  addPageOptions(addPagingOptions(addActorOptions(addDocumentsOptions(command))))
    .helpOption("-h, --help", "print help")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError('Run "onrecord who --help" to see the options and an example.')
    .action((name: string, options: WhoOptions) => runWho(name, options, output));
}

async function runWho(name: string, options: WhoOptions, output: Output): Promise<void> {
  const found =
    options.in === undefined
      ? await inRecord(name, options, output)
      : await inFiles(name, options, output);
  if (found === null) return;
  const { mattersOf } = await import("../who/index.ts");
  const { actor, statements, next } = found;
  const matters = mattersOf(statements);
  if (options.json) {
    await output.write(toLine({ ...whoJson(actor, statements, matters), next }));
    return;
  }
  const { renderWho } = await import("../export/views/who.ts");
  await output.write(renderWho(actor, matters, statements.length, viewOptions(options)));
  tellNext(next);
}

interface FoundStatements {
  readonly actor: Actor;
  readonly statements: readonly Statement[];
  /** The cursor of the next page. */
  readonly next: string | null;
}

async function inFiles(
  name: string,
  options: WhoOptions,
  output: Output,
): Promise<FoundStatements | null> {
  const { gatherActors } = await import("../merge/index.ts");
  const { findActors, isWithin, statementsBy } = await import("../who/index.ts");
  refuseCursor(options);
  const documents = await loadDocuments(options);
  const actors = gatherActors(documents);
  const actor = await chooseActor(findActors(actors, name, options), name, options, output);
  if (actor === null) return null;
  const statements = statementsBy(actor, documents, actors).filter(({ when }) =>
    isWithin(when, options),
  );
  return { actor, statements, next: null };
}

async function inRecord(
  name: string,
  options: WhoOptions,
  output: Output,
): Promise<FoundStatements | null> {
  const { actorStatements, findStoredActors } = await import("../store/actors/index.ts");
  const { from, to, limit } = options;
  const [after] = parseCursor(options.after, 1) ?? [];
  return withStore(options, {}, async (store) => {
    const found = await findStoredActors(store, name, options);
    const actor = await chooseActor(found, name, options, output);
    if (actor === null) return null;
    const { statements, next } = await actorStatements(store, actor, { after, from, to, limit });
    return { actor, statements, next: next === null ? null : String(next) };
  });
}

/** Each statement once; matters point to them by their place in the list. */
function whoJson(actor: Actor, statements: readonly Statement[], matters: readonly Matter[]) {
  const at = new Map(statements.map((statement, i) => [statement, i]));
  return {
    actor: actorJson(actor),
    statements: statements.map(({ terms, ...statement }) => statement),
    matters: matters.map(({ words, statements }) => ({
      words,
      statements: statements.map(({ statement, newWords, also }) => ({
        statement: at.get(statement),
        newWords,
        also,
      })),
    })),
  };
}
