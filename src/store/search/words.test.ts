import fc from "fast-check";
import { expect, test } from "vitest";
import { foldWord, wordsIn } from "./words.ts";

test.each([
  ["We regret the letter.", "we regret the letter"],
  ["O’Brien's harbour-master", "o brien s harbour master"],
  ["‘north’ “letters” «tone»", "north letters tone"],
  ["Café CAFÉ cafe\u0301", "cafe cafe cafe"],
  ["Straße STRASSE Ærø Łódź", "strasse strasse aero lodz"],
  ["İSTANBUL ırmak", "istanbul irmak"],
  ["ΛΌΓΟΣ λόγος", "λογοσ λογοσ"],
  ["Ёлка", "елка"],
  ["الرِّسَالَةُ كـــتاب", "الرسالة كتاب"],
  ["שָׁלוֹם", "שלום"],
  ["कृपया", "कृपया"],
  ["東京都は12月", "東 京 都 は 12 月"],
  ["한국 정부", "한국 정부"],
  ["ﬁsh ½ m²", "fish 12 m2"],
  ["act=deny a_b 50%", "act deny a b 50"],
  ["— … “” 🚢", ""],
])("the words of %s", (text, words) => {
  expect(
    wordsIn(text)
      .map(({ word }) => word)
      .join(" "),
  ).toBe(words);
});

test("words stand where they are said to, in order, and are made of letters and digits", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
      const words = wordsIn(text);
      return words.every(
        ({ word, start, end }, i) =>
          start >= (words[i - 1]?.end ?? 0) &&
          end > start &&
          foldWord(text.slice(start, end)) === word &&
          /^[\p{L}\p{N}\p{M}]+$/u.test(word),
      );
    }),
  );
});

test("a folded word is as it would be folded again", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 20 }), (text) =>
      wordsIn(text).every(({ word }) => foldWord(word) === word),
    ),
  );
});
