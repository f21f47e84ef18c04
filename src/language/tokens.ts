import type { Block, Span } from "../document/index.ts";
import { isWhiteSpace } from "../document/index.ts";
import { ABBREVIATIONS, TITLES } from "./abbreviations.ts";

/**
 * The tokens of a document's blocks, in text order; no token crosses the end of a block.
 *
 * Columns of equal length, one entry a token: offsets in UTF-16 code units, the word as written
 * and in lower case. Words are cut as in the English treebanks of Universal Dependencies: clitics
 * are tokens of their own ("Orvania" + "'s", "do" + "n't"), so are the parts of a compound with a
 * hyphen ("state" + "-" + "run"), but not a prefix ("anti-smuggling"). Numbers, dates, e-mail
 * addresses, links, and abbreviations with their full stop ("Mr.", "U.S.") are one token.
 */
export interface Tokens {
  readonly length: number;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly word: readonly string[];
  readonly lower: readonly string[];
}

/** A half-open run of token indexes. Never holds offsets. */
export interface TokenRange {
  readonly from: number;
  readonly to: number;
}

export function overlaps(a: TokenRange, b: TokenRange): boolean {
  return a.from < b.to && b.from < a.to;
}

/** The characters of a range that is not empty, from its first token to its last. */
export function spanOf(tokens: Tokens, { from, to }: TokenRange): Span {
  return { start: tokens.start[from]!, end: tokens.end[to - 1]! };
}

/** Tokens of the blocks, and for each block the range of its tokens. Linear in the text. */
export function tokenize(
  text: string,
  blocks: readonly Block[],
): { tokens: Tokens; ranges: readonly TokenRange[] } {
  const start: number[] = [];
  const end: number[] = [];
  const ranges: TokenRange[] = [];
  for (const block of blocks) {
    const from = start.length;
    for (let i = block.start; i < block.end; ) {
      if (isWhiteSpace(text.charCodeAt(i))) {
        i++;
        continue;
      }
      const stop = Math.min(tokenEnd(text, i), block.end);
      start.push(i);
      end.push(stop);
      i = stop;
    }
    ranges.push({ from, to: start.length });
  }
  const word = start.map((at, i) => text.slice(at, end[i]));
  const tokens = {
    length: start.length,
    start: Int32Array.from(start),
    end: Int32Array.from(end),
    word,
    lower: word.map((w) => w.toLowerCase()),
  };
  return { tokens, ranges };
}

const CLITICS = new Set(["s", "re", "ve", "ll", "d", "m"]);
const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/y;

/** Two words written as one, with the length of the first. */
const CONTRACTIONS: ReadonlyMap<string, number> = new Map([
  ["cannot", 3],
  ["gonna", 3],
  ["wanna", 3],
  ["gotta", 3],
  ["dont", 2],
  ["didnt", 3],
  ["doesnt", 4],
  ["isnt", 2],
  ["wasnt", 3],
]);

/** Prefixes that stay with their word ("co-founder"), after the guidelines of the LDC. */
const PREFIXES = new Set(
  "a agro ante anti bi bio co counter cross de e eco ex extra inter intra macro mega micro mid mini multi neo non over pan para peri post pre pro proto pseudo quasi re semi sub super tri u ultra un uni vice".split(
    " ",
  ),
);
const URL_START = /(?:https?:\/\/|www\.)[^\s<>"“”]+/y;

/** End of the token that starts at `i`, which is not white space. Always beyond `i`. */
function tokenEnd(text: string, i: number): number {
  if (isWordCharacter(text, i)) return wordEnd(text, i);
  const c = text[i]!;
  if (isApostrophe(c) && i > 0 && isWordCharacter(text, i - 1)) {
    const letters = lettersEnd(text, i + 1);
    if (CLITICS.has(text.slice(i + 1, letters).toLowerCase())) return letters;
  }
  if ((c === "'" || c === "`") && text[i + 1] === c) return i + 2;
  if (c === "!" || c === "?") return exclamationEnd(text, i);
  if (REPEATED.includes(c)) return repeatEnd(text, i, c);
  return i + (text.codePointAt(i)! > 0xffff ? 2 : 1);
}

/** Marks of which a row is one token: stops, dashes, rules between parts of a mail. */
const REPEATED = ".-=_*~#+<>";

function exclamationEnd(text: string, start: number): number {
  let i = start + 1;
  while (text[i] === "!" || text[i] === "?") i++;
  return i;
}

function wordEnd(text: string, start: number): number {
  const c = text[start]!;
  if (c === "h" || c === "w" || c === "H" || c === "W") {
    URL_START.lastIndex = start;
    const url = URL_START.exec(text);
    if (url) return start + url[0].replace(/[.,;:!?)'’\]]+$/, "").length;
  }
  if (isNegation(text, start)) return start + 3;
  let i = runEnd(text, start);
  const first = CONTRACTIONS.get(text.slice(start, i).toLowerCase());
  if (first !== undefined && !isApostrophe(text[i] ?? "")) return start + first;
  const email = emailEnd(text, start, i);
  if (email > i) return email;
  for (;;) {
    const mark = text[i];
    if (mark === undefined) return i;
    if (isHyphen(mark)) {
      if (!isWordCharacter(text, i + 1) || !bindsHyphen(text, start, i)) return i;
    } else if (isNumberPoint(text, i)) {
      if (!isWordCharacter(text, i + 1)) return i;
    } else if (isApostrophe(mark)) {
      if (!isWordCharacter(text, i + 1)) return i;
      if (isNegation(text, i - 1)) return i - 1;
      if (CLITICS.has(text.slice(i + 1, lettersEnd(text, i + 1)).toLowerCase())) return i;
    } else if (mark === ".") {
      return abbreviationEnd(text, start, i);
    } else {
      return i;
    }
    i = runEnd(text, i + 1);
  }
}

/** End of the e-mail address that starts at `start`, whose first run ends at `i`; else `start`. */
function emailEnd(text: string, start: number, i: number): number {
  const mark = text[i];
  if (mark !== "@" && mark !== "." && mark !== "-" && mark !== "_") return start;
  // Addresses are short: the search stays linear.
  const at = text.slice(i, i + 64).indexOf("@");
  if (at < 0) return start;
  EMAIL.lastIndex = start;
  return EMAIL.test(text) ? EMAIL.lastIndex : start;
}

/** The hyphen at `i` holds its token together: after a prefix, or within a number. */
function bindsHyphen(text: string, start: number, i: number): boolean {
  if (isDigit(text, i - 1) && isDigit(text, i + 1)) return true;
  return PREFIXES.has(text.slice(start, i).toLowerCase());
}

/** `i` is a full stop after a word: takes it in where the word is an abbreviation. */
function abbreviationEnd(text: string, start: number, i: number): number {
  if (i === start + 1) {
    // Single letters, each with its stop: "U.S.", "e.g.". One alone is an initial before a name.
    let end = i;
    while (text[end] === "." && isLetter(text, end + 1) && !isWordCharacter(text, end + 2))
      end += 2;
    if (end > i) return text[end] === "." ? end + 1 : end;
    if (INITIAL.test(text.slice(start, i + 24))) return i + 1;
  }
  const word = text.slice(start, i).toLowerCase();
  return TITLES.has(word) || ABBREVIATIONS.has(word) ? i + 1 : i;
}

/** "J. Okonjo", "W. Bush"; not "I. The", where a sentence may end. */
const INITIAL =
  /^(?!I)\p{Lu}\. ?(?!(?:The|A|An|He|She|It|They|We|You|This|That|These|But|And|In|On|At|As|If|When|So|For)\b)\p{Lu}/u;

/** "n't" as the tail of a word: "do|n't". */
function isNegation(text: string, i: number): boolean {
  const n = text[i];
  return (
    (n === "n" || n === "N") &&
    isApostrophe(text[i + 1] ?? "") &&
    (text[i + 2] === "t" || text[i + 2] === "T") &&
    !isWordCharacter(text, i + 3) &&
    i > 0 &&
    isLetter(text, i - 1)
  );
}

/** A point, comma, colon or slash between two digits. */
function isNumberPoint(text: string, i: number): boolean {
  const c = text[i];
  return (
    (c === "." || c === "," || c === ":" || c === "/") &&
    isDigit(text, i - 1) &&
    isDigit(text, i + 1)
  );
}

function isHyphen(c: string): boolean {
  return c === "-" || c === "‐" || c === "‑";
}

function isApostrophe(c: string): boolean {
  return c === "'" || c === "’";
}

function isDigit(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  return code >= 48 && code <= 57;
}

function runEnd(text: string, start: number): number {
  let i = start;
  while (isWordCharacter(text, i)) i += text.codePointAt(i)! > 0xffff ? 2 : 1;
  return i;
}

function lettersEnd(text: string, start: number): number {
  let i = start;
  while (isLetter(text, i)) i++;
  return i;
}

function repeatEnd(text: string, start: number, c: string): number {
  let i = start + 1;
  while (text[i] === c) i++;
  return i;
}

const WORD = /[\p{L}\p{M}\p{N}]/u;
const LETTER = /\p{L}/u;

/** A letter, combining mark or digit starts at `i`. */
export function isWordCharacter(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  if (code < 128) {
    return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
  }
  return i >= 0 && i < text.length && WORD.test(String.fromCodePoint(text.codePointAt(i)!));
}

function isLetter(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
  return i >= 0 && i < text.length && LETTER.test(String.fromCodePoint(text.codePointAt(i)!));
}
