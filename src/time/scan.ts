import { type Parse, type TokenRange, type Tokens, UPOS } from "../language/index.ts";
import { MONTHS, SHORT_MONTHS } from "./words.ts";

/** What a rule for time expressions sees: one sentence of a document. All indexes are tokens'. */
export interface Scan extends TokenRange {
  readonly tokens: Tokens;
  readonly parsed: Parse;
  /** For each token of the document, whether it belongs to the name of a person or, of several words, of something else. */
  readonly inName: Uint8Array;
}

export const ADJ = UPOS.indexOf("ADJ");
export const NOUN = UPOS.indexOf("NOUN");
export const PROPN = UPOS.indexOf("PROPN");
export const VERB = UPOS.indexOf("VERB");
export const AUX = UPOS.indexOf("AUX");

/** The token in lower case; "" outside the sentence. */
export function lowerAt(scan: Scan, i: number): string {
  return i >= scan.from && i < scan.to ? scan.tokens.lower[i]! : "";
}

export function wordAt(scan: Scan, i: number): string {
  return i >= scan.from && i < scan.to ? scan.tokens.word[i]! : "";
}

export function isCapitalised(scan: Scan, i: number): boolean {
  const word = wordAt(scan, i);
  return word !== "" && word[0] !== word[0]!.toLowerCase();
}

/** A noun in the plural, as in "2014 boats". */
export function isPluralNoun(scan: Scan, i: number): boolean {
  if (i < scan.from || i >= scan.to) return false;
  const tag = scan.parsed.xposNames[scan.parsed.xpos[i]!]!;
  return tag === "NNS" || tag === "NNPS";
}

export function uposAt(scan: Scan, i: number): number {
  return i >= scan.from && i < scan.to ? scan.parsed.upos[i]! : -1;
}

/** The month that a capitalised word names, in full or short. */
export function monthAt(scan: Scan, i: number): number | null {
  if (!isCapitalised(scan, i)) return null;
  const lower = lowerAt(scan, i);
  return MONTHS.get(lower) ?? SHORT_MONTHS.get(lower) ?? null;
}

export function isDash(word: string): boolean {
  return word === "-" || word === "–" || word === "—" || word === "--";
}
