import type { Span } from "../../document/index.ts";

/** A passage that two versions of a text do not share; one of the spans may be empty. */
export interface Change {
  readonly before: Span;
  readonly after: Span;
}

/** Equal words between two changes that are too few to part them: "the", "of the". */
const NEAR = 2;

/** Largest table, in cells, for two passages without a word that stands once in both. */
const MAX_TABLE = 1_000_000;

/** How often passages are cut at words that stand once in both, before the rest counts as changed. */
const MAX_DEPTH = 40;

/**
 * The passages in which two versions of a text differ, in text order, word by word; letter case and
 * punctuation count, white space does not.
 *
 * Patience alignment: words that stand once in both versions, as far as their order agrees, divide
 * the texts; what lies between is divided again, and the last small pieces are aligned by their
 * longest common subsequence.
 */
export function compareVersions(before: string, after: string): Change[] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  const changes = join(differences(a.words, b.words)).map(({ fromA, toA, fromB, toB }) => ({
    before: spanOf(a, fromA, toA),
    after: spanOf(b, fromB, toB),
  }));
  return changes;
}

interface Words {
  readonly words: readonly string[];
  readonly spans: readonly Span[];
}

/** Words, and each mark by itself. */
function wordsOf(text: string): Words {
  const matches = [...text.matchAll(/[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*|\S/gu)];
  return {
    words: matches.map(([word]) => word),
    spans: matches.map(({ 0: word, index }) => ({ start: index, end: index + word.length })),
  };
}

/** From the first word to the last; of none, the place after the word before. */
function spanOf({ spans }: Words, from: number, to: number): Span {
  if (from < to) return { start: spans[from]!.start, end: spans[to - 1]!.end };
  const at = spans[from - 1]?.end ?? 0;
  return { start: at, end: at };
}

/** A run of words of each version. */
interface Piece {
  readonly fromA: number;
  readonly toA: number;
  readonly fromB: number;
  readonly toB: number;
}

/** Pieces that differ, in order. */
function differences(a: readonly string[], b: readonly string[]): Piece[] {
  const found: Piece[] = [];
  const open = [{ fromA: 0, toA: a.length, fromB: 0, toB: b.length, depth: 0 }];
  for (let whole = open.pop(); whole !== undefined; whole = open.pop()) {
    const piece = trim(a, b, whole);
    if (piece.fromA === piece.toA && piece.fromB === piece.toB) continue;
    if (piece.fromA === piece.toA || piece.fromB === piece.toB) {
      found.push(piece);
      continue;
    }
    const anchors = whole.depth < MAX_DEPTH ? commonInOrder(a, b, piece) : [];
    const parts = anchors.length > 0 ? between(piece, anchors) : null;
    if (parts !== null)
      for (const part of parts.reverse()) open.push({ ...part, depth: whole.depth + 1 });
    else found.push(...smallDifferences(a, b, piece));
  }
  return found;
}

/** Without the words that both begin and end with. */
function trim(a: readonly string[], b: readonly string[], piece: Piece): Piece {
  let { fromA, toA, fromB, toB } = piece;
  while (fromA < toA && fromB < toB && a[fromA] === b[fromB]) {
    fromA++;
    fromB++;
  }
  while (fromA < toA && fromB < toB && a[toA - 1] === b[toB - 1]) {
    toA--;
    toB--;
  }
  return { fromA, toA, fromB, toB };
}

/** Pairs of places of words that stand once in both pieces, as many as keep their order in both. */
function commonInOrder(
  a: readonly string[],
  b: readonly string[],
  { fromA, toA, fromB, toB }: Piece,
): (readonly [number, number])[] {
  const inB = placesOfSingles(b, fromB, toB);
  const pairs: [number, number][] = [];
  for (const [word, i] of placesOfSingles(a, fromA, toA)) {
    const j = inB.get(word);
    if (i >= 0 && j !== undefined && j >= 0) pairs.push([i, j]);
  }
  return longestAscending(pairs);
}

/** By word its place, -1 where it stands more than once; in text order. */
function placesOfSingles(words: readonly string[], from: number, to: number): Map<string, number> {
  const places = new Map<string, number>();
  for (let i = from; i < to; i++) places.set(words[i]!, places.has(words[i]!) ? -1 : i);
  return places;
}

/** The longest list of pairs whose second members ascend; their first members do. */
function longestAscending(pairs: readonly (readonly [number, number])[]) {
  const tails: number[] = [];
  const previous: number[] = [];
  for (const [i, [, place]] of pairs.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[tails[middle]!]![1] < place) low = middle + 1;
      else high = middle;
    }
    previous[i] = low > 0 ? tails[low - 1]! : -1;
    tails[low] = i;
  }
  const chosen: (readonly [number, number])[] = [];
  for (let i = tails.at(-1) ?? -1; i >= 0; i = previous[i]!) chosen.push(pairs[i]!);
  return chosen.reverse();
}

function between(piece: Piece, anchors: readonly (readonly [number, number])[]): Piece[] {
  const parts: Piece[] = [];
  let [fromA, fromB] = [piece.fromA, piece.fromB];
  for (const [i, j] of anchors) {
    parts.push({ fromA, toA: i, fromB, toB: j });
    [fromA, fromB] = [i + 1, j + 1];
  }
  parts.push({ fromA, toA: piece.toA, fromB, toB: piece.toB });
  return parts;
}

/** By the longest common subsequence, where its table is not too large; else the whole piece. */
function smallDifferences(a: readonly string[], b: readonly string[], piece: Piece): Piece[] {
  const { fromA, toA, fromB, toB } = piece;
  const [rows, columns] = [toA - fromA, toB - fromB];
  if (rows * columns > MAX_TABLE) return [piece];
  const width = columns + 1;
  const length = new Uint32Array((rows + 1) * width);
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      length[i * width + j] =
        a[fromA + i] === b[fromB + j]
          ? length[(i + 1) * width + j + 1]! + 1
          : Math.max(length[(i + 1) * width + j]!, length[i * width + j + 1]!);
    }
  }
  const common: [number, number][] = [];
  for (let i = 0, j = 0; i < rows && j < columns; ) {
    if (a[fromA + i] === b[fromB + j]) common.push([fromA + i++, fromB + j++]);
    else if (length[(i + 1) * width + j]! >= length[i * width + j + 1]!) i++;
    else j++;
  }
  return between(piece, common).filter((part) => part.fromA < part.toA || part.fromB < part.toB);
}

/** One change of two that only a word or two part. */
function join(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last !== undefined && piece.fromA - last.toA <= NEAR && piece.fromB - last.toB <= NEAR) {
      joined[joined.length - 1] = { ...last, toA: piece.toA, toB: piece.toB };
    } else joined.push(piece);
  }
  return joined;
}
