import type { Command } from "commander";
import type { Actor } from "../merge/index.ts";
import type { Matter, Statement } from "../who/index.ts";
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

interface WhoOptions extends DocumentsTarget, ActorOptions, PageOptions {}

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
    .argument("<name>", "a person, state, organisation or outlet");
  addPageOptions(addActorOptions(addDocumentsOptions(command)))
    .helpOption("-h, --help", "print help")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError('Run "onrecord who --help" to see the options and an example.')
    .action((name: string, options: WhoOptions) => runWho(name, options, output));
}

async function runWho(name: string, options: WhoOptions, output: Output): Promise<void> {
  const { gatherActors } = await import("../merge/index.ts");
  const { mattersOf, statementsBy } = await import("../who/index.ts");
  const documents = await loadDocuments(options);
  const actors = gatherActors(documents);
  const actor = await chooseActor(actors, name, options, output);
  if (actor === null) return;
  const statements = statementsBy(actor, documents, actors);
  const matters = mattersOf(statements);
  if (options.json) {
    await output.write(toLine(whoJson(actor, statements, matters)));
    return;
  }
  const { renderWho } = await import("../export/views/who.ts");
  await output.write(renderWho(actor, matters, statements.length, viewOptions(options)));
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
