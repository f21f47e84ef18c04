import type { AttributionKind, Document, Span } from "../document/index.ts";
import { type Language, type Parse, spanOf, type TokenRange } from "../language/index.ts";
import type { Candidate } from "./candidate.ts";
import { creditSpeaker } from "./credit-speaker.ts";
import { kindOf } from "./kind.ts";
import type { Predict } from "./model/index.ts";
import { type Passage, passagesOf } from "./passage.ts";
import { PRECISION } from "./precision.ts";
import { proposeAccordingTo } from "./propose/according-to.ts";
import { proposeClauses } from "./propose/clause.ts";
import { proposeFrontedClauses } from "./propose/fronted-clause.ts";
import { proposeHeadlines } from "./propose/headline.ts";
import { proposeOwnWords } from "./propose/own-words.ts";
import { proposeQuotations } from "./propose/quotation.ts";
import { proposeReportNouns } from "./propose/report-noun.ts";
import { proposeSignedQuotations } from "./propose/signed-quotation.ts";
import { proposeSpeakerLabels } from "./propose/speaker-label.ts";
import { cutSourcesClause } from "./refine/cut-sources-clause.ts";
import { isExperience } from "./refine/drop-experience.ts";
import { joinQuotations } from "./refine/join-quotations.ts";
import { keepFirst } from "./refine/keep-first.ts";
import { keepInSentence } from "./refine/keep-in-sentence.ts";

/**
 * One attribution relation: who is reported to have said what. Each role is a list of spans in
 * text order, because a quotation broken by its cue is one content in two pieces. An empty
 * `source` means that the text names none; an empty `cue`, that only the layout links the two.
 */
export interface AttributionRelation {
  readonly source: readonly Span[];
  readonly cue: readonly Span[];
  readonly content: readonly Span[];
  readonly kind: AttributionKind;
  /** Index of the relation whose content holds this one whole; the innermost. `null`: none. */
  readonly within: number | null;
  /** Share of relations made this way that were right where it was measured; 0 to 1. */
  readonly confidence: number;
  /** The rule or model that found it, with its version. */
  readonly by: string;
}

/** Where the layout itself says who speaks. */
const LAYOUT = [proposeSpeakerLabels, proposeHeadlines, proposeSignedQuotations, proposeOwnWords];

/** Before the trained model, which takes whoever answers "reports that …" for their source. */
const BEFORE_MODEL = [...LAYOUT, proposeReportNouns];

/** Where the trained model claims nothing, or only what lies inside a fronted clause. */
const AFTER_MODEL = [proposeQuotations, proposeFrontedClauses, proposeAccordingTo];

/** From the surest to the least sure: where two claim the same words, the first one has them. */
const RULES: readonly ((passage: Passage) => Candidate[])[] = [
  ...LAYOUT,
  proposeQuotations,
  proposeFrontedClauses,
  proposeAccordingTo,
  proposeClauses,
  proposeReportNouns,
];

/**
 * Attribution relations of one document, in text order: by the trained model, after the few
 * layouts that say who speaks, where `predict` is given; else by rules alone, which find less, ten
 * times as fast.
 *
 * Contents may nest; a source never overlaps its own content. Scheme: source, cue and content as
 * in PolNeAR (Newell, Margolin and Ruths, LREC 2018): marks belong to a quoted content, the
 * closing stop of a sentence does not belong to an indirect one.
 */
export function attribute(
  doc: Document,
  language: Language,
  parsed: Parse,
  predict: Predict | null,
): AttributionRelation[] {
  const passages = passagesOf(doc, language);
  const predicted =
    predict === null ? null : predictByPassage(predict, doc, language, parsed, passages);
  const found = passages.map((passage, p) => {
    const propose = (rules: typeof RULES) => rules.flatMap((rule) => rule(passage));
    if (predicted === null) return keepFirst(passage, propose(RULES));
    const [before, after] = [propose(BEFORE_MODEL), propose(AFTER_MODEL)];
    return keepFirst(passage, [...before, ...predicted[p]!, ...after]);
  });
  const relations = joinQuotations(passages, found)
    .map((candidate) => relationOf(doc, language, candidate))
    .sort(byPlace(doc));
  return inTextOrder(doc, creditSpeaker(doc, language, relations));
}

/** Sorts relations as the record lists them, and links those that lie in another's content. */
export function inTextOrder<T extends AttributionRelation>(
  doc: Document,
  relations: readonly T[],
): T[] {
  return linkNested(doc, relations.toSorted(byPlace(doc)));
}

/** What the model finds in the blocks that statements stand in, by the passage of the cue. */
function predictByPassage(
  predict: Predict,
  doc: Document,
  language: Language,
  parsed: Parse,
  passages: readonly Passage[],
): Candidate[][] {
  const shown = passages.map(({ block }) => block);
  const blocks = passages.map(({ from, to }) => ({ from, to }));
  const candidates = predict({ ...doc, blocks: shown }, { ...language, blocks }, parsed);
  const byPassage: Candidate[][] = passages.map(() => []);
  let p = 0;
  for (const candidate of candidates) {
    while (passages[p]!.to <= candidate.cue[0]!.from) p++;
    const found: Candidate = { ...candidate, rule: "model" };
    if (isExperience(found, language)) continue;
    const kept = keepInSentence(passages[p]!, found, language);
    byPassage[p]!.push(...kept.flatMap((one) => cutSourcesClause(one, language)));
  }
  return byPassage;
}

/** By the first word of all; relations that share their source, by what each is about. */
function byPlace(doc: Document) {
  return (a: AttributionRelation, b: AttributionRelation): number =>
    extentOf(doc, a).start - extentOf(doc, b).start || a.content[0]!.start - b.content[0]!.start;
}

/** Sets `within` where a relation lies whole in one span of another's content. */
function linkNested<T extends AttributionRelation>(doc: Document, relations: readonly T[]): T[] {
  const open: number[] = [];
  return relations.map((relation, i) => {
    const extent = extentOf(doc, relation);
    while (open.length > 0 && extentOf(doc, relations[open.at(-1)!]!).end <= extent.start)
      open.pop();
    const outer = open.findLast((k) =>
      relations[k]!.content.some((c) => c.start <= extent.start && extent.end <= c.end),
    );
    open.push(i);
    return { ...relation, within: outer ?? null };
  });
}

function relationOf(doc: Document, language: Language, candidate: Candidate): AttributionRelation {
  const spans = (ranges: readonly TokenRange[]) => ranges.map((r) => spanOf(language.tokens, r));
  const content = spans(candidate.content);
  return {
    source: spans(candidate.source),
    cue: spans(candidate.cue),
    content,
    // A transcript and a letter give their speakers' own words without any marks.
    kind:
      candidate.rule === "speaker-label" || candidate.rule === "first-person"
        ? "direct"
        : kindOf(doc.text, content, language.quotations),
    within: null,
    ...origin(candidate),
  };
}

function origin({ rule, confidence = 0 }: Candidate): { confidence: number; by: string } {
  if (rule === "model") return { confidence, by: "attribute/gru@1" };
  return { confidence: PRECISION[rule], by: `attribute/${rule}@1` };
}

/**
 * From the first to the last word of a relation, whatever the role; a source that stands in a block
 * of its own, as a letterhead does, left out.
 */
function extentOf(doc: Document, { source, cue, content }: AttributionRelation): Span {
  let start = content[0]!.start;
  let end = content.at(-1)!.end;
  for (const span of cue) {
    start = Math.min(start, span.start);
    end = Math.max(end, span.end);
  }
  const [first, last] = [blockAt(doc, start), blockAt(doc, end - 1)];
  for (const span of source) {
    const block = blockAt(doc, span.start);
    if (block < first || block > last) continue;
    start = Math.min(start, span.start);
    end = Math.max(end, span.end);
  }
  return { start, end };
}

/** Index of the last block that starts at or before the offset. */
function blockAt({ blocks }: Document, offset: number): number {
  let low = 0;
  let high = blocks.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (blocks[middle]!.start <= offset) low = middle;
    else high = middle;
  }
  return low;
}
