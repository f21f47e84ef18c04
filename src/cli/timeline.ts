import type { Command } from "commander";
import type { Actor } from "../merge/index.ts";
import type { StoredActor } from "../store/actors/index.ts";
import type { Timeline } from "../who/index.ts";
import { chooseActor, toLine } from "./choose-actor.ts";
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

interface TimelineOptions extends DocumentsTarget, ActorOptions, PagingOptions, PageOptions {
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
  addPageOptions(addPagingOptions(addActorOptions(addDocumentsOptions(command))))
    .helpOption("-h, --help", "print help")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError('Run "onrecord timeline --help" to see the options and an example.')
    .action((options: TimelineOptions) => runTimeline(options, output));
}

async function runTimeline(options: TimelineOptions, output: Output): Promise<void> {
  const timeline =
    options.in === undefined ? await inRecord(options, output) : await inDocuments(options, output);
  if (timeline === null) return;
  const { next, ...shown } = timeline;
  if (options.json) {
    await output.write(toLine({ ...shown, next }));
    return;
  }
  const { renderTimeline } = await import("../export/views/timeline.ts");
  await output.write(renderTimeline(shown, viewOptions(options)));
  tellNext(next);
}

interface FoundTimeline extends Timeline {
  /** The cursor of the next page. */
  readonly next: string | null;
}

async function inDocuments(
  options: TimelineOptions,
  output: Output,
): Promise<FoundTimeline | null> {
  const { gatherActors } = await import("../merge/index.ts");
  const { findActors, timelineOf } = await import("../who/index.ts");
  refuseCursor(options);
  const documents = await loadDocuments(options);
  const actors = gatherActors(documents);
  const { actor: name, about, from, to } = options;
  let actor: Actor | undefined;
  if (name !== undefined) {
    const found = findActors(actors, name, options);
    const chosen = await chooseActor(found, name, options, output);
    if (chosen === null) return null;
    actor = chosen;
  }
  return { ...timelineOf(documents, { actor, about, from, to }, actors), next: null };
}

async function inRecord(options: TimelineOptions, output: Output): Promise<FoundTimeline | null> {
  const { findStoredActors, timelinePage } = await import("../store/actors/index.ts");
  const { actor: name, about, from, to, limit } = options;
  const cursor = parseCursor(options.after, 3);
  const [said, done, published] = cursor ?? [];
  const after = cursor && { said: said!, done: done!, published: published! };
  return withStore(options, {}, async (store) => {
    let actor: StoredActor | undefined;
    if (name !== undefined) {
      const found = await findStoredActors(store, name, options);
      const chosen = await chooseActor(found, name, options, output);
      if (chosen === null) return null;
      actor = chosen;
    }
    const { entries, next } = await timelinePage(store, { actor, about, from, to, after, limit });
    const cursorOfNext = next && `${next.said}.${next.done}.${next.published}`;
    return { entries, undated: null, next: cursorOfNext };
  });
}
