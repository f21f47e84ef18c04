import type { BlockKind, DocumentRecord } from "../document/index.ts";

/**
 * A stretch of the text as the page lays it out. Pieces follow each other without gaps: the first
 * begins where the text does, the last ends where it does.
 */
export interface Piece {
  /** `unread`: words that stand in no block. */
  readonly kind: BlockKind | "unread";
  /** With the white space before the words. */
  readonly from: number;
  readonly start: number;
  readonly end: number;
  /** With the white space after the words. */
  readonly to: number;
  /** Whether the next piece goes on in the same line, as a paragraph does after its dateline. */
  readonly joinsNext: boolean;
}

/** `[start, end)` of the text, as much as one page shows. */
export interface Part {
  readonly start: number;
  readonly end: number;
  readonly pieces: readonly Piece[];
}

/**
 * Characters of text on one page. A long news report has 20,000; at this length a page of dense
 * statements is some 700 kB and renders in a tenth of a second. A longer text is shown in parts.
 */
export const PART_LENGTH = 60_000;

/** The text in parts, none of them longer than `length`; one part where the text fits. */
export function partsOf(record: DocumentRecord, length = PART_LENGTH): Part[] {
  const parts: Piece[][] = [];
  for (const piece of piecesOf(record, length)) {
    const part = parts.at(-1);
    if (part === undefined || piece.to - part[0]!.from > length) parts.push([piece]);
    else part.push(piece);
  }
  return parts.map((pieces) => ({
    start: pieces[0]!.from,
    end: pieces.at(-1)!.to,
    pieces,
  }));
}

/** Every character of the text, in pieces of at most `longest` characters. */
export function piecesOf({ text, blocks }: DocumentRecord, longest = PART_LENGTH): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const take = (kind: Piece["kind"], end: number) => {
    while (at < end) {
      const to = end - at > longest ? cutBefore(text, at, at + longest) : end;
      const words = text.slice(at, to);
      const isBlank = words.trim() === "";
      const last = pieces.at(-1);
      if (isBlank && last !== undefined && to - last.from <= longest) {
        pieces[pieces.length - 1] = { ...last, to };
      } else {
        const start = isBlank ? at : at + words.length - words.trimStart().length;
        const after = isBlank ? at : at + words.trimEnd().length;
        pieces.push({ kind, from: at, start, end: after, to, joinsNext: false });
      }
      at = to;
    }
  };
  for (const { kind, span } of blocks) {
    take("unread", Math.min(span[0], text.length));
    take(kind, Math.min(span[1], text.length));
  }
  take("unread", text.length);
  return pieces.map((piece, i) => {
    const next = pieces[i + 1];
    const between = next === undefined ? "\n" : text.slice(piece.end, next.start);
    return { ...piece, joinsNext: piece.kind === "dateline" && !/[\n\r]/.test(between) };
  });
}

/** The last place at or before `limit` where a text may be cut: after a line, else after a word. */
function cutBefore(text: string, start: number, limit: number): number {
  const line = text.lastIndexOf("\n", limit - 1) + 1;
  if (line > start) return line;
  const word = text.lastIndexOf(" ", limit - 1) + 1;
  if (word > start) return word;
  const code = text.charCodeAt(limit - 1);
  return code >= 0xd800 && code < 0xdc00 ? limit - 1 : limit;
}
