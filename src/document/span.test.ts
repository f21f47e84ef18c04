import fc from "fast-check";
import { expect, it } from "vitest";
import { compareSpans, isWhiteSpace, spansOverlap, trimSpan } from "./span.ts";

it("white space is what a regular expression calls white space", () => {
  for (let code = 0; code <= 0xffff; code++) {
    expect(isWhiteSpace(code), code.toString(16)).toBe(/\s/.test(String.fromCharCode(code)));
  }
});

it("trimming leaves what String.trim leaves", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..." \t\u00a0\ufeffab") }), (text) => {
      const { start, end } = trimSpan(text, { start: 0, end: text.length });
      expect(text.slice(start, end)).toBe(text.trim());
    }),
  );
});

it("spans that only touch do not overlap", () => {
  expect(spansOverlap({ start: 0, end: 2 }, { start: 2, end: 3 })).toBe(false);
  expect(spansOverlap({ start: 0, end: 3 }, { start: 2, end: 3 })).toBe(true);
});

it("the longer of two that start together comes first", () => {
  const spans = [
    { start: 1, end: 2 },
    { start: 0, end: 1 },
    { start: 1, end: 5 },
  ];
  expect(spans.sort(compareSpans)).toEqual([
    { start: 0, end: 1 },
    { start: 1, end: 5 },
    { start: 1, end: 2 },
  ]);
});
