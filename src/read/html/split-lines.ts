import type { Piece } from "./read-pieces.ts";

/** Longest piece whose lines are looked at one by one. */
const MAX_LENGTH = 300;

/**
 * The lines of a short piece as pieces of their own, where one of them is of another kind than the
 * rest: "By Ada Roe", a line break, "12 March 2031". Other pieces are left whole.
 */
export function splitLines(piece: Piece, isOwnLine: (line: string) => boolean): Piece[] {
  const { text } = piece;
  if (text.length > MAX_LENGTH || !text.includes("\n") || piece.frame.preformatted) return [piece];
  const lines = text.split("\n");
  if (!lines.some((line) => isOwnLine(line.trim()))) return [piece];
  let start = 0;
  return lines.flatMap((line): Piece[] => {
    const part = cut(piece, start, start + line.length);
    start += line.length + 1;
    return part.text.trim() === "" ? [] : [part];
  });
}

function cut(piece: Piece, start: number, end: number): Piece {
  const { text, frame, before, linked } = piece;
  const runs = piece.runs.flatMap(({ at, from, length }) => {
    const [low, high] = [Math.max(at, start), Math.min(at + length, end)];
    return low < high ? [{ at: low - start, from: from + low - at, length: high - low }] : [];
  });
  const share = linked / Math.max(1, text.length);
  return {
    text: text.slice(start, end),
    runs,
    frame,
    before,
    linked: Math.round(share * (end - start)),
  };
}
