import type { Attribution, Document, DocumentRecord, Span, SpanPair } from "../document/index.ts";
import { analyse, isWordCharacter, type Language, type TokenRange } from "../language/index.ts";
import type { Voice, Words } from "./comparison.ts";
import { isStopWord, stem } from "./words.ts";

/** A record made ready to be compared. */
export interface Prepared {
  /** Its place in the order of time. */
  readonly account: number;
  readonly record: DocumentRecord;
  readonly language: Language;
  /** Of the body and headlines, in text order. */
  readonly sentences: readonly Sentence[];
  /** In text order. */
  readonly passages: readonly Passage[];
}

/**
 * What one voice tells in one sentence: the smallest thing that two accounts can have in common.
 * A sentence with a statement inside another has one passage for each.
 */
export interface Passage {
  readonly account: number;
  readonly record: DocumentRecord;
  /** In text order; several where a cue or a source stands between. */
  readonly spans: readonly Span[];
  /** `null` where nobody is credited. */
  readonly statement: Attribution | null;
  readonly voice: Voice;
  readonly isHeadline: boolean;
  /** The sentence it stands in, as offsets. */
  readonly sentence: Span;
  /** Words without marks, lower case, and where each stands. */
  readonly lower: readonly string[];
  readonly at: readonly Span[];
  /** Stems of the words that say something about the matter. */
  readonly stems: ReadonlySet<string>;
  /** Those of them that are no names: written small, or first in their sentence. */
  readonly plain: ReadonlySet<string>;
}

/** The language layer of a recorded text: blocks and words say all that it needs. */
export function languageOf({ id, text, blocks, document }: DocumentRecord): Language {
  const doc: Document = {
    ...document,
    id,
    text,
    blocks: blocks.map(({ kind, span: [start, end] }) => ({ kind, start, end })),
    sourceMap: null,
  };
  return analyse(doc);
}

const BODY = new Set("headline paragraph subhead quotation list table question answer".split(" "));

/** Genres whose headline tells something; the title of a letter or transcript only names it. */
const WITH_NEWS: readonly (string | null)[] = ["report", "release", null];

export function hasNews({ document }: DocumentRecord): boolean {
  return WITH_NEWS.includes(document.genre);
}

/**
 * A record made ready. `without` are spans that name a document: that two speak of one letter does
 * not make them say the same of it.
 */
export function prepare(
  record: DocumentRecord,
  account: number,
  without: readonly Span[],
): Prepared {
  const language = languageOf(record);
  const sentences = sentencesOf(record, language);
  const drafts = [...statementParts(record, sentences), ...ownParts(record, sentences)];
  const covered = new Map<number, Draft[]>();
  for (const draft of drafts)
    covered.set(draft.sentence, [...(covered.get(draft.sentence) ?? []), draft]);
  sentences.forEach(({ span, isHeadline }, sentence) => {
    const parts = covered.get(sentence);
    const isTold =
      parts === undefined
        ? isHeadline && hasNews(record)
        : parts.every(({ statement }) => statement !== null) &&
          leavesMore(language, sentences[sentence]!, parts);
    if (isTold) drafts.push({ statement: null, sentence, spans: [span] });
  });
  const passages = drafts
    .map((draft) => passageOf(draft, { record, account, language, sentences }, without))
    .filter(({ lower }) => lower.length > 0)
    .sort((a, b) => a.spans[0]!.start - b.spans[0]!.start || b.lower.length - a.lower.length);
  return { account, record, language, sentences, passages };
}

interface Draft {
  readonly statement: Attribution | null;
  /** Index of the sentence. */
  readonly sentence: number;
  readonly spans: Span[];
}

/** The contents of statements, cut at the ends of sentences. */
function statementParts({ attributions }: DocumentRecord, sentences: readonly Sentence[]): Draft[] {
  return attributions.flatMap((statement) => {
    const parts = new Map<number, Draft>();
    for (const [start, end] of statement.content) {
      for (let s = firstEndingAfter(sentences, start); s < sentences.length; s++) {
        const { span } = sentences[s]!;
        if (span.start >= end) break;
        const part = { start: Math.max(start, span.start), end: Math.min(end, span.end) };
        const draft = parts.get(s);
        if (draft === undefined) parts.set(s, { statement, sentence: s, spans: [part] });
        else draft.spans.push(part);
      }
    }
    return [...parts.values()];
  });
}

function ownParts({ ownVoice }: DocumentRecord, sentences: readonly Sentence[]): Draft[] {
  return ownVoice.flatMap(({ span: [start, end] }) => {
    const sentence = firstEndingAfter(sentences, start);
    if (sentence >= sentences.length || sentences[sentence]!.span.start >= end) return [];
    return [{ statement: null, sentence, spans: [{ start, end }] }];
  });
}

/** So many telling words beside the statements are a telling of their own. */
const MORE = 4;

/** Whether most of what a sentence tells stands outside its statements. */
function leavesMore(
  language: Language,
  { range, span }: Sentence,
  parts: readonly Draft[],
): boolean {
  const told = (spans: readonly Span[]) =>
    wordsIn(language, range, spans).lower.filter(isContent).length;
  const inside = told(parts.flatMap(({ spans }) => spans));
  const credited = parts.flatMap(({ statement }) => [...statement!.source, ...statement!.cue]);
  const whose = told(credited.map(([start, end]) => ({ start, end })));
  const outside = told([span]) - inside - whose;
  return outside >= MORE && outside > inside;
}

function passageOf(
  { statement, sentence, spans }: Draft,
  { record, account, language, sentences }: Omit<Prepared, "passages">,
  without: readonly Span[],
): Passage {
  const { span, range, isHeadline } = sentences[sentence]!;
  const clean = spans.map((part) => withoutMarks(record.text, part, statement));
  const { lower, at } = wordsIn(language, range, clean);
  const isAside = (i: number) =>
    without.some(({ start, end }) => start <= at[i]!.start && at[i]!.start < end);
  const stems = new Set<string>();
  const plain = new Set<string>();
  lower.forEach((word, i) => {
    if (!isContent(word) || isAside(i)) return;
    const known = stem(word);
    stems.add(known);
    const { start } = at[i]!;
    if (record.text.startsWith(word, start) || start === span.start) plain.add(known);
  });
  const voice = voiceOf(record, statement, span);
  const where = { account, record, isHeadline, sentence: span };
  return { ...where, statement, voice, spans: clean, lower, at, stems, plain };
}

export interface Sentence {
  readonly span: Span;
  readonly range: TokenRange;
  readonly isHeadline: boolean;
}

function sentencesOf({ blocks }: DocumentRecord, language: Language): Sentence[] {
  const { tokens } = language;
  let block = 0;
  return language.sentences
    .filter(({ from, to }) => from < to)
    .map((range) => {
      const span = { start: tokens.start[range.from]!, end: tokens.end[range.to - 1]! };
      while (blocks[block]!.span[1] <= span.start) block++;
      return { range, span, kind: blocks[block]!.kind };
    })
    .filter(({ kind }) => BODY.has(kind))
    .map(({ range, span, kind }) => ({ range, span, isHeadline: kind === "headline" }));
}

export function firstEndingAfter(sentences: readonly Sentence[], offset: number): number {
  let low = 0;
  let high = sentences.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sentences[middle]!.span.end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

const OPENING = /^["“‘'«„]/;
const CLOSING = /["”’'»“]$/;

/** Without the marks of a direct quotation, the comma before its cue, and white space. */
function withoutMarks(text: string, { start, end }: Span, statement: Attribution | null): Span {
  const cut = () => {
    while (start < end && /\s/.test(text[start]!)) start++;
    while (end > start && /[\s,]/.test(text[end - 1]!)) end--;
  };
  cut();
  if (statement?.kind === "direct") {
    if (OPENING.test(text.slice(start, start + 1))) start++;
    if (CLOSING.test(text.slice(end - 1, end)) && !isApostrophe(text, start, end)) end--;
    cut();
  }
  return { start, end };
}

/** Whether the last mark closes one that opens inside: 'working harbours'. */
function isApostrophe(text: string, start: number, end: number): boolean {
  const mark = text[end - 1];
  const opening = mark === "’" ? "‘" : mark === "'" ? "'" : null;
  return opening !== null && text.slice(start, end - 1).includes(opening);
}

export function wordsIn(
  { tokens }: Language,
  { from, to }: TokenRange,
  spans: readonly Span[],
): { lower: string[]; at: Span[] } {
  const lower: string[] = [];
  const at: Span[] = [];
  for (let i = from; i < to; i++) {
    const [start, end] = [tokens.start[i]!, tokens.end[i]!];
    if (!isWordCharacter(tokens.lower[i]!, 0)) continue;
    if (!spans.some((span) => span.start <= start && end <= span.end)) continue;
    lower.push(tokens.lower[i]!);
    at.push({ start, end });
  }
  return { lower, at };
}

export function isContent(lower: string): boolean {
  return !isStopWord(lower) && (lower.length > 1 || /\d/.test(lower));
}

const HEARSAY = /\b(?:reportedly|allegedly|apparently|purportedly|supposedly)\b/i;

function voiceOf({ text }: DocumentRecord, statement: Attribution | null, sentence: Span): Voice {
  if (statement !== null) return statement.sourceType;
  return HEARSAY.test(text.slice(sentence.start, sentence.end)) ? "none" : "own";
}

export function pairOf({ start, end }: Span): SpanPair {
  return [start, end];
}

/** Spans of a text with the words that stand there. */
export function wordsAt(text: string, spans: readonly Span[]): Words {
  return {
    spans: spans.map(pairOf),
    words: spans.map(({ start, end }) => text.slice(start, end)),
  };
}
