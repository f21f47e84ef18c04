import fc from "fast-check";
import { expect, test } from "vitest";
import { sampleShingles, shinglesOf } from "./shingles.ts";
import { foldWords } from "./words.ts";

test("shingles are stable: they may lie in a record", () => {
  expect([...shinglesOf(foldWords("We close the harbour"))]).toEqual([-482321959, -701954508]);
});

test("a short statement keeps all of its shingles", () => {
  expect(sampleShingles(foldWords("one two three four five six seven"), 5).size).toBe(5);
});

test("every run of window + 2 words shares a shingle with the text it is taken from", () => {
  const word = fc.constantFrom(
    ..."a of the boat harbour left nobody fish pier net salt".split(" "),
  );
  fc.assert(
    fc.property(fc.array(word, { minLength: 12, maxLength: 60 }), fc.nat(), (words, from) => {
      const window = 4;
      const sample = sampleShingles({ forms: words }, window);
      const start = from % (words.length - window - 1);
      const run = shinglesOf({ forms: words.slice(start, start + window + 2) });
      expect([...run].some((shingle) => sample.has(shingle))).toBe(true);
    }),
  );
});
