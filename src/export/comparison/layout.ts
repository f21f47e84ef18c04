import type { Cell, Comparison, Words } from "../../compare/index.ts";
import { pageColumns } from "../terminal/page.ts";
import { visibleText } from "../visible.ts";
import { type Row, rowWidth } from "../wrap.ts";

/** How a comparison stands on the page. */
export interface Layout {
  readonly comparison: Comparison;
  readonly width: number;
  /** Width of a column where the accounts stand side by side; `null` where one under another. */
  readonly column: number | null;
  /** Columns of an account's letter and the space after it, where they stand under another. */
  readonly gutter: number;
}

const MOST_COLUMNS = 4;

/** Narrower columns break more words than they save lines. */
const LEAST_COLUMN = 30;

/** Between two columns. */
const GAP = 3;

export function layoutOf(comparison: Comparison, wanted: number): Layout {
  const width = pageColumns(wanted);
  const { length } = comparison.accounts;
  const column = Math.floor((width - GAP * (length - 1)) / length);
  const isBeside = length >= 2 && length <= MOST_COLUMNS && column >= LEAST_COLUMN;
  const gutter = letterOf(Math.max(0, length - 1)).length + 2;
  return { comparison, width, column: isBeside ? column : null, gutter };
}

/** A to Z, then AA, AB … */
export function letterOf(account: number): string {
  const last = String.fromCharCode(65 + (account % 26));
  return account < 26 ? last : letterOf(Math.floor(account / 26) - 1) + last;
}

export function lettersOf(accounts: readonly number[]): string {
  return accounts.map(letterOf).join(", ");
}

/** Columns beside one another, each from its first line down. */
export function beside(columns: readonly (readonly Row[])[], width: number): Row[] {
  const height = Math.max(...columns.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) => {
    const last = columns.findLastIndex((rows) => (rows[line]?.length ?? 0) > 0);
    return columns.slice(0, last + 1).flatMap((rows, i): Row => {
      const row = rows[line] ?? [];
      if (i === last) return row;
      return [...row, { text: " ".repeat(Math.max(0, width - rowWidth(row)) + GAP) }];
    });
  });
}

/** A block of lines behind an account's letter, or behind none where it goes on. */
export function behindLetter(
  { gutter }: Layout,
  account: number | null,
  rows: readonly Row[],
): Row[] {
  return rows.map((row, i) => [
    { text: (i === 0 && account !== null ? letterOf(account) : "").padEnd(gutter), style: "dim" },
    ...row,
  ]);
}

/** Words of one account, fit for one line. */
export function shown({ words }: Words): string {
  return words.map((part) => visibleText(part).trim()).join(" … ");
}

/** A list of names, of a long one its ends. */
export function shownNames({ words }: Cell): string {
  const lines = words
    .join("\n")
    .split(/[\n\r]+/)
    .map((line) => visibleText(line).trim())
    .filter((line) => line !== "");
  return lines.length < 4 ? lines.join(", ") : `${lines[0]}, ${lines[1]} … ${lines.at(-1)}`;
}

/** What is done by a statement whose words alone do not say it: a denial is reported as what was denied. */
export function actOf({ act, kind }: Cell): string | null {
  return kind === "direct" || act === "assert" ? null : act;
}
