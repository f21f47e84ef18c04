import fc from "fast-check";
import { expect, test } from "vitest";
import { record } from "../../test/fixtures/records.ts";
import type { RecordedBlock } from "../document/record.ts";
import { partsOf, piecesOf } from "./pieces.ts";

/** Pieces as kind, white space before, words, white space after. */
function shown(text: string, blocks: RecordedBlock[], longest = 100): string[] {
  return piecesOf(record({ text, blocks }), longest).map(
    ({ kind, from, start, end, to, joinsNext }) =>
      `${kind}|${text.slice(from, start)}|${text.slice(start, end)}|${text.slice(end, to)}${joinsNext ? "+" : ""}`,
  );
}

const P = (start: number, end: number): RecordedBlock => ({
  kind: "paragraph",
  span: [start, end],
});

test.each<[string, string, RecordedBlock[], string[]]>([
  ["no text", "", [], []],
  ["no blocks", "a b\n", [], ["unread||a b|\n"]],
  ["white space before", "\n a", [P(2, 3)], ["unread|||\n ", "paragraph||a|"]],
  ["between", "a\n\nb\n", [P(0, 1), P(3, 4)], ["paragraph||a|\n\n", "paragraph||b|\n"]],
  [
    "words in no block",
    "a * b",
    [P(0, 1), P(4, 5)],
    ["paragraph||a|", "unread| |*| ", "paragraph||b|"],
  ],
  ["blocks that overlap", "abcd", [P(0, 3), P(1, 4)], ["paragraph||abc|", "paragraph||d|"]],
  ["a block beyond the end", "ab", [P(0, 9), P(9, 12)], ["paragraph||ab|"]],
  [
    "a dateline in the line of its paragraph",
    "VELLIN - Fog.",
    [{ kind: "dateline", span: [0, 9] }, P(9, 13)],
    ["dateline||VELLIN -| +", "paragraph||Fog.|"],
  ],
  [
    "a dateline above it",
    "VELLIN\nFog.",
    [{ kind: "dateline", span: [0, 6] }, P(7, 11)],
    ["dateline||VELLIN|\n", "paragraph||Fog.|"],
  ],
])("%s", (_, text, blocks, pieces) => {
  expect(shown(text, blocks)).toEqual(pieces);
});

test("a long block is cut after a line, else after a word, else anywhere but in a character", () => {
  expect(shown("ab cd\nef gh", [P(0, 11)], 8)).toEqual([
    "paragraph||ab cd|\n",
    "paragraph||ef gh|",
  ]);
  expect(shown("ab cd ef gh", [P(0, 11)], 7)).toEqual(["paragraph||ab cd| ", "paragraph||ef gh|"]);
  expect(shown("abc😀d", [P(0, 6)], 4)).toEqual(["paragraph||abc|", "paragraph||😀d|"]);
});

test("parts are the text, and none is longer than asked for", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("a", "b ", " ", "\n", "😀", "long "), { maxLength: 60 }),
      fc.array(fc.nat(80), { maxLength: 8 }),
      fc.integer({ min: 2, max: 20 }),
      (words, ends, length) => {
        const text = words.join("");
        const bounds = [...new Set(ends)].sort((a, b) => a - b);
        const blocks = bounds.slice(1).map((end, i) => P(bounds[i]!, end));
        const parts = partsOf(record({ text, blocks }), length);
        expect(parts.map(({ start, end }) => text.slice(start, end)).join("")).toBe(text);
        for (const { start, end, pieces } of parts) {
          expect(end - start).toBeLessThanOrEqual(length);
          expect(pieces.map((piece) => text.slice(piece.from, piece.to)).join("")).toBe(
            text.slice(start, end),
          );
        }
      },
    ),
  );
});
