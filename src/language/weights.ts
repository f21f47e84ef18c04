/**
 * Weights of a linear model, one row a feature, found by the feature's 32-bit key.
 *
 * Rows are sparse: most features speak for or against two or three classes only.
 */
export interface WeightRows {
  readonly classes: number;
  /** Ascending as unsigned numbers, without repeats. */
  readonly keys: Uint32Array;
  /** For each key, how many classes its row names; at least 1. */
  readonly counts: Uint8Array;
  /** The rows one after the other: classes, ascending within a row, and their weights. */
  readonly entryClass: Uint8Array;
  readonly entryWeight: Int8Array;
}

/** Adds up the weights of features for every class; shared by training and reading. */
export interface Scorer {
  readonly classes: number;
  /** Overwrites `scores[0 .. classes)` with the sums over `keys[0 .. n)`. */
  score(keys: Int32Array, n: number, scores: Int32Array): void;
}

/** Index of the greatest of `scores[0 .. n)`; the first where several are. */
export function argmax(scores: Int32Array, n: number): number {
  let best = 0;
  for (let c = 1; c < n; c++) if (scores[c]! > scores[best]!) best = c;
  return best;
}
