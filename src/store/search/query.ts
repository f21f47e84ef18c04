import { OnRecordError } from "../../document/index.ts";
import { isUnspaced, wordsIn } from "./words.ts";

/** What an index looks for, in folded words. */
export type Term =
  /** One word, or one that begins so. */
  | { readonly word: string; readonly prefix: boolean }
  /** Two words or more, one right after the other; the last may be the beginning of one. */
  | { readonly phrase: readonly string[]; readonly prefix: boolean };

export interface Query {
  /** Each list has a term that is there. */
  readonly all: readonly (readonly Term[])[];
  /** None of these is there. */
  readonly none: readonly Term[];
}

/** Words a query may have: what is longer is a quotation to be checked, not a search. */
const MOST_WORDS = 64;

/** Letters a prefix must have; all words that begin with one letter are not a search either. */
const SHORTEST_PREFIX = 2;

const QUOTES = '"“”„‟«»″＂';
const PIECE = new RegExp(
  `(-?)([${QUOTES}])([^${QUOTES}]*)([${QUOTES}]?)(\\*?)|[^\\s${QUOTES}]+`,
  "gu",
);

/**
 * Reads a query: words that all must be there; `"a phrase"` in any kind of quotation marks;
 * `lett*` for the beginning of a word; `-word` for what must not be there; `OR` between two for
 * either. What holds no letter or digit is passed over. An apostrophe or hyphen inside a word makes
 * a phrase of it, as it parts two words of a text.
 *
 * @throws OnRecordError `bad-query` naming what is wrong and at which character, counted from 1
 */
export function parseQuery(query: string): Query {
  const all: Term[][] = [];
  const none: Term[] = [];
  let joins: number | null = null;
  let words = 0;
  let last: "word" | "excluded" | null = null;
  for (const match of query.matchAll(PIECE)) {
    const at = match.index + 1;
    if (match[0] === "OR") {
      if (last !== "word" || joins !== null) throw misplacedOr(query, at);
      joins = at;
      continue;
    }
    const { excluded, term } = readPiece(query, match);
    if (term === null) continue;
    words += "word" in term ? 1 : term.phrase.length;
    if (excluded) {
      if (joins !== null) throw misplacedOr(query, joins);
      none.push(term);
    } else if (joins !== null) all.at(-1)!.push(term);
    else all.push([term]);
    joins = null;
    last = excluded ? "excluded" : "word";
  }
  if (joins !== null) throw misplacedOr(query, joins);
  if (words > MOST_WORDS) {
    throw badQuery(query, null, `It has ${words} words, and ${MOST_WORDS} are the most.`);
  }
  if (words === 0 && query.trim() !== "") {
    throw badQuery(query, null, "It holds no word: no letter and no digit.");
  }
  return { all, none };
}

function readPiece(
  query: string,
  match: RegExpMatchArray,
): { excluded: boolean; term: Term | null } {
  const [piece, minus, open, inside = "", close, star] = match;
  const at = match.index! + 1;
  if (open !== undefined) {
    if (close === "") {
      const where = at + minus!.length;
      throw badQuery(query, where, `a phrase opens there, and does not close. Add a ".`);
    }
    const term = termOf(query, at + minus!.length + 1, inside + star);
    return { excluded: minus === "-", term };
  }
  const excluded = piece.length > 1 && piece.startsWith("-");
  return { excluded, term: termOf(query, at + Number(excluded), piece.slice(Number(excluded))) };
}

/** @param at where `written` begins in the query, counted from 1 */
function termOf(query: string, at: number, written: string): Term | null {
  const words = wordsIn(written);
  const lastWord = words.at(-1);
  if (lastWord === undefined) return null;
  const star = written.indexOf("*");
  if (star >= 0 && star < lastWord.end) {
    throw badQuery(query, at + star, `"*" stands there; it may stand at the end of a word only.`);
  }
  // Of a script without spaces, one character is a whole word.
  const prefix = star === lastWord.end && !isUnspaced(lastWord.word);
  if (prefix && lastWord.word.length < SHORTEST_PREFIX) {
    const what = `"${lastWord.word}*" begins too many words. Give two letters or more.`;
    throw badQuery(query, at + lastWord.start, what);
  }
  if (words.length === 1) return { word: lastWord.word, prefix };
  return { phrase: words.map(({ word }) => word), prefix };
}

function misplacedOr(query: string, at: number): OnRecordError {
  return badQuery(query, at, `"OR" stands there; it joins two words or phrases to be found.`);
}

function badQuery(query: string, at: number | null, what: string): OnRecordError {
  const where = at === null ? "" : `, at character ${at}`;
  const shown = query.length <= 80 ? query : `${query.slice(0, 80)}…`;
  const facts = at === null ? {} : { at };
  return new OnRecordError("bad-query", `The query ${shown}${where}: ${what}`, facts);
}
