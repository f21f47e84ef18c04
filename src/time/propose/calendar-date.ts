import { calendarDate, type Found, type Reading } from "../reading.ts";
import {
  AUX,
  isCapitalised,
  isDash,
  isPluralNoun,
  lowerAt,
  monthAt,
  NOUN,
  type Scan,
  uposAt,
  VERB,
  wordAt,
} from "../scan.ts";
import { fullYear, MONTHS, MONTHS_THAT_ARE_WORDS, ordinal } from "../words.ts";

/** "11 March 2031", "the 3rd of May", "3-5 May", "11-Mar-2031". */
export function proposeDayMonth(scan: Scan, i: number): Found | null {
  const days = daysAt(scan, i);
  if (days === null) return null;
  let at = days.to;
  if (lowerAt(scan, at) === "of") at++;
  const hyphen = wordAt(scan, at) === "-" && monthAt(scan, at + 1) !== null;
  if (hyphen) at++;
  const month = monthAt(scan, at);
  if (month === null) return null;
  at++;
  const year = yearAfter(scan, hyphen && wordAt(scan, at) === "-" ? at + 1 : at);
  return { from: i, to: year?.to ?? at, reading: daysReading(days, month, year?.year ?? null) };
}

/** "March 11, 2031", "June 13-15", "December 28 to 30". */
export function proposeMonthDay(scan: Scan, i: number): Found | null {
  const month = monthAt(scan, i);
  if (month === null || isPersons(scan, i)) return null;
  const days = daysAt(scan, i + 1);
  if (days === null) return null;
  const year = yearAfter(scan, days.to);
  // "In May 22 countries signed": the number counts what follows.
  const counts = year === null && lowerAt(scan, i - 1) === "in" && isPluralNoun(scan, days.to);
  if (counts) return null;
  return {
    from: i,
    to: year?.to ?? days.to,
    reading: daysReading(days, month, year?.year ?? null),
  };
}

/** "March 2031", "in March", "early September", "mid-March". */
export function proposeMonth(scan: Scan, i: number): Found | null {
  const modified = /^(?:early|late|mid)$/.test(lowerAt(scan, i));
  let at = modified ? i + 1 : i;
  if (modified && wordAt(scan, at) === "-") at++;
  const [, inner] = /^mid-(\w+)$/.exec(lowerAt(scan, at)) ?? [];
  const month = inner === undefined ? monthAt(scan, at) : (MONTHS.get(inner) ?? null);
  if (month === null) return null;
  const year = yearAfter(scan, at + 1);
  const alone = year === null && !modified && inner === undefined;
  if (alone && !isMonthAlone(scan, at)) return null;
  if (year !== null && !modified && isPersons(scan, at)) return null;
  return { from: i, to: year?.to ?? at + 1, reading: calendarDate(year?.year ?? null, month) };
}

interface Days {
  readonly first: number;
  readonly last: number;
  readonly to: number;
}

/** "3", "3rd", "3-5", "3 to 5" at a token; "3 and 5" only after "between". */
function daysAt(scan: Scan, i: number): Days | null {
  const [, one, two] = /^(\d{1,2})[-–](\d{1,2})$/.exec(wordAt(scan, i)) ?? [];
  if (one !== undefined) return days(Number(one), Number(two), i + 1);
  const first = dayNumber(scan, i);
  if (first === null) return null;
  const joint = lowerAt(scan, i + 1);
  const joins =
    isDash(joint) ||
    joint === "to" ||
    joint === "through" ||
    (joint === "and" && lowerAt(scan, i - 1) === "between");
  const last = joins ? dayNumber(scan, i + 2) : null;
  // "3 to 5 May", but "May 3 to 5 June" is two dates.
  if (last !== null && last > first && (monthAt(scan, i + 3) === null || !monthBefore(scan, i))) {
    return days(first, last, i + 3);
  }
  return days(first, first, i + 1);
}

function monthBefore(scan: Scan, i: number): boolean {
  return monthAt(scan, i - 1) !== null;
}

function days(first: number, last: number, to: number): Days | null {
  return first >= 1 && last <= 31 && first <= last ? { first, last, to } : null;
}

function dayNumber(scan: Scan, i: number): number | null {
  const lower = lowerAt(scan, i);
  if (/^\d{1,2}$/.test(lower)) return Number(lower);
  return ordinal(lower);
}

function daysReading({ first, last }: Days, month: number, year: number | null): Reading {
  const end = calendarDate(year, month, last);
  return first === last
    ? end
    : { form: "range", first: calendarDate(year, month, first), last: end };
}

function yearAfter(scan: Scan, i: number): { year: number; to: number } | null {
  const at = /^(?:,|of)$/.test(wordAt(scan, i)) ? i + 1 : i;
  const year = fullYear(wordAt(scan, at));
  return year === null ? null : { year, to: at + 1 };
}

const BEFORE_ANY = new Set(
  "in since until till during between mid early late last next this from through".split(" "),
);
const BEFORE_MOST = new Set("of by before after to and or , – — - around".split(" "));

/** Whether a month's name without day or year means the month. */
function isMonthAlone(scan: Scan, i: number): boolean {
  const lower = lowerAt(scan, i);
  if (!MONTHS.has(lower) || uposAt(scan, i) === AUX || uposAt(scan, i) === VERB) return false;
  if (isPersons(scan, i)) return false;
  if (!MONTHS_THAT_ARE_WORDS.has(lower)) return true;
  const before = lowerAt(scan, i - 1);
  if (lower === "may" && uposAt(scan, i + 1) === VERB) return false;
  if (BEFORE_ANY.has(before)) return !isCapitalised(scan, i + 1) || before === "in";
  if (lower !== "may" && BEFORE_MOST.has(before) && !isCapitalised(scan, i + 1)) return true;
  // "the May meeting"
  return before === "the" && uposAt(scan, i + 1) === NOUN;
}

function isPersons(scan: Scan, i: number): boolean {
  return scan.inName[i] === 1 && lowerAt(scan, i - 1) !== "in";
}
