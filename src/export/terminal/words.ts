import type { Attribution, SpanPair } from "../../document/index.ts";
import { visibleText } from "../visible.ts";
import type { Page } from "./page.ts";

/** The words of the text at these spans, fit for one line. */
export function joinSpans(text: string, spans: readonly SpanPair[]): string {
  return spans.map((span) => visibleText(text.slice(...span)).trim()).join(" … ");
}

export function quoted(text: string, spans: readonly SpanPair[]): string {
  return `"${joinSpans(text, spans)}"`;
}

/** The source's words; an apposition's closing comma is left out: "Bram Ostrey, the minister, wrote". */
export function sourceWords({ record }: Page, { source }: Attribution): string {
  return joinSpans(record.text, source).replace(/[,;:]$/, "");
}

export function nameOf({ entities }: Page, id: string | null): string | null {
  const entity = id === null ? undefined : entities.get(id);
  return entity === undefined ? null : visibleText(entity.name);
}

/** Who tells a document where it names nobody: letters and releases have no outlet. */
export function narrator({ record }: Page): string {
  const { genre } = record.document;
  return genre === null || genre === "report" ? "the outlet" : "the document";
}

/** Who made a statement, as another entry speaks of them. */
export function sourceName(page: Page, attribution: Attribution): string {
  const name = nameOf(page, attribution.sourceEntity);
  if (name !== null) return name;
  const words = sourceWords(page, attribution);
  return words === "" ? "a source not given" : `"${words}", not identified`;
}

/** Whether words hold a name, whole: "the Orvanian envoy" does not hold "Orvania". */
export function holdsName(words: string, name: string): boolean {
  return ` ${fold(words)} `.includes(` ${fold(name)} `);
}

/** For comparing only: words without case, article, or what stands between them. */
function fold(words: string): string {
  return words
    .toLowerCase()
    .replaceAll("’", "'")
    .replace(/[^\p{L}\p{M}\p{N}']+/gu, " ")
    .trim()
    .replace(/^(the|an?) /, "");
}

export function countOf(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

const LONGEST_LIST = 6;

/** "4, 6, 8", and of a long list its beginning and how much is left out. */
export function listOf(items: readonly string[]): string {
  if (items.length <= LONGEST_LIST) return items.join(", ");
  const shown = items.slice(0, LONGEST_LIST - 1);
  return `${shown.join(", ")} and ${items.length - shown.length} more`;
}

/** "line 4", "lines 4, 6": each line once, in order. */
export function linesOf({ lineOf }: Page, offsets: readonly number[]): string {
  const lines = [...new Set(offsets.map(lineOf))].sort((a, b) => a - b).map(String);
  return `${lines.length === 1 ? "line" : "lines"} ${listOf(lines)}`;
}

/**
 * Where a statement begins, as the line beside it says: its cue or content. Its source may stand
 * far away, as whose letter it is does.
 */
export function firstOffset({ cue, content }: Attribution): number {
  let first = Number.POSITIVE_INFINITY;
  for (const spans of [cue, content]) {
    for (const [start] of spans) first = Math.min(first, start);
  }
  return first;
}
