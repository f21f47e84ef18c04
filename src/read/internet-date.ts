import { isoDate, isoDay, isoTime, isoZone, monthNumber } from "./dates.ts";

/** "Tue, 11 Mar 2031 09:15:00 +0200": RFC 5322, with the older spellings that feeds still use. */
const DATE =
  /^(?:[a-z]{3,9},?\s+)?(\d{1,2})[\s-]+([a-z]{3,9})\.?[\s-]+(\d{4}|\d{2})(?:[\s,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([a-z]{1,4}|[+-]\d{2}:?\d{2}))?)?(?:\s*\([^)]*\))?$/i;

/** Zones that RFC 822 names; other letters name no certain offset, and the time stays local. */
const ZONES: Readonly<Record<string, string>> = {
  UT: "Z",
  UTC: "Z",
  GMT: "Z",
  Z: "Z",
  EST: "-05:00",
  EDT: "-04:00",
  CST: "-06:00",
  CDT: "-05:00",
  MST: "-07:00",
  MDT: "-06:00",
  PST: "-08:00",
  PDT: "-07:00",
};

/**
 * The date of a mail, a feed or an HTTP header in ISO 8601, with the zone it was given in: both
 * "Tue, 11 Mar 2031 09:15:00 +0200" and what is ISO 8601 already. `null` for anything else.
 */
export function internetDate(value: string | null | undefined): string | null {
  const text = value?.trim().slice(0, 80) ?? "";
  const match = DATE.exec(text);
  if (!match) return isoDate(text);
  const [, day, monthName, yearText, hour, minute, second, zone] = match;
  const month = monthNumber(monthName!);
  const date = month === null ? null : isoDay(fullYear(yearText!), month, Number(day));
  if (date === null || hour === undefined) return date;
  const time = isoTime(Number(hour), Number(minute), second ? Number(second) : undefined);
  return time === null ? null : `${date}T${time}${zone ? zoneOffset(zone) : ""}`;
}

/** Two digits as RFC 5322 reads them: 00 to 49 are of this century. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

function zoneOffset(zone: string): string {
  if (!/^[+-]/.test(zone)) return ZONES[zone.toUpperCase()] ?? "";
  // RFC 5322: "-0000" is a time in UTC of whose zone nothing is known.
  return zone === "-0000" ? "Z" : isoZone(zone);
}
