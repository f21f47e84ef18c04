import { isDay } from "../calendar.ts";
import { calendarDate, type Found, UNKNOWN_DAY } from "../reading.ts";
import { type Scan, wordAt } from "../scan.ts";

/** "2031-03-11" and "13/3/2031"; "3/4/2031" could be two days and stays unknown. */
export function proposeNumericDate(scan: Scan, i: number): Found | null {
  const word = wordAt(scan, i);
  const [, y, m, d] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(word) ?? [];
  const iso = y !== undefined && isDay(Number(y), Number(m), Number(d));
  if (iso) return { from: i, to: i + 1, reading: calendarDate(Number(y), Number(m), Number(d)) };
  const parts = /^(\d{1,2})([/.])(\d{1,2})\2(\d{4})$/.exec(word);
  if (parts === null) return null;
  const [first, second, year] = [Number(parts[1]), Number(parts[3]), Number(parts[4])];
  const dayFirst = isDay(year, second, first);
  const monthFirst = isDay(year, first, second);
  if (!dayFirst && !monthFirst) return null;
  const both = dayFirst && monthFirst && first !== second;
  const reading = both
    ? UNKNOWN_DAY
    : dayFirst
      ? calendarDate(year, second, first)
      : calendarDate(year, first, second);
  return { from: i, to: i + 1, reading };
}
