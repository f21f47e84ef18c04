import type { Span } from "../document/index.ts";
import { isContent, type Passage, type Prepared, type Sentence } from "./passages.ts";
import { stem } from "./words.ts";

export interface Word extends Span {
  readonly lower: string;
  readonly word: string;
}

/** Every token of a sentence, marks too. */
export function sentenceWords({ language: { tokens } }: Prepared, { range }: Sentence): Word[] {
  const { start, end, lower, word } = tokens;
  const words: Word[] = [];
  for (let i = range.from; i < range.to; i++) {
    words.push({ start: start[i]!, end: end[i]!, lower: lower[i]!, word: word[i]! });
  }
  return words;
}

const BORDERS: ReadonlySet<string> = new Set(
  "and but while when because after before which who whom that ; : — – , . ( )".split(" "),
);

/** The words around the words `[from, to)`, up to the next comma or conjunction on either side. */
export function clauseOf(words: readonly Word[], from: number, to: number): Word[] {
  let [first, last] = [from, to];
  while (first > 0 && !isBorder(words, first - 1)) first--;
  while (last < words.length && !isBorder(words, last)) last++;
  return [...words.slice(first, from), ...words.slice(to, last)];
}

function isBorder(words: readonly Word[], i: number): boolean {
  const { lower } = words[i]!;
  // "have since been turned back" goes on.
  if (lower === "since") return !/^(?:have|has|had|'ve|’ve)$/.test(words[i - 1]?.lower ?? "");
  return BORDERS.has(lower);
}

export function stemsOf(words: readonly Word[], without: ReadonlySet<string>): Set<string> {
  const stems = words
    .map(({ lower }) => lower)
    .filter(isContent)
    .map(stem);
  return new Set(stems.filter((word) => !without.has(word)));
}

export function sharedOf(a: ReadonlySet<string>, b: ReadonlySet<string>): string[] {
  return [...a].filter((word) => b.has(word));
}

/** The shortest passage of those in text order that holds the span. */
export function innermost(passages: readonly Passage[], span: Span): Passage | null {
  let found: Passage | null = null;
  // No passage is longer than its sentence, so that none that begins long before can hold it.
  for (let i = firstAfter(passages, span.start) - 1; i >= 0; i--) {
    const passage = passages[i]!;
    if (passage.sentence.end <= span.start) break;
    if (!passage.spans.some(({ start, end }) => start <= span.start && span.end <= end)) continue;
    if (found === null || passage.lower.length <= found.lower.length) found = passage;
  }
  return found;
}

function firstAfter(passages: readonly Passage[], offset: number): number {
  let low = 0;
  let high = passages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passages[middle]!.spans[0]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The place of the first that starts there or later, of a list in text order. */
export function firstFrom(list: readonly { readonly start: number }[], offset: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]!.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
