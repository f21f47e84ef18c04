import { hashWord } from "./hash.ts";

/** What the lexicon says of a word; each a small number, 0 where it says nothing. */
export const LEXICON_COLUMNS = [
  "noun",
  "verb",
  "other",
  "tags",
  "cluster",
  "names",
  "fixed",
] as const;
export type LexiconColumn = (typeof LEXICON_COLUMNS)[number];

/**
 * Columns of the lexicon, one entry a word in lower case, known by its hash:
 *
 * - `noun`, `verb`: WordNet's lexicographer file of the commonest sense, plus 1
 * - `other`: bit 0 adjective, bit 1 adverb
 * - `tags`: the class of part-of-speech tags it was seen with in other texts
 * - `cluster`: the words it is used like in raw text
 * - `names`: bits of the name lists it stands in; `BEGINS_ENTITY` also counts in small letters
 * - `fixed`: class plus 1 of the only tags it ever has; 0 where several are possible
 */
export interface LexiconRows {
  /** Ascending as unsigned numbers. */
  readonly keys: Uint32Array;
  readonly columns: Readonly<Record<LexiconColumn, Uint8Array>>;
}

/** Bit of `names`: it is a given name ("Ama"). */
export const GIVEN_NAME = 1;
/** Bit of `names`: in small letters the word has begun an entity ("president", "last"). */
export const BEGINS_ENTITY = 128;

export class Lexicon {
  readonly #rows: LexiconRows;
  readonly #mask: number;
  /** Entry + 1; 0 marks a free slot. */
  readonly #entry: Int32Array;
  readonly columns: LexiconRows["columns"];

  constructor(rows: LexiconRows) {
    this.#rows = rows;
    this.columns = withBlank(rows.columns);
    let capacity = 1 << 10;
    while (capacity < rows.keys.length * 2) capacity *= 2;
    this.#mask = capacity - 1;
    this.#entry = new Int32Array(capacity);
    rows.keys.forEach((key, entry) => {
      let slot = key & this.#mask;
      while (this.#entry[slot] !== 0) slot = (slot + 1) & this.#mask;
      this.#entry[slot] = entry + 1;
    });
  }

  /** Index into `columns` for a word in lower case; 0, whose columns are all 0, where unknown. */
  find(lower: string): number {
    const key = hashWord(lower) >>> 0;
    let slot = key & this.#mask;
    for (;;) {
      const entry = this.#entry[slot]!;
      if (entry === 0 || this.#rows.keys[entry - 1] === key) return entry;
      slot = (slot + 1) & this.#mask;
    }
  }

  isNoun(lower: string): boolean {
    return this.columns.noun[this.find(lower)] !== 0;
  }

  isVerb(lower: string): boolean {
    return this.columns.verb[this.find(lower)] !== 0;
  }

  isAdjectiveOrAdverb(lower: string): boolean {
    return this.columns.other[this.find(lower)] !== 0;
  }
}

function withBlank(columns: LexiconRows["columns"]): LexiconRows["columns"] {
  const shifted = {} as Record<LexiconColumn, Uint8Array>;
  for (const name of LEXICON_COLUMNS) {
    shifted[name] = new Uint8Array(columns[name].length + 1);
    shifted[name].set(columns[name], 1);
  }
  return shifted;
}
