import type { Found, Reading } from "../reading.ts";
import { isDash, lowerAt, type Scan } from "../scan.ts";
import { wordsBetween } from "./join-days.ts";

/** "from 28 December to 2 January", "between 2014 and 2016", "March-May 2030", "Monday to Friday". */
export function joinRanges(scan: Scan, found: readonly Found[]): Found[] {
  const joined: Found[] = [];
  for (const next of found) {
    const last = joined.at(-1);
    const reading = last === undefined ? null : rangeReading(scan, last, next);
    if (reading === null) joined.push(next);
    else joined[joined.length - 1] = { from: last!.from, to: next.to, reading };
  }
  return joined;
}

function rangeReading(scan: Scan, a: Found, b: Found): Reading | null {
  const between = wordsBetween(scan, a, b);
  const opening = lowerAt(scan, a.from - 1);
  if (between === null || !canBound(a.reading) || !canBound(b.reading)) return null;
  const spoken = /^(?:to|until|till|through)$/.test(between);
  const joins =
    (opening === "between" && between === "and") ||
    (opening === "from" && spoken) ||
    isDash(between) ||
    between === "through" ||
    between === "to";
  if (!joins) return null;
  // "open Monday to Friday" says how things are, not when something was.
  if (a.reading.form === "weekday" && opening !== "from" && opening !== "between") {
    return { form: "unknown", precision: "day" };
  }
  return { form: "range", first: sharing(a.reading, b.reading), last: b.reading };
}

function canBound({ form }: Reading): boolean {
  return !/^(?:range|since|until|unknown|period)$/.test(form);
}

/** What the end of a range says for its beginning too: the year, the day of a clock time. */
function sharing(first: Reading, last: Reading): Reading {
  if (first.form === "clock" && last.form === "clock" && first.on === null) {
    return { ...first, on: last.on };
  }
  if (first.form !== "date" || last.form !== "date") return first;
  if (first.year !== null || last.year === null || first.month === null) return first;
  const wraps = last.month !== null && first.month > last.month;
  return { ...first, year: last.year - (wraps ? 1 : 0) };
}

/** "in March and May 2016", "3 May, 5 June and 7 June 2016": the year counts for all. */
export function shareYears(scan: Scan, found: readonly Found[]): Found[] {
  const shared = [...found];
  for (let i = shared.length - 2; i >= 0; i--) {
    const a = shared[i]!;
    const b = shared[i + 1]!;
    if (a.reading.form !== "date" || b.reading.form !== "date") continue;
    if (a.reading.year !== null || b.reading.year === null || b.reading.month === null) continue;
    if ((a.reading.day === null) !== (b.reading.day === null)) continue;
    if (!/^(?:and|or|,|, and|, or)$/.test(wordsBetween(scan, a, b) ?? "no")) continue;
    shared[i] = { ...a, reading: { ...a.reading, year: b.reading.year } };
  }
  return shared;
}
