import { describe, expect, test } from "vitest";
import { pageWidth, parseDate, parseWidth, wantsColour } from "./options.ts";

describe("parseDate", () => {
  test.each([
    "2031",
    "2031-03",
    "2031-03-11",
    "2028-02-29",
    "2031-03-11T22:46",
    "2031-03-11T22:46:10.5Z",
    "2031-03-11T22:46+02:00",
  ])("%s", (value) => expect(parseDate(value)).toBe(value));

  test("a space before the time becomes the T of the standard", () =>
    expect(parseDate("2031-03-11 22:46")).toBe("2031-03-11T22:46"));

  test.each([
    "",
    "11/03/2031",
    "2031-3-11",
    "2031-13",
    "2031-00-10",
    "2031-02-29",
    "2031-04-31",
    "2031-03-11T24:00",
    "2031-03-11T22:60",
    "2031-03-11T22:46+2",
    "yesterday",
  ])("not %s", (value) => expect(() => parseDate(value)).toThrow("Write a date as 2031-03-11"));
});

describe("parseWidth", () => {
  test.each(["40", "80", "1000"])("%s", (value) => expect(parseWidth(value)).toBe(Number(value)));
  test.each(["39", "0", "-80", "8e1", "80.5", "wide", "", "1001"])("not %s", (value) =>
    expect(() => parseWidth(value)).toThrow("from 40 to 1000"),
  );
});

test.each([
  [undefined, 80],
  [0, 80],
  [72, 72],
  [250, 100],
])("a terminal of %s columns has pages of %i", (columns, width) => {
  expect(pageWidth({ columns } as NodeJS.WriteStream)).toBe(width);
});

test.each([
  [true, {}, true],
  [false, {}, false],
  [undefined, {}, false],
  [true, { TERM: "dumb" }, false],
  [true, { NO_COLOR: "1" }, false],
  [true, { NO_COLOR: "" }, true],
  [false, { FORCE_COLOR: "1" }, true],
  [true, { FORCE_COLOR: "0" }, false],
  [false, { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
])("terminal %s with %j: colour %s", (isTTY, env, colour) => {
  expect(wantsColour({ isTTY } as NodeJS.WriteStream, env)).toBe(colour);
});
