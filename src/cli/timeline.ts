import type { Command } from "commander";
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
import { parseDate } from "./options.ts";
import type { Output } from "./output.ts";

interface TimelineOptions extends DocumentsTarget, ActorOptions, PageOptions {
  readonly actor?: string;
  readonly about?: string;
  readonly from?: string;
  readonly to?: string;
}

const EXAMPLES = `
Examples:
  $ onrecord timeline --about letter
  $ onrecord timeline --actor Orvania --from 2030-09 --to 2031-03-11

Exit codes: 0 done; 1 failed; 2 wrong usage.`;

export function addTimelineCommand(program: Command, output: Output): void {
  const command = program
    .command("timeline")
    .summary("what was said, done and published, day by day")
    .description(
      "Shows what was said, what was done on whose word, and what was published, in order of time and in three lanes that are never mixed.",
    )
    .option(
      "--actor <name>",
      "what this one said or did, what was done to it, and what tells of that",
    )
    .option("--about <words>", "entries that hold all of these words")
    .option("--from <date>", "entries that begin on this day or later (ISO 8601)", parseDate)
    .option("--to <date>", "entries that begin on this day or earlier (ISO 8601)", parseDate);
  addPageOptions(addActorOptions(addDocumentsOptions(command)))
    .helpOption("-h, --help", "print help")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError('Run "onrecord timeline --help" to see the options and an example.')
    .action((options: TimelineOptions) => runTimeline(options, output));
}

async function runTimeline(options: TimelineOptions, output: Output): Promise<void> {
  const { gatherActors } = await import("../merge/index.ts");
  const { timelineOf } = await import("../who/index.ts");
  const documents = await loadDocuments(options);
  const actors = gatherActors(documents);
  const { about, from, to } = options;
  const actor =
    options.actor === undefined
      ? undefined
      : await chooseActor(actors, options.actor, options, output);
  if (actor === null) return;
  const timeline = timelineOf(documents, { actor, about, from, to }, actors);
  if (options.json) await output.write(toLine(timeline));
  else {
    const { renderTimeline } = await import("../export/views/timeline.ts");
    await output.write(renderTimeline(timeline, viewOptions(options)));
  }
}
