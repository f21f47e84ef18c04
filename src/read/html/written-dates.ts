import data from "../../../data/months.json" with { type: "json" };
import { isoDay, isoTime, isoZone } from "../dates.ts";

/** A date that a text states, ISO 8601, with the time and zone beside it where there are any. */
export interface WrittenDate {
  readonly date: string;
  readonly start: number;
  readonly end: number;
  /** Whether day and month could be meant the other way round (03/04/2031). */
  readonly doubtful: boolean;
}

const MONTHS: ReadonlyMap<string, number> = new Map(Object.entries(data.months));

/** What stands between a day, a month and a year: "12. März 2031", "12 de marzo de 2031", "12th of March". */
const BETWEEN = String.raw`(?:\s*(?:[-./,]|[d]['’]|ta['’]|(?:st|nd|rd|th|er|º|ª|de|del|of|le|di|da)(?![\p{L}]))){0,2}\s*`;
const NAME = String.raw`(?<![\p{L}\p{M}])([\p{L}\p{M}]{3,14})\.?`;

/** The forms in which a day is written, each with the order of its parts. */
const FORMS: readonly {
  readonly pattern: RegExp;
  read(m: RegExpExecArray, order: Order): Day | null;
}[] = [
  {
    // 2031-03-12, 2031/03/12, 2031.03.12; 20310312 only in metadata
    pattern: /(?<!\d)((?:19|20)\d{2})([-/.])\s?(\d{1,2})\2\s?(\d{1,2})(?!\d)/g,
    read: (m) => day(m[1], m[3], m[4]),
  },
  {
    // 2031年3月12日, 2031년 3월 12일
    pattern: /(?<!\d)((?:19|20)\d{2})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/g,
    read: (m) => day(m[1], m[2], m[3]),
  },
  {
    // 12 March 2031, 12. März 2031, 12-Mar-2031, 12 de marzo de 2031
    pattern: new RegExp(
      String.raw`(?<![\d:.])(\d{1,2})${BETWEEN}${NAME}${BETWEEN}((?:19|20)\d{2})(?!\d)`,
      "gu",
    ),
    read: (m) => named(m[3], m[2], m[1]),
  },
  {
    // March 12, 2031; Mar. 12th 2031
    pattern: new RegExp(
      String.raw`${NAME}\s?(\d{1,2})(?:st|nd|rd|th)?,?\s+(?:at\s)?((?:19|20)\d{2})(?![\d:])`,
      "gu",
    ),
    read: (m) => named(m[3], m[1], m[2]),
  },
  {
    // 2031. március 12.; 2031 March 12
    pattern: new RegExp(
      String.raw`(?<!\d)((?:19|20)\d{2})\.?[\s,-]+${NAME}[\s-]+(\d{1,2})(?!\d)`,
      "gu",
    ),
    read: (m) => named(m[1], m[2], m[3]),
  },
  {
    // 12.03.2031, 12/03/2031, 12-03-2031, and with a year of two figures
    pattern:
      /(?<![\d./-])(\d{1,2})\s?([./-])\s?(\d{1,2})\2\s?((?:19|20)\d{2}|\d{2})(?![\d./-]\d|\d)/g,
    read: (m, order) => numeric(m, order),
  },
];

interface Day {
  readonly date: string;
  readonly doubtful?: boolean;
}

/** Which of two numbers before a year is the day, where they leave it open; `null` where nobody can say. */
export type Order = "day-month" | "month-day" | null;

/** Longest text that is searched, in characters; what lies beyond is not seen. */
const REACH = 2000;

/** The whole dates (day, month and year) in a text, in text order, none in another. */
export function findDates(text: string, order: Order): WrittenDate[] {
  const searched = text.slice(0, REACH);
  if (!/\d/.test(searched)) return [];
  const found: WrittenDate[] = [];
  for (const { pattern, read } of FORMS) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(searched); match; match = pattern.exec(searched)) {
      const stated = read(match, order);
      if (stated === null) {
        pattern.lastIndex = match.index + 1;
        continue;
      }
      const [start, end] = [match.index, match.index + match[0].length];
      if (found.some((other) => start < other.end && other.start < end)) continue;
      const clock = clockAfter(searched, end) ?? clockBefore(searched, start);
      found.push({
        date: clock === null ? stated.date : `${stated.date}T${clock.time}${clock.zone}`,
        start,
        end: Math.max(end, clock?.end ?? 0),
        doubtful: stated.doubtful ?? false,
      });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function day(
  year: string | undefined,
  month: string | undefined,
  date: string | undefined,
): Day | null {
  const read = isoDay(Number(year), Number(month), Number(date));
  return read === null ? null : { date: read };
}

function named(
  year: string | undefined,
  month: string | undefined,
  date: string | undefined,
): Day | null {
  const number = MONTHS.get(month!.toLowerCase());
  return number === undefined ? null : day(year, String(number), date);
}

/** A point between the numbers is read as day before month, everywhere. */
function numeric(m: RegExpExecArray, order: Order): Day | null {
  const [a, b] = [Number(m[1]), Number(m[3])];
  const short = m[4]!.length === 2;
  // "3.12.20" may be a number of a version or a part; both other figures must have two digits.
  if (short && (m[1]!.length < 2 || m[3]!.length < 2)) return null;
  const year = short ? `20${m[4]}` : m[4];
  if (m[2] === "." || a > 12) return day(year, m[3], m[1]);
  if (b > 12) return day(year, m[1], m[3]);
  if (a !== b && order === null) return null;
  const read = order === "month-day" ? day(year, m[1], m[3]) : day(year, m[3], m[1]);
  return read && { ...read, doubtful: a !== b };
}

interface Clock {
  readonly time: string;
  readonly zone: string;
  readonly end: number;
}

const CLOCK =
  /^(?:\s*(?:[-–—|,·•/(T]|at|um|à|às|a las|alle ore|ore|klo|kl\.?|o|в|om|pukul|saat|,?\s?den)?\s*){0,2}(\d{1,2})(?:[:.h]|\s?uhr\s?)(\d{2})(?::(\d{2}))?(?![\d.])\s?([ap]\.?\s?m\.?(?![\p{L}]))?\s?(Z(?![\p{L}])|(?:GMT|UTC)?\s?[+-]\d{1,2}:?(?:\d{2})?(?!\d)|GMT|UTC)?/iu;

function clockAfter(text: string, end: number): Clock | null {
  const match = CLOCK.exec(text.slice(end, end + 60));
  return match && readClock(match, end + match[0].trimEnd().length);
}

/** "22:46, 11-Jul-2031" and "10:46 PM EST March 11, 2031": a time right before the date. */
function clockBefore(text: string, start: number): Clock | null {
  const before = text.slice(Math.max(0, start - 30), start);
  const match =
    /(?<![\d:.])(\d{1,2}):(\d{2})(?::(\d{2}))?\s?([ap]\.?m\.?)?\s?(GMT|UTC)?(?:\s?[A-Z]{2,4})?[\s,|–—-]*(?:on\s)?(?:\p{L}{3,10},?\s)?$/iu.exec(
      before,
    );
  return match && readClock(match, 0);
}

function readClock(match: RegExpExecArray, end: number): Clock | null {
  const half = match[4]?.[0]?.toLowerCase();
  const hour = Number(match[1]);
  if (half !== undefined && (hour < 1 || hour > 12)) return null;
  const full = half === undefined ? hour : (hour % 12) + (half === "p" ? 12 : 0);
  const time = isoTime(full, Number(match[2]), match[3] ? Number(match[3]) : undefined);
  if (time === null) return null;
  const zone = match[5]?.trim().toUpperCase() ?? "";
  if (zone === "") return { time, zone, end };
  const offset = /[+-]\d.*$/.exec(zone)?.[0];
  return { time, zone: offset ? isoZone(offset) : "Z", end };
}

/**
 * Words of a line that is nothing but dates and labels: how many letters may stand on it beside
 * them. "Stand: 12.03.2031 17:23 Uhr" has 8, "Publicado el 12 de marzo de 2031" has 11.
 */
const LABEL_LETTERS = 45;

/** Whether a line states a date and little else; its dates, `null` where it is something else. */
export function datesOfLine(line: string, order: Order): WrittenDate[] | null {
  if (line.length > 200) return null;
  const dates = findDates(line, order);
  if (dates.length === 0) return null;
  let rest = line;
  for (const { start, end } of [...dates].reverse()) rest = rest.slice(0, start) + rest.slice(end);
  return (rest.match(/\p{L}/gu)?.length ?? 0) <= LABEL_LETTERS ? dates : null;
}
