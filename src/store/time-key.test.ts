import fc from "fast-check";
import { expect, test } from "vitest";
import { dayOfKey, firstKeyOf, timeKey } from "./time-key.ts";

test.each([
  ["2031-03-11", "2031-03-11"],
  ["2031-03-11T23:59Z", "2031-03-11"],
  ["2031-03", "2031-03-01"],
  ["2031", "2031-01-01"],
  ["1066-10-14", "1500-01-02"],
  ["2500-01-01", "2217-09-22"],
  [null, null],
  ["in March", null],
])("a key of %s is of the day %s", (date, day) => {
  expect(dayOfKey(timeKey(date, 7))).toBe(day);
});

const day = fc
  .date({ min: new Date("1501-01-01"), max: new Date("2216-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test("keys are exact numbers in the order of days, then of numbers", () => {
  fc.assert(
    fc.property(day, day, fc.nat(2 ** 30), fc.nat(2 ** 30), (a, b, m, n) => {
      expect(Number.isSafeInteger(timeKey(a, m))).toBe(true);
      if (a !== b) expect(timeKey(a, m) < timeKey(b, n)).toBe(a < b);
      else expect(timeKey(a, m) - timeKey(a, n)).toBe(m - n);
      expect(firstKeyOf(a)).toBe(timeKey(a, 0));
    }),
  );
});
