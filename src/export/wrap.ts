import stringWidth from "string-width";

export type Style = "bold" | "dim" | "direct" | "mixed" | "indirect" | "warning";

/** Words of one style. Text that came from outside has been through `visibleText` before. */
export interface Piece {
  readonly text: string;
  readonly style?: Style;
  /** Whether its last word stays on one line with the first of the next piece. */
  readonly keepWithNext?: boolean;
}

/** What stands on one line of the terminal, its pieces without anything between them. */
export type Row = readonly Piece[];

// Sixteen-colour ANSI only, so that the reader's own palette decides what these look like.
const SGR: Readonly<Record<Style, readonly [open: number, close: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  direct: [32, 39],
  mixed: [36, 39],
  indirect: [34, 39],
  warning: [33, 39],
};

export function paint(row: Row, colour: boolean): string {
  return row.map((piece) => (colour ? paintPiece(piece) : piece.text)).join("");
}

function paintPiece({ text, style }: Piece): string {
  if (style === undefined || text.trim() === "") return text;
  const [open, close] = SGR[style];
  return `\u001b[${open}m${text}\u001b[${close}m`;
}

/** Columns a row takes; wide characters take two, combining ones none. */
export function rowWidth(row: Row): number {
  return row.reduce((sum, piece) => sum + stringWidth(piece.text), 0);
}

/** A part of a word that stays on one line. */
interface Atom {
  readonly text: string;
  readonly style: Style | undefined;
  readonly width: number;
  /** Whether a space parts it from the atom before, when both stand on one line. */
  readonly spaced: boolean;
  readonly keepWithNext: boolean;
}

/**
 * The pieces, parted by single spaces, on lines of at most `limit` columns. Lines break at spaces,
 * between wide characters, and inside a word only where it is longer than a line.
 */
export function wrap(pieces: readonly Piece[], limit: number): Row[] {
  const rows: Row[] = [];
  let row: Piece[] = [];
  let used = 0;
  const atoms = pieces.flatMap((piece) => atomsOf(piece, limit));
  atoms.forEach((atom, i) => {
    const kept = atom.keepWithNext ? 1 + (atoms[i + 1]?.width ?? 0) : 0;
    const gap = atom.spaced ? " " : "";
    if (row.length > 0 && used + gap.length + atom.width + kept > limit) {
      rows.push(row);
      row = [];
      used = 0;
    }
    used += (row.length > 0 ? gap.length : 0) + atom.width;
    append(row, atom, gap);
  });
  if (row.length > 0) rows.push(row);
  return rows;
}

function append(row: Piece[], { text, style }: Atom, gap: string): void {
  const last = row.at(-1);
  if (last === undefined) row.push(styled(text, style));
  else if (last.style === style) row[row.length - 1] = styled(last.text + gap + text, style);
  else {
    if (gap !== "") row.push({ text: gap });
    row.push(styled(text, style));
  }
}

function styled(text: string, style: Style | undefined): Piece {
  return style === undefined ? { text } : { text, style };
}

function atomsOf({ text, style, keepWithNext = false }: Piece, limit: number): Atom[] {
  const words = text.split(" ").filter((word) => word !== "");
  const atoms = words.flatMap((word) =>
    partsOf(word, limit).map((part, i) => {
      const width = stringWidth(part);
      return { text: part, style, width, spaced: i === 0, keepWithNext: false };
    }),
  );
  return atoms.map((atom, i) => (i === atoms.length - 1 ? { ...atom, keepWithNext } : atom));
}

const graphemes = new Intl.Segmenter();

/** Where a word may be broken: nowhere, unless it holds wide characters or fills more than a line. */
function partsOf(word: string, limit: number): string[] {
  const wordWidth = stringWidth(word);
  if (wordWidth <= limit && wordWidth <= word.length) return [word];
  const parts: string[] = [];
  let part = "";
  let width = 0;
  let before = "";
  for (const { segment } of graphemes.segment(word)) {
    const segmentWidth = stringWidth(segment);
    if (part !== "" && (mayBreak(before, segment) || width + segmentWidth > limit)) {
      parts.push(part);
      part = "";
      width = 0;
    }
    part += segment;
    width += segmentWidth;
    before = segment;
  }
  parts.push(part);
  return parts;
}

// Opening marks never end a line and closing marks never begin one; the short list of JIS X 4051
// that news texts need.
const OPENING = /^[\p{Ps}\p{Pi}]/u;
const CLOSING = /^[\p{Pe}\p{Pf}、。，．・：；！？々ー…—%％]/u;

function mayBreak(before: string, after: string): boolean {
  if (stringWidth(before) < 2 && stringWidth(after) < 2) return false;
  return !OPENING.test(before) && !CLOSING.test(after);
}
