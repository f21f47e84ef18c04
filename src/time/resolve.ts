import type { TimeExpression } from "../document/index.ts";
import { dayIn } from "./anchor.ts";
import {
  type Day,
  dayOf,
  isDay,
  isoOfDay,
  isoOfMonth,
  isoOfMonthIndex,
  monthIndex,
  partsOf,
  weekdayOf,
} from "./calendar.ts";
import type { Reading, Unit, Which } from "./reading.ts";
import type { Tense } from "./tense.ts";

/** From when to when; both ends belong to it, each as precise as it was said. */
export type Interval = Pick<TimeExpression, "from" | "to" | "precision" | "basis">;
type Precision = Interval["precision"];

const FINEST_FIRST: readonly Precision[] = ["minute", "day", "month", "year", "open"];

/**
 * What a reading means seen from a day, the anchor. Without one, what the words do not say
 * themselves stays unknown: `from`, `to` and `basis` are `null`.
 */
export function resolve(reading: Reading, anchor: Day | null, tense: Tense): Interval {
  switch (reading.form) {
    case "date":
      return resolveDate(reading, anchor, tense);
    case "years":
      return stated(String(reading.from), String(reading.to), "year");
    case "decade":
      return anchor === null ? unknown("year") : latestDecade(reading.of, anchor);
    case "months": {
      if (reading.year === null && anchor === null) return unknown("month");
      const year = reading.year ?? partsOf(anchor!).year + reading.shift;
      const [from, to] = [isoOfMonth(year, reading.from), isoOfMonth(year, reading.to)];
      return reading.year === null ? inferred(from, to, "month") : stated(from, to, "month");
    }
    case "weekday":
      return anchor === null
        ? unknown("day")
        : oneDay(nearestWeekday(reading.weekday, anchor, reading.which, tense));
    case "weekend":
      return anchor === null ? unknown("day") : weekend(anchor, reading.which, tense);
    case "shift":
      return anchor === null
        ? unknown(precisionOf(reading.unit))
        : shifted(reading.unit, reading.count, anchor);
    case "monthWhich":
      return anchor === null
        ? unknown("month")
        : oneMonth(whichMonth(reading.month, anchor, reading.which, tense));
    case "period":
      return anchor === null ? unknown(periodPrecision(reading.unit)) : period(reading, anchor);
    case "offset": {
      const { from, to, precision } = resolve(reading.of, anchor, tense);
      const day = from === to && precision === "day" ? dayIn(from) : null;
      // "A month after 6 March" is no one day.
      return day === null || !/^(?:day|week)$/.test(reading.unit)
        ? unknown("day")
        : oneDay(day + reading.count * (reading.unit === "week" ? 7 : 1));
    }
    case "clock": {
      const day = reading.on === null ? null : resolve(reading.on, anchor, tense);
      if (day === null || day.from === null) return unknown("minute");
      const at = `${day.from}T${reading.time}`;
      return { from: at, to: at, precision: "minute", basis: day.basis };
    }
    case "range":
      return resolveRange(reading, anchor, tense);
    case "since": {
      const { from, basis } = resolve(reading.of, anchor, tense);
      return { from, to: null, precision: "open", basis };
    }
    case "until": {
      const { to, basis } = resolve(reading.of, anchor, tense);
      return { from: null, to, precision: "open", basis };
    }
    case "unknown":
      return unknown(reading.precision);
  }
}

function stated(from: string, to: string, precision: Precision): Interval {
  return { from, to, precision, basis: "stated" };
}

function inferred(from: string, to: string, precision: Precision): Interval {
  return { from, to, precision, basis: "inferred" };
}

function unknown(precision: Precision): Interval {
  return { from: null, to: null, precision, basis: null };
}

function oneDay(day: Day): Interval {
  return days(day, day);
}

function days(from: Day, to: Day): Interval {
  return inferred(isoOfDay(from), isoOfDay(to), "day");
}

function oneMonth(index: number): Interval {
  return inferred(isoOfMonthIndex(index), isoOfMonthIndex(index), "month");
}

function resolveDate(
  { year, month, day, shift }: Extract<Reading, { form: "date" }>,
  anchor: Day | null,
  tense: Tense,
): Interval {
  if (shift !== undefined && anchor !== null) {
    const date = resolveDate(
      { form: "date", year: partsOf(anchor).year + shift, month, day },
      null,
      null,
    );
    return date.basis === null ? date : { ...date, basis: "inferred" };
  }
  if (month === null) return stated(String(year), String(year), "year");
  if (year !== null) {
    if (day === null) return stated(isoOfMonth(year, month), isoOfMonth(year, month), "month");
    if (!isDay(year, month, day)) return unknown("day");
    const iso = isoOfDay(dayOf(year, month, day));
    return stated(iso, iso, "day");
  }
  if (anchor === null) return unknown(day === null ? "month" : "day");
  // "The season opens in May" looks ahead.
  const ahead = tense === "present" ? "future" : tense;
  if (day === null) return oneMonth(nearestMonth(month, anchor, ahead));
  const nearest = nearestDay(month, day, anchor, tense);
  return nearest === null ? unknown("day") : oneDay(nearest);
}

/** The day of that name; "29 February" is in few years. */
function nearestDay(month: number, day: number, anchor: Day, tense: Tense): Day | null {
  const { year } = partsOf(anchor);
  const candidates = [year - 1, year, year + 1]
    .filter((y) => isDay(y, month, day))
    .map((y) => dayOf(y, month, day));
  return nearestOf(candidates, anchor, tense);
}

function nearestMonth(month: number, anchor: Day, tense: Tense): number {
  const { year, month: now } = partsOf(anchor);
  const candidates = [year - 1, year, year + 1].map((y) => monthIndex(y, month));
  return nearestOf(candidates, monthIndex(year, now), tense)!;
}

/**
 * Of ascending candidates the last that is not after the anchor, the first that is not before
 * it, or where the tense leaves both open ("applies as of 1 March") the nearest.
 */
function nearestOf(candidates: readonly number[], anchor: number, tense: Tense): number | null {
  if (tense === "past") return candidates.findLast((c) => c <= anchor) ?? null;
  if (tense === "future") return candidates.find((c) => c >= anchor) ?? null;
  const distance = (c: number) => Math.abs(c - anchor);
  return candidates.reduce<number | null>(
    (best, c) => (best === null || distance(c) < distance(best) ? c : best),
    null,
  );
}

function nearestWeekday(weekday: number, anchor: Day, which: Which | null, tense: Tense): Day {
  const back = (weekdayOf(anchor) - weekday + 7) % 7;
  if (which === "last") return anchor - (back === 0 ? 7 : back);
  if (which === "next") return anchor + (back === 0 ? 7 : 7 - back);
  return tense === "future" || tense === "present" ? anchor + ((7 - back) % 7) : anchor - back;
}

/** Saturday and Sunday; in the middle of one, that one. */
function weekend(anchor: Day, which: Which | null, tense: Tense): Interval {
  const sinceSaturday = (weekdayOf(anchor) - 5 + 7) % 7;
  const isNow = sinceSaturday < 2;
  let saturday = anchor - sinceSaturday;
  if (which === "last" && isNow) saturday -= 7;
  if (
    which === "next" ||
    (!isNow && (tense === "future" || tense === "present") && which !== "last")
  )
    saturday += 7;
  return days(saturday, saturday + 1);
}

function shifted(unit: Unit, count: number, anchor: Day): Interval {
  const { year, month } = partsOf(anchor);
  if (unit === "hour") return unknown("minute");
  if (unit === "day") return oneDay(anchor + count);
  if (unit === "week") {
    const monday = anchor - weekdayOf(anchor) + 7 * count;
    return days(monday, monday + 6);
  }
  if (unit === "month") return oneMonth(monthIndex(year, month) + count);
  if (unit === "year") return years(year + count, year + count);
  if (unit === "decade") {
    const ago = year + 10 * count;
    return count === 0 ? years(year - (year % 10), year - (year % 10) + 9) : years(ago, ago);
  }
  const first = (Math.floor((year - 1) / 100) + count) * 100 + 1;
  return years(first, first + 99);
}

function years(from: number, to: number): Interval {
  return from < 1000 || to > 9999 ? unknown("year") : inferred(String(from), String(to), "year");
}

function whichMonth(month: number, anchor: Day, which: Which, tense: Tense): number {
  const { year, month: now } = partsOf(anchor);
  const current = monthIndex(year, now);
  if (which === "this")
    return tense === null ? monthIndex(year, month) : nearestMonth(month, anchor, tense);
  const back = (now - month + 12) % 12;
  if (which === "last") return current - (back === 0 ? 12 : back);
  return current + (back === 0 ? 12 : 12 - back);
}

/** Up to the anchor or from it on. Years count in months, as nobody means the day. */
function period({ unit, count }: { unit: Unit; count: number }, anchor: Day): Interval {
  const { year, month } = partsOf(anchor);
  const ordered = <T extends number>(a: T, b: T) => (a < b ? [a, b] : [b, a]) as [T, T];
  if (unit === "hour" || unit === "day" || unit === "week") {
    const length =
      unit === "hour"
        ? Math.sign(count) * Math.ceil(Math.abs(count) / 24)
        : count * (unit === "week" ? 7 : 1);
    return days(...ordered(anchor, anchor + length));
  }
  if (unit === "month" || unit === "year") {
    const now = monthIndex(year, month);
    const [from, to] = ordered(now, now + count * (unit === "year" ? 12 : 1));
    if (from < 12_000 || to >= 120_000) return unknown("month");
    return inferred(isoOfMonthIndex(from), isoOfMonthIndex(to), "month");
  }
  return years(...ordered(year, year + count * (unit === "decade" ? 10 : 100)));
}

/** "the '90s" are the latest that are over. */
function latestDecade(of: number, anchor: Day): Interval {
  const { year } = partsOf(anchor);
  let from = year - (year % 100) + of;
  if (from + 9 >= year) from -= 100;
  return years(from, from + 9);
}

function resolveRange(
  { first, last }: { first: Reading; last: Reading },
  anchor: Day | null,
  tense: Tense,
): Interval {
  const end = resolve(last, anchor, tense);
  let start = resolve(first, anchor, tense);
  if (first.form === "weekday" && end.from !== null) {
    const day = Date.parse(end.from) / 86_400_000;
    start = oneDay(nearestWeekday(first.weekday, day, null, "past"));
  }
  if (start.from === null || end.to === null) {
    return unknown(coarser(start.precision, end.precision));
  }
  // "28 December to 2 January": the end decides the year.
  if (start.from > end.to && first.form === "date" && first.year === null && first.month !== null) {
    const year = Number(end.to.slice(0, 4));
    start = resolveDate({ ...first, year }, null, null);
    if (start.from !== null && start.from > end.to) {
      start = resolveDate({ ...first, year: year - 1 }, null, null);
    }
    start = { ...start, basis: "inferred" };
  }
  if (start.from === null || start.from > end.to)
    return unknown(coarser(start.precision, end.precision));
  const basis = start.basis === "inferred" ? "inferred" : end.basis;
  return {
    from: start.from,
    to: end.to,
    precision: coarser(start.precision, end.precision),
    basis,
  };
}

function coarser(a: Precision, b: Precision): Precision {
  return FINEST_FIRST.indexOf(a) > FINEST_FIRST.indexOf(b) ? a : b;
}

function precisionOf(unit: Unit): "minute" | "day" | "month" | "year" {
  if (unit === "hour") return "minute";
  if (unit === "day" || unit === "week") return "day";
  return unit === "month" ? "month" : "year";
}

/** Periods of years are counted in months. */
function periodPrecision(unit: Unit): Precision {
  return unit === "year" ? "month" : precisionOf(unit);
}
