import type { Segment } from "./page-lines.ts";

/** How many rows from either end of a page can be its header or footer. */
const REACH = 3;

/** Points that a header may move from page to page. */
const DRIFT = 6;

/** All that stands at one height of a page. */
interface Row {
  readonly segments: readonly Segment[];
  /** Its words with the numbers, also Roman ones, made alike. */
  readonly key: string;
  readonly y: number;
  readonly size: number;
  /** The numbers that may be the page's: "7", "– 7 –", "Page 7 of 9", "7 Chapter 2". */
  readonly numbers: readonly number[];
}

/**
 * The pages without their headers, footers and page numbers: rows near an end of the page that
 * stand at the same height on several pages and differ in nothing but numbers, and a first or last
 * row that is or ends in a number which counts the pages ("Chapter 2   17").
 *
 * @param pages their segments, from top to bottom
 */
export function withoutMargins(pages: readonly (readonly Segment[])[]): Segment[][] {
  const rows = pages.map(rowsOf);
  const ends = rows.map((page) => [...new Set([...page.slice(0, REACH), ...page.slice(-REACH)])]);
  const alike = new Map<string, Row[]>();
  for (const row of ends.flat()) alike.set(row.key, [...(alike.get(row.key) ?? []), row]);
  const enough = Math.max(2, Math.min(3, pages.length * 0.4));
  const first = firstNumber(rows, enough);
  return rows.map((page, i) => {
    const left = new Set<Segment>();
    for (const row of ends[i]!) {
      const isOutermost = row === page[0] || row === page.at(-1);
      const counts =
        isOutermost && (isRoman(row) || (first !== null && row.numbers.includes(first + i)));
      if (counts || (isWorded(row) && alike.get(row.key)!.filter(sameAs(row)).length >= enough)) {
        for (const segment of row.segments) left.add(segment);
      }
    }
    return pages[i]!.filter((segment) => !left.has(segment));
  });
}

/** The numbers of a preface are not counted: a row of them holds nothing else. */
function isRoman({ segments }: Row): boolean {
  return segments.length === 1 && /^[ivxl]+$/.test(segments[0]!.text);
}

/** Numbers alone are alike on many pages of a table. */
function isWorded({ key }: Row): boolean {
  return /\p{L}/u.test(key);
}

function sameAs(row: Row): (other: Row) => boolean {
  return ({ y, size }) => Math.abs(y - row.y) <= DRIFT && Math.abs(size - row.size) < 1;
}

function rowsOf(page: readonly Segment[]): Row[] {
  const rows: Segment[][] = [];
  for (const segment of page) {
    const row = rows.at(-1);
    if (row && row[0]!.y - segment.y < segment.size * 0.45) row.push(segment);
    else rows.push([segment]);
  }
  return rows.map((segments) => {
    const words = segments.map(({ text }) => text).join(" ");
    const key = words.toLowerCase().replace(/\d+|(?<![\p{L}\d])[ivxl]+(?![\p{L}\d])/gu, "#");
    const [first] = segments as [Segment];
    return { segments, key, y: first.y, size: first.size, numbers: numbersOf(segments) };
  });
}

const NUMBER = /^(?:page|p\.)?\s*[-–—[(]?\s*(\d{1,4})\s*[-–—\])]?(?:\s*(?:of|\/)\s*\d{1,4})?$/i;

/** Of the whole row, and of the pieces at its ends. */
function numbersOf(segments: readonly Segment[]): number[] {
  const ends = segments.length > 1 ? [segments[0]!, segments.at(-1)!] : segments;
  return ends.flatMap(({ text }) => {
    const match = NUMBER.exec(text);
    return match ? [Number(match[1])] : [];
  });
}

/** The number that the first page has or would have, by the numbers on `enough` pages; `null` where
 * none count. A single page may be numbered 1. */
function firstNumber(pages: readonly (readonly Row[])[], enough: number): number | null {
  const counts = new Map<number, number>();
  for (const [i, page] of pages.entries()) {
    const numbers = [...(page[0]?.numbers ?? []), ...(page.at(-1)?.numbers ?? [])];
    for (const first of new Set(numbers.map((number) => number - i))) {
      counts.set(first, (counts.get(first) ?? 0) + 1);
    }
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  if (!best) return null;
  if (pages.length === 1) return best[0] === 1 ? 1 : null;
  return best[1] >= enough ? best[0] : null;
}
