import { type Document, type Span, trimSpan } from "../document/index.ts";
import type { Language } from "../language/index.ts";
import { findSpeaker, operativeWords } from "../read/genre/index.ts";
import type { AttributionRelation } from "./attribute.ts";
import type { Rule } from "./candidate.ts";
import { ownVoice } from "./own-voice.ts";
import { PRECISION } from "./precision.ts";

/**
 * Gives what a document says in its own voice to whoever speaks in it, where its genre has somebody
 * who does and the text names them: the body that issues a release or adopts a resolution, those
 * who sign a letter. Their name is the source, though it stands elsewhere; where a paragraph begins
 * with an operative verb ("3. Urges …"), that is the cue. Answers marked only "A" are the guest's.
 *
 * The items of a list belong to what leads to them, in every genre: "We call on Orvania to:".
 *
 * Takes relations in text order; gives them and the new ones in no order.
 */
export function creditSpeaker(
  doc: Document,
  language: Language,
  relations: readonly AttributionRelation[],
): AttributionRelation[] {
  const speaker = findSpeaker(doc.text, doc.blocks, doc.genre);
  if (speaker === null) return joinItems(doc, relations);
  if (doc.genre === "transcript") return creditAnswers(doc, relations, speaker);
  const isMisread = (relation: AttributionRelation) => swallowsSpeaker(doc, speaker, relation);
  const joined = joinItems(
    doc,
    relations.filter((relation) => !isMisread(relation)),
  );
  const acts = doc.genre === "resolution" ? actsOf(doc, language, speaker) : [];
  const claimed = acts.flatMap((act) => act.cue);
  const kept = joined.filter(({ cue, source }) => ![...cue, ...source].some(isIn(claimed)));
  const known = [...kept, ...acts];
  const quoted = isWithin(language.quotations);
  const own = ownVoice(doc, language, known)
    .filter((sentence) => !quoted(sentence))
    .flatMap((sentence) => saidBy(doc, speaker, sentence));
  return [...known, ...joinItems(doc, own)];
}

/**
 * The relations as the actors stage should read them: the "we" and "I" of a document, those inside
 * other people's words apart, are the name of whoever speaks in it.
 */
export function nameOurselves(
  doc: Document,
  relations: readonly AttributionRelation[],
): AttributionRelation[] {
  const speaker = findSpeaker(doc.text, doc.blocks, doc.genre);
  if (speaker === null || doc.genre === "transcript") return [...relations];
  return relations.map((relation) => {
    const [source] = relation.source;
    if (source === undefined || relation.within !== null) return relation;
    const isOurs = /^(?:we|i)$/i.test(doc.text.slice(source.start, source.end));
    return isOurs ? { ...relation, source: [speaker] } : relation;
  });
}

/**
 * "We, 144 teachers, ask you to stop" is nothing that "you" ask, and "We thank the inspectors who
 * wrote" nobody's name: readings for which the speaker is part of what somebody else says or is.
 */
function swallowsSpeaker(
  doc: Document,
  speaker: Span,
  { source, content }: AttributionRelation,
): boolean {
  const holdsName = content.some(({ start, end }) => start <= speaker.start && speaker.end <= end);
  return (
    holdsName || source.some(({ start, end }) => /^(?:we|i) /i.test(doc.text.slice(start, end)))
  );
}

/** Whether a span begins inside one of the spans, which are in text order and apart. */
function isIn(spans: readonly Span[]): (span: Span) => boolean {
  return ({ start }) => {
    const last = spans[lastStartingBy(spans, start)];
    return last !== undefined && start < last.end;
  };
}

/** Whether a span lies whole in one of the spans; a stop after it apart. */
function isWithin(spans: readonly Span[]): (span: Span) => boolean {
  return ({ start, end }) => {
    const last = spans[lastStartingBy(spans, start)];
    return last !== undefined && end - 1 <= last.end;
  };
}

/** Index of the last span that starts at or before an offset, -1 for none. */
function lastStartingBy(spans: readonly Span[], offset: number): number {
  let low = -1;
  let high = spans.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.start <= offset) low = middle;
    else high = middle;
  }
  return low;
}

function relationOf(
  rule: Rule,
  source: Span,
  cue: Span | null,
  content: readonly Span[],
): AttributionRelation {
  return {
    source: [source],
    cue: cue === null ? [] : [cue],
    content,
    // The document is the speaker's own text, so these are the speaker's words.
    kind: "direct",
    within: null,
    confidence: PRECISION[rule],
    by: `attribute/${rule}@1`,
  };
}

const ITEM_NUMBER = /^\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s+/;
const ITEM_MARK = /^\s*(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]|[•‣◦▪●∙·*–—-])\s+/;

/**
 * A sentence as the speaker's, without the number of its paragraph. Of the sentence that names the
 * speaker, what follows the name: "held its session in Nandry."
 */
function saidBy(doc: Document, speaker: Span, sentence: Span): AttributionRelation[] {
  const names = sentence.start <= speaker.start && speaker.end <= sentence.end;
  const from = names ? speaker.end : sentence.start;
  const skipped = (names ? /^[\s,]*/ : ITEM_NUMBER).exec(doc.text.slice(from, sentence.end));
  const start = from + (skipped?.[0].length ?? 0);
  if (!/[\p{L}\p{N}]/u.test(doc.text.slice(start, sentence.end))) return [];
  return [relationOf("issuer", speaker, null, [{ start, end: sentence.end }])];
}

/** Paragraphs that begin with an operative verb. */
function actsOf(doc: Document, language: Language, speaker: Span): AttributionRelation[] {
  const acts: AttributionRelation[] = [];
  let s = 0;
  for (const [b, { from, to }] of language.blocks.entries()) {
    while (s < language.sentences.length && language.sentences[s]!.from < from) s++;
    const block = doc.blocks[b]!;
    const sentence = language.sentences[s];
    if (block.kind !== "paragraph" || from === to || sentence === undefined) continue;
    const cue = operativeWords(doc.text.slice(block.start, block.end));
    if (cue === null) continue;
    const verb = { start: block.start + cue.start, end: block.start + cue.end };
    const content = withoutStops(doc, {
      start: verb.end,
      end: language.tokens.end[sentence.to - 1]!,
    });
    if (content.start >= content.end) continue;
    acts.push(...joinItems(doc, [relationOf("operative", speaker, verb, [content])]));
  }
  return acts;
}

/** Without white space, and without what parts one paragraph of a resolution from the next: "; and". */
function withoutStops(doc: Document, span: Span): Span {
  const { start, end } = trimSpan(doc.text, span);
  const tail = doc.text.slice(Math.max(start, end - 8), end);
  return { start, end: end - (/(?:[.;:,]\s*(?:and)?)$/.exec(tail)?.[0].length ?? 0) };
}

/** Adds the items of a list to the contents that end at the colon before it. */
function joinItems(
  doc: Document,
  relations: readonly AttributionRelation[],
): AttributionRelation[] {
  return relations.map((relation) => {
    const last = relation.content.at(-1)!;
    const b = lastStartingBy(doc.blocks, last.end - 1);
    const list = doc.blocks[b + 1];
    if (list?.kind !== "list" || doc.text[doc.blocks[b]!.end - 1] !== ":") return relation;
    if (doc.blocks[b]!.end - last.end > 1) return relation;
    return { ...relation, content: [...relation.content, ...itemsOf(doc, list)] };
  });
}

/** What stands on each line of a list, without its mark and what parts it from the next. */
function itemsOf(doc: Document, list: Span): Span[] {
  const lines = doc.text.slice(list.start, list.end).matchAll(/[^\r\n]+/g);
  return [...lines].flatMap((line): Span[] => {
    const mark = ITEM_MARK.exec(line[0])?.[0].length ?? 0;
    const from = list.start + line.index;
    const item = withoutStops(doc, { start: from + mark, end: from + line[0].length });
    return item.start < item.end ? [item] : [];
  });
}

function creditAnswers(
  doc: Document,
  relations: readonly AttributionRelation[],
  speaker: Span,
): AttributionRelation[] {
  return relations.map((relation) => {
    const { by, source, content } = relation;
    if (source.length > 0 || by !== "attribute/speaker-label@1") return relation;
    const block = doc.blocks[lastStartingBy(doc.blocks, content[0]!.start)];
    return block?.kind === "answer" ? { ...relation, source: [speaker] } : relation;
  });
}
