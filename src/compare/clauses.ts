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
  while (first > 0 && !BORDERS.has(words[first - 1]!.lower)) first--;
  while (last < words.length && !BORDERS.has(words[last]!.lower)) last++;
  return [...words.slice(first, from), ...words.slice(to, last)];
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

/** The shortest passage that holds the span. */
export function innermost(passages: readonly Passage[], span: Span): Passage | null {
  let found: Passage | null = null;
  for (const passage of passages) {
    if (passage.spans[0]!.start > span.start) break;
    if (!passage.spans.some(({ start, end }) => start <= span.start && span.end <= end)) continue;
    if (found === null || passage.lower.length < found.lower.length) found = passage;
  }
  return found;
}
