import fc from "fast-check";
import { expect, test } from "vitest";
import { daysBetween, dayTokens, lastOfMonth, stepDays, wordsOfDay } from "./days.ts";

test.each([
  ["2031-03-11", "2031-03-11", ["20310311"]],
  ["2031-03-01", "2031-03-31", ["203103"]],
  ["2031-03-01", "2031-03-30", 30],
  ["2031-01-01", "2032-12-31", ["2031", "2032"]],
  ["2030-12-31", "2032-01-01", ["20301231", "2031", "20320101"]],
  ["2031-03-12", "2031-03-11", []],
] as const)("from %s to %s", (first, last, expected) => {
  const tokens = dayTokens(first, last);
  if (typeof expected === "number") expect(tokens).toHaveLength(expected);
  else expect(tokens).toEqual(expected);
});

const day = fc.integer({ min: 0, max: 3000 }).map((n) => stepDays("2028-01-01", n));

test("a day has a word of a span exactly where it is in it", () => {
  fc.assert(
    fc.property(day, day, day, (first, last, at) => {
      const tokens = new Set(dayTokens(first, last));
      const isIn = wordsOfDay(at).filter((word) => tokens.has(word)).length;
      expect(isIn).toBe(first <= at && at <= last ? 1 : 0);
    }),
  );
});

test("months end, and days are counted", () => {
  expect(lastOfMonth("2032-02-10")).toBe("2032-02-29");
  expect(lastOfMonth("2031-12-31")).toBe("2031-12-31");
  expect(daysBetween("2032-02-28", "2032-03-01")).toBe(2);
});
