/**
 * Days of the Gregorian calendar as whole numbers: days since 1 January 1970. Nothing here knows
 * hours or zones.
 */
export type Day = number;

export function dayOf(year: number, month: number, day: number): Day {
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

/** Whether the calendar has that day, in a year that can be written with four digits. */
export function isDay(year: number, month: number, day: number): boolean {
  if (year < 1000 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
  return day <= daysIn(year, month);
}

export function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

export function partsOf(day: Day): { year: number; month: number; day: number } {
  const date = new Date(day * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** 0 is Monday, as in ISO 8601. */
export function weekdayOf(day: Day): number {
  return (((day + 3) % 7) + 7) % 7;
}

export function isoOfDay(day: Day): string {
  const { year, month, day: date } = partsOf(day);
  return `${isoOfMonth(year, month)}-${two(date)}`;
}

export function isoOfMonth(year: number, month: number): string {
  return `${year}-${two(month)}`;
}

/** Months counted from year 0, so that they can be added to. */
export function monthIndex(year: number, month: number): number {
  return year * 12 + month - 1;
}

export function isoOfMonthIndex(index: number): string {
  return isoOfMonth(Math.floor(index / 12), (index % 12) + 1);
}

export function two(value: number): string {
  return String(value).padStart(2, "0");
}
