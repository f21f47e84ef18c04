import type { PageMark } from "../../document/index.ts";
import type { StyledSpan } from "../styles.ts";
import { joinLines, wordsInside } from "./hyphens.ts";
import type { Line } from "./reading-order.ts";

/** A line and the page it stands on, counted from 1. */
export interface PlacedLine extends Line {
  readonly page: number;
}

export interface PdfText {
  readonly text: string;
  readonly pages: readonly PageMark[];
  readonly styled: readonly StyledSpan[];
}

/** Sizes of the text that most letters have. */
interface Usual {
  readonly size: number;
  /** From one baseline to the next inside a paragraph. */
  readonly leading: number;
}

/** From this many times the usual size on, words are a heading. */
const HEADING_SIZE = 1.15;

/** Up to this many times the usual size, words at a page's foot are notes. */
const NOTE_SIZE = 0.92;

/**
 * Joins lines into paragraphs, set apart by blank lines, over columns and pages; rows of a table
 * stand on neighbouring lines. Notes at the foot of a page come after the paragraph that they
 * would have cut in two.
 *
 * @param pages the lines of each page in reading order
 */
export function paragraphsOf(pages: readonly (readonly PlacedLine[])[]): PdfText {
  const lines = pages.flat();
  const usual = usualOf(lines);
  const words = wordsInside(lines.map(({ text }) => text));
  const out = new TextOfPages(usual, words);
  let open: PlacedLine[] = [];
  let notes: PlacedLine[] = [];
  const close = () => {
    out.add(open);
    open = [];
    for (const note of split(notes, usual)) out.add(note);
    notes = [];
  };
  for (const page of pages) {
    const foot = footOf(page, usual);
    for (const line of page.slice(0, foot)) {
      const last = open.at(-1);
      if (last && beginsAnew(last, line, usual)) close();
      open.push(line);
    }
    notes.push(...page.slice(foot));
  }
  close();
  return out.result();
}

function split(lines: readonly PlacedLine[], usual: Usual): PlacedLine[][] {
  const groups: PlacedLine[][] = [];
  for (const line of lines) {
    const last = groups.at(-1)?.at(-1);
    if (!last || beginsAnew(last, line, usual)) groups.push([line]);
    else groups.at(-1)!.push(line);
  }
  return groups;
}

/** Where the notes at the foot of a page begin: its last lines in small letters. */
function footOf(page: readonly PlacedLine[], { size }: Usual): number {
  let from = page.length;
  while (from > 0 && page[from - 1]!.size <= size * NOTE_SIZE) from--;
  return from === 0 ? page.length : from;
}

function usualOf(lines: readonly Line[]): Usual {
  const size = weightedMedian(lines.map((line) => [line.size, line.text.length]));
  const steps: [number, number][] = [];
  for (let i = 1; i < lines.length; i++) {
    const [above, below] = [lines[i - 1]!, lines[i]!];
    const step = above.y - below.y;
    if (step > 0 && step < size * 3 && Math.abs(below.size - size) < size * 0.1)
      steps.push([step, 1]);
  }
  return { size, leading: steps.length === 0 ? size * 1.2 : weightedMedian(steps) };
}

function weightedMedian(values: readonly (readonly [value: number, weight: number])[]): number {
  const sorted = values.toSorted((a, b) => a[0] - b[0]);
  const total = sorted.reduce((sum, [, weight]) => sum + weight, 0);
  let seen = 0;
  for (const [value, weight] of sorted) {
    seen += weight;
    if (seen * 2 >= total) return value;
  }
  return 0;
}

/** Whether a line begins another paragraph than the one before it in reading order. */
function beginsAnew(last: PlacedLine, line: PlacedLine, usual: Usual): boolean {
  if (Math.abs(line.size - last.size) > Math.max(0.6, last.size * 0.07)) return true;
  const isRow = line.text.includes("\t");
  if (isRow !== last.text.includes("\t")) return true;
  if (isRow) return line.page !== last.page;
  if (last.font !== line.font && !isFlowing(last)) return true;
  if (opensItem(line.text)) return true;
  const step = last.y - line.y;
  const isBelow = line.page === last.page && line.column === last.column && step > 0;
  if (isBelow && step > usual.leading * stretch(last, usual) * 1.3) return true;
  const startsLower = /^\p{Ll}/u.test(line.text);
  if (!isBelow && startsLower && !endsSentence(last.text)) return false;
  if (isIndented(line) && !isIndented(last)) return true;
  if (endsShort(last, line)) return true;
  return !isBelow && endsSentence(last.text) && !startsLower;
}

/** Larger letters have wider leading. */
function stretch({ size }: Line, usual: Usual): number {
  return Math.max(1, size / usual.size);
}

/** Whether a line fills its column and goes on: a change of font in it is emphasis. */
function isFlowing({ text, right, column, size }: Line): boolean {
  return !endsSentence(text) && column.right - right < size * 4;
}

const ITEM = /^(?:[•▪◦‣●■–—*-]\s|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s|[QA]:\s)/;

function opensItem(text: string): boolean {
  return ITEM.test(text);
}

function isIndented({ x, column, size }: Line): boolean {
  return x - column.left > size * 0.8;
}

/** Whether the first word of the next line would have fitted on this one. */
function endsShort({ text, x, right, column }: Line, next: Line): boolean {
  const letter = (right - x) / Math.max(1, text.length);
  const word = /^\S+/.exec(next.text)?.[0].length ?? 0;
  // A letter more: fonts with letters of many widths are only measured on average.
  return right + letter * (word + 2.5) < column.right;
}

function endsSentence(text: string): boolean {
  return /[.!?:…]["'”’»)\]]*\d{0,2}$/.test(text);
}

/** The text as it grows, with the places where pages begin and headings stand. */
class TextOfPages {
  readonly #usual: Usual;
  readonly #words: ReadonlySet<string>;
  readonly #pages: PageMark[] = [];
  readonly #styled: StyledSpan[] = [];
  #text = "";

  constructor(usual: Usual, words: ReadonlySet<string>) {
    this.#usual = usual;
    this.#words = words;
  }

  /** One paragraph, or the rows of one table. */
  add(lines: readonly PlacedLine[]): void {
    if (lines.length === 0) return;
    if (this.#text !== "") this.#text += "\n\n";
    const start = this.#text.length;
    const isTable = lines[0]!.text.includes("\t");
    let paragraph = "";
    for (const line of lines) {
      if (paragraph === "") paragraph = line.text;
      else if (isTable) paragraph += `\n${line.text}`;
      else paragraph = joinLines(paragraph, line.text, this.#words);
      this.#mark(start + paragraph.length - line.text.length, line.page);
    }
    this.#text += paragraph;
    const kind = isTable && lines.length > 1 ? "table" : this.#headingKind(lines);
    if (kind !== null) this.#styled.push({ kind, start, end: this.#text.length });
  }

  #mark(at: number, page: number): void {
    if (this.#pages.at(-1)?.page !== page) this.#pages.push({ at, page });
  }

  #headingKind(lines: readonly PlacedLine[]): StyledSpan["kind"] | null {
    const { size, page } = lines[0]!;
    if (size < this.#usual.size * HEADING_SIZE || lines.length > 4) return null;
    const isFirst = page === 1 && !this.#styled.some(({ kind }) => kind === "headline");
    return isFirst ? "headline" : "subhead";
  }

  result(): PdfText {
    return { text: this.#text, pages: this.#pages, styled: this.#styled };
  }
}
