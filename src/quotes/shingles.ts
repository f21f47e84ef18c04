import type { Words } from "./words.ts";

/** Words of a shingle. */
const SHINGLE = 3;

/** Stretches of up to so many words are kept whole: a short statement is not to be missed. */
const SHORT = 7;

/** Words shorter than this are mostly function words. */
const LONG_WORD = 4;

/**
 * A hash for each run of three words, in order, as signed 32-bit integers; the `i`-th begins at the
 * `i`-th word. Stable: it may be stored.
 */
export function shinglesOf({ forms }: Pick<Words, "forms">): Int32Array {
  const hashes = Int32Array.from(forms, hashOf);
  const shingles = new Int32Array(Math.max(0, forms.length - SHINGLE + 1));
  for (let i = 0; i < shingles.length; i++) {
    let hash = 0;
    for (let k = 0; k < SHINGLE; k++) hash = mix(hash ^ hashes[i + k]!);
    shingles[i] = hash;
  }
  return shingles;
}

/**
 * The shingles by which a passage is found, each once: of `window` in a row the one with the fewest
 * short words, and of several such the one with the least hash. So every run of `window` + 2 words
 * of the passage has one. Winnowing (Schleimer, Wilkerson and
 * Aiken 2003), with an order that prefers shingles few other texts have.
 */
export function sampleShingles(words: Pick<Words, "forms">, window: number): Set<number> {
  const shingles = shinglesOf(words);
  if (words.forms.length <= SHORT) return new Set(shingles);
  const ranks = rank(words, shingles);
  const sample = new Set<number>();
  const size = Math.min(window, shingles.length);
  for (let i = 0; i + size <= shingles.length; i++) {
    let least = i;
    for (let k = i + 1; k < i + size; k++) if (ranks[k]! < ranks[least]!) least = k;
    sample.add(shingles[least]!);
  }
  return sample;
}

/** The order in which shingles are preferred: fewer short words first, then by hash. */
function rank({ forms }: Pick<Words, "forms">, shingles: Int32Array): Float64Array {
  const ranks = new Float64Array(shingles.length);
  for (let i = 0; i < shingles.length; i++) {
    let short = 0;
    for (let k = 0; k < SHINGLE; k++) if (forms[i + k]!.length < LONG_WORD) short++;
    ranks[i] = short * 2 ** 32 + (shingles[i]! >>> 0);
  }
  return ranks;
}

function hashOf(form: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < form.length; i++) hash = Math.imul(hash ^ form.charCodeAt(i), 0x01000193);
  return mix(hash);
}

/** Spreads a hash over all 32 bits (the finalizer of MurmurHash3). */
function mix(hash: number): number {
  let h = hash | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Of so many shingles in a row of a statement, one at least is kept; by how it is told. */
export const WINDOWS = { direct: 3, mixed: 3, indirect: 5, primary: 5 } as const;
