import type { Document } from "../../document/index.ts";
import type { Language, Quotation, TokenRange } from "../../language/index.ts";
import { fnv } from "./fnv.ts";

/**
 * What the attribution model sees of a document. Training reads the same from the exporter, so
 * this file is the only place where features are computed.
 *
 * Quotation marks of every style have one form (`"`) and their state comes from the quotation
 * layer: straight, curly, doubled, single and French marks all look the same to the model.
 */
export interface Features {
  readonly length: number;
  /** The word as the vocabulary knows it: lower case, digits as 0, marks as `"`. */
  readonly form: readonly string[];
  /** `length` rows of `COLUMNS.length` values, each below its column's `size`. */
  readonly columns: Uint16Array;
  /** Blocks, those on one line joined (a dateline and its paragraph); none is empty. */
  readonly paragraphs: readonly TokenRange[];
  /** Index into `paragraphs`, for each token. */
  readonly paragraph: Int32Array;
  /** Running number of the sentence, for each token. */
  readonly sentence: Int32Array;
}

export const HASH_SIZE = 4096;

/** Columns in order, with the number of values each can take. 0 is the break between paragraphs. */
export const COLUMNS: readonly { readonly name: string; readonly size: number }[] = [
  { name: "suffix3", size: HASH_SIZE },
  { name: "suffix2", size: HASH_SIZE },
  { name: "prefix3", size: HASH_SIZE },
  { name: "shape", size: 11 },
  { name: "quote", size: 6 },
  { name: "place", size: 4 },
  { name: "order", size: 6 },
  { name: "share", size: 4 },
];

/** How many of the columns follow from the word alone. */
export const WORD_COLUMNS = 4;

const QUOTE_COLUMN = 4;
const OUTSIDE = 1;
const INSIDE = 2;
const STRAY_MARK = 3;
const OPENING = 4;
const CLOSING = 5;

/** The features of a document. Pure, and linear in its length. */
export function computeFeatures(doc: Document, language: Language): Features {
  const { tokens } = language;
  const n = tokens.length;
  const paragraphs = joinLines(doc, language.blocks);
  const paragraph = indexRanges(paragraphs, n);
  const sentence = indexRanges(language.sentences, n);
  const quote = quoteStates(language);
  const width = COLUMNS.length;
  const columns = new Uint16Array(n * width);
  const form: string[] = new Array(n);
  const known = new Map<string, Uint16Array>();
  for (let i = 0; i < n; i++) {
    const marked = quote[i]! >= STRAY_MARK;
    const word = marked ? '"' : tokens.word[i]!;
    form[i] = marked ? '"' : normalise(tokens.lower[i]!);
    let fixed = known.get(word);
    if (fixed === undefined) {
      fixed = wordColumns(word, form[i]!);
      known.set(word, fixed);
    }
    const row = i * width;
    columns.set(fixed, row);
    columns[row + 4] = quote[i]!;
    columns[row + 5] = placeOf(i, paragraph, sentence);
    columns[row + 6] = orderOf(paragraph[i]!, paragraphs.length);
  }
  for (const range of language.sentences) fillShare(columns, quote, range);
  return { length: n, form, columns, paragraphs, paragraph, sentence };
}

/** Whether a token stands inside quotation marks, or is one that opens or closes a quotation. */
export function isQuoted({ columns }: Features, token: number): boolean {
  const state = columns[token * COLUMNS.length + QUOTE_COLUMN]!;
  return state !== OUTSIDE && state !== STRAY_MARK;
}

/** A word as the vocabulary spells it; quotation marks apart. */
export function normalise(lower: string): string {
  return lower.replace(/\p{Nd}/gu, "0").replace(/[’`]/g, "'");
}

function joinLines(doc: Document, blocks: readonly TokenRange[]): TokenRange[] {
  const joined: TokenRange[] = [];
  let end = -1;
  blocks.forEach(({ from, to }, i) => {
    const block = doc.blocks[i]!;
    if (from === to) return;
    const last = joined.at(-1);
    if (last !== undefined && !/[\n\r]/.test(doc.text.slice(end, block.start))) {
      joined[joined.length - 1] = { from: last.from, to };
    } else {
      joined.push({ from, to });
    }
    end = block.end;
  });
  return joined;
}

function indexRanges(ranges: readonly TokenRange[], length: number): Int32Array {
  const index = new Int32Array(length);
  ranges.forEach(({ from, to }, i) => {
    index.fill(i, from, to);
  });
  return index;
}

const DOUBLE_MARKS = new Set(['"', "''", "``", "“", "”", "«", "»", "„", "「", "」", "『", "』"]);

/** For each token whether it stands outside, inside or at the border of a quotation. */
function quoteStates({ tokens, quotations }: Language): Uint8Array {
  const states = new Uint8Array(tokens.length);
  let k = 0;
  for (let i = 0; i < tokens.length; i++) {
    const at = tokens.start[i]!;
    while (k < quotations.length && quotations[k]!.end <= at) k++;
    const quotation = quotations[k];
    if (quotation !== undefined && quotation.start <= at) {
      states[i] = stateIn(quotation, at, tokens.end[i]!);
    } else {
      states[i] = DOUBLE_MARKS.has(tokens.word[i]!) ? STRAY_MARK : OUTSIDE;
    }
  }
  return states;
}

function stateIn(quotation: Quotation, start: number, end: number): number {
  if (start === quotation.start && end - start === quotation.mark.length) return OPENING;
  if (quotation.closed && end === quotation.end) return CLOSING;
  return INSIDE;
}

function placeOf(i: number, paragraph: Int32Array, sentence: Int32Array): number {
  if (i === 0 || paragraph[i] !== paragraph[i - 1]) return 1;
  return sentence[i] !== sentence[i - 1] ? 2 : 3;
}

/** 1 the first paragraph (mostly the headline), 2 the second, 3 the next two, 5 the last, 4 any other. */
function orderOf(paragraph: number, count: number): number {
  if (paragraph < 4) return Math.min(1 + paragraph, 3);
  return paragraph === count - 1 ? 5 : 4;
}

/** Whether none, some or (nearly) all of the sentence is quoted. */
function fillShare(columns: Uint16Array, quote: Uint8Array, { from, to }: TokenRange): void {
  let quoted = 0;
  for (let i = from; i < to; i++) if (quote[i] !== OUTSIDE && quote[i] !== STRAY_MARK) quoted++;
  const share = quoted === 0 ? 1 : quoted > 0.95 * (to - from) ? 3 : 2;
  for (let i = from; i < to; i++) columns[i * COLUMNS.length + 7] = share;
}

function wordColumns(word: string, form: string): Uint16Array {
  return Uint16Array.of(
    hash("a", form.slice(-3)),
    hash("b", form.slice(-2)),
    hash("c", form.slice(0, 3)),
    shapeOf(word),
  );
}

/** Never 0, which is the break's. */
function hash(kind: string, part: string): number {
  return 1 + (fnv(kind + part) % (HASH_SIZE - 1));
}

/** Letters and digits of a word in runs: "McCain" is AaAa, "2016" 9, "U.S." A. */
function shapeOf(word: string): number {
  let runs = "";
  for (const c of word) {
    const kind = kindOf(c);
    if (kind !== "" && runs.at(-1) !== kind) runs += kind;
  }
  if (runs === "") return 10;
  if (runs === "A" && word.length === 1) return 7;
  return SHAPES.get(runs) ?? (runs.includes("9") ? 8 : runs.startsWith("A") ? 6 : 9);
}

const SHAPES = new Map([
  ["a", 1],
  ["A", 2],
  ["Aa", 3],
  ["9", 4],
  ["AaAa", 5],
]);

function kindOf(c: string): string {
  if (c >= "a" && c <= "z") return "a";
  if (c >= "A" && c <= "Z") return "A";
  if (c >= "0" && c <= "9") return "9";
  if (c < "\u0080") return "";
  if (/\p{Lu}/u.test(c)) return "A";
  if (/\p{Nd}/u.test(c)) return "9";
  return /\p{L}/u.test(c) ? "a" : "";
}
