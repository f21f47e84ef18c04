import { seededRandom } from "./random.ts";

export interface ClusterOptions {
  readonly seed: number;
  /** Words that get a cluster: the most frequent, seen at least `least` times. */
  readonly words: number;
  readonly least: number;
  /** Most frequent words that count as neighbours, on each side. */
  readonly contexts: number;
  readonly dimensions: number;
  /** At most 255. */
  readonly clusters: number;
  readonly rounds: number;
}

/**
 * Groups words that stand between the same neighbours; numbers from 1.
 *
 * The counts of left and right neighbours become positive pointwise mutual information (Church
 * and Hanks 1990), are thrown onto few dimensions by random signs (Achlioptas 2003), and k-means
 * by cosine (Dhillon and Modha 2001) groups the words. `texts` are words in lower case.
 */
export function clusterWords(
  texts: readonly (readonly string[])[],
  options: ClusterOptions,
): Map<string, number> {
  const words = frequentWords(texts, options);
  const counts = neighbourCounts(texts, words, options.contexts);
  const vectors = project(counts, words.length, 2 * options.contexts, options);
  const assigned = kMeans(vectors, words.length, options);
  return new Map(words.map((word, w) => [word, assigned[w]! + 1]));
}

function frequentWords(
  texts: readonly (readonly string[])[],
  { words, least }: ClusterOptions,
): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const word of text) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, n]) => n >= least)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, words)
    .map(([word]) => word);
}

/** For each word how often each context word stood right before it, then right after it. */
function neighbourCounts(
  texts: readonly (readonly string[])[],
  words: readonly string[],
  contexts: number,
): Float32Array {
  const index = new Map(words.map((word, w) => [word, w]));
  const counts = new Float32Array(words.length * 2 * contexts);
  for (const text of texts) {
    let before = -1;
    for (const word of text) {
      const w = index.get(word) ?? -1;
      if (w >= 0 && before >= 0) {
        if (before < contexts) counts[w * 2 * contexts + before]!++;
        if (w < contexts) counts[before * 2 * contexts + contexts + w]!++;
      }
      before = w;
    }
  }
  return counts;
}

/** Unit vectors, `dimensions` numbers a word. */
function project(
  counts: Float32Array,
  words: number,
  contexts: number,
  { seed, dimensions }: ClusterOptions,
): Float32Array {
  const random = seededRandom(seed);
  const signs = Int8Array.from({ length: contexts * dimensions }, () => (random() < 0.5 ? -1 : 1));
  const ofContext = new Float64Array(contexts);
  const ofWord = new Float64Array(words);
  let total = 0;
  for (let w = 0; w < words; w++) {
    for (let c = 0; c < contexts; c++) {
      const n = counts[w * contexts + c]!;
      ofContext[c]! += n;
      ofWord[w]! += n;
      total += n;
    }
  }
  const vectors = new Float32Array(words * dimensions);
  for (let w = 0; w < words; w++) {
    const at = w * dimensions;
    for (let c = 0; c < contexts; c++) {
      const n = counts[w * contexts + c]!;
      if (n === 0) continue;
      const information = Math.log((n * total) / (ofWord[w]! * ofContext[c]!));
      if (information <= 0) continue;
      for (let d = 0; d < dimensions; d++)
        vectors[at + d]! += information * signs[c * dimensions + d]!;
    }
    normalise(vectors, at, dimensions);
  }
  return vectors;
}

function normalise(vectors: Float32Array, at: number, dimensions: number): void {
  let square = 0;
  for (let d = 0; d < dimensions; d++) square += vectors[at + d]! ** 2;
  const length = Math.sqrt(square) || 1;
  for (let d = 0; d < dimensions; d++) vectors[at + d]! /= length;
}

/** Cluster of each word, from 0; the most frequent words are the first centres. */
function kMeans(
  vectors: Float32Array,
  words: number,
  { clusters, dimensions, rounds }: ClusterOptions,
): Uint8Array {
  const k = Math.min(clusters, words);
  let centres = vectors.slice(0, k * dimensions);
  const assigned = new Uint8Array(words);
  for (let round = 0; round < rounds; round++) {
    const sums = new Float32Array(k * dimensions);
    for (let w = 0; w < words; w++) {
      const cluster = nearest(vectors, w * dimensions, centres, k, dimensions);
      assigned[w] = cluster;
      for (let d = 0; d < dimensions; d++) {
        sums[cluster * dimensions + d]! += vectors[w * dimensions + d]!;
      }
    }
    for (let c = 0; c < k; c++) normalise(sums, c * dimensions, dimensions);
    centres = sums;
  }
  return assigned;
}

function nearest(
  vectors: Float32Array,
  at: number,
  centres: Float32Array,
  k: number,
  dimensions: number,
): number {
  let best = 0;
  let bestCosine = -2;
  for (let c = 0; c < k; c++) {
    let cosine = 0;
    const from = c * dimensions;
    for (let d = 0; d < dimensions; d++) cosine += vectors[at + d]! * centres[from + d]!;
    if (cosine > bestCosine) {
      best = c;
      bestCosine = cosine;
    }
  }
  return best;
}
