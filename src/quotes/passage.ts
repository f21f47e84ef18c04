import type { Attribution, DocumentRecord, Span, SpanPair } from "../document/index.ts";
import { findQuotations } from "../language/index.ts";
import { sampleShingles, WINDOWS } from "./shingles.ts";
import { foldWords, type Words } from "./words.ts";

/** Genres whose words are their source's own; a report tells the words of others. */
const PRIMARY: ReadonlySet<string | null> = new Set([
  "release",
  "transcript",
  "letter",
  "resolution",
  "paper",
]);

/** Whether a document is what was said itself, and not a report of it. */
export function isPrimary({ document }: Pick<DocumentRecord, "document">): boolean {
  return PRIMARY.has(document.genre);
}

/** Blocks that repeat the page around the text, not what it says. */
const AROUND: ReadonlySet<string> = new Set(["related", "promotion", "boilerplate"]);

/** Fewer words than these between two statements of one source belong to one place. */
const NEAR = 30;

/** In characters; longer ones are sentences of their own. */
const LONGEST_GAP = 300;

/**
 * The words of a document in the order in which they are told: a statement that its cue breaks is
 * read without what stands between its pieces.
 */
export function wordsOfRecord(record: DocumentRecord): Words {
  return foldWords(record.text, without(textSpans(record), gapsOf(record)));
}

/**
 * The shingles by which a document is found: those of its statements, closer together where they are
 * given in the speaker's words; of a primary text those of all its words.
 */
export function shinglesToIndex(record: DocumentRecord): Set<number> {
  if (isPrimary(record)) return sampleShingles(wordsOfRecord(record), WINDOWS.primary);
  const shingles = new Set<number>();
  for (const { kind, content } of record.attributions) {
    const words = foldWords(record.text, content.map(spanOf));
    for (const shingle of sampleShingles(words, WINDOWS[kind])) shingles.add(shingle);
  }
  return shingles;
}

/**
 * How many words a quotation leaves out that goes on from one word of the document at another, later
 * one. `null`: it joins what was said apart. Between two pieces of one statement nothing is left
 * out; two statements belong together within a paragraph, a few words apart.
 */
export function leftOutOf(
  record: DocumentRecord,
  words: Words,
): (from: number, to: number) => number | null {
  return (from, to) => {
    const [start, end] = [words.starts[from]!, words.starts[to]!];
    const between = to - from - 1;
    let isTold = false;
    let least: number | null = null;
    for (const { content } of record.attributions) {
      const [holdsStart, holdsEnd] = [holds(content, start), holds(content, end)];
      if (holdsStart && holdsEnd) {
        let inside = 0;
        for (let j = from + 1; j < to; j++) if (holds(content, words.starts[j]!)) inside++;
        least = Math.min(least ?? inside, inside);
      }
      isTold ||= holdsStart || holdsEnd;
    }
    if (least !== null) return least;
    const isNear = between < NEAR && !(isTold && record.text.slice(start, end).includes("\n"));
    return isNear ? between : null;
  };
}

/** The statements that hold these words or most of them, the innermost first. */
export function statementsAt(
  { attributions }: DocumentRecord,
  [from, to]: SpanPair,
): Attribution[] {
  const shares = attributions.map(({ content }) =>
    content.reduce(
      (sum, [start, end]) => sum + Math.max(0, Math.min(end, to) - Math.max(start, from)),
      0,
    ),
  );
  const most = Math.max(0, ...shares);
  return attributions
    .filter((_, i) => shares[i]! > 0 && shares[i]! >= most / 2)
    .sort((a, b) => lengthOf(a) - lengthOf(b));
}

/** Words that a document gives as somebody's own. */
export interface QuotationOf {
  readonly statement: Attribution;
  readonly spans: readonly Span[];
}

/**
 * The direct quotations of a document, in text order: direct contents whole, and of a mixed content
 * what stands between quotation marks.
 */
export function quotationsOf({ text, blocks, attributions }: DocumentRecord): QuotationOf[] {
  const marked = quotedSpans({ text, blocks });
  return attributions.flatMap((statement) => {
    const spans = statement.content.map(spanOf);
    if (statement.kind === "indirect") return [];
    if (statement.kind === "direct") return [{ statement, spans }];
    const inside = marked.filter((quotation) =>
      spans.some(({ start, end }) => start <= quotation.start && quotation.end <= end),
    );
    return inside.map((quotation) => ({ statement, spans: [quotation] }));
  });
}

/** What stands between quotation marks, in text order. */
export function quotedSpans({ text, blocks }: Pick<DocumentRecord, "text" | "blocks">): Span[] {
  return findQuotations(
    text,
    blocks.map(({ kind, span }) => ({ kind, ...spanOf(span) })),
  );
}

function holds(content: readonly SpanPair[], at: number): boolean {
  return content.some(([start, end]) => start <= at && at < end);
}

function lengthOf({ content }: Attribution): number {
  return content.reduce((sum, [start, end]) => sum + end - start, 0);
}

function spanOf([start, end]: SpanPair): Span {
  return { start, end };
}

function textSpans({ text, blocks }: DocumentRecord): Span[] {
  if (blocks.length === 0) return [{ start: 0, end: text.length }];
  return blocks.filter(({ kind }) => !AROUND.has(kind)).map(({ span }) => spanOf(span));
}

/** What stands between the pieces of one content: a cue, its source. Not whole statements. */
function gapsOf({ attributions }: DocumentRecord): Span[] {
  const contents = attributions.flatMap(({ content }) => content);
  const between = attributions.flatMap(({ content }) =>
    content.slice(1).map(([start], i) => ({ start: content[i]![1], end: start })),
  );
  return between.filter(
    (gap) =>
      gap.start < gap.end &&
      gap.end - gap.start <= LONGEST_GAP &&
      !contents.some(([start, end]) => gap.start <= start && end <= gap.end),
  );
}

/** What is left of the spans without the gaps. */
function without(spans: readonly Span[], gaps: readonly Span[]): Span[] {
  const sorted = gaps.toSorted((a, b) => a.start - b.start);
  return spans.flatMap((span) => {
    const left: Span[] = [];
    let { start } = span;
    for (const gap of sorted) {
      if (gap.end <= start || gap.start >= span.end) continue;
      if (gap.start > start) left.push({ start, end: gap.start });
      start = Math.max(start, gap.end);
    }
    if (start < span.end) left.push({ start, end: span.end });
    return left;
  });
}
