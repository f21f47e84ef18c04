import { foldDigit, hashWord, step } from "./hash.ts";
import type { Lexicon } from "./lexicon.ts";

/** As many forms are remembered at once: nine in ten words of a text are among the commonest. */
export const MOST_FORMS = 8192;

/** Longer words are not remembered: they hardly come again. */
const LONGEST = 40;

/** What a word says by itself, in columns with one entry a form. */
export interface FormColumns {
  /** Hashes: as written, and in lower case. */
  readonly form: Int32Array;
  readonly folded: Int32Array;
  readonly prefix1: Int32Array;
  readonly prefix2: Int32Array;
  readonly prefix3: Int32Array;
  readonly suffix1: Int32Array;
  readonly suffix2: Int32Array;
  readonly suffix3: Int32Array;
  readonly suffix4: Int32Array;
  readonly suffix5: Int32Array;
  readonly shape: Int32Array;
  /** The lexicon's senses of the word or of what it may be a form of, as one number. */
  readonly senses: Int32Array;
  /** 1 lower case, 2 Capital, 3 CAPITALS, 4 miXed, 5 number, 6 other. */
  readonly letterCase: Uint8Array;
  readonly tags: Uint8Array;
  readonly cluster: Uint8Array;
  readonly names: Uint8Array;
  /** Class plus 1 of the tags the word always has; 0 where the tagger must decide. */
  readonly fixed: Uint8Array;
}

export function formColumns(size: number): FormColumns {
  return {
    form: new Int32Array(size),
    folded: new Int32Array(size),
    prefix1: new Int32Array(size),
    prefix2: new Int32Array(size),
    prefix3: new Int32Array(size),
    suffix1: new Int32Array(size),
    suffix2: new Int32Array(size),
    suffix3: new Int32Array(size),
    suffix4: new Int32Array(size),
    suffix5: new Int32Array(size),
    shape: new Int32Array(size),
    senses: new Int32Array(size),
    letterCase: new Uint8Array(size),
    tags: new Uint8Array(size),
    cluster: new Uint8Array(size),
    names: new Uint8Array(size),
    fixed: new Uint8Array(size),
  };
}

/**
 * The forms met so far, described once each. A bounded memory: what is asked of it does not
 * depend on what it holds.
 *
 * Place 0 is for forms that there is no room for; it holds the last such form only.
 */
export class WordForms {
  readonly columns = formColumns(MOST_FORMS);
  readonly #lexicon: Lexicon;
  readonly #places = new Map<string, number>();
  /** Raised each time all forms are forgotten. */
  generation = 0;

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon;
  }

  /** Forgets all forms where less than `room` more would fit. Their places are void then. */
  makeRoom(room: number): void {
    if (this.#places.size + room < MOST_FORMS || this.#places.size === 0) return;
    this.#places.clear();
    this.generation++;
  }

  /** The place of a word in the columns. */
  place(word: string, lower: string): number {
    const known = this.#places.get(word);
    if (known !== undefined) return known;
    const free = this.#places.size + 1;
    const place = free < MOST_FORMS && word.length <= LONGEST ? free : 0;
    this.#describe(place, word, lower);
    if (place !== 0) this.#places.set(ownCopy(word), place);
    return place;
  }

  #describe(at: number, word: string, lower: string): void {
    const { columns } = this;
    const lexicon = this.#lexicon;
    columns.form[at] = hashWord(word);
    columns.folded[at] = hashWord(lower);
    this.#affixes(at, lower);
    const { shape, letterCase } = shapeOf(word);
    columns.shape[at] = shape;
    columns.letterCase[at] = letterCase;
    const entry = lexicon.find(lower);
    columns.tags[at] = lexicon.columns.tags[entry]!;
    columns.cluster[at] = lexicon.columns.cluster[entry]!;
    columns.names[at] = lexicon.columns.names[entry]!;
    // "May" and "US" may differ from "may" and "us": only small letters and marks are sure.
    const sure = letterCase === LOWER || letterCase === OTHER;
    columns.fixed[at] = sure ? lexicon.columns.fixed[entry]! : 0;
    columns.senses[at] = sensesOf(lower, entry, lexicon);
  }

  #affixes(at: number, lower: string): void {
    const { columns } = this;
    const n = lower.length;
    let h = 0x811c9dc5 | 0;
    const code = (i: number) => (i >= 0 && i < n ? foldDigit(lower.charCodeAt(i)) : 0);
    columns.prefix1[at] = h = step(h, code(0));
    columns.prefix2[at] = h = step(h, code(1));
    columns.prefix3[at] = step(h, code(2));
    h = 0x811c9dc5 | 0;
    columns.suffix1[at] = h = step(h, code(n - 1));
    columns.suffix2[at] = h = step(h, code(n - 2));
    columns.suffix3[at] = h = step(h, code(n - 3));
    columns.suffix4[at] = h = step(h, code(n - 4));
    columns.suffix5[at] = step(h, code(n - 5));
  }
}

/** A word as a string of its own: V8 lets longer parts of a text keep the whole text in memory. */
function ownCopy(word: string): string {
  return word.length < 13 ? word : ` ${word}`.slice(1);
}

export const LOWER = 1;
const CAPITAL = 2;
const CAPITALS = 3;
const MIXED = 4;
const NUMBER = 5;
export const OTHER = 6;

/** Runs of capitals, small letters, digits and marks; a run counts once ("Xx", "d", "X-d"). */
function shapeOf(word: string): { shape: number; letterCase: number } {
  let shape = 0x811c9dc5 | 0;
  let last = -1;
  let upper = 0;
  let small = 0;
  let digits = 0;
  for (let i = 0; i < word.length; i++) {
    const kind = kindOf(word, i);
    if (kind === 1) upper++;
    else if (kind === 2) small++;
    else if (kind === 3) digits++;
    if (kind !== last) shape = step(shape, kind);
    last = kind;
  }
  const capital = kindOf(word, 0) === 1;
  let letterCase = OTHER;
  if (upper + small === 0) letterCase = digits > 0 ? NUMBER : OTHER;
  else if (upper === 0) letterCase = LOWER;
  else if (small === 0) letterCase = upper === 1 ? CAPITAL : CAPITALS;
  else letterCase = capital && upper === 1 ? CAPITAL : MIXED;
  return { shape, letterCase };
}

/** 1 capital, 2 other letter, 3 digit, else the mark's own code. */
function kindOf(word: string, i: number): number {
  const code = word.charCodeAt(i);
  if (code >= 97 && code <= 122) return 2;
  if (code >= 65 && code <= 90) return 1;
  if (code >= 48 && code <= 57) return 3;
  if (code < 0xc0 || (code >= 0x2000 && code < 0x2c00)) return code;
  const c = word[i]!;
  return c.toLowerCase() !== c ? 1 : 2;
}

/**
 * Senses of a word before its tag is known: its own, else those of the first base its ending
 * allows ("ships" by "ship"). Noun, verb and other in one number, with the ending's kind.
 */
function sensesOf(lower: string, entry: number, lexicon: Lexicon): number {
  const own = packSenses(entry, lexicon);
  if (own !== 0) return own;
  const n = lower.length;
  if (n < 4) return 0;
  const last = lower.charCodeAt(n - 1);
  if (last === 115) {
    const base = packSenses(lexicon.find(lower.slice(0, -1)), lexicon);
    if (base !== 0) return base | (1 << 16);
    if (lower.endsWith("es")) {
      const stem = lower.endsWith("ies") ? `${lower.slice(0, -3)}y` : lower.slice(0, -2);
      return packSenses(lexicon.find(stem), lexicon) | (1 << 16);
    }
  } else if (last === 100 && lower.endsWith("ed")) {
    return verbSenses(lower.slice(0, -2), lexicon) | (2 << 16);
  } else if (last === 103 && lower.endsWith("ing")) {
    return verbSenses(lower.slice(0, -3), lexicon) | (3 << 16);
  }
  return 0;
}

function verbSenses(bare: string, lexicon: Lexicon): number {
  const n = bare.length;
  for (const stem of [
    bare,
    `${bare}e`,
    bare[n - 1] === "i" ? `${bare.slice(0, -1)}y` : bare.slice(0, -1),
  ]) {
    const verb = lexicon.columns.verb[lexicon.find(stem)]!;
    if (verb !== 0) return verb << 6;
  }
  return 0;
}

function packSenses(entry: number, lexicon: Lexicon): number {
  const { noun, verb, other } = lexicon.columns;
  return noun[entry]! | (verb[entry]! << 6) | (other[entry]! << 12);
}
