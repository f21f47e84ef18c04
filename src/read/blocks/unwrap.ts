import { isByline } from "../byline.ts";
import { readTimestamp } from "../timestamp.ts";
import { isDatelineAlone } from "./dateline.ts";
import { itemMark, labelOf } from "./openings.ts";
import { type Line, makeUnit, readLines, type Unit } from "./units.ts";

/** Widest line that a person or a mail program still breaks by hand. */
const MAX_WIDTH = 130;

/** Share of continuation lines that begin in lower case: in wrapped English about two thirds do, in
 * texts of one paragraph a line none. */
const LOWER_SHARE = 0.3;

/**
 * The units of a text: its lines, those of one paragraph joined where the text is hard-wrapped.
 *
 * The whole text decides whether it is: lines break in the middle of sentences, so many lines
 * begin in lower case. A line is then continued when the first word of the next would not have
 * fitted on it; a shorter line ends its paragraph.
 */
export function readUnits(text: string): Unit[] {
  const lines = readLines(text);
  const width = wrapWidth(text, lines);
  const units: Unit[] = [];
  for (let i = 0; i < lines.length; ) {
    let last = i;
    if (width !== null) while (isContinued(text, lines, last, width)) last++;
    units.push(makeUnit(text, { ...lines[i]!, end: lines[last]!.end }));
    i = last + 1;
  }
  return units;
}

/** The width a text is wrapped to, `null` where it is not wrapped. */
function wrapWidth(text: string, lines: readonly Line[]): number | null {
  const inner: number[] = [];
  let lower = 0;
  for (let i = 0; i + 1 < lines.length; i++) {
    if (lines[i + 1]!.blankBefore) continue;
    inner.push(lines[i]!.end - lines[i]!.start);
    if (/^\p{Ll}/u.test(text.slice(lines[i + 1]!.start, lines[i + 1]!.start + 2))) lower++;
  }
  if (lower === 0 || lower < inner.length * LOWER_SHARE) return null;
  const width = inner.sort((a, b) => a - b)[Math.floor(inner.length * 0.9)]!;
  return width <= MAX_WIDTH && width >= 30 ? width : null;
}

function isContinued(text: string, lines: readonly Line[], i: number, width: number): boolean {
  const [line, next] = [lines[i]!, lines[i + 1]];
  if (!next || next.blankBefore || line.end - line.start > MAX_WIDTH) return false;
  const rest = text.slice(next.start, Math.min(next.end, next.start + width));
  const word = rest.search(/\s/);
  const fitted = line.end - line.start + 1 + (word === -1 ? rest.length : word) <= width;
  return !fitted && !standsAlone(text, line) && !standsAlone(text, next) && !opensUnit(rest);
}

/** Lines that are a block whatever follows them. */
function standsAlone(text: string, line: Line): boolean {
  const words = text.slice(line.start, line.end);
  return readTimestamp(words) !== null || isByline(words) || isDatelineAlone(words);
}

/** Whether a line begins something new: a list item or a labelled paragraph. */
function opensUnit(line: string): boolean {
  return itemMark(line) !== null || labelOf(line) !== null;
}
