import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../test/fast-check.ts";
import { readTimestamp } from "./timestamp.ts";

describe("readTimestamp", () => {
  it.each([
    ["Updated 22:46, 11-Jul-2031", null, "2031-07-11T22:46"],
    ["Last updated: July 11, 2031 at 10:46 p.m.", null, "2031-07-11T22:46"],
    ["Published: 12 March 2031 09:15 GMT", "2031-03-12T09:15Z", null],
    ["Published 12 March 2031 | Updated 13 March 2031 08:00", "2031-03-12", "2031-03-13T08:00"],
    ["First published on 12 March 2031", "2031-03-12", null],
    ["March 12, 2031", "2031-03-12", null],
    ["Wednesday, 12th of March 2031", "2031-03-12", null],
    ["12th March, 2031, 9.15am", "2031-03-12T09:15", null],
    ["Mar. 12, 2031 9 a.m. ET", "2031-03-12T09:00", null],
    ["11 Mar 2031 22:46 CET", "2031-03-11T22:46", null],
    ["11 Mar 2031 22:46 UTC+2", "2031-03-11T22:46+02:00", null],
    ["11 Mar 2031 22:46 +0530", "2031-03-11T22:46+05:30", null],
    ["11 March 2031 0915 GMT", "2031-03-11T09:15Z", null],
    ["2031-03-11", "2031-03-11", null],
    ["2031-03-11T22:46:05+02:00", "2031-03-11T22:46:05+02:00", null],
    ["2031-03-11 22:46", "2031-03-11T22:46", null],
    ["2031/03/11", "2031-03-11", null],
    ["25/04/2031 12:00 am", "2031-04-25T00:00", null],
    ["04/25/2031", "2031-04-25", null],
    ["12 March 2031 · 5 min read", "2031-03-12", null],
  ])("%s", (line, published, updated) => {
    expect(readTimestamp(line)).toEqual({ published, updated });
  });

  it.each([
    "03/04/2031", // 3 April or 4 March
    "31/02/2031",
    "Updated March 12",
    "Updated 2 hours ago",
    "Posted 30 February 2031",
  ])("%s is a timestamp without a date", (line) => {
    expect(readTimestamp(line) ?? { published: null, updated: null }).toEqual({
      published: null,
      updated: null,
    });
  });

  it.each([
    "July 11, 2031 was a quiet day",
    "12 March",
    "1914",
    "22:46",
    "Monday",
    "May 2031 be better",
    "Caster, 12 March 2031",
    "3-1",
    "",
  ])("%s is none", (line) => {
    expect(readTimestamp(line)).toBeNull();
  });

  it("reads or refuses any line, and states ISO 8601 only", () => {
    const iso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/;
    const part = fc.constantFrom(
      "Updated",
      "12",
      "2031",
      "March",
      ":",
      "-",
      "/",
      " ",
      "GMT",
      "+2",
      "a.m.",
      "22:46",
      "2031-03-11",
      ",",
    );
    fc.assert(
      fc.property(
        fc.array(part).map((parts) => parts.join("")),
        (line) => {
          const stamp = readTimestamp(line);
          for (const date of [stamp?.published, stamp?.updated])
            if (date) expect(date).toMatch(iso);
        },
      ),
      { numRuns: runs(2000) },
    );
  });
});
