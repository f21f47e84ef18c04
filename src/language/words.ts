import { foldDigit, hashWord, step } from "./hash.ts";
import type { Lexicon } from "./lexicon.ts";
import type { TokenRange, Tokens } from "./tokens.ts";

/**
 * The words of one sentence as numbers, the raw material of every feature.
 *
 * Columns are indexed by place in the sentence plus `MARGIN`, so that features may look two or
 * three words beyond either end: there every column is 0. One `SentenceWords` is filled anew for
 * each sentence; nothing is allocated while it is large enough.
 */
export class SentenceWords {
  /** Words in the sentence now held. */
  length = 0;
  word: readonly string[] = [];
  lower: readonly string[] = [];
  /** Index of the sentence's first token in `word` and `lower`. */
  from = 0;
  form = new Int32Array(0);
  folded = new Int32Array(0);
  prefix1 = new Int32Array(0);
  prefix2 = new Int32Array(0);
  prefix3 = new Int32Array(0);
  suffix1 = new Int32Array(0);
  suffix2 = new Int32Array(0);
  suffix3 = new Int32Array(0);
  suffix4 = new Int32Array(0);
  suffix5 = new Int32Array(0);
  shape = new Int32Array(0);
  /** No space before the word. */
  glued = new Uint8Array(0);
  /** 1 lower case, 2 Capital, 3 CAPITALS, 4 miXed, 5 number, 6 other. */
  letterCase = new Uint8Array(0);
  /** Index into the lexicon's columns. */
  entry = new Int32Array(0);
  /** The lexicon's senses of the word or of what it may be a form of, as one number. */
  senses = new Int32Array(0);
  tags = new Uint8Array(0);
  cluster = new Uint8Array(0);
  names = new Uint8Array(0);
  /** Class plus 1 of the tags the word always has; 0 where the tagger must decide. */
  fixed = new Uint8Array(0);

  fill(tokens: Tokens, sentence: TokenRange, lexicon: Lexicon): void {
    const length = sentence.to - sentence.from;
    this.#reserve(length + 2 * MARGIN);
    this.length = length;
    this.word = tokens.word;
    this.lower = tokens.lower;
    this.from = sentence.from;
    for (let k = 0; k < length; k++) {
      const token = sentence.from + k;
      this.#describe(k + MARGIN, tokens.word[token]!, tokens.lower[token]!, lexicon);
      this.glued[k + MARGIN] = token > 0 && tokens.end[token - 1] === tokens.start[token] ? 1 : 0;
    }
    for (let k = length + MARGIN; k < length + 2 * MARGIN; k++) this.#clear(k);
  }

  #describe(at: number, word: string, lower: string, lexicon: Lexicon): void {
    this.form[at] = hashWord(word);
    this.folded[at] = hashWord(lower);
    this.#affixes(at, lower);
    const { shape, letterCase } = shapeOf(word);
    this.shape[at] = shape;
    this.letterCase[at] = letterCase;
    const entry = lexicon.find(lower);
    const { columns } = lexicon;
    this.entry[at] = entry;
    this.tags[at] = columns.tags[entry]!;
    this.cluster[at] = columns.cluster[entry]!;
    this.names[at] = columns.names[entry]!;
    // "May" and "US" may differ from "may" and "us": only small letters and marks are sure.
    this.fixed[at] = letterCase === LOWER || letterCase === OTHER ? columns.fixed[entry]! : 0;
    this.senses[at] = sensesOf(lower, entry, lexicon);
  }

  #affixes(at: number, lower: string): void {
    const n = lower.length;
    let h = 0x811c9dc5 | 0;
    const code = (i: number) => (i >= 0 && i < n ? foldDigit(lower.charCodeAt(i)) : 0);
    this.prefix1[at] = h = step(h, code(0));
    this.prefix2[at] = h = step(h, code(1));
    this.prefix3[at] = step(h, code(2));
    h = 0x811c9dc5 | 0;
    this.suffix1[at] = h = step(h, code(n - 1));
    this.suffix2[at] = h = step(h, code(n - 2));
    this.suffix3[at] = h = step(h, code(n - 3));
    this.suffix4[at] = h = step(h, code(n - 4));
    this.suffix5[at] = step(h, code(n - 5));
  }

  #clear(at: number): void {
    for (const column of this.#columns()) column[at] = 0;
  }

  #columns(): (Int32Array | Uint8Array)[] {
    return [
      ...[this.form, this.folded, this.prefix1, this.prefix2, this.prefix3, this.shape],
      ...[this.suffix1, this.suffix2, this.suffix3, this.suffix4, this.suffix5],
      ...[this.entry, this.senses, this.glued, this.letterCase],
      ...[this.tags, this.cluster, this.names, this.fixed],
    ];
  }

  #reserve(size: number): void {
    if (this.form.length >= size) return;
    const room = size * 2;
    this.form = new Int32Array(room);
    this.folded = new Int32Array(room);
    this.prefix1 = new Int32Array(room);
    this.prefix2 = new Int32Array(room);
    this.prefix3 = new Int32Array(room);
    this.suffix1 = new Int32Array(room);
    this.suffix2 = new Int32Array(room);
    this.suffix3 = new Int32Array(room);
    this.suffix4 = new Int32Array(room);
    this.suffix5 = new Int32Array(room);
    this.shape = new Int32Array(room);
    this.glued = new Uint8Array(room);
    this.letterCase = new Uint8Array(room);
    this.entry = new Int32Array(room);
    this.senses = new Int32Array(room);
    this.tags = new Uint8Array(room);
    this.cluster = new Uint8Array(room);
    this.names = new Uint8Array(room);
    this.fixed = new Uint8Array(room);
  }
}

/** Empty places before and after the sentence in every column. */
export const MARGIN = 4;

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
