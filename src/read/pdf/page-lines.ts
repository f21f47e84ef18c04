/** One piece of text as the page paints it. Points, from the page's lower left corner. */
export interface PageItem {
  readonly text: string;
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly width: number;
  /** Height of the font. */
  readonly size: number;
  readonly font: string;
}

/** Words on one baseline without a wide gap: a line of a column, or a cell of a table. */
export interface Segment {
  readonly text: string;
  readonly x: number;
  readonly right: number;
  readonly y: number;
  /** The font and its height that most of its letters have. */
  readonly size: number;
  readonly font: string;
}

/** Gap, in font heights, from which a space is meant where the file has none. */
const SPACE = 0.15;

/** Gap from which words belong to another column or cell; justified lines stay below it. */
const GUTTER = 1.4;

/** The segments of a page, from top to bottom and from left to right. */
export function segmentsOf(items: readonly PageItem[]): Segment[] {
  return rowsOf(items).flatMap(segmentsOfRow);
}

/** Items by baseline; what is raised or lowered by less than half a height stays in the line. */
function rowsOf(items: readonly PageItem[]): PageItem[][] {
  const sorted = items.filter(({ text }) => text.trim() !== "").sort((a, b) => b.y - a.y);
  const rows: PageItem[][] = [];
  let base: PageItem | null = null;
  for (const item of sorted) {
    const isSame = base !== null && base.y - item.y < Math.max(base.size, item.size) * 0.45;
    if (isSame) rows.at(-1)!.push(item);
    else rows.push([item]);
    // The largest item of a row holds its baseline: a raised footnote number does not.
    if (!isSame || item.size > base!.size * 1.2) base = item;
  }
  return rows;
}

function segmentsOfRow(row: readonly PageItem[]): Segment[] {
  const sorted = row.toSorted((a, b) => a.x - b.x);
  const groups: PageItem[][] = [];
  let right = Number.NEGATIVE_INFINITY;
  for (const item of sorted) {
    if (item.x - right > item.size * GUTTER) groups.push([item]);
    else groups.at(-1)!.push(item);
    right = Math.max(right, item.x + item.width);
  }
  return groups.map(joinItems);
}

function joinItems(items: readonly PageItem[]): Segment {
  let text = "";
  let right = items[0]!.x;
  const size = items.reduce((most, item) => Math.max(most, item.size), 0);
  for (const item of items) {
    // Of the largest letters: a raised footnote number stands close to its word.
    const gap = item.x - right > size * SPACE;
    if (text !== "" && gap && !/\s$/.test(text) && !/^\s/.test(item.text)) text += " ";
    text += item.text;
    right = Math.max(right, item.x + item.width);
  }
  const main = mainItem(items);
  return {
    text: text.replace(/\s+/g, " ").trim(),
    x: items[0]!.x,
    right,
    y: main.y,
    size: main.size,
    font: main.font,
  };
}

/** The first item in the font that most letters have. */
function mainItem(items: readonly PageItem[]): PageItem {
  const letters = new Map<string, number>();
  const key = ({ font, size }: PageItem) => `${font} ${size.toFixed(1)}`;
  for (const item of items) {
    letters.set(key(item), (letters.get(key(item)) ?? 0) + item.text.length);
  }
  return items.reduce((a, b) => (letters.get(key(b))! > letters.get(key(a))! ? b : a));
}
