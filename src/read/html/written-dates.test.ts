import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { datesOfLine, findDates } from "./written-dates.ts";

const dates = (text: string, order: "day-month" | "month-day" | null = "day-month") =>
  findDates(text, order).map(({ date }) => date);

describe("findDates", () => {
  it.each([
    ["Stand: 28.04.2031 17:23 Uhr", ["2031-04-28T17:23"]],
    ["Published Monday, Nov. 18, 2030 at 3:05 p.m. EST", ["2030-11-18T15:05"]],
    ["12 de marzo de 2031, 10:15", ["2031-03-12T10:15"]],
    ["le 5 février 2031 à 17h30", ["2031-02-05T17:30"]],
    ["5. února 2031", ["2031-02-05"]],
    ["20 марта 2031, 15:00", ["2031-03-20T15:00"]],
    ["2031年3月12日", ["2031-03-12"]],
    ["2031년 3월 12일", ["2031-03-12"]],
    ["Tuesday, 5th of May 2031", ["2031-05-05"]],
    ["22:46, 11-Jul-2031", ["2031-07-11T22:46"]],
    ["Mon, 18 Nov 2030 10:00:00 GMT", ["2030-11-18T10:00:00Z"]],
    ["12 March 2031 09:15 +0530", ["2031-03-12T09:15+05:30"]],
    ["16.12.2030, 11:02 Uhr | aktualisiert: 17.12.2030", ["2030-12-16T11:02", "2030-12-17"]],
    ["2031-03-12", ["2031-03-12"]],
    ["28.09.31", ["2031-09-28"]],
    // Near misses: no whole date, no day of the calendar, numbers of something else.
    ["March 2031", []],
    ["30 February 2031", []],
    ["Smarch 12, 2031", []],
    ["version 3.12.20", []],
    ["192.168.12.31", []],
    ["a pool of 12 2031 boats", []],
  ])("%s", (text, expected) => {
    expect(dates(text)).toEqual(expected);
  });

  it.each([
    ["day-month", ["2031-04-03"]],
    ["month-day", ["2031-03-04"]],
    [null, []],
  ] as const)("03/04/2031 read as %s", (order, expected) => {
    expect(dates("03/04/2031", order)).toEqual(expected);
  });

  it("13/04/2031 leaves nothing open", () => {
    expect(dates("13/04/2031", null)).toEqual(["2031-04-13"]);
  });

  it("lies inside its text, in order, and is a day of the calendar", () => {
    const words = fc.constantFrom(
      "12",
      "March",
      "2031",
      ".",
      "/",
      " ",
      "年",
      "de",
      "T09:15",
      "-",
      "Z",
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 30 }), (parts) => {
        const text = parts.join("");
        let end = 0;
        for (const found of findDates(text, "day-month")) {
          expect(found.start).toBeGreaterThanOrEqual(end);
          expect(found.end).toBeLessThanOrEqual(text.length);
          expect(Number.isNaN(Date.parse(found.date.slice(0, 10)))).toBe(false);
          end = found.start + 1;
        }
      }),
    );
  });
});

it.each([
  ["Updated: 12 March 2031", true],
  ["Publicado el 12 de marzo de 2031 por la redacción", true],
  ["The council met on 12 March 2031 and refused to sign the treaty of the harbour.", false],
  ["No date at all", false],
])("%s states a date and little else: %s", (line, expected) => {
  expect(datesOfLine(line, "day-month") !== null).toBe(expected);
});
