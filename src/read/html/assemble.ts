import type { Block, BlockKind, SourceRun, Span } from "../../document/index.ts";
import { trimSpan } from "../../document/index.ts";
import type { Group } from "./frame.ts";
import type { Piece } from "./read-pieces.ts";

/** Pieces set one after the other, with the place of each in the whole text. */
export interface Assembled {
  readonly text: string;
  readonly sourceMap: readonly SourceRun[];
  /** Where each piece stands, without white space at its ends. */
  readonly spans: readonly Span[];
  /** The list or table each piece belongs to. */
  readonly groups: readonly (Group | null)[];
}

/** Joins pieces with a blank line, those of one list or table with a line feed or a tab. */
export function assemble(pieces: readonly Piece[]): Assembled {
  const parts: string[] = [];
  const sourceMap: SourceRun[] = [];
  const offsets: number[] = [];
  let length = 0;
  for (const [i, piece] of pieces.entries()) {
    const separator = i === 0 ? "" : separatorBetween(pieces[i - 1]!, piece);
    parts.push(separator, piece.text);
    length += separator.length;
    offsets.push(length);
    for (const { at, from, length: size } of piece.runs) {
      sourceMap.push({ at: at + length, from, length: size });
    }
    length += piece.text.length;
  }
  const text = parts.join("");
  const spans = pieces.map((piece, i) =>
    trimSpan(text, { start: offsets[i]!, end: offsets[i]! + piece.text.length }),
  );
  return { text, sourceMap, spans, groups: pieces.map(({ frame }) => frame.group) };
}

function separatorBetween(last: Piece, piece: Piece): string {
  return sameGroup(last, piece) ? piece.before : "\n\n";
}

/** Whether two pieces belong to one list or one table. */
function sameGroup(a: Piece, b: Piece): boolean {
  return a.frame.group !== null && a.frame.group === b.frame.group;
}

/** Blocks of one list or table as one block. */
export function joinGroups(
  blocks: readonly (readonly Block[])[],
  groups: readonly (Group | null)[],
): Block[] {
  const joined: Block[] = [];
  for (const [i, own] of blocks.entries()) {
    const last = joined.at(-1);
    const [block] = own;
    const whole = i > 0 && last?.kind === block?.kind && isGroup(block?.kind);
    if (whole && groups[i] !== null && groups[i - 1] === groups[i]) {
      joined[joined.length - 1] = { ...last!, end: own.at(-1)!.end };
    } else joined.push(...own);
  }
  return joined;
}

function isGroup(kind: BlockKind | undefined): boolean {
  return kind === "list" || kind === "table";
}
