import { TITLES } from "./abbreviations.ts";
import { isClosingMark, isOpeningMark } from "./marks.ts";
import type { TokenRange, Tokens } from "./tokens.ts";

/**
 * Sentences of the token ranges given (one range a block), in order; none crosses a block.
 *
 * A sentence ends after `.`, `!`, `?` or `…` and the closing marks that follow, where what comes
 * next can begin one: so not before a small letter ("Why?" he asked), nor after an initial
 * ("J. Okonjo"). Sentences inside a quotation are sentences too.
 */
export function splitSentences(tokens: Tokens, blocks: readonly TokenRange[]): TokenRange[] {
  const sentences: TokenRange[] = [];
  for (const { from, to } of blocks) {
    let start = from;
    for (let i = from; i < to; i++) {
      if (!endsSentence(tokens, i, from) || isItemNumber(tokens, from, i)) continue;
      let next = i + 1;
      while (next < to && (isTerminal(tokens.word[next]!) || closes(tokens, next))) next++;
      if (next < to && !canBegin(tokens, next)) continue;
      sentences.push({ from: start, to: next });
      start = next;
      i = next - 1;
    }
    if (start < to) sentences.push({ from: start, to });
  }
  return sentences;
}

/** "1." and "a." at the head of a block number it. */
function isItemNumber(tokens: Tokens, from: number, i: number): boolean {
  return (
    i === from + 1 && tokens.word[i] === "." && /^(?:\d{1,3}|\p{L})$/u.test(tokens.word[from]!)
  );
}

const TERMINAL = /^(?:[!?]+|[…。！？؟۔]|\.+)$/;

function isTerminal(word: string): boolean {
  return TERMINAL.test(word);
}

function endsSentence(tokens: Tokens, i: number, from: number): boolean {
  const word = tokens.word[i]!;
  if (word.length > 1 && word.endsWith(".") && /^\p{L}/u.test(word)) {
    // "in the U.S. The": an abbreviation ends a sentence before a word that no name begins with.
    return !TITLES.has(word.slice(0, -1).toLowerCase()) && OPENERS.has(tokens.word[i + 1] ?? "");
  }
  if (!isTerminal(word)) return false;
  return !(word === "." && i > from && isInitial(tokens, i - 1, from));
}

/** A single capital with its stop, in a name: "J. Okonjo", "Ama J. Okonjo". */
function isInitial(tokens: Tokens, i: number, from: number): boolean {
  if (!/^\p{Lu}$/u.test(tokens.word[i]!) || tokens.end[i] !== tokens.start[i + 1]) return false;
  const next = tokens.word[i + 2];
  if (next === undefined || !/^\p{Lu}/u.test(next) || OPENERS.has(next)) return false;
  return (
    i === from ||
    !/^(?:vitamin|plan|group|part|annex|section|type|and|or)$/.test(tokens.lower[i - 1]!)
  );
}

function closes(tokens: Tokens, i: number): boolean {
  // A closing mark stands right after what it closes.
  return isClosingMark(tokens.word[i]!) && tokens.start[i] === tokens.end[i - 1];
}

function canBegin(tokens: Tokens, i: number): boolean {
  const word = tokens.word[i]!;
  if (/^\p{Ll}/u.test(word)) return false;
  return /^[\p{L}\p{N}]/u.test(word) || isOpeningMark(word) || /^[-–—•*([#@]/.test(word);
}

/** Capitalised words that begin a sentence and no name. */
const OPENERS = new Set(
  "The A An He She It They We I You This That These Those There His Her Its Their Our But And In On At As If When While After Before".split(
    " ",
  ),
);

/** The stop of an initial, "J.", with which no phrase ends. */
export function isInitialStop(tokens: Tokens, i: number): boolean {
  return tokens.word[i] === "." && /^\p{Lu}$/u.test(tokens.word[i - 1] ?? "");
}
