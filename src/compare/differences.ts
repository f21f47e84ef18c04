import type { Span } from "../document/index.ts";
import { compareVersions } from "../read/near-duplicates/index.ts";
import type { Cell, Difference, Words } from "./comparison.ts";

/**
 * The words in which two wordings of one utterance differ, in text order. Letter case and marks do
 * not count, nor what one of them leaves out at its ends: a report may begin late and stop early.
 */
export function wordDifferences(
  texts: readonly [string, string],
  cells: readonly Cell[],
  [a, b]: readonly [number, number],
): Difference[] {
  const [one, other] = [plainWords(texts[0], cells[a]!), plainWords(texts[1], cells[b]!)];
  const changes = compareVersions(one.plain, other.plain);
  const [endOne, endOther] = [one.plain.trimEnd().length, other.plain.trimEnd().length];
  return changes
    .filter(({ before, after }) => {
      const isEmpty = before.start === before.end || after.start === after.end;
      const isFirst =
        one.plain.slice(0, before.start).trim() === "" &&
        other.plain.slice(0, after.start).trim() === "";
      const isLast = before.end >= endOne && after.end >= endOther;
      return !(isEmpty && (isFirst || isLast));
    })
    .map(({ before, after }) => ({
      kind: "words",
      between: [a, b],
      first: wordsOf(texts[0], shift(before, one.start)),
      second: wordsOf(texts[1], shift(after, other.start)),
    }));
}

function shift({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

function wordsOf(text: string, { start, end }: Span): Words {
  return start === end
    ? { spans: [], words: [] }
    : { spans: [[start, end]], words: [text.slice(start, end)] };
}

/** The words of a cell in lower case at their places, all else as spaces. */
function plainWords(text: string, { spans }: Cell): { plain: string; start: number } {
  const [start, end] = [spans[0]![0], spans.at(-1)![1]];
  let plain = "";
  for (const [from, to] of spans) {
    plain =
      plain.padEnd(from - start) +
      text.slice(from, to).replace(MARKS, (mark) => " ".repeat(mark.length));
  }
  return { plain: lowerInPlace(plain.padEnd(end - start)).replace(/[’‘]/g, "'"), start };
}

/** Marks, and apostrophes that stand in no word. */
const MARKS = /(?<![\p{L}\p{M}])['’‘]|['’‘](?![\p{L}\p{M}])|[^\p{L}\p{M}\p{N}'’‘]/gu;

/** Lower case, but where that would move what follows ("İ"). */
function lowerInPlace(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return [...text].map((c) => (c.toLowerCase().length === c.length ? c.toLowerCase() : c)).join("");
}
