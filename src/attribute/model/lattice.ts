/** Labels of the tagger: outside, then begin and inside of each role. */
export const LABELS = 7;
export const ROLE_BEGIN = { source: 1, cue: 3, content: 5 } as const;

/** Floats from one row of label scores to the next. */
export const SCORE_STRIDE = 8;

/** Score of a label after another and at the start; what a role cannot follow is far below zero. */
export interface Transitions {
  /** LABELS × LABELS, from row to column. */
  readonly between: Float32Array;
  readonly start: Float32Array;
}

export interface Labelling {
  /** The best label sequence as a whole. */
  readonly labels: Uint8Array;
  /** Probability of each of these labels, given the whole window. */
  readonly certainty: Float32Array;
}

/**
 * Takes impossible sequences out (inside without a begin before it) and adds `begin` to the score of
 * every begin.
 */
export function constrain({ between, start }: Transitions, begin: number): Transitions {
  const limited = { between: between.slice(), start: start.slice() };
  for (let to = 2; to < LABELS; to += 2) {
    limited.start[to] = FORBIDDEN;
    for (let from = 0; from < LABELS; from++) {
      if (from !== to && from !== to - 1) limited.between[from * LABELS + to] = FORBIDDEN;
    }
  }
  for (let to = 1; to < LABELS; to += 2) {
    limited.start[to]! += begin;
    for (let from = 0; from < LABELS; from++) limited.between[from * LABELS + to]! += begin;
  }
  return limited;
}

const FORBIDDEN = -1e4;

/**
 * Viterbi labels and their marginals (forward-backward) of a linear-chain CRF; `scores[at(t)]` is the
 * first label's score of row t.
 */
export function decode(
  scores: Float32Array,
  at: (row: number) => number,
  rows: number,
  transitions: Transitions,
): Labelling {
  const labels = viterbi(scores, at, rows, transitions);
  return { labels, certainty: marginals(scores, at, labels, transitions) };
}

function viterbi(
  scores: Float32Array,
  at: (row: number) => number,
  rows: number,
  { between, start }: Transitions,
): Uint8Array {
  const back = new Uint8Array(rows * LABELS);
  let best = new Float64Array(LABELS);
  let next = new Float64Array(LABELS);
  for (let j = 0; j < LABELS; j++) best[j] = start[j]! + scores[at(0) + j]!;
  for (let t = 1; t < rows; t++) {
    const row = at(t);
    for (let j = 0; j < LABELS; j++) {
      let top = 0;
      let value = best[0]! + between[j]!;
      for (let i = 1; i < LABELS; i++) {
        const other = best[i]! + between[i * LABELS + j]!;
        if (other > value) {
          value = other;
          top = i;
        }
      }
      next[j] = value + scores[row + j]!;
      back[t * LABELS + j] = top;
    }
    [best, next] = [next, best];
  }
  const labels = new Uint8Array(rows);
  let label = best.indexOf(Math.max(...best));
  for (let t = rows - 1; t >= 0; t--) {
    labels[t] = label;
    label = back[t * LABELS + label]!;
  }
  return labels;
}

/** Probability of each given label. Sums are scaled row by row, so nothing underflows. */
function marginals(
  scores: Float32Array,
  at: (row: number) => number,
  labels: Uint8Array,
  { between, start }: Transitions,
): Float32Array {
  const rows = labels.length;
  const move = between.map(Math.exp);
  const odds = new Float64Array(rows * LABELS);
  const ahead = new Float64Array(rows * LABELS);
  for (let t = 0; t < rows; t++) {
    const row = at(t);
    let top = scores[row]!;
    for (let j = 1; j < LABELS; j++) top = Math.max(top, scores[row + j]!);
    let sum = 0;
    for (let j = 0; j < LABELS; j++) {
      const odd = Math.exp(scores[row + j]! - top);
      let before = 0;
      if (t === 0) before = Math.exp(start[j]!);
      else
        for (let i = 0; i < LABELS; i++)
          before += ahead[(t - 1) * LABELS + i]! * move[i * LABELS + j]!;
      odds[t * LABELS + j] = odd;
      ahead[t * LABELS + j] = before * odd;
      sum += before * odd;
    }
    for (let j = 0; j < LABELS; j++) ahead[t * LABELS + j]! /= sum;
  }
  const certainty = new Float32Array(rows);
  let behind = new Float64Array(LABELS).fill(1);
  let next = new Float64Array(LABELS);
  for (let t = rows - 1; t >= 0; t--) {
    let all = 0;
    for (let j = 0; j < LABELS; j++) all += ahead[t * LABELS + j]! * behind[j]!;
    const label = labels[t]!;
    certainty[t] = (ahead[t * LABELS + label]! * behind[label]!) / all;
    let sum = 0;
    for (let i = 0; i < LABELS; i++) {
      let value = 0;
      for (let j = 0; j < LABELS; j++) {
        value += move[i * LABELS + j]! * odds[t * LABELS + j]! * behind[j]!;
      }
      next[i] = value;
      sum += value;
    }
    for (let i = 0; i < LABELS; i++) next[i]! /= sum;
    [behind, next] = [next, behind];
  }
  return certainty;
}

/** A half-open run of rows in a window. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** Runs of one role, in order; a break at either end is cut off. */
export function runsOf(
  labels: Uint8Array,
  begin: number,
  isBreak: (row: number) => boolean,
): RowRange[] {
  const runs: RowRange[] = [];
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] !== begin) continue;
    let from = i;
    let to = i + 1;
    while (to < labels.length && labels[to] === begin + 1) to++;
    i = to - 1;
    while (from < to && isBreak(from)) from++;
    while (to > from && isBreak(to - 1)) to--;
    if (from < to) runs.push({ from, to });
  }
  return runs;
}
