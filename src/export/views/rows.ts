import stringWidth from "string-width";
import type { Place, When } from "../../who/index.ts";
import { formatDate } from "../terminal/dates.ts";
import { visibleText } from "../visible.ts";
import { type Piece, paint, type Row, wrap } from "../wrap.ts";

export interface ViewOptions {
  /** Columns of the terminal; fewer than 40 count as 40. */
  readonly width: number;
  readonly colour: boolean;
}

export function columnsOf({ width }: ViewOptions): number {
  return Math.max(40, width);
}

/** Sections with an empty line between two, as text that ends in a line feed. */
export function renderSections(sections: readonly Row[][], { colour }: ViewOptions): string {
  return sections
    .filter((section) => section.length > 0)
    .flatMap((section, i) => (i === 0 ? section : [[], ...section]))
    .map((row) => `${paint(row, colour)}\n`)
    .join("");
}

/** Pieces on lines of so many columns, all of them behind the same margin. */
export function indented(pieces: readonly Piece[], columns: number, margin: string): Row[] {
  return wrap(pieces, columns - margin.length).map((row) => [{ text: margin }, ...row]);
}

/** What OnRecord adds, in brackets; nothing where there is nothing to add. */
export function noteRows(
  notes: readonly (string | null)[],
  columns: number,
  margin: string,
): Row[] {
  const known = notes.filter((note) => note !== null).map(visibleText);
  if (known.length === 0) return [];
  return indented([{ text: `[${known.join(" · ")}]`, style: "dim" }], columns, margin);
}

/** "11 March 2031", "9 September 2030 to 11 October 2030": the days something may lie on. */
export function describeDays({ from, to }: Pick<When, "from" | "to">): string {
  if (from === null && to === null) return "day not known";
  if (from === null) return `up to ${shownDate(to!)}`;
  if (to === null) return `from ${shownDate(from)} on`;
  return from === to ? shownDate(from) : `${shownDate(from)} to ${shownDate(to)}`;
}

export function shownDate(date: string): string {
  return visibleText(formatDate(date));
}

/** Where an entry stands: the outlet or file, and the line. */
export function describePlace({ outlet, file, title, document, line }: Place): string {
  const name = file?.split("/").at(-1) ?? outlet ?? title ?? document;
  return `${visibleText(name)}:${line}`;
}

export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** A name in so many columns, cut off where it is longer. */
export function padTo(name: string, width: number): string {
  let shown = name;
  while (stringWidth(shown) > width) shown = `${shown.slice(0, -2)}…`;
  return shown + " ".repeat(width - stringWidth(shown));
}
