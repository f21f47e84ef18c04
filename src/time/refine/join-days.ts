import type { Found, Reading } from "../reading.ts";
import { lowerAt, type Scan } from "../scan.ts";

/**
 * "Tuesday, March 11" is one day, and so are "March 11 at 3 p.m." and "May 4 of last year"; the calendar's word goes before
 * the weekday's.
 */
export function joinDays(scan: Scan, found: readonly Found[]): Found[] {
  const joined: Found[] = [];
  for (const next of found) {
    const last = joined.at(-1);
    const reading = last === undefined ? null : joinedReading(scan, last, next);
    if (reading === null) joined.push(next);
    else joined[joined.length - 1] = { from: last!.from, to: next.to, reading };
  }
  return joined;
}

function joinedReading(scan: Scan, a: Found, b: Found): Reading | null {
  const between = wordsBetween(scan, a, b);
  if (between === null) return null;
  if (a.reading.form === "weekday" && /^[,.]?$/.test(between)) {
    if (isDated(b.reading)) return b.reading;
  }
  if (a.reading.form === "clock" && a.reading.on === null && isOneDay(b.reading)) {
    if (/^(?:,? ?(?:on|of)?|,)$/.test(between)) return { ...a.reading, on: b.reading };
  }
  if (b.reading.form === "clock" && b.reading.on === null && isOneDay(a.reading)) {
    if (/^,? ?(?:at|around|about)?$/.test(between)) return { ...b.reading, on: a.reading };
  }
  if (a.reading.form === "date" && a.reading.year === null && isWholeYear(b.reading)) {
    if (between === "of" || between === "") return { ...a.reading, shift: b.reading.count };
  }
  return null;
}

function isWholeYear(reading: Reading): reading is Extract<Reading, { form: "shift" }> {
  return reading.form === "shift" && reading.unit === "year" && Math.abs(reading.count) <= 1;
}

/** At most two words between two expressions, as text; `null` for more. */
export function wordsBetween(scan: Scan, a: Found, b: Found): string | null {
  if (b.from - a.to > 2) return null;
  const words: string[] = [];
  for (let i = a.to; i < b.from; i++) words.push(lowerAt(scan, i));
  return words.join(" ");
}

function isDated(reading: Reading): boolean {
  if (reading.form === "range") return isDated(reading.last);
  return reading.form === "date" && reading.day !== null;
}

function isOneDay(reading: Reading): boolean {
  if (reading.form === "weekday") return true;
  if (reading.form === "shift") return reading.unit === "day";
  return reading.form === "date" && reading.day !== null;
}
