import { expect, it } from "vitest";
import { withoutMargins } from "./margins.ts";
import type { Segment } from "./page-lines.ts";

const at = (y: number, text: string, x = 72): Segment => ({
  text,
  x,
  right: x + text.length * 5,
  y,
  size: 10,
  font: "f",
});

/** Pages of body lines between what `ends` gives for each. */
function left(...ends: readonly (readonly [head: string, foot: string])[]): string[][] {
  const pages = ends.map(([head, foot], i) => [
    ...(head ? [at(800, head)] : []),
    ...Array.from({ length: 8 }, (_, j) =>
      at(700 - 12 * j, `page ${"abcdef"[i]} line ${"abcdefgh"[j]}`),
    ),
    ...(foot ? [at(40, foot)] : []),
  ]);
  return withoutMargins(pages).map((page) =>
    page.map(({ text }) => text).filter((text) => !/ line /.test(text)),
  );
}

it.each<[string, [string, string][], string[][]]>([
  [
    "a header and numbers",
    [
      ["Report", "1"],
      ["Report", "2"],
    ],
    [[], []],
  ],
  [
    "numbers that begin elsewhere",
    [
      ["", "17"],
      ["", "18"],
      ["", "19"],
    ],
    [[], [], []],
  ],
  [
    "Page 1 of 3",
    [
      ["", "Page 1 of 3"],
      ["", "Page 2 of 3"],
      ["", "Page 3 of 3"],
    ],
    [[], [], []],
  ],
  [
    "a preface's numbers",
    [
      ["", "iv"],
      ["", "v"],
    ],
    [[], []],
  ],
  ["one page, numbered", [["A statement", "1"]], [["A statement"]]],
  [
    "numbers that do not count",
    [
      ["", "41"],
      ["", "17"],
      ["", "3"],
    ],
    [["41"], ["17"], ["3"]],
  ],
  [
    "different first lines",
    [
      ["To the Council", ""],
      ["Yours faithfully", ""],
    ],
    [["To the Council"], ["Yours faithfully"]],
  ],
  ["a year alone on one page", [["", "2031"]], [["2031"]]],
])("%s", (_, ends, kept) => expect(left(...ends)).toEqual(kept));
