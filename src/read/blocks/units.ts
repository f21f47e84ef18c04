import { isWhiteSpace, type Span } from "../../document/index.ts";

/** A paragraph-like piece of a plain text: one line, or the lines of one hard-wrapped paragraph. */
export interface Unit extends Span {
  /** Whether a blank line, or nothing, stands before it. */
  readonly blankBefore: boolean;
  readonly length: number;
  /** The first characters, without the emphasis marks and brackets (`*`, `_`, `(`, `[`) before them. */
  readonly head: string;
  /** The last characters: the whole unit where it is no longer than `REACH`. */
  readonly tail: string;
  /** The last character that is no closing quotation mark or bracket. */
  readonly last: string;
}

/** How far into a unit from either end the rules look: no rule reads a whole 5 MB line. */
export const REACH = 200;

const FINAL = ".!?…。！？";

/** A unit of the text from `start` to `end`, which hold no white space at the ends. */
export function makeUnit(text: string, { start, end, blankBefore }: Line): Unit {
  let opening = start;
  while (opening < end - 1 && "*_([".includes(text[opening]!)) opening++;
  let closing = end - 1;
  while (closing > start && "\"'”’»)]*_".includes(text[closing]!)) closing--;
  return {
    start,
    end,
    blankBefore,
    length: end - start,
    head: text.slice(opening, Math.min(end, opening + REACH)),
    tail: text.slice(Math.max(start, end - REACH), end),
    last: text[closing]!,
  };
}

/** Whether the unit ends as a sentence does; closing quotation marks and brackets may follow. */
export function endsSentence(unit: Unit): boolean {
  return FINAL.includes(unit.last);
}

/** Whether the unit ends with a full stop: a question or an exclamation may be a headline. */
export function endsWithStop(unit: Unit): boolean {
  return ".…。".includes(unit.last);
}

/** One line that is not blank, without the white space at its ends. */
export interface Line extends Span {
  readonly blankBefore: boolean;
}

/** The lines that are not blank; CR, LF, CRLF, form feed and the Unicode separators end a line. */
export function readLines(text: string): Line[] {
  const lines: Line[] = [];
  let blankBefore = true;
  for (let from = 0; from < text.length; ) {
    const to = lineEnd(text, from);
    let [start, end] = [from, to];
    while (start < end && isWhiteSpace(text.charCodeAt(start))) start++;
    while (end > start && isWhiteSpace(text.charCodeAt(end - 1))) end--;
    if (start < end) lines.push({ start, end, blankBefore });
    blankBefore = start === end;
    from = to + (text.startsWith("\r\n", to) ? 2 : 1);
  }
  return lines;
}

function lineEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || code === 13 || code === 12) return i;
    if (code === 0x2028 || code === 0x2029 || code === 0x85) return i;
  }
  return text.length;
}
