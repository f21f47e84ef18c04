import type { BlockKind } from "../../document/index.ts";
import { isByline } from "../byline.ts";
import { readTimestamp } from "../timestamp.ts";
import type { Piece } from "./read-pieces.ts";

/** A piece that is kept, and what its elements and class names make of it. */
export interface ChosenPiece {
  readonly piece: Piece;
  readonly kind: BlockKind;
}

/** Share of the text in `main` that an `article` needs to be taken for the report itself. */
const ARTICLE_SHARE = 0.3;

/** Longest text whose class name is believed; a wrapper's class says nothing of long paragraphs. */
const NAMED_LENGTH = 400;

/**
 * The pieces that are the report: those of the fullest `article`, else of `main`, else of the page
 * without its margins, else of the whole page. A headline above them comes along.
 */
export function choosePieces(pieces: readonly Piece[]): ChosenPiece[] {
  const isReport = reportFilter(pieces);
  const chosen = pieces.filter(isReport).flatMap((piece) => choose(piece));
  const inTables = withTables(chosen);
  if (inTables.some(({ kind }) => kind === "headline")) return inTables;
  return [...headlineAbove(pieces, isReport), ...inTables];
}

function reportFilter(pieces: readonly Piece[]): (piece: Piece) => boolean {
  const inMain = amount(pieces, (piece) => piece.frame.inMain && !piece.frame.margin);
  const [article, most] = fullestArticle(pieces);
  if (most > 0 && most >= inMain * ARTICLE_SHARE) return (piece) => piece.frame.article === article;
  if (inMain > 0) return (piece) => piece.frame.inMain && !piece.frame.margin;
  const plain = amount(pieces, (piece) => !piece.frame.margin);
  return plain > 0 ? (piece) => !piece.frame.margin : () => true;
}

function fullestArticle(pieces: readonly Piece[]): readonly [article: number, amount: number] {
  const amounts = new Map<number, number>();
  for (const piece of pieces) {
    const { article } = piece.frame;
    if (article > 0 && isText(piece)) {
      amounts.set(article, (amounts.get(article) ?? 0) + piece.text.length);
    }
  }
  return [...amounts].reduce((best, each) => (each[1] > best[1] ? each : best), [0, 0]);
}

function amount(pieces: readonly Piece[], counts: (piece: Piece) => boolean): number {
  return pieces.reduce((sum, p) => sum + (isText(p) && counts(p) ? p.text.length : 0), 0);
}

/** Running text: no heading, not mostly links, and a sentence or marked as a paragraph. */
function isText(piece: Piece): boolean {
  const { kind } = piece.frame;
  if (kind === "headline" || kind === "subhead" || piece.linked * 2 > piece.text.length)
    return false;
  return kind === "paragraph" || kind === "quotation" || holdsSentence(piece.text);
}

function holdsSentence(text: string): boolean {
  return text.length > 30 && /[.!?…。]["'”’»)\]]*(?:\s|$)/.test(text) && /\s/.test(text.trim());
}

/** The one `h1` above the report, where the report has none. */
function headlineAbove(
  pieces: readonly Piece[],
  isReport: (piece: Piece) => boolean,
): ChosenPiece[] {
  const start = pieces.findIndex(isReport);
  const above = pieces.slice(0, Math.max(0, start)).filter((p) => p.frame.kind === "headline");
  return above.length === 1 ? [{ piece: above[0]!, kind: "headline" }] : [];
}

function choose(piece: Piece): ChosenPiece[] {
  const kind = kindOf(piece);
  return kind === null ? [] : [{ piece, kind }];
}

/** `null` for scraps: words straight in a `div` that are no sentence, byline or date. */
function kindOf(piece: Piece): BlockKind | null {
  const { frame } = piece;
  const text = piece.text.trim();
  const named = text.length <= NAMED_LENGTH ? namedKind(frame.named, text) : null;
  if (named !== null) return named;
  if (frame.kind !== null && frame.kind !== "paragraph") return frame.kind;
  if (frame.group?.kind === "table") return "table";
  if (frame.group?.kind === "list") return "list";
  if (frame.kind !== null || holdsSentence(text)) return "paragraph";
  if (isByline(text)) return "byline";
  return readTimestamp(text) ? "timestamp" : null;
}

function namedKind(named: BlockKind | null, text: string): BlockKind | null {
  if (named === "byline") return text.length <= 120 && !/\.\s/.test(text) ? named : null;
  if (named === "timestamp") return readTimestamp(text) ? named : null;
  return named;
}

/** Longest cell of a table of data: a page laid out in a table has paragraphs in its cells. */
const CELL_LENGTH = 250;

/** Tables of data stay tables; in tables that only lay out the page, cells are paragraphs or scraps. */
function withTables(chosen: readonly ChosenPiece[]): ChosenPiece[] {
  const layout = new Set(
    chosen
      .filter(({ piece, kind }) => kind === "table" && piece.text.length > CELL_LENGTH)
      .map(({ piece }) => piece.frame.group),
  );
  return chosen.flatMap(({ piece, kind }): ChosenPiece[] => {
    if (kind !== "table" || !layout.has(piece.frame.group)) return [{ piece, kind }];
    const loose = { ...piece, frame: { ...piece.frame, group: null } };
    return choose(loose);
  });
}
