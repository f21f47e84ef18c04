import type { Actors, PlaceIndex } from "../actors/index.ts";
import type { AttributionRelation } from "../attribute/index.ts";
import type { Event, SpanPair, TimeExpression } from "../document/index.ts";
import type { Language, Parse, Tokens } from "../language/index.ts";
import { firstFrom, indexOfRange, type TimeMention, type Times } from "../time/index.ts";
import { Acts } from "./acts.ts";
import type { Draft } from "./draft.ts";
import { type Participant, Participants } from "./participants.ts";
import { ploverOf } from "./plover.ts";
import { proposeEvents } from "./propose.ts";
import { isPolitical, isSport, mergeRepeated } from "./refine.ts";
import { repairTrees } from "./repair.ts";
import { Speakers } from "./speakers.ts";
import { Tree } from "./tree.ts";

/** The gold sentences name one event each, so how often a further one is right is not known. */
const UNMEASURED = 0.5;

/** What the stages before found: events are read from it and nothing else. */
export interface EventLayers {
  readonly language: Language;
  readonly parsed: Parse;
  readonly relations: readonly AttributionRelation[];
  readonly actors: Actors;
  readonly times: Pick<Times, "mentions">;
  readonly places: PlaceIndex;
}

/**
 * The political events that a document tells of, in text order of their triggers.
 *
 * Frames (data/frames.json) propose, on dependency trees; then games, private matters and
 * repetitions go. An event is somebody's account: `accordingTo` is the attribution that tells of
 * it, or `"outlet"`. Types are those of PLOVER 2.0, codes those of CAMEO 1.1b3.
 */
export function findEvents(layers: EventLayers): Event[] {
  const { language, parsed, actors, places, relations } = layers;
  const { tokens } = language;
  const tree = new Tree(tokens, repairTrees(parsed, tokens, language.sentences));
  const participants = new Participants(tree, language, actors, places);
  const speakers = new Speakers(tokens, relations, actors, participants);
  const speakerOf = (token: number) => speakers.speakerOf(token);
  participants.hear(speakerOf);
  const acts = new Acts(tree);
  const isSpeaker = (trigger: number, word: number) => speakers.isSource(trigger, word);
  const scene = { tree, participants, speakerOf, isSpeaker, acts };
  const proposed = language.sentences.map((sentence) => proposeEvents(scene, sentence));
  acts.learn(proposed.flat());
  for (const token of acts.asked) {
    const i = indexOfRange(language.sentences, token);
    proposed[i] = proposeEvents(scene, language.sentences[i]!);
  }
  const drafts = proposed.flatMap((found, i) => {
    const inSport = isSport(tree, language.sentences[i]!);
    return found.filter((draft) => isPolitical(draft, inSport));
  });
  const tellerOf = ({ token }: Draft) => {
    const relation = speakers.relationAt(token);
    return relation < 0 ? "outlet" : (actors.sources[relation]!.entity ?? `${relation}`);
  };
  return mergeRepeated(drafts, tellerOf).map((draft, i) => {
    const relation = speakers.relationAt(draft.token);
    const accordingTo = relation < 0 ? "outlet" : `a${relation + 1}`;
    return eventOf(`v${i + 1}`, draft, accordingTo, participants, layers);
  });
}

function eventOf(
  id: string,
  draft: Draft,
  accordingTo: string,
  participants: Participants,
  { language, times }: EventLayers,
): Event {
  const { tokens } = language;
  const { source, target, code, status, meaning, place } = draft;
  const frame = meaning.chain[0]!.frame;
  const plover = ploverOf(code);
  const date = timeOf(draft, language, times);
  const span = (side: Participant | null): SpanPair[] =>
    side && side.to > side.from ? [spanOf(tokens, side)] : [];
  return {
    id,
    source: source && participants.entityOf(source),
    target: target && participants.entityOf(target),
    sourceCode: source?.code ?? null,
    targetCode: target?.code ?? null,
    plover: frame.plover ?? plover.event,
    mode: plover.mode,
    code,
    contexts: plover.contexts,
    status,
    spans: {
      source: span(source),
      target: span(target),
      trigger: spansOf(tokens, draft.triggerWords),
      place: span(place),
      time: date?.span ? [date.span] : [],
    },
    date,
    place: place?.entity ?? null,
    accordingTo,
    confidence: UNMEASURED,
    by: `events/frames@1:${meaning.chain.map((link) => link.frame.name).join("+")}`,
  };
}

/** The time expression in the trigger's sentence that stands nearest to it. */
function timeOf(
  { token }: Draft,
  { sentences }: Language,
  { mentions }: Pick<Times, "mentions">,
): TimeExpression | null {
  const sentence = sentences[indexOfRange(sentences, token)]!;
  let best: TimeMention | null = null;
  for (let i = firstFrom(mentions, sentence.from); i < mentions.length; i++) {
    const mention = mentions[i]!;
    if (mention.from >= sentence.to) break;
    if (!best || Math.abs(mention.from - token) < Math.abs(best.from - token)) best = mention;
  }
  return best?.time ?? null;
}

function spanOf(tokens: Tokens, { from, to }: { from: number; to: number }): SpanPair {
  return [tokens.start[from]!, tokens.end[to - 1]!];
}

/** Spans of words, those that stand side by side in one. */
function spansOf(tokens: Tokens, words: readonly number[]): SpanPair[] {
  const spans: SpanPair[] = [];
  let from = words[0]!;
  words.forEach((word, i) => {
    const next = words[i + 1];
    if (next === word + 1) return;
    spans.push(spanOf(tokens, { from, to: word + 1 }));
    if (next !== undefined) from = next;
  });
  return spans;
}
