import type { Words } from "./words.ts";

/** A word of the quotation and the word of the passage that it stands for; they are equal. */
export type Match = readonly [quoted: number, found: number];

/**
 * Scores of the alignment. A word of four letters or more counts twice as much as a shorter one, so
 * that "of the" holds no place; a word more, less or other costs one. To go on further down in the
 * passage costs `FORWARD`, and anywhere else `ELSEWHERE`: three longer words must stand there
 * together to be worth it. Set on invented sentences; lower costs pick up scattered words.
 */
const LONG_WORD = 4;
const FORWARD = 5;
const ELSEWHERE = 8;

/** Largest table, in cells; a longer passage is read around the words it shares only. */
const MAX_CELLS = 4_000_000;
const MARGIN = 10;

/** Less than any score, and a small integer still. */
const NEVER = -100_000_000;

/** How a cell of the table was reached. */
const STEP = { start: 0, both: 1, quoted: 2, found: 3, forward: 4, elsewhere: 5 } as const;

/**
 * Where the words of a quotation stand in a passage, in order of the quotation: the best chain of
 * stretches of the passage, wherever they stand. Spliced alignment: Smith and Waterman's local
 * alignment, the quotation read to its end, with jumps in the passage at a fixed cost.
 *
 * Time and space go with the product of the lengths.
 */
export function align(quotation: Words, passage: Words): Match[] {
  const ids = new Map<string, number>();
  const quoted = Int32Array.from(quotation.forms, (form) => {
    if (!ids.has(form)) ids.set(form, ids.size);
    return ids.get(form)!;
  });
  const found = Int32Array.from(passage.forms, (form) => ids.get(form) ?? -1);
  const places = placesToRead(quoted, found);
  const weights = Int8Array.from(quotation.forms, (form) => (form.length < LONG_WORD ? 1 : 2));
  const matches = chain(
    quoted,
    weights,
    places === null ? found : Int32Array.from(places, (j) => found[j]!),
  );
  return places === null ? matches : matches.map(([i, j]) => [i, places[j]!]);
}

/** The chain for words given by number; -1 is a word that the quotation does not have. */
function chain(quoted: Int32Array, weights: Int8Array, found: Int32Array): Match[] {
  const [m, n] = [quoted.length, found.length];
  if (m === 0 || n === 0) return [];
  const steps = new Uint8Array(m * n);
  // For a jump forward: where the row above was best up to the column before.
  const origins = new Int32Array(m * n);
  // By row, the best score of a chain that ends at this word or before it, and its cell.
  const best = new Int32Array(m);
  const bestCell = new Int32Array(m).fill(-1);
  let above = new Int32Array(n);
  let row = new Int32Array(n);
  for (let i = 0; i < m; i++) {
    const weight = weights[i]!;
    const elsewhere = i === 0 ? 0 : Math.max(-i, best[i - 1]! - ELSEWHERE);
    const isStart = i === 0 || -i >= best[i - 1]! - ELSEWHERE;
    let forward = NEVER;
    let origin = -1;
    best[i] = i === 0 ? -1 : best[i - 1]! - 1;
    bestCell[i] = i === 0 ? -1 : bestCell[i - 1]!;
    for (let j = 0; j < n; j++) {
      const isSame = quoted[i] === found[j];
      let score = NEVER;
      let step: number = STEP.start;
      if (isSame) {
        score = elsewhere + weight;
        if (!isStart) step = STEP.elsewhere;
        if (i > 0 && forward - FORWARD + weight >= score) {
          score = forward - FORWARD + weight;
          step = STEP.forward;
          origins[i * n + j] = origin;
        }
      }
      if (i > 0 && j > 0) {
        const both = above[j - 1]! + (isSame ? weight : -1);
        if (both >= score) {
          score = both;
          step = STEP.both;
        }
      }
      if (i > 0 && above[j]! - 1 > score) {
        score = above[j]! - 1;
        step = STEP.quoted;
      }
      if (j > 0 && row[j - 1]! - 1 > score) {
        score = row[j - 1]! - 1;
        step = STEP.found;
      }
      row[j] = score;
      steps[i * n + j] = step;
      if (isSame && score > best[i]!) {
        best[i] = score;
        bestCell[i] = i * n + j;
      }
      if (i > 0 && above[j]! >= forward) {
        forward = above[j]!;
        origin = j;
      }
    }
    [above, row] = [row, above];
  }
  return trace(quoted, found, steps, origins, bestCell);
}

function trace(
  quoted: Int32Array,
  found: Int32Array,
  steps: Uint8Array,
  origins: Int32Array,
  bestCell: Int32Array,
): Match[] {
  const n = found.length;
  const matches: Match[] = [];
  let cell = bestCell.at(-1)!;
  while (cell >= 0) {
    const i = Math.floor(cell / n);
    const j = cell % n;
    const step = steps[cell]!;
    const isSame = quoted[i] === found[j];
    if (isSame && step !== STEP.quoted && step !== STEP.found) matches.push([i, j]);
    if (step === STEP.start) break;
    if (step === STEP.both) cell -= n + 1;
    else if (step === STEP.quoted) cell -= n;
    else if (step === STEP.found) cell -= 1;
    else if (step === STEP.forward) cell = (i - 1) * n + origins[cell]!;
    else cell = bestCell[i - 1]!;
  }
  return matches.reverse();
}

/**
 * The words of a long passage to read, in order: those around pairs of words that stand together in
 * the quotation too. `null`: all.
 */
function placesToRead(quoted: Int32Array, found: Int32Array): number[] | null {
  const [m, n] = [quoted.length, found.length];
  if (m * n <= MAX_CELLS) return null;
  const pairs = new Set<number>();
  for (let i = 1; i < m; i++) pairs.add(quoted[i - 1]! * m + quoted[i]!);
  const places: number[] = [];
  let next = 0;
  for (let j = 1; j < n && places.length * m < MAX_CELLS; j++) {
    if (found[j - 1]! < 0 || found[j]! < 0 || !pairs.has(found[j - 1]! * m + found[j]!)) continue;
    const until = Math.min(n, j + m + MARGIN);
    for (next = Math.max(next, j - m - MARGIN); next < until; next++) places.push(next);
  }
  return places;
}
