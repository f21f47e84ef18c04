import type { Attribution, DocumentRecord, Span, SpanPair } from "../document/index.ts";
import { findQuotations } from "../language/index.ts";
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

/** The words by which a document is found: of each statement; of a primary text, all. */
export function indexedWords(record: DocumentRecord): Words[] {
  if (isPrimary(record)) return [wordsOfRecord(record)];
  return record.attributions.map(({ content }) => foldWords(record.text, content.map(spanOf)));
}

/** Whether two places of a document are one: in one statement, or a few words apart. */
export function placesOf(
  record: DocumentRecord,
  words: Words,
): (from: number, to: number) => boolean {
  return (from, to) => {
    if (to - from - 1 < NEAR) return true;
    const [start, end] = [words.starts[from]!, words.starts[to]!];
    return record.attributions.some(({ content }) => holds(content, start) && holds(content, end));
  };
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

/** The statements whose content holds these words, the innermost first. */
export function statementsAt(record: DocumentRecord, [start, end]: SpanPair): Attribution[] {
  const middle = Math.floor((start + end - 1) / 2);
  const around = record.attributions.filter(({ content }) => holds(content, middle));
  return around.sort((a, b) => lengthOf(a) - lengthOf(b));
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
