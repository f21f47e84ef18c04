import type { Scorer, WeightRows } from "./weights.ts";

/**
 * Weights as they are shipped: found with one look into one table, whatever the feature.
 *
 * Most of a parse is spent waiting for memory, so this is made to touch little of it. The keys are
 * laid out by a perfect hash (the pilots of Pibiri and Trani 2021): the high bits of a key name a
 * bucket, whose pilot sends each of its keys to a slot of its own. So a slot is either the
 * feature's or the feature is unknown, and nothing is searched. Equal rows, and most rows have
 * one, are kept once, so a slot is 32 bits: the key's lowest bits and the number of its row. An
 * unknown feature is taken for a known one when the bits agree, once in 60,000 times or less.
 */
export interface PackedWeights {
  readonly classes: number;
  /** As many as a power of two. */
  readonly pilots: Uint8Array;
  /** Row number, from 1, in the low `rowBits` bits, the key's lowest bits above; 0 where free. */
  readonly slots: Uint32Array;
  /** For each different row, the commonest first, how many classes it names. */
  readonly counts: Uint8Array;
  /** The rows one after the other: classes, ascending within a row, and their weights. */
  readonly entryClass: Uint8Array;
  readonly entryWeight: Int8Array;
}

/** Longest list of keys that `score` takes. */
export const MOST_KEYS = 128;

/** A scorer of packed weights; of at most four classes where there are four. */
export function createScorer(weights: PackedWeights): Scorer {
  return weights.classes <= 4 ? new FourClassScorer(weights) : new ManyClassScorer(weights);
}

/** Bits that the number of a row takes in a slot. */
function rowBits(rows: number): number {
  return 32 - Math.clz32(rows);
}

/** A key with its bucket's pilot as a number over all 32 bits; its share of them is the slot. */
function mix(key: number, pilot: number): number {
  return Math.imul(key ^ Math.imul(pilot, 0x9e3779b1), 0x85ebca6b) >>> 0;
}

/** The slots of packed weights. */
class Slots {
  readonly #pilots: Uint8Array;
  readonly #slots: Uint32Array;
  readonly #rows: number;

  constructor({ pilots, slots, counts }: PackedWeights) {
    this.#pilots = pilots;
    this.#slots = slots;
    this.#rows = counts.length;
  }

  /**
   * Writes the row number of each of the first `n` keys, 0 for an unknown one.
   *
   * Three short loops rather than one: in each the reads do not depend on one another, so the
   * processor waits for many of them at once. No branch, which it would have to guess.
   */
  find(keys: Int32Array, n: number, rows: Int32Array): void {
    const pilots = this.#pilots;
    const slots = this.#slots;
    const shift = 1 + Math.clz32(pilots.length);
    const scale = slots.length / 2 ** 32;
    for (let k = 0; k < n; k++) {
      const key = keys[k]!;
      rows[k] = (mix(key, pilots[key >>> shift]!) * scale) | 0;
    }
    for (let k = 0; k < n; k++) rows[k] = slots[rows[k]!]!;
    const bits = rowBits(this.#rows);
    const mask = (1 << bits) - 1;
    for (let k = 0; k < n; k++) {
      const slot = rows[k]!;
      // All ones where the key's bits are those of the slot, else 0.
      const same = (((slot >>> bits) ^ (keys[k]! & (-1 >>> bits))) - 1) >> 31;
      rows[k] = slot & mask & same;
    }
  }
}

/** Weights of at most four classes: a row is four bytes, each weight plus 128. */
class FourClassScorer implements Scorer {
  readonly classes = 4;
  readonly #slots: Slots;
  readonly #row: Int32Array;
  readonly #found = new Int32Array(MOST_KEYS);

  constructor(weights: PackedWeights) {
    const { counts, entryClass, entryWeight } = weights;
    this.#slots = new Slots(weights);
    this.#row = new Int32Array(counts.length + 1).fill(NOTHING);
    let entry = 0;
    for (let r = 0; r < counts.length; r++) {
      for (const end = entry + counts[r]!; entry < end; entry++) {
        this.#row[r + 1]! += entryWeight[entry]! << (8 * entryClass[entry]!);
      }
    }
  }

  score(keys: Int32Array, n: number, scores: Int32Array): void {
    const found = this.#found;
    const rows = this.#row;
    this.#slots.find(keys, n, found);
    // Two sums of 16 bits in each, which 128 rows cannot fill.
    let even = 0;
    let odd = 0;
    for (let k = 0; k < n; k++) {
      const row = rows[found[k]!]!;
      even += row & 0xff00ff;
      odd += (row >>> 8) & 0xff00ff;
    }
    const none = 128 * n;
    scores[0] = (even & 0xffff) - none;
    scores[1] = (odd & 0xffff) - none;
    scores[2] = (even >>> 16) - none;
    scores[3] = (odd >>> 16) - none;
  }
}

/** Four weights of 0, each plus 128. */
const NOTHING = 0x80808080 | 0;

const ROW_COUNT_BITS = 8;

/** Weights with many classes: a row lists its classes. */
class ManyClassScorer implements Scorer {
  readonly classes: number;
  readonly #slots: Slots;
  /** Row as first entry << ROW_COUNT_BITS | number of entries; row 0 is empty. */
  readonly #row: Int32Array;
  /** Class << 8 | weight as a signed byte. */
  readonly #entry: Uint16Array;
  readonly #found = new Int32Array(MOST_KEYS);

  constructor(weights: PackedWeights) {
    const { classes, counts, entryClass, entryWeight } = weights;
    this.classes = classes;
    this.#slots = new Slots(weights);
    this.#row = new Int32Array(counts.length + 1);
    this.#entry = new Uint16Array(entryClass.length);
    for (let e = 0; e < entryClass.length; e++) {
      this.#entry[e] = (entryClass[e]! << 8) | (entryWeight[e]! & 0xff);
    }
    let entry = 0;
    for (let r = 0; r < counts.length; r++) {
      this.#row[r + 1] = (entry << ROW_COUNT_BITS) | counts[r]!;
      entry += counts[r]!;
    }
  }

  score(keys: Int32Array, n: number, scores: Int32Array): void {
    const found = this.#found;
    const rows = this.#row;
    const entries = this.#entry;
    this.#slots.find(keys, n, found);
    for (let k = 0; k < n; k++) found[k] = rows[found[k]!]!;
    scores.fill(0, 0, this.classes);
    for (let k = 0; k < n; k++) {
      const row = found[k]!;
      let e = row >>> ROW_COUNT_BITS;
      const end = e + (row & ((1 << ROW_COUNT_BITS) - 1));
      for (; e < end; e++) {
        const entry = entries[e]!;
        scores[entry >>> 8]! += (entry << 24) >> 24;
      }
    }
  }
}

/** Slots in use, at most; fuller tables take longer to fill than they save. */
const LOAD = 0.93;
/** Keys a bucket, at most, on average. */
const BUCKET = 2.6;

/** Lays rows out as they are shipped. The same rows give the same bytes. */
export function packWeights(rows: WeightRows): PackedWeights {
  const different = differentRows(rows);
  for (let load = LOAD; ; load *= 0.95) {
    const layout = layOut(rows.keys, Math.ceil((rows.keys.length + 1) / load));
    if (layout === null) continue;
    const bits = rowBits(different.counts.length);
    const slots = new Uint32Array(layout.slots);
    rows.keys.forEach((key, k) => {
      slots[layout.place[k]!] = ((key << bits) | different.rowOf[k]!) >>> 0;
    });
    const { counts, entryClass, entryWeight } = different;
    const { pilots } = layout;
    return { classes: rows.classes, pilots, slots, counts, entryClass, entryWeight };
  }
}

/** A pilot for each bucket and a slot for each key; `null` where no pilot fits some bucket. */
function layOut(
  keys: Uint32Array,
  slots: number,
): { pilots: Uint8Array; place: Int32Array; slots: number } | null {
  let buckets = 2;
  while (buckets * BUCKET < keys.length) buckets *= 2;
  const shift = 1 + Math.clz32(buckets);
  const scale = slots / 2 ** 32;
  const members: number[][] = Array.from({ length: buckets }, () => []);
  keys.forEach((key, k) => {
    members[key >>> shift]!.push(k);
  });
  // Large buckets first, while most slots are free.
  const order = members.map((_, b) => b).sort((a, b) => members[b]!.length - members[a]!.length);
  const pilots = new Uint8Array(buckets);
  const place = new Int32Array(keys.length);
  const taken = new Uint8Array(slots);
  for (const bucket of order) {
    const own = members[bucket]!;
    let pilot = 0;
    for (; pilot < 256; pilot++) {
      const places = own.map((k) => (mix(keys[k]!, pilot) * scale) | 0);
      if (new Set(places).size < own.length || places.some((p) => taken[p] === 1)) continue;
      places.forEach((p, i) => {
        taken[p] = 1;
        place[own[i]!] = p;
      });
      break;
    }
    if (pilot === 256) return null;
    pilots[bucket] = pilot;
  }
  return { pilots, place, slots };
}

/** Rows that differ, the commonest first, and the number of each key's row, from 1. */
function differentRows(rows: WeightRows): {
  rowOf: Uint32Array;
  counts: Uint8Array;
  entryClass: Uint8Array;
  entryWeight: Int8Array;
} {
  const numbers = new Map<string, { first: number; count: number; uses: number; row: number }>();
  const ofKey = Array.from(rows.counts, (count, k) => ({ k, count, first: 0 }));
  let entry = 0;
  const found = ofKey.map(({ count }) => {
    const first = entry;
    entry += count;
    const name = `${rows.entryClass.subarray(first, entry)} ${rows.entryWeight.subarray(first, entry)}`;
    const known = numbers.get(name) ?? { first, count, uses: 0, row: 0 };
    known.uses++;
    numbers.set(name, known);
    return known;
  });
  const sorted = [...numbers.values()].sort((a, b) => b.uses - a.uses || a.first - b.first);
  sorted.forEach((row, i) => {
    row.row = i + 1;
  });
  const spans = sorted.map(({ first, count }) => [first, first + count] as const);
  return {
    rowOf: Uint32Array.from(found, ({ row }) => row),
    counts: Uint8Array.from(sorted, ({ count }) => count),
    entryClass: Uint8Array.from(spans.flatMap(([a, b]) => [...rows.entryClass.subarray(a, b)])),
    entryWeight: Int8Array.from(spans.flatMap(([a, b]) => [...rows.entryWeight.subarray(a, b)])),
  };
}
