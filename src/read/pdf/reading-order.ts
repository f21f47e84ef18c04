import type { Segment } from "./page-lines.ts";

/** One line in reading order, with the margins of the column it stands in. */
export interface Line extends Segment {
  readonly column: { readonly left: number; readonly right: number };
}

/** Fewest lines that make a column. */
const COLUMN_LINES = 3;

/** Median letters a line of a column has at least; cells of a table have fewer. */
const COLUMN_LETTERS = 14;

/** A gap between lines this many times the usual one cuts a page into an upper and a lower part. */
const BAND_GAP = 1.3;

/** Deepest nesting of columns and bands. */
const DEEPEST = 12;

/**
 * The lines of a page in reading order: down each column before the next. The page is cut along
 * white space, from the widest cut to the smallest (recursive XY-cut, Nagy and Seth 1984). Cells
 * that share a baseline and are no columns are one line, with tabs between them.
 *
 * @param segments from top to bottom, then left to right
 */
export function inReadingOrder(segments: readonly Segment[]): Line[] {
  return order(segments, 0);
}

function order(segments: readonly Segment[], depth: number): Line[] {
  if (segments.length === 0) return [];
  const x = depth < DEEPEST ? gutterOf(segments) : null;
  if (x !== null) {
    const left = segments.filter((segment) => segment.right <= x);
    const right = segments.filter((segment) => segment.right > x);
    return [...order(left, depth + 1), ...order(right, depth + 1)];
  }
  const y = depth < DEEPEST ? bandBelow(segments) : null;
  if (y !== null) {
    const upper = segments.filter((segment) => segment.y > y);
    const lower = segments.filter((segment) => segment.y <= y);
    return [...order(upper, depth + 1), ...order(lower, depth + 1)];
  }
  return linesOf(segments);
}

/** Where the region has a gutter with a column of prose on either side; the widest one. */
function gutterOf(segments: readonly Segment[]): number | null {
  const sorted = segments.toSorted((a, b) => a.x - b.x);
  let right = sorted[0]!.right;
  let best: { x: number; width: number } | null = null;
  for (let i = 1; i < sorted.length; i++) {
    const width = sorted[i]!.x - right;
    const isWider = width > sorted[i]!.size * 0.8 && width > (best?.width ?? 0);
    if (isWider && isColumn(sorted.slice(0, i)) && isColumn(sorted.slice(i))) {
      best = { x: right, width };
    }
    right = Math.max(right, sorted[i]!.right);
  }
  return best?.x ?? null;
}

function isColumn(segments: readonly Segment[]): boolean {
  if (segments.length < COLUMN_LINES) return false;
  const lengths = segments.map(({ text }) => text.length).sort((a, b) => a - b);
  return lengths[lengths.length >> 1]! >= COLUMN_LETTERS;
}

/** The baseline above the widest gap between rows, where that is wider than most; only of use
 * where cutting there lets columns be seen. */
function bandBelow(segments: readonly Segment[]): number | null {
  const rows = rowsOf(segments);
  if (rows.every((row) => row.length === 1)) return null;
  const gaps = rows.slice(1).map((row, i) => rows[i]![0]!.y - row[0]!.y);
  if (gaps.length < 2) return null;
  const usual = gaps.toSorted((a, b) => a - b)[gaps.length >> 1]!;
  const widest = Math.max(...gaps);
  if (widest < usual * BAND_GAP) return null;
  return rows[gaps.indexOf(widest) + 1]![0]!.y;
}

function rowsOf(segments: readonly Segment[]): Segment[][] {
  const rows: Segment[][] = [];
  for (const segment of segments) {
    const row = rows.at(-1);
    if (row && row[0]!.y - segment.y < segment.size * 0.5) row.push(segment);
    else rows.push([segment]);
  }
  return rows;
}

function linesOf(segments: readonly Segment[]): Line[] {
  const column = {
    left: segments.reduce((left, { x }) => Math.min(left, x), Number.POSITIVE_INFINITY),
    right: segments.reduce((right, each) => Math.max(right, each.right), 0),
  };
  return rowsOf(segments).map((row) => ({
    ...row[0]!,
    text: row.map(({ text }) => text).join("\t"),
    right: row.at(-1)!.right,
    column,
  }));
}
