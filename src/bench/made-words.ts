import type { Random } from "../train/random.ts";

/*
 * Words for made records: as unevenly used as language uses them, the common ones English, the
 * others invented, so that no text of anybody stands in them.
 */

/** In the order of how often English has them. */
const COMMON =
  "the of to and in a that is on for was said it as with he by at be has from his will have are not an they their but had were its who been would which this we after more about there also or one when no all than other up two into if you new out can over people could first him some she time what president government state country minister last her should now against most may under between these only made them before through where years any such our being while because national year many international during three must those both even do since how did make war world against foreign take still off former public group so well way back security".split(
    " ",
  );

const SYLLABLES = "ba har len mir ost pel quin tar vel wen yor dra fen gal hol".split(" ");
const SHORT = [..."bdfghklmnprstvz"].flatMap((first) => [..."aeiou"].map((then) => first + then));

const SIZE = 60_000;

const VOCABULARY: readonly string[] = makeVocabulary();
const CUMULATED: Float64Array = cumulate();

/** Rarer words are longer, as in language. */
function makeVocabulary(): string[] {
  const words = new Set(COMMON);
  for (let n = 0; n < SYLLABLES.length ** 2; n++) words.add(inSyllables(n, SYLLABLES, 2));
  for (let n = 0; words.size < SIZE / 3; n++) words.add(inSyllables(n * 7919, SHORT, 3));
  for (let n = 0; words.size < SIZE; n++) words.add(inSyllables(n * 7919, SYLLABLES, 4));
  return [...words];
}

/** The n-th word of so many syllables; a number prime to theirs, times n, mixes the alphabet. */
function inSyllables(n: number, syllables: readonly string[], count: number): string {
  let word = "";
  for (let i = 0, rest = n; i < count; i++, rest = Math.floor(rest / syllables.length)) {
    word += syllables[rest % syllables.length]!;
  }
  return word;
}

/** Zipf's law with Mandelbrot's correction: the share of rank r falls as 1 / (r + 2.7). */
function cumulate(): Float64Array {
  const sums = new Float64Array(VOCABULARY.length);
  let sum = 0;
  for (let rank = 0; rank < sums.length; rank++) {
    sum += 1 / (rank + 1 + 2.7);
    sums[rank] = sum;
  }
  return sums;
}

export function wordAt(random: Random): string {
  const at = random() * CUMULATED[CUMULATED.length - 1]!;
  let low = 0;
  let high = CUMULATED.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (CUMULATED[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return VOCABULARY[low]!;
}

/** The word of that rank, counted from 0: the most common first. */
export function wordOfRank(rank: number): string {
  return VOCABULARY[rank]!;
}

/** So many words as a sentence without its full stop; every tenth or so is followed by a comma. */
export function wordsOf(length: number, random: Random): string {
  const words = Array.from({ length }, () => wordAt(random));
  return words.map((word, i) => (i < length - 1 && random() < 0.08 ? `${word},` : word)).join(" ");
}

/** A name of two words, its own for each number below 3375 times 15. */
export function personName(n: number): string {
  const family = inSyllables(n * 613, SYLLABLES, 3);
  return `${capital(inSyllables(n * 31, SHORT, 2))} ${capital(family)}`;
}

export function placeName(n: number): string {
  return `${capital(inSyllables(n * 37, SYLLABLES, 2))}ia`;
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** A whole number below `count`; small ones more often, as the rank of a word is. */
export function unevenly(count: number, random: Random): number {
  return Math.floor((count + 1) ** random()) - 1;
}
