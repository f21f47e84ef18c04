import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Comparison, compareWords } from "./compare-words.ts";
import { foldWords } from "./words.ts";

/** Everything is one statement, unless the two places lie on different lines. */
function compare(quotation: string, passage: string): Comparison | null {
  const words = foldWords(passage);
  return compareWords(foldWords(quotation), words, (from, to) =>
    passage.slice(words.ends[from], words.starts[to]).includes("\n") ? null : to - from - 1,
  );
}

const SAID =
  "We will close the harbour on Friday, when the last boat has left the pier.\nNobody asked the fishermen what they wanted, and nobody will.";

/** A quotation, its kinds, and its differences as `quoted > found`. */
const CASES: readonly (readonly [string, string, string])[] = [
  ["we will close the harbour on Friday", "verbatim", ""],
  ["“We will close the Harbour – on Friday”", "verbatim", ""],
  ["We will close the market on Friday", "changed", "market > harbour"],
  ["They will close the harbour on Friday", "changed", "They > We"],
  ["We will soon close the harbour on Friday", "changed", "soon > -"],
  ["We will close harbour on Friday", "changed", "- > the"],
  ["We will close the [port] on Friday", "changed", "port > harbour (brackets)"],
  ["We [all] will close the harbour", "changed", "all > - (brackets)"],
  ["We will close the harbour … when the last boat has left", "cut", "- > on Friday (ellipsis)"],
  ["We will close the harbour has left the pier", "cut", "- > on Friday, when the last boat"],
  ["We will close the harbour and nobody will", "stitched", ""],
  [
    "nobody asked the fishermen what they wanted. We will close the harbour on Friday",
    "stitched",
    "",
  ],
  [
    "We will close the harbour and market. Nobody asked the fishermen",
    "changed, stitched",
    "and market > -",
  ],
];

describe("kinds and differences", () => {
  test.each(CASES)("%s", (quotation, kinds, differences) => {
    const found = compare(quotation, SAID)!;
    expect(found.kinds.join(", ")).toBe(kinds);
    const written = found.differences.map(({ quoted, found: there, marked }) => {
      const words = quoted === null ? "-" : quotation.slice(...quoted);
      const others = there === null ? "-" : SAID.slice(...there);
      return `${words} > ${others}${marked === null ? "" : ` (${marked})`}`;
    });
    expect(written.join("; ")).toBe(differences);
  });
});

describe("what is not there", () => {
  test.each([
    "The weather will be fine on Friday",
    "We will see",
    "when they wanted the pier",
    "close friends",
  ])("%s", (quotation) => {
    expect(compare(quotation, SAID)).toBeNull();
  });
});

test("a part that the passage does not have is missing, not changed", () => {
  const quotation =
    "We will close the harbour on Friday, when the boat has left. Every ministry had known it before.";
  const found = compare(quotation, SAID)!;
  expect(found.kinds).toEqual(["changed", "in part"]);
  expect(found.differences).toHaveLength(1);
  expect(found.missing).toEqual([[12, 18]]);
  expect(found.same).toBe(12);
});

test("spelling apart by spaces and hyphens is the same", () => {
  const found = compare(
    "the co-operative took most of the fish",
    "The cooperative took most of the fish.",
  );
  expect(found?.kinds).toEqual(["verbatim"]);
  expect(found?.same).toBe(8);
});

test("words found are those of the passage, and a stretch of it is verbatim", () => {
  const word = fc.constantFrom(
    ..."the boat harbour left nobody fish of pier net and salt".split(" "),
  );
  const text = fc.array(word, { minLength: 8, maxLength: 40 });
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(), (words, from, length) => {
      const start = from % (words.length - 4);
      const stretch = words.slice(start, start + 4 + (length % (words.length - start - 3)));
      const found = compare(stretch.join(" "), words.join(" "));
      expect(found?.kinds).toEqual(["verbatim"]);
      expect(found?.same).toBe(stretch.length);
    }),
  );
});
