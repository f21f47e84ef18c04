import type { BlockKind } from "../../document/index.ts";
import { isByline } from "../byline.ts";
import { readTimestamp } from "../timestamp.ts";
import { isPageByline } from "./author-names.ts";
import {
  type Body,
  findBody,
  holdsSentence,
  isRunningText,
  type KnownText,
  type Reason,
} from "./find-body.ts";
import type { PageTree } from "./page-tree.ts";
import type { Piece } from "./read-pieces.ts";
import { splitLines } from "./split-lines.ts";
import { datesOfLine } from "./written-dates.ts";

/** A piece that is kept, and what its elements and class names make of it. */
export interface ChosenPiece {
  readonly piece: Piece;
  readonly kind: BlockKind;
  /** Whether its elements leave no doubt, so that its words may not overrule them. */
  readonly sure: boolean;
}

/** What is kept of a page, and where its report stands. */
export interface Chosen {
  readonly pieces: readonly ChosenPiece[];
  /** Every piece of the page, as `body` counts them. */
  readonly all: readonly Piece[];
  readonly body: Body;
}

/** What is known of a page before its report is found. */
export interface PageParts {
  readonly pieces: readonly Piece[];
  readonly tree: PageTree;
  /** What the page's metadata gives as its title. */
  readonly titles: readonly string[];
  readonly known: KnownText;
}

/** Longest text whose class name is believed; a wrapper's class says nothing of long paragraphs. */
const NAMED_LENGTH = 400;

/**
 * The pieces of the report, with the headline above it and what stands between the two. Pieces
 * inside the report that are something else are kept as what they are.
 */
export function choosePieces({ pieces: whole, tree, titles, known }: PageParts): Chosen {
  const pieces = whole.flatMap((piece) => splitLines(piece, (line) => lineKind(line) !== null));
  const body = findBody(pieces, tree, known);
  const from = pieces.findIndex((piece) => body.inside[piece.frame.node]);
  const headline = headlineAbove(pieces, from, body);
  const spoken = new Set(
    pieces.filter((p) => p.frame.kind === null && isRunningText(p)).map((p) => p.frame.node),
  );
  const chosen = pieces.flatMap((piece, i): ChosenPiece[] => {
    if (body.inside[piece.frame.node]) {
      const kept = choose(piece, body);
      const isBeside = kept.length === 0 && isScrapBeside(piece, spoken, body);
      return isBeside ? [{ piece, kind: "paragraph", sure: false }] : kept;
    }
    return headline !== -1 && i >= headline && i < from ? chooseAbove(piece, body) : [];
  });
  const kept = withTables(chosen, body);
  const parted = withStandfirst(withTitle(kept, titles), body);
  return { pieces: withHeadings(withEdges(parted, tree)), all: pieces, body };
}

/** Words straight in an element that has sentences straight in it too, parted by line breaks. */
function isScrapBeside(piece: Piece, spoken: ReadonlySet<number>, body: Body): boolean {
  const { frame, linked, text } = piece;
  return spoken.has(frame.node) && body.reasons[frame.node] === null && linked * 2 < text.length;
}

/** The `h1` next above the report, -1 where the report has one or none is there. */
function headlineAbove(pieces: readonly Piece[], from: number, body: Body): number {
  const inside = pieces.some(
    ({ frame }) =>
      frame.kind === "headline" && body.inside[frame.node] && !body.reasons[frame.node],
  );
  if (inside) return -1;
  for (let i = from - 1; i >= 0; i--) {
    if (pieces[i]!.frame.kind === "headline" && pieces[i]!.linked === 0) return i;
  }
  return -1;
}

/** Between the headline and the report only what is certain is kept. */
function chooseAbove(piece: Piece, body: Body): ChosenPiece[] {
  const reason = body.reasons[piece.frame.node];
  if (reason) return [];
  const chosen = choose(piece, body);
  return chosen.filter(({ kind }) => kind !== "list" && kind !== "table");
}

const KIND_OF: Readonly<Record<Reason, BlockKind | null>> = {
  comments: null,
  hidden: null,
  boilerplate: "boilerplate",
  related: "related",
  promotion: "promotion",
  note: "note",
};

function choose(piece: Piece, body: Body): ChosenPiece[] {
  const reason = body.reasons[piece.frame.node]!;
  if (reason !== null) {
    const kind = KIND_OF[reason];
    return kind === null ? [] : [{ piece, kind, sure: true }];
  }
  const kind = kindOf(piece, body);
  return kind === null ? [] : [{ piece, kind, sure: false }];
}

/** `null` for scraps: words straight in a `div` that are no sentence, byline or date. */
function kindOf(piece: Piece, body: Body): BlockKind | null {
  const { frame } = piece;
  const text = piece.text.trim();
  const named = text.length <= NAMED_LENGTH ? namedKind(piece, text, body) : null;
  if (named !== null) return named;
  if (frame.kind !== null && frame.kind !== "paragraph") return frame.kind;
  if (frame.group?.kind === "table") return "table";
  if (frame.group?.kind === "list") return isLinkItem(piece) ? "related" : "list";
  if (leadsElsewhere(piece)) return "related";
  if (frame.kind !== null || holdsSentence(text)) return "paragraph";
  return lineKind(text);
}

function namedKind(piece: Piece, text: string, body: Body): BlockKind | null {
  const named = body.named[piece.frame.node]!;
  if (named === "byline") return text.length <= 120 && !/\.\s/.test(text) ? named : null;
  if (named === "timestamp") return lineKind(text) === "timestamp" ? named : null;
  if (named === "picture") return "caption";
  return named === "standfirst" ? null : named;
}

/** A line that is a link, with at most a "Read more:" before it, and no sentence. */
function leadsElsewhere({ text, linked }: Piece): boolean {
  const { length } = text.trim();
  if (linked < 0.6 * length || length <= 20) return false;
  return !/[.!?…。"”»]$|^https?:\/\/\S+$/.test(text.trim());
}

/** An item that is a link and no sentence leads elsewhere. */
function isLinkItem({ text, linked }: Piece): boolean {
  return linked > text.trim().length * 0.8 && !/[.!?…]["'”’»)\]]*$/.test(text.trim());
}

/** A heading that says the page's title is the headline, whatever its level. */
function withTitle(chosen: readonly ChosenPiece[], titles: readonly string[]): ChosenPiece[] {
  const known = new Set(titles.map(fold));
  return chosen.map((each) =>
    each.kind === "subhead" && known.has(fold(each.piece.text))
      ? { ...each, kind: "headline" }
      : each,
  );
}

/** Letters and digits in lower case, since pages write their titles with other marks elsewhere. */
function fold(words: string): string {
  return words
    .slice(0, 500)
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Longest heading of a part: a sentence in a heading that is longer sums the report up. */
const HEADING_LENGTH = 80;

/** Longest standfirst, and most lines of one: what is longer is the report's own text. */
const STANDFIRST_LENGTH = 500;
const STANDFIRST_LINES = 4;

/**
 * The lines between the headline and the body that sum the report up belong to its headline. They
 * are told by their elements' names, or by standing under the headline and outside the element
 * that holds the paragraphs.
 */
function withStandfirst(chosen: readonly ChosenPiece[], body: Body): ChosenPiece[] {
  const inTrunk = (piece: Piece) => body.inTrunk[piece.frame.node]!;
  const isText = ({ kind }: ChosenPiece) => kind === "paragraph" || kind === "subhead";
  const headline = chosen.findIndex(({ kind }) => kind === "headline");
  const isNamed = ({ piece, kind }: ChosenPiece) =>
    body.named[piece.frame.node] === "standfirst" ||
    (kind === "subhead" && holdsSentence(piece.text) && piece.text.length > HEADING_LENGTH);
  const first = chosen.findIndex(
    (each) =>
      each.kind === "paragraph" &&
      isRunningText(each.piece) &&
      !isNamed(each) &&
      (body.trunk === -1 || inTrunk(each.piece)),
  );
  const found = chosen.filter((each, i) => {
    if (i >= first || !isText(each)) return false;
    const under = headline !== -1 && i > headline && body.trunk !== -1 && !inTrunk(each.piece);
    return isNamed(each) || under;
  });
  const length = found.reduce((sum, { piece }) => sum + piece.text.length, 0);
  if (length > STANDFIRST_LENGTH || found.length > STANDFIRST_LINES) return [...chosen];
  const standfirst = new Set(found);
  return chosen.map((each) =>
    standfirst.has(each) ? { ...each, kind: "headline", sure: true } : each,
  );
}

/** Longest scrap: a line without a sentence before or after all running text. */
const SCRAP_LENGTH = 50;

/** Short lines before the first running text and after the last are no part of the report. */
function withEdges(chosen: readonly ChosenPiece[], tree: PageTree): ChosenPiece[] {
  const isText = ({ kind, piece }: ChosenPiece) =>
    (kind === "paragraph" || kind === "quotation") &&
    isRunningText(piece) &&
    lineKind(piece.text.trim()) === null;
  const headline = chosen.findIndex(({ kind }) => kind === "headline");
  const first = chosen.findIndex(isText);
  const last = chosen.findLastIndex(isText);
  const holder = (i: number) => tree.parents[chosen[i]?.piece.frame.node ?? 0]!;
  return chosen.map((each, i): ChosenPiece => {
    const words = each.piece.text.trim();
    const outside =
      i < headline ||
      (i < first && holder(i) !== holder(first)) ||
      (i > last && holder(i) !== holder(last));
    if (i > last && each.kind === "list" && each.piece.linked > 0.3 * words.length) {
      return { ...each, kind: "related" };
    }
    const line = each.kind === "paragraph" && (i < first || i > last) ? lineKind(words) : null;
    if (line !== null) return { ...each, kind: line };
    const isScrap = words.length <= SCRAP_LENGTH && !/[.!?…。！？"”»]$/.test(words);
    if (!outside || !isScrap || each.kind !== "paragraph") return each;
    return { ...each, kind: "boilerplate" };
  });
}

/** Longest line that says who wrote a report, or when. */
const LINE_LENGTH = 120;

/** Whether a short line is a byline or a timestamp and nothing else; `null` for other lines. */
function lineKind(words: string): "byline" | "timestamp" | null {
  if (words.length > LINE_LENGTH) return null;
  if (isByline(words) || isPageByline(words)) return "byline";
  return readTimestamp(words) || datesOfLine(words, "day-month") ? "timestamp" : null;
}

const NO_BODY: ReadonlySet<BlockKind> = new Set<BlockKind>([
  "related",
  "promotion",
  "note",
  "boilerplate",
]);

/** A heading over what is no part of the report is no part of it either. */
function withHeadings(chosen: readonly ChosenPiece[]): ChosenPiece[] {
  const kinds = chosen.map(({ kind }) => kind);
  let next: BlockKind | null = null;
  for (let i = kinds.length - 1; i >= 0; i--) {
    if (kinds[i] === "subhead") {
      if (next === null || NO_BODY.has(next)) {
        kinds[i] = next ?? "related";
      }
    } else if (kinds[i] !== "caption" && kinds[i] !== "credit" && !chosen[i]!.sure) {
      next = kinds[i]!;
    }
  }
  return chosen.map((each, i) => (kinds[i] === each.kind ? each : { ...each, kind: kinds[i]! }));
}

/** Longest cell of a table of data: a page laid out in a table has paragraphs in its cells. */
const CELL_LENGTH = 250;

/** Tables of data stay tables; in tables that only lay out the page, cells are paragraphs or scraps. */
function withTables(chosen: readonly ChosenPiece[], body: Body): ChosenPiece[] {
  const inTables = chosen.filter(({ piece }) => piece.frame.group?.kind === "table");
  const layout = new Set(
    inTables.filter(({ piece }) => isLayout(piece)).map(({ piece }) => piece.frame.group),
  );
  return chosen.flatMap((each): ChosenPiece[] => {
    const { piece, kind } = each;
    if (kind !== "table" || !layout.has(piece.frame.group)) return [each];
    return choose({ ...piece, frame: { ...piece.frame, group: null } }, body);
  });
}

/** A headline or a long text in a cell shows that its table lays out the page. */
function isLayout({ frame, text }: Piece): boolean {
  return frame.kind === "headline" || text.length > CELL_LENGTH;
}
