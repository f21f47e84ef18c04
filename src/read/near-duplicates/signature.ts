/** Values of a signature, in bands of rows: two texts meet where all rows of a band agree. */
export const BANDS = 32;
export const ROWS = 3;
export const SIGNATURE = BANDS * ROWS;

/** Words of a shingle. Longer ones tell more texts apart and are broken by more of the edits. */
const SHINGLE = 3;

/** Fewer shingles than these are no text that could be a copy: "Read more", "All rights reserved". */
const FEWEST = 12;

/** Multipliers and offsets of the hash functions, from a fixed seed: signatures can be stored. */
const [MULTIPLIERS, OFFSETS] = hashFamily();

/**
 * The MinHash signature of a text: for each of 96 hash functions the least value over its shingles
 * of three words, letter case and everything but letters and digits apart. The share of values that
 * two signatures have in common estimates the Jaccard similarity of the texts' shingles, with a
 * standard error of at most 0.05 (Broder 1997). `null` for texts of a few words.
 *
 * Linear in the text.
 */
export function signatureOf(text: string): Uint32Array | null {
  const shingles = shinglesOf(text);
  if (shingles.length < FEWEST) return null;
  const signature = new Uint32Array(SIGNATURE);
  for (let k = 0; k < SIGNATURE; k++) {
    const multiplier = MULTIPLIERS[k]!;
    const offset = OFFSETS[k]!;
    let least = 0xffffffff;
    for (let i = 0; i < shingles.length; i++) {
      const hash = (Math.imul(shingles[i]!, multiplier) + offset) >>> 0;
      if (hash < least) least = hash;
    }
    signature[k] = least;
  }
  return signature;
}

/** A hash for each run of three words, in text order. */
function shinglesOf(text: string): Uint32Array {
  const lower = text.toLowerCase();
  const { length } = lower;
  const hashes = new Uint32Array((length + 1) >> 1);
  let count = 0;
  let words = 0;
  let first = 0;
  let second = 0;
  for (let i = 0; i < length; ) {
    if (!isWord(lower, i)) {
      i++;
      continue;
    }
    let word = 0x811c9dc5;
    for (; i < length && isWord(lower, i); i++) {
      word = Math.imul(word ^ lower.charCodeAt(i), 0x01000193);
    }
    if (++words >= SHINGLE) hashes[count++] = mix(mix(mix(first) ^ second) ^ word);
    first = second;
    second = word;
  }
  return hashes.subarray(0, count);
}

const LETTER_OR_DIGIT = /[\p{L}\p{N}\p{M}]/u;

/** Whether a code unit is part of a word; those of surrogate pairs are. */
function isWord(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
  return (code >= 0xd800 && code <= 0xdfff) || LETTER_OR_DIGIT.test(text[i]!);
}

/** Spreads a hash over all 32 bits (the finalizer of MurmurHash3). */
export function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function hashFamily(): [Int32Array, Int32Array] {
  const multipliers = new Int32Array(SIGNATURE);
  const offsets = new Int32Array(SIGNATURE);
  for (let k = 0; k < SIGNATURE; k++) {
    multipliers[k] = mix(2 * k + 1) | 1;
    offsets[k] = mix(0x9e3779b9 + 2 * k);
  }
  return [multipliers, offsets];
}
