/*
 * Keys of derived rows count up with time, so that the newest of a million are the last rows of a
 * table and of its full-text index, and no query sorts them.
 *
 *   bit 52 … 35: day, counted from 1500-01-01 and cut off at 0 and 262,143 (the year 2217)
 *   bit 34 … 0:  number within the record, in the order of adding
 *
 * They stay below 2^53: exact as JavaScript numbers.
 */

/** Rows that one record can number: 34 thousand million. */
const NUMBERS = 2 ** 35;
const LAST_DAY = 2 ** 18 - 1;
const DAY = 86_400_000;
const FIRST = Date.UTC(1500, 0, 1);

/**
 * The key of a row of this day; unknown days come before all others.
 *
 * @param date ISO 8601, or its beginning: a year is its first day
 * @param number counted up by the record, from 0
 */
export function timeKey(date: string | null, number: number): number {
  return firstKeyOf(date) + number;
}

/** No key of that day or a later one is smaller. */
export function firstKeyOf(date: string | null): number {
  return dayOf(date) * NUMBERS;
}

/** The day a key was made for, `YYYY-MM-DD`; `null`: unknown. */
export function dayOfKey(key: number): string | null {
  const day = Math.floor(key / NUMBERS);
  return day === 0 ? null : new Date(FIRST + day * DAY).toISOString().slice(0, 10);
}

function dayOf(date: string | null): number {
  const [, year, month = "01", day = "01"] =
    /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(date ?? "") ?? [];
  if (year === undefined) return 0;
  const at = new Date(0).setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return Math.min(Math.max(Math.round((at - FIRST) / DAY), 1), LAST_DAY);
}
