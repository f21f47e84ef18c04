const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const MONTH_NAMES =
  "january february march april may june july august september october november december".split(
    " ",
  );

/** 1 to 12 for "March", "Mar", "mar." and "Sept."; `null` for anything else. */
export function monthNumber(word: string): number | null {
  const name = word.toLowerCase().replace(/\.$/, "");
  const index = name === "sept" ? 8 : Math.max(MONTHS.indexOf(name), MONTH_NAMES.indexOf(name));
  return index === -1 ? null : index + 1;
}

/** "2031-07-11", or `null` where the calendar has no such day. */
export function isoDay(year: number, month: number, day: number): string | null {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year % 400 || 400, month, 0)).getUTCDate();
}

/** "22:46" or "22:46:05", or `null` where no clock shows it. */
export function isoTime(hour: number, minute: number, second?: number): string | null {
  if (hour > 23 || minute > 59 || (second ?? 0) > 60) return null;
  return `${two(hour)}:${two(minute)}${second === undefined ? "" : `:${two(second)}`}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

const ISO =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?)?)?)?$/i;

/**
 * An ISO 8601 date or time in the spelling the record uses: `T` before the time, a colon in the
 * zone, nothing added and nothing converted. `null` for what is not one, or not in the calendar.
 */
export function isoDate(value: string): string | null {
  const match = ISO.exec(value.trim());
  if (!match) return null;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  if (isoDay(Number(year), Number(month ?? 1), Number(day ?? 1)) === null) return null;
  const date = [year, month, day].filter((part) => part !== undefined).join("-");
  if (hour === undefined) return date;
  const time = isoTime(Number(hour), Number(minute), second ? Number(second) : undefined);
  return time === null ? null : `${date}T${time}${fraction ?? ""}${zone ? isoZone(zone) : ""}`;
}

/** "+0800", "+08:00" and "+8" as "+08:00"; "Z" as it is. */
export function isoZone(zone: string): string {
  if (zone.toUpperCase() === "Z") return "Z";
  const [, sign, hours, minutes] = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone) ?? [];
  return `${sign}${two(Number(hours))}:${minutes ?? "00"}`;
}
