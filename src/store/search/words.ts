/*
 * What counts as a word, decided once for both stores: the index is fed with words folded here, and
 * takes them as they are.
 */

/** A word of a text as the index knows it, and where it stands. */
export interface Word {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** Longer words are known by their beginning. */
const LONGEST = 60;

// Scripts written without spaces: each character is a word, so that a run of them is a phrase.
const UNSPACED =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
const WORD = new RegExp(
  `[${UNSPACED}]\\p{M}*|(?:(?![${UNSPACED}])[\\p{L}\\p{N}])(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}\\u0640])*`,
  "gu",
);

/**
 * The words of a text, in order: runs of letters and digits. Apostrophes, hyphens and all other
 * marks part words, whichever of their shapes is used: "O’Brien's" is o, brien, s.
 */
export function wordsIn(text: string): Word[] {
  const words: Word[] = [];
  for (const { 0: written, index } of text.matchAll(WORD)) {
    const word = foldWord(written);
    if (word !== "") words.push({ word, start: index, end: index + written.length });
  }
  return words;
}

const STARTS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");

/** Whether a word is a character of a script written without spaces. */
export function isUnspaced(word: string): boolean {
  return STARTS_UNSPACED.test(word);
}

const ASCII = /^[\u0000-\u007f]*$/;

// Accents of Latin, Greek and Cyrillic, points of Hebrew, vowel signs and lengthening of Arabic.
// Signs of other scripts are letters in all but name, and stay.
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]/g;
const NO_WORD = /[^\p{L}\p{N}\p{M}]/gu;

/** Letters that Unicode does not take apart, as they are written without them. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ħ: "h",
  ς: "σ",
  ı: "i",
  ł: "l",
  þ: "th",
};
const OTHER_LETTERS = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");

/** Without case and accents, and in one of the ways Unicode has to write it. */
export function foldWord(written: string): string {
  if (ASCII.test(written)) return written.toLowerCase().slice(0, LONGEST);
  const folded = written
    .normalize("NFKD")
    .toLowerCase()
    .normalize("NFKD")
    .replace(ACCENTS, "")
    .replace(OTHER_LETTERS, (letter) => LETTERS[letter]!)
    .replace(NO_WORD, "")
    .normalize("NFC");
  return folded.length <= LONGEST ? folded : [...folded].slice(0, LONGEST).join("");
}
