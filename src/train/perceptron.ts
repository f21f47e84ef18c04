import type { Scorer, WeightRows } from "../language/weights.ts";

/**
 * An averaged perceptron over hashed features (Collins 2002; averaging after Daumé 2006).
 *
 * A feature gets a row of weights only at its `minUpdates`-th update: features that were ever
 * wrong once or twice are mostly noise, and they are most of all features.
 */
export class Perceptron implements Scorer {
  readonly classes: number;
  readonly #minUpdates: number;
  #mask: number;
  #keys: Int32Array;
  /** Row + 1 of the key in this slot; minus the updates seen while it has none. */
  #rows: Int32Array;
  #used = 0;
  #rowCount = 0;
  #weights: Float32Array;
  /** Sum of each update times the step it was made at. */
  #weighted: Float32Array;
  #step = 1;

  constructor(classes: number, options: { minUpdates: number }) {
    this.classes = classes;
    this.#minUpdates = options.minUpdates;
    this.#mask = (1 << 20) - 1;
    this.#keys = new Int32Array(1 << 20);
    this.#rows = new Int32Array(1 << 20);
    this.#weights = new Float32Array(classes << 16);
    this.#weighted = new Float32Array(classes << 16);
  }

  score(keys: Int32Array, n: number, scores: Int32Array): void {
    const classes = this.classes;
    const weights = this.#weights;
    scores.fill(0, 0, classes);
    for (let k = 0; k < n; k++) {
      const row = this.#rows[this.#slot(keys[k]!)]!;
      if (row <= 0) continue;
      const at = (row - 1) * classes;
      for (let c = 0; c < classes; c++) scores[c]! += weights[at + c]!;
    }
  }

  /** One example was seen; averages count these. */
  advance(): void {
    this.#step++;
  }

  /** Moves the features of one example towards class `better` and away from `worse`. */
  update(keys: Int32Array, n: number, better: number, worse: number, size = 1): void {
    for (let k = 0; k < n; k++) {
      const row = this.#rowFor(keys[k]!);
      if (row < 0) continue;
      const at = row * this.classes;
      this.#weights[at + better]! += size;
      this.#weighted[at + better]! += size * this.#step;
      this.#weights[at + worse]! -= size;
      this.#weighted[at + worse]! -= size * this.#step;
    }
  }

  get features(): number {
    return this.#rowCount;
  }

  /**
   * The averaged weights as whole numbers from -127 to 127, `scale` steps to one; what rounds to
   * less than `cut` is dropped.
   */
  rows(options: { scale: number; cut: number }): WeightRows {
    const slots: number[] = [];
    for (let s = 0; s <= this.#mask; s++) if (this.#rows[s]! > 0) slots.push(s);
    slots.sort((a, b) => (this.#keys[a]! >>> 0) - (this.#keys[b]! >>> 0));
    const keys: number[] = [];
    const counts: number[] = [];
    const entryClass: number[] = [];
    const entryWeight: number[] = [];
    for (const s of slots) {
      const at = (this.#rows[s]! - 1) * this.classes;
      let count = 0;
      for (let c = 0; c < this.classes; c++) {
        const average = this.#weights[at + c]! - this.#weighted[at + c]! / this.#step;
        const weight = Math.max(-127, Math.min(127, Math.round(average * options.scale)));
        if (Math.abs(weight) < options.cut) continue;
        entryClass.push(c);
        entryWeight.push(weight);
        count++;
      }
      if (count === 0) continue;
      keys.push(this.#keys[s]!);
      counts.push(count);
    }
    return {
      classes: this.classes,
      keys: Uint32Array.from(keys, (k) => k >>> 0),
      counts: Uint8Array.from(counts),
      entryClass: Uint8Array.from(entryClass),
      entryWeight: Int8Array.from(entryWeight),
    };
  }

  /** The slot that holds the key, or the free one where it belongs. Key 0 counts as 1. */
  #slot(key: number): number {
    const wanted = key || 1;
    let slot = Math.imul(wanted, 0x9e3779b1) >>> 7;
    for (;;) {
      slot &= this.#mask;
      const found = this.#keys[slot]!;
      if (found === wanted || found === 0) return slot;
      slot++;
    }
  }

  /** The key's row, made at its `minUpdates`-th update; -1 before. */
  #rowFor(key: number): number {
    let slot = this.#slot(key);
    if (this.#keys[slot] === 0) {
      if (this.#used * 2 > this.#mask) {
        this.#growTable();
        slot = this.#slot(key);
      }
      this.#keys[slot] = key || 1;
      this.#used++;
    }
    const state = this.#rows[slot]!;
    if (state > 0) return state - 1;
    if (1 - state < this.#minUpdates) {
      this.#rows[slot] = state - 1;
      return -1;
    }
    if ((this.#rowCount + 1) * this.classes > this.#weights.length) this.#growWeights();
    this.#rows[slot] = ++this.#rowCount;
    return this.#rowCount - 1;
  }

  #growTable(): void {
    const keys = this.#keys;
    const rows = this.#rows;
    this.#mask = this.#mask * 2 + 1;
    this.#keys = new Int32Array(this.#mask + 1);
    this.#rows = new Int32Array(this.#mask + 1);
    for (let s = 0; s < keys.length; s++) {
      if (keys[s] === 0) continue;
      const slot = this.#slot(keys[s]!);
      this.#keys[slot] = keys[s]!;
      this.#rows[slot] = rows[s]!;
    }
  }

  #growWeights(): void {
    this.#weights = grown(this.#weights);
    this.#weighted = grown(this.#weighted);
  }
}

function grown(values: Float32Array): Float32Array {
  const larger = new Float32Array(values.length * 1.5);
  larger.set(values);
  return larger;
}
