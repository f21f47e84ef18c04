import type { ActorMention, Actors } from "../actors/index.ts";
import { entityFinder, type StatementAct, speechActs } from "../acts/index.ts";
import type { AttributionRelation } from "../attribute/index.ts";
import type { Document, Event, Occasion, Relation, TimeExpression } from "../document/index.ts";
import { DependencyTree, type Language, type Parse } from "../language/index.ts";
import { indexOfRange, type Statement, statementsOf, type Times } from "../time/index.ts";
import { relateAnswers, relateReplies } from "./answers.ts";
import { relateDisputes } from "./disputes.ts";
import { groupIndexes, type Rule, type Setting, spanOf } from "./draft.ts";
import { gatherOccasions } from "./gather-occasions.ts";
import { type FoundOccasion, occasionOfCue, occasionOfTranscript } from "./occasions.ts";
import { relateReferences } from "./refers-to.ts";
import { relateRepeats } from "./repeats.ts";
import { relateNested } from "./reported-through.ts";
import { sameEvents } from "./same-event.ts";
import { relateTurns } from "./turns.ts";

/** When, where and in answer to what the statements of a document were made. */
export interface Related {
  /** One for each attribution relation, in order. */
  readonly statements: readonly StatementCircumstances[];
  readonly occasions: readonly Occasion[];
  readonly relations: readonly Relation[];
}

export interface StatementCircumstances {
  readonly act: StatementAct["act"];
  readonly addressee: readonly string[];
  /** What the text says of when it was said; never the day of publication alone. */
  readonly saidAt: TimeExpression | null;
  /** Id of the occasion. */
  readonly occasion: string | null;
}

/** Each finds one type of relation; their order is that of the record. */
const RULES: readonly Rule[] = [
  relateAnswers,
  ({ doc, statements }) =>
    relateTurns(
      doc,
      statements.map(({ relation }) => relation),
    ),
  relateReplies,
  relateReferences,
  relateDisputes,
  relateRepeats,
  relateNested,
];

/**
 * Acts, times and occasions of the statements, and how they and the events relate. Better none than a wrong one:
 * a relation has words that show it, or lies in the layout.
 */
export function relate(
  doc: Document,
  language: Language,
  parsed: Parse,
  relations: readonly AttributionRelation[],
  actors: Actors,
  times: Times,
  events: readonly Event[] = [],
): Related {
  const tree = new DependencyTree(language.tokens, parsed);
  const statements = statementsOf(language.tokens, relations);
  const acts = speechActs(tree, statements, actors);
  const sentenceOf = statements.map(({ cue, content }) => {
    const token = (cue[0] ?? content[0]!).from;
    return language.sentences[indexOfRange(language.sentences, token)]!;
  });
  const whoIs = entityFinder(actors);
  const dated = times.saidAt;
  const transcript = transcriptOf(tree, language, statements, times.mentions);
  const named = statements.map(
    (statement, s) =>
      occasionOfCue(tree, language, statement, sentenceOf[s]!) ??
      (isTurn(statement) ? transcript.occasion : null),
  );
  const { occasions, occasionOf } = gatherOccasions(
    { tree, statements, acts, saidAt: dated, named },
    actors.sources,
  );
  const setting: Setting = {
    doc,
    language,
    tree,
    statements,
    acts,
    actors,
    occasionOf,
    sentenceOf,
    inSentence: groupIndexes(sentenceOf, ({ from }) => from),
    byEntity: groupIndexes(actors.sources, ({ entity }) => entity),
    inContent: contentTokens(statements, language.tokens.length),
    documents: documentMentions(actors),
    whoIs,
  };
  const dates: (TimeExpression | null)[] = occasions.map(() => null);
  occasionOf.forEach((occasion, s) => {
    if (occasion === null) return;
    const isHeld = occasions[occasion] === transcript.occasion;
    dates[occasion] ??= (isHeld ? transcript.date : dated[s]?.time) ?? null;
  });
  return {
    statements: statements.map((_, s) => {
      const occasion = occasionOf[s] ?? null;
      const date = occasion === null ? null : dates[occasion]!;
      return {
        act: acts[s]!.act,
        addressee: acts[s]!.addressee,
        saidAt: dated[s]?.time ?? (date && { ...date, basis: date.basis && "inferred" }),
        occasion: occasion === null ? null : occasionId(occasion),
      };
    }),
    occasions: occasions.map((occasion, o) => ({
      id: occasionId(o),
      kind: occasion.kind,
      span: spanOf(language, occasion),
      place: occasion.place === null ? null : whoIs(occasion.place),
      date: dates[o]!,
    })),
    relations: [...RULES.flatMap((rule) => rule(setting)), ...sameEvents(events)],
  };
}

function isTurn({ relation }: Statement): boolean {
  return relation.by === "attribute/speaker-label@1";
}

/** What the head of a transcript says of its occasion and the day of it. */
function transcriptOf(
  tree: DependencyTree,
  language: Language,
  statements: readonly Statement[],
  times: Times["mentions"],
): { occasion: FoundOccasion | null; date: TimeExpression | null } {
  const first = statements.find(isTurn);
  const start = first === undefined ? 0 : (first.source[0] ?? first.cue[0]!).from;
  const occasion = start === 0 ? null : occasionOfTranscript(tree, language, start);
  if (occasion === null) return { occasion, date: null };
  const date = times.find(
    ({ from, time }) => from < start && time.basis === "stated" && time.precision === "day",
  );
  return { occasion, date: date?.time ?? null };
}

function documentMentions({ entities, mentions }: Actors): ActorMention[] {
  const documents = new Set(entities.filter(({ kind }) => kind === "document").map(({ id }) => id));
  return mentions.filter(({ entity }) => documents.has(entity));
}

function contentTokens(statements: readonly Statement[], length: number): Uint8Array {
  const inContent = new Uint8Array(length);
  for (const { content } of statements) {
    for (const { from, to } of content) inContent.fill(1, from, to);
  }
  return inContent;
}

function occasionId(index: number): string {
  return `o${index + 1}`;
}
