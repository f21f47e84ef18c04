import { type Block, isWhiteSpace, type Span } from "../document/index.ts";
import { isWordCharacter } from "./tokens.ts";

/**
 * A stretch of text between quotation marks, marks included; nested ones are part of the outer.
 *
 * `closed` is false where the closing mark is missing: the speech runs on in the next paragraph,
 * or the mark was forgotten and the end is the end of the block.
 */
export interface Quotation extends Span {
  readonly closed: boolean;
  /** The mark that opens it, as written. */
  readonly mark: string;
}

/** Opening marks that pair, each with the marks that can close it. The first of a list is usual. */
const PAIRS: ReadonlyMap<string, readonly string[]> = new Map([
  ["“", ["”", "“"]],
  ["«", ["»", "«"]],
  ["»", ["«", "»"]],
  ["„", ["“", "”"]],
  ["「", ["」"]],
  ["『", ["』"]],
  ["‹", ["›"]],
  ["›", ["‹"]],
  ['"', ['"']],
  ["''", ["''"]],
  ["``", ["''", "``"]],
]);

/**
 * Quotations of the blocks, in text order and without overlap; none crosses a block.
 *
 * One pass over each block, so an odd number of marks in one cannot disturb the next. A mark
 * typed the wrong way round ("”We” said") counts by what stands beside it. A double mark that is
 * never closed is taken to the end of its block where it begins the block, or where the next
 * block opens with a mark (a speech over several paragraphs), or where it plainly opens (space
 * before, word after) and a colon or comma precedes it, or a full stop in a block where somebody
 * is quoted already; else it opens nothing. Single marks count only outside double ones.
 * After the quotation rules of the PolNeAR conversion, extended to more marks.
 */
export function findQuotations(text: string, blocks: readonly Block[]): Quotation[] {
  const quotations: Quotation[] = [];
  blocks.forEach((block, i) => {
    const next = blocks[i + 1];
    const doubles = doubleQuotations(text, block, next !== undefined && opensQuotation(text, next));
    let at = block.start;
    for (const quotation of doubles) {
      quotations.push(...singleQuotations(text, { start: at, end: quotation.start }), quotation);
      at = quotation.end;
    }
    quotations.push(...singleQuotations(text, { start: at, end: block.end }));
  });
  return quotations;
}

function opensQuotation(text: string, block: Block): boolean {
  return PAIRS.has(markAt(text, block.start, block.end));
}

function doubleQuotations(text: string, block: Span, continues: boolean): Quotation[] {
  const found: Quotation[] = [];
  let open: { at: number; mark: string } | null = null;
  for (let i = block.start; i < block.end; ) {
    const mark = markAt(text, i, block.end);
    if (mark === "") {
      i++;
      continue;
    }
    const after = i + mark.length;
    if (open === null) {
      const opener = openerOf(text, i, after, mark);
      if (opener !== null) open = { at: i, mark: opener };
    } else if (closesQuotation(text, open.mark, mark, i, after)) {
      found.push({ start: open.at, end: after, closed: true, mark: open.mark });
      open = null;
    } else if (mark === open.mark && opensHere(text, i, after, block.start)) {
      // A new opening mark while one is open: the first was never closed.
      const end = trimmedEnd(text, open.at, i);
      found.push({ start: open.at, end, closed: false, mark: open.mark });
      open = { at: i, mark };
    }
    i = after;
  }
  if (open !== null && (continues || runsOn(text, open.at, block, found.length > 0))) {
    found.push({ start: open.at, end: block.end, closed: false, mark: open.mark });
  }
  return found;
}

/** The double mark that starts at `i`, or the empty string. */
function markAt(text: string, i: number, end: number): string {
  const c = text[i]!;
  if ((c === "'" || c === "`") && text[i + 1] === c && i + 1 < end) return c + c;
  return PAIRS.has(c) || c === "”" || c === "」" || c === "』" ? c : "";
}

/** Marks that open in some languages, and in any language are put between the parts of a path. */
const POINTING = "»›‹";

/** The mark as an opening one; `null` where it cannot open here. */
function openerOf(text: string, i: number, after: number, mark: string): string | null {
  const before = i === 0 || isGap(text, i - 1);
  if (mark === "”") return before && isWordCharacter(text, after) ? "“" : null;
  if (mark === '"' && !before && isGap(text, after)) return null;
  // "Home » News › Orvania": such marks point the way, unless a word follows at once.
  if (POINTING.includes(mark) && !isWordCharacter(text, after) && !isSingle(text[after]))
    return null;
  return PAIRS.has(mark) ? mark : null;
}

function closesQuotation(
  text: string,
  open: string,
  mark: string,
  i: number,
  after: number,
): boolean {
  const closers = PAIRS.get(open)!;
  if (!closers.includes(mark)) return false;
  if (mark === closers[0] && mark !== open) return true;
  // The same mark opens and closes: it opens anew where only a space precedes and a word follows.
  return !opensHere(text, i, after, 0) || mark !== open;
}

function opensHere(text: string, i: number, after: number, start: number): boolean {
  return (
    (i === start || isGap(text, i - 1)) && (isWordCharacter(text, after) || isSingle(text[after]))
  );
}

function runsOn(text: string, at: number, block: Span, spoken: boolean): boolean {
  if (at === block.start) return true;
  let i = at - 1;
  while (i > block.start && isWhiteSpace(text.charCodeAt(i))) i--;
  return i < at - 1 && (spoken ? ":,." : ":,").includes(text[i]!) && block.end - at > 12;
}

function trimmedEnd(text: string, start: number, end: number): number {
  let i = end;
  while (i > start + 1 && isWhiteSpace(text.charCodeAt(i - 1))) i--;
  return i;
}

/** How far a single quotation may reach; keeps the search linear. As in the PolNeAR conversion. */
const SINGLE_REACH = 400;

function singleQuotations(text: string, span: Span): Quotation[] {
  const found: Quotation[] = [];
  for (let i = span.start; i < span.end; i++) {
    const c = text[i];
    if ((!isSingle(c) || c === "’") && c !== LOW) continue;
    if (i > span.start && isWordCharacter(text, i - 1)) continue;
    if (!isWordCharacter(text, i + 1) && !"([.…$".includes(text[i + 1] ?? " ")) continue;
    const limit = Math.min(span.end, i + SINGLE_REACH);
    for (let j = i + 2; j < limit; j++) {
      if (
        (text[j] === "’" || text[j] === "'" || (c === LOW && text[j] === "‘")) &&
        !isGap(text, j - 1) &&
        !isWordCharacter(text, j + 1)
      ) {
        found.push({ start: i, end: j + 1, closed: true, mark: c! });
        i = j;
        break;
      }
    }
  }
  return found;
}

/** The single mark that opens in German, and in other languages to its east. */
const LOW = "‚";

function isSingle(c: string | undefined): boolean {
  return c === "'" || c === "‘" || c === "’";
}

/** White space, or an opening bracket or dash, stands at `i`, or the text ends there. */
function isGap(text: string, i: number): boolean {
  return i >= text.length || isWhiteSpace(text.charCodeAt(i)) || "([—–-".includes(text[i]!);
}
