import { countAt } from "../propose/year.ts";
import { type Found, type Reading, UNKNOWN_DAY } from "../reading.ts";
import { lowerAt, type Scan } from "../scan.ts";
import { UNITS, VAGUE } from "../words.ts";

/**
 * "three days before 14 October", "the day after 2 April": so many units from another date. Before open ends are read: these words say "before 14 October" too, and mean one day.
 */
export function countFrom(scan: Scan, found: readonly Found[]): Found[] {
  return found.map((one) => {
    const { form } = one.reading;
    if (form !== "date" && form !== "weekday" && form !== "shift") return one;
    const direction = { before: -1, after: 1 }[lowerAt(scan, one.from - 1)];
    const unit = UNITS.get(lowerAt(scan, one.from - 2));
    if (direction === undefined || unit === undefined || unit.unit === "hour") return one;
    const at = one.from - 3;
    const isTheDay = lowerAt(scan, at) === "the" && lowerAt(scan, at + 1) === "day";
    const count = isTheDay ? 1 : countAt(scan, at);
    // "days after 14 October", "a few weeks before 3 May"
    if (count === null || VAGUE.has(lowerAt(scan, at))) {
      const isVague = VAGUE.has(lowerAt(scan, at));
      const from = !isVague ? at + 1 : lowerAt(scan, at - 1) === "a" ? at - 1 : at;
      return { from, to: one.to, reading: UNKNOWN_DAY };
    }
    const reading: Reading = {
      form: "offset",
      unit: unit.unit,
      count: direction * count * unit.times,
      of: one.reading,
    };
    return { from: at, to: one.to, reading };
  });
}
