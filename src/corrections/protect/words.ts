/** A word as it is compared: letters and digits, without case and accents. */
export interface Word {
  readonly folded: string;
  /** In UTF-16 code units of the text; the word's marks and invisible characters belong to it. */
  readonly start: number;
  readonly end: number;
  /** Begins with a small letter of a script that has capitals. */
  readonly isSmall: boolean;
}

// Letters that no decomposition takes apart, but that are written without their stroke elsewhere.
const PLAIN: Readonly<Record<string, string>> = {
  ß: "ss",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  æ: "ae",
  œ: "oe",
  ı: "i",
  ħ: "h",
  ŋ: "n",
  ŧ: "t",
};

/** Marks above and below letters, soft hyphens, joiners, direction marks: nothing that is compared. */
const INVISIBLE = /[\p{M}\p{Cf}]/gu;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}]*/gu;

export function fold(text: string): string {
  if (/^[a-z0-9 ]*$/.test(text)) return text;
  return text
    .normalize("NFKD")
    .replace(INVISIBLE, "")
    .toLowerCase()
    .replace(INVISIBLE, "")
    .replace(/[ßøłđðþæœıħŋŧ]/g, (letter) => PLAIN[letter]!);
}

/** The words of a text, in order. */
export function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    folded: fold(word),
    start: index,
    end: index + word.length,
    isSmall: /^\p{Ll}/u.test(word),
  }));
}
