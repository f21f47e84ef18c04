import type { Scorer, WeightRows } from "../language/weights.ts";

/** Longest list of keys that `score` takes. */
const MOST_KEYS = 128;

/**
 * An open-addressing table that keeps 16 bits of each key beside its place.
 *
 * The place gives the key's high bits and the fingerprint its low ones, so a foreign feature is
 * mistaken for a known one only when a neighbouring place was taken and all else agrees: with a
 * load of at most two thirds, about one unknown feature in a hundred thousand. Keys come in
 * ascending order, so that filling the table walks through memory once.
 */
class Fingerprints {
  readonly #shift: number;
  readonly #mask: number;
  /** Low 16 bits of the key; 0 marks a free place. */
  readonly #table: Uint16Array;
  readonly #seen = new Uint16Array(MOST_KEYS);

  constructor(size: number) {
    let capacity = 1 << 16;
    while (capacity * 2 < size * 3) capacity *= 2;
    this.#shift = 1 + Math.clz32(capacity);
    this.#mask = capacity - 1;
    this.#table = new Uint16Array(capacity);
  }

  get capacity(): number {
    return this.#table.length;
  }

  /** The place of a key that is not there yet. */
  insert(key: number): number {
    let place = key >>> this.#shift;
    while (this.#table[place] !== 0) place = (place + 1) & this.#mask;
    this.#table[place] = fingerprintOf(key);
    return place;
  }

  /**
   * Writes the places of those of the first `n` keys that are there; returns how many.
   *
   * Reads all first places before it decides on any: the reads wait for memory together, where
   * a branch on each would make them wait in turn.
   */
  find(keys: Int32Array, n: number, places: Int32Array): number {
    const shift = this.#shift;
    const mask = this.#mask;
    const table = this.#table;
    const seen = this.#seen;
    for (let k = 0; k < n; k++) seen[k] = table[keys[k]! >>> shift]!;
    let hits = 0;
    for (let k = 0; k < n; k++) {
      let found = seen[k]!;
      if (found === 0) continue;
      const key = keys[k]!;
      const fingerprint = fingerprintOf(key);
      let place = key >>> shift;
      while (found !== fingerprint && found !== 0) {
        place = (place + 1) & mask;
        found = table[place]!;
      }
      if (found !== 0) places[hits++] = place;
    }
    return hits;
  }
}

const ROW_COUNT_BITS = 7;

/**
 * Weights in the making: a table that is quick to build from rows, for models that training makes
 * and uses on its way. What is shipped is laid out by `packWeights`.
 */
export class WeightTable implements Scorer {
  readonly classes: number;
  readonly #index: Fingerprints;
  /** Row as first entry << ROW_COUNT_BITS | number of entries. */
  readonly #row: Uint32Array;
  /** Class << 8 | weight as a signed byte. */
  readonly #entry: Uint16Array;
  readonly #places = new Int32Array(MOST_KEYS);

  constructor(rows: WeightRows) {
    this.classes = rows.classes;
    this.#index = new Fingerprints(rows.keys.length);
    this.#row = new Uint32Array(this.#index.capacity);
    this.#entry = new Uint16Array(rows.entryClass.length);
    for (let e = 0; e < this.#entry.length; e++) {
      this.#entry[e] = (rows.entryClass[e]! << 8) | (rows.entryWeight[e]! & 0xff);
    }
    let entry = 0;
    for (let k = 0; k < rows.keys.length; k++) {
      const count = rows.counts[k]!;
      this.#row[this.#index.insert(rows.keys[k]!)] = (entry << ROW_COUNT_BITS) | count;
      entry += count;
    }
  }

  score(keys: Int32Array, n: number, scores: Int32Array): void {
    const places = this.#places;
    const rows = this.#row;
    const entries = this.#entry;
    const hits = this.#index.find(keys, n, places);
    for (let h = 0; h < hits; h++) places[h] = rows[places[h]!]!;
    scores.fill(0, 0, this.classes);
    for (let h = 0; h < hits; h++) {
      const row = places[h]!;
      let e = row >>> ROW_COUNT_BITS;
      const end = e + (row & ((1 << ROW_COUNT_BITS) - 1));
      for (; e < end; e++) {
        const entry = entries[e]!;
        scores[entry >>> 8]! += (entry << 24) >> 24;
      }
    }
  }
}

function fingerprintOf(key: number): number {
  return key & 0xffff || 1;
}
