import { BANDS, mix, ROWS, SIGNATURE, signatureOf } from "./signature.ts";

export interface NearDuplicatesOptions {
  /** How many of the last documents are remembered; a million by default, in about 350 MiB. */
  readonly capacity?: number;
  /** Least similarity of a copy, 0 to 1; see `Seen`. */
  readonly threshold?: number;
}

/** What a stream has shown of one document. */
export interface Seen {
  /** Of the document in the stream, from 0. */
  readonly number: number;
  /** Number of the earlier document that is most like it, `null` where none is like enough. */
  readonly nearest: number | null;
  /** Number of the first document of its group, its own where it is the first. */
  readonly first: number;
  /** Estimated share of common shingles with `nearest`, 0 to 1; 0 without one. */
  readonly similarity: number;
}

/**
 * A story with two fifths of its words new lies about here, one with a third cut well above, and
 * unrelated ones far below (docs/evaluation.md).
 */
const THRESHOLD = 0.4;
const CAPACITY = 1_000_000;

/**
 * Finds syndicated copies and updated versions in a stream of documents, in memory that does not
 * grow: MinHash signatures, looked up by locality-sensitive hashing in bands.
 *
 * Each band has a table of fixed size that holds for a hash the last document seen with it, so that
 * a bucket is overwritten and never chained; a copy meets its original in several bands, and a later
 * copy meets the earlier one. Signatures are kept as one byte a value, in a ring.
 *
 * @throws RangeError for a capacity below 1 or above 2^24, or a threshold outside 0 to 1
 */
export class NearDuplicates {
  readonly #capacity: number;
  readonly #threshold: number;
  readonly #mask: number;
  /** For each band and bucket the number of the last document, plus one; 0 for none. */
  readonly #last: Uint32Array;
  readonly #signatures: Uint8Array;
  /** For each remembered document the first one of its group. */
  readonly #firsts: Uint32Array;
  #count = 0;

  constructor({ capacity = CAPACITY, threshold = THRESHOLD }: NearDuplicatesOptions = {}) {
    if (!(capacity >= 1 && capacity <= 2 ** 24)) {
      throw new RangeError(`a capacity of ${capacity} documents; give 1 to ${2 ** 24}`);
    }
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new RangeError(`a threshold of ${threshold}; give a share from 0 to 1`);
    }
    this.#capacity = Math.floor(capacity);
    this.#threshold = threshold;
    const buckets = 2 ** Math.ceil(Math.log2(2 * this.#capacity));
    this.#mask = buckets - 1;
    this.#last = new Uint32Array(BANDS * buckets);
    this.#signatures = new Uint8Array(this.#capacity * SIGNATURE);
    this.#firsts = new Uint32Array(this.#capacity);
  }

  /** The next document of the stream, compared with those before it and then remembered. */
  add(text: string): Seen {
    const number = this.#count++;
    const signature = signatureOf(text);
    const slot = number % this.#capacity;
    this.#firsts[slot] = number;
    if (signature === null) return { number, nearest: null, first: number, similarity: 0 };
    const bytes = this.#signatures.subarray(slot * SIGNATURE, (slot + 1) * SIGNATURE);
    // The oldest one's bytes are about to be overwritten: it is looked at no more.
    const oldest = number - this.#capacity + 1;
    for (let k = 0; k < SIGNATURE; k++) bytes[k] = mix(signature[k]!);
    let nearest: number | null = null;
    let similarity = 0;
    let looked = -1;
    for (let band = 0; band < BANDS; band++) {
      const at = band * (this.#mask + 1) + (bandHash(signature, band) & this.#mask);
      const other = this.#last[at]! - 1;
      this.#last[at] = number + 1;
      if (other < 0 || other < oldest || other === looked) continue;
      looked = other;
      const found = this.#similarity(bytes, other);
      if (found >= this.#threshold && found > similarity) [nearest, similarity] = [other, found];
    }
    if (nearest !== null) this.#firsts[slot] = this.#firsts[nearest % this.#capacity]!;
    return { number, nearest, first: this.#firsts[slot]!, similarity };
  }

  /** One byte of each value: one in 256 that differ agrees by chance, which is taken off. */
  #similarity(bytes: Uint8Array, other: number): number {
    const from = (other % this.#capacity) * SIGNATURE;
    let common = 0;
    for (let k = 0; k < SIGNATURE; k++) if (bytes[k] === this.#signatures[from + k]) common++;
    return Math.max(0, (common / SIGNATURE - 1 / 256) / (1 - 1 / 256));
  }
}

function bandHash(signature: Uint32Array, band: number): number {
  let hash = band;
  for (let row = 0; row < ROWS; row++) hash = mix(hash ^ signature[band * ROWS + row]!);
  return hash >>> 0;
}
