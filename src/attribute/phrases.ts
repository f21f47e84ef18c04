import { isInitialStop, type TokenRange, type Tokens } from "../language/index.ts";
import { cueVerb } from "./cues.ts";
import { type Passage, quotationAt } from "./passage.ts";
import {
  ADJUNCT_PREPOSITIONS,
  ADVERBS,
  AUXILIARIES,
  CLAUSE_OPENERS,
  DAYS,
  DETERMINERS,
  FINITE,
  SUBJECT_PRONOUNS,
} from "./words.ts";

/** How long a source may be, in tokens. Longer ones are nearly always a clause taken for a name. */
const LONGEST_SOURCE = 28;

const BREAK = /^(?:[;:()[\]—–!?]|--|\.+)$/;

export function isBreak(word: string): boolean {
  return BREAK.test(word);
}

export function isCapitalised(word: string): boolean {
  return /^\p{Lu}/u.test(word);
}

/** Whether the word can be the first of a noun phrase; without a tagger, a guess from its form. */
export function opensNounPhrase(tokens: Tokens, i: number): boolean {
  const word = tokens.word[i];
  if (word === undefined) return false;
  const lower = tokens.lower[i]!;
  return (
    DETERMINERS.has(lower) ||
    SUBJECT_PRONOUNS.has(lower) ||
    isCapitalised(word) ||
    /^[\p{N}$€£"“'‘]/u.test(word)
  );
}

/** Widens a verb to its auxiliaries and adverbs: "has also repeatedly said". */
export function verbGroup(tokens: Tokens, verb: number, from: number): TokenRange {
  let i = verb;
  while (i > from) {
    const word = tokens.lower[i - 1]!;
    if (word === "'s" && !tokens.lower[verb]!.endsWith("ing") && !hasParticiple(tokens, verb))
      break;
    if (!AUXILIARIES.has(word) && !ADVERBS.has(word) && !/^\p{Ll}+ly$/u.test(tokens.word[i - 1]!))
      break;
    i--;
  }
  return { from: i, to: verb + 1 };
}

function hasParticiple(tokens: Tokens, verb: number): boolean {
  return /(?:ed|en|own|aid|old|ought)$/.test(tokens.lower[verb]!);
}

/**
 * The noun phrase that ends right before `verb`, appositions included ("Maud Esteren, the deputy
 * minister, |said"), not reaching before `start`. `null` where none is plain to see.
 */
export function phraseBefore(passage: Passage, start: number, verb: number): TokenRange | null {
  const { tokens } = passage;
  const end = withoutDay(tokens, start, verb);
  // "A diplomat |who asked not to be named| warned": the walk begins before the relative clause.
  let i = relativeClause(tokens, start, end);
  const apposed = tokens.word[i - 1] === ",";
  if (apposed) {
    i--;
    const nearest = Math.max(start, end - LONGEST_SOURCE);
    while (i > nearest && tokens.word[i - 1] !== "," && !isBreak(tokens.word[i - 1]!)) i--;
    // No comma opens the apposition: the comma before the verb ends something else.
    if (i <= start || tokens.word[i - 1] !== ",") return null;
    i--;
  }
  for (; i > start && end - i <= LONGEST_SOURCE; i--) {
    const word = tokens.word[i - 1]!;
    const lower = tokens.lower[i - 1]!;
    if (isInitialStop(tokens, i - 1)) continue;
    const bracket = word === ")" ? openingBracket(tokens, start, i - 1) : null;
    if (bracket !== null) {
      i = bracket + 1;
      continue;
    }
    if (isBreak(word) || quotationAt(passage, i - 1)?.double) break;
    if (word === ",") {
      // "Okonjo, 52, the mayor, said": an age or a second apposition goes on to the left.
      if (apposed && isCapitalised(tokens.word[i - 2] ?? "") && end - i < 12) continue;
      break;
    }
    if (CLAUSE_OPENERS.has(lower) || isPastCue(lower)) break;
    if (lower === "that" && i < end && opensNounPhrase(tokens, i)) break;
    if (lower === "and" && opensClause(tokens, i, end)) break;
    if (!apposed && FINITE.has(lower) && lower !== "'s") break;
  }
  while (
    i < end &&
    (ADVERBS.has(tokens.lower[i]!) ||
      /^(?:and|or|then|meanwhile|however|yet)$/.test(tokens.lower[i]!))
  )
    i++;
  if (i >= end || end - i > LONGEST_SOURCE) return null;
  return looksLikeSource(tokens, { from: i, to: end }) ? { from: i, to: end } : null;
}

/** "The chief said |Kell| told": the phrase does not reach over another verb of saying. */
function isPastCue(lower: string): boolean {
  return /(?:ed|said|told|wrote)$/.test(lower) && cueVerb(lower) !== undefined;
}

/** Where a short bracket opens that closes at `close`: "Anna Kell (Unity)". */
function openingBracket(tokens: Tokens, start: number, close: number): number | null {
  for (let i = close - 1; i >= Math.max(start, close - 6); i--)
    if (tokens.word[i] === "(") return i;
  return null;
}

/** Cuts "on Tuesday" off the end: "Orvania |on Tuesday| said". */
function withoutDay(tokens: Tokens, start: number, end: number): number {
  if (!DAYS.has(tokens.lower[end - 1] ?? "") || end - start < 2) return end;
  return tokens.lower[end - 2] === "on" ? end - 2 : end - 1;
}

/** Where a restrictive "who" before `end` begins, `end` where none does. */
function relativeClause(tokens: Tokens, start: number, end: number): number {
  for (let i = end - 1; i > Math.max(start, end - LONGEST_SOURCE); i--) {
    if (tokens.word[i] === "," || isBreak(tokens.word[i]!)) return end;
    if (tokens.lower[i] === "who") return tokens.word[i - 1] === "," ? end : i;
  }
  return end;
}

/** After "and": a pronoun subject, or nothing but a verb group, begins a new clause. */
function opensClause(tokens: Tokens, i: number, end: number): boolean {
  return i >= end || SUBJECT_PRONOUNS.has(tokens.lower[i]!);
}

function looksLikeSource(tokens: Tokens, range: TokenRange): boolean {
  const first = tokens.lower[range.from]!;
  const counted = /^\d/.test(tokens.word[range.from + 1] ?? "");
  if (ADJUNCT_PREPOSITIONS.has(first) && first !== "this" && !counted) return false;
  if (range.to - range.from === 1 && /^\p{Ll}+(?:ed|ing)$/u.test(tokens.word[range.from]!))
    return false;
  if (AUXILIARIES.has(first) || DAYS.has(tokens.lower[range.to - 1]!)) return false;
  for (let i = range.from; i < range.to; i++) {
    if (/^[\p{L}\p{N}]/u.test(tokens.word[i]!)) return true;
  }
  return false;
}

/**
 * The noun phrase that begins at `start`, as after "said" or "according to", appositions
 * included, not reaching beyond `end`. `null` where none begins there.
 */
export function phraseAfter(passage: Passage, start: number, end: number): TokenRange | null {
  const { tokens } = passage;
  let i = start;
  for (; i < end && i - start < LONGEST_SOURCE; i++) {
    const word = tokens.word[i]!;
    const lower = tokens.lower[i]!;
    if (isInitialStop(tokens, i)) continue;
    if (isBreak(word) || quotationAt(passage, i)?.double) break;
    if (word === ",") {
      if (!continuesPhrase(tokens, i + 1, end)) break;
      continue;
    }
    if (i === start) {
      if (
        !isCapitalised(word) &&
        !DETERMINERS.has(lower) &&
        !SUBJECT_PRONOUNS.has(lower) &&
        !/^\p{Ll}+s$/u.test(word) &&
        !/^\p{N}/u.test(word)
      )
        return null;
      if (DAYS.has(lower) || ADJUNCT_PREPOSITIONS.has(lower) || lower === "that") return null;
      if (SUBJECT_PRONOUNS.has(lower)) return { from: start, to: start + 1 };
      if (/^(?:nothing|something|anything|everything)$/.test(lower)) return null;
      continue;
    }
    if (STOP_AFTER.has(lower) || DAYS.has(lower)) break;
    if (FINITE.has(lower) && lower !== "'s" && !inRelativeClause(tokens, start, i)) break;
    if (lower === "and" && SUBJECT_PRONOUNS.has(tokens.lower[i + 1] ?? "")) break;
  }
  while (i > start && tokens.word[i - 1] === ",") i--;
  return i > start ? { from: start, to: i } : null;
}

const STOP_AFTER = new Set(
  "on in at during after before as when while because if but though although that last late early earlier".split(
    " ",
  ),
);

function inRelativeClause(tokens: Tokens, start: number, i: number): boolean {
  for (let k = i - 1; k > start; k--) {
    if (tokens.lower[k] === "who" || tokens.lower[k] === "whose") return true;
    if (tokens.word[k] === ",") return false;
  }
  return false;
}

/** After a comma: an apposition ("the deputy minister", "52", "who chairs …") goes on. */
function continuesPhrase(tokens: Tokens, i: number, end: number): boolean {
  if (i >= end) return false;
  const lower = tokens.lower[i]!;
  if (lower === "who" || lower === "whose" || lower === "a" || lower === "an" || lower === "the")
    return true;
  if (/^\d{1,3}$/.test(tokens.word[i]!)) return tokens.word[i + 1] === "," || i + 1 >= end;
  return (
    isCapitalised(tokens.word[i]!) &&
    !SUBJECT_PRONOUNS.has(lower) &&
    !DAYS.has(lower) &&
    !DETERMINERS.has(lower)
  );
}

/** Whether subject and verb go together: the bare form ("say", "state") needs a plural or "I". */
export function agrees(tokens: Tokens, subject: TokenRange, verb: number): boolean {
  const form = tokens.lower[verb]!;
  if (cueVerb(form)?.lemma !== form || AUXILIARIES.has(tokens.lower[verb - 1]!)) return true;
  for (let i = subject.from; i < subject.to; i++) {
    if (
      /^(?:.*[^s]s|i|we|you|they|people|men|women|and|who|police|majority|some|many|most|all)$/.test(
        tokens.lower[i]!,
      )
    )
      return true;
  }
  return false;
}

/** Cuts the closing stop, and any comma, off a sentence's end; closing marks of a quotation stay. */
export function withoutStop(passage: Passage, range: TokenRange): TokenRange {
  let { from, to } = range;
  while (
    to > from &&
    /^[.!?;:,…]+$/.test(passage.tokens.word[to - 1]!) &&
    quotationAt(passage, to - 1) === undefined
  )
    to--;
  return { from, to };
}
