import { type Found, type Reading, UNKNOWN_DAY } from "../reading.ts";
import { isCapitalised, lowerAt, monthAt, type Scan, wordAt } from "../scan.ts";
import { MONTHS, PARTS, UNITS, VAGUE } from "../words.ts";
import { countAt } from "./year.ts";

const DAYS: ReadonlyMap<string, number> = new Map([
  ["today", 0],
  ["tonight", 0],
  ["yesterday", -1],
  ["tomorrow", 1],
]);
const DIRECTIONS: ReadonlyMap<string, number> = new Map([
  ["last", -1],
  ["past", -1],
  ["this", 0],
  ["current", 0],
  ["next", 1],
]);

const shiftOf = (unit: Extract<Reading, { form: "shift" }>["unit"], count: number): Reading => ({
  form: "shift",
  unit,
  count,
});

/** "today", "yesterday evening", "last night", "this morning", "the day after tomorrow". */
export function proposeRelativeDay(scan: Scan, i: number): Found | null {
  const lower = lowerAt(scan, i);
  const count = DAYS.get(lower);
  if (count !== undefined) {
    // A paper is called "Harbour Today".
    if (isCapitalised(scan, i) && isCapitalised(scan, i - 1)) return null;
    const to = PARTS.has(lowerAt(scan, i + 1)) ? i + 2 : i + 1;
    return { from: i, to, reading: shiftOf("day", count) };
  }
  const next = lowerAt(scan, i + 1);
  if (lower === "last" && next === "night") {
    return { from: i, to: i + 2, reading: shiftOf("day", -1) };
  }
  if (lower === "this" && PARTS.has(next) && !isCapitalised(scan, i + 1)) {
    return { from: i, to: i + 2, reading: shiftOf("day", 0) };
  }
  if (lower !== "the" || next !== "day") return null;
  const far = `${lowerAt(scan, i + 2)} ${lowerAt(scan, i + 3)}`;
  if (far === "before yesterday") return { from: i, to: i + 4, reading: shiftOf("day", -2) };
  if (far === "after tomorrow") return { from: i, to: i + 4, reading: shiftOf("day", 2) };
  return null;
}

/** "last week", "next month", "this year"; "last September". */
export function proposeRelativeUnit(scan: Scan, i: number): Found | null {
  const lower = lowerAt(scan, i);
  const direction = DIRECTIONS.get(lower);
  if (direction === undefined || lower === "past") return null;
  if (lowerAt(scan, i - 1) === "the" && lower !== "current") return null;
  const month = monthAt(scan, i + 1);
  if (month !== null && MONTHS.has(lowerAt(scan, i + 1)) && !isCapitalised(scan, i + 2)) {
    if (/^\d/.test(wordAt(scan, i + 2)) || lower === "current") return null;
    const which = lower as "last" | "this" | "next";
    return { from: i, to: i + 2, reading: { form: "monthWhich", month, which } };
  }
  const unit = UNITS.get(lowerAt(scan, i + 1));
  if (unit === undefined || unit.times !== 1 || /s$/.test(lowerAt(scan, i + 1))) return null;
  if (unit.unit === "hour" || unit.unit === "day") return null;
  return { from: i, to: i + 2, reading: shiftOf(unit.unit, direction) };
}

/** "two days ago", "a week ago", "months ago"; "two days later" and "the next day" are unknown. */
export function proposeCounted(scan: Scan, i: number): Found | null {
  const narrative = narrativeAt(scan, i);
  if (narrative !== null) return narrative;
  const vague = VAGUE.has(lowerAt(scan, i));
  const count = vague ? null : countAt(scan, i);
  const bare = count === null && !vague;
  let at = bare ? i : i + 1;
  // "a few weeks ago", "a couple of weeks ago"
  let isVague = vague || bare;
  if (VAGUE.has(lowerAt(scan, at))) {
    isVague = true;
    at++;
  }
  if (isVague && lowerAt(scan, at) === "of") at++;
  const unit = UNITS.get(lowerAt(scan, at));
  if (unit === undefined) return null;
  const after = lowerAt(scan, at + 1);
  if (after === "ago") {
    const reading =
      isVague || count === null ? unknownOf(unit.unit) : shiftOf(unit.unit, -count * unit.times);
    return { from: i, to: at + 2, reading };
  }
  if (/^(?:later|earlier|before|afterwards)$/.test(after) && !bare) {
    if (after === "before" && !/^(?:[.,;]|)$/.test(lowerAt(scan, at + 2))) return null;
    return { from: i, to: at + 2, reading: unknownOf(unit.unit) };
  }
  const fromNow = after === "from" && /^(?:now|today)$/.test(lowerAt(scan, at + 2));
  if (!fromNow || isVague || count === null) return null;
  return { from: i, to: at + 3, reading: shiftOf(unit.unit, count * unit.times) };
}

/** "the next day", "the same week", "that year": dated by the story, not by its publication. */
function narrativeAt(scan: Scan, i: number): Found | null {
  const lower = lowerAt(scan, i);
  const next = lowerAt(scan, i + 1);
  const unit = (at: number) =>
    /^(?:day|week|month|year|morning|afternoon|evening|night|decade)$/.test(lowerAt(scan, at));
  if (lower === "the" && unit(i + 2) && /^(?:previous|following|same)$/.test(next)) {
    return { from: i, to: i + 3, reading: unknownNamed(lowerAt(scan, i + 2)) };
  }
  if (lower === "the" && next === "next" && /^(?:day|morning)$/.test(lowerAt(scan, i + 2))) {
    return { from: i, to: i + 3, reading: UNKNOWN_DAY };
  }
  if (lower === "that" && unit(i + 1) && lowerAt(scan, i + 2) !== "is") {
    return { from: i, to: i + 2, reading: unknownNamed(next) };
  }
  return null;
}

function unknownNamed(word: string): Reading {
  return unknownOf(UNITS.get(word)?.unit ?? "day");
}

function unknownOf(unit: Extract<Reading, { form: "shift" }>["unit"]): Reading {
  if (unit === "hour") return { form: "unknown", precision: "minute" };
  if (unit === "day" || unit === "week") return UNKNOWN_DAY;
  return { form: "unknown", precision: unit === "month" ? "month" : "year" };
}

/** "over the past two years", "in the last three months", "the next ten days", "in recent weeks". */
export function proposePeriod(scan: Scan, i: number): Found | null {
  const preposition = /^(?:over|in|during|for|within|throughout)$/.test(lowerAt(scan, i));
  let at = preposition ? i + 1 : i;
  if (VAGUE.has(lowerAt(scan, at)) && preposition) {
    const plural = UNITS.get(lowerAt(scan, at + 1));
    const known = /^(?:recent|coming)$/.test(lowerAt(scan, at)) && plural !== undefined;
    return known ? { from: i, to: at + 2, reading: unknownOf(plural.unit) } : null;
  }
  if (!/^(?:the|this)$/.test(lowerAt(scan, at))) return null;
  at++;
  const word = lowerAt(scan, at);
  const direction = word === "coming" || word === "following" ? 1 : DIRECTIONS.get(word);
  if (direction === undefined || direction === 0) return null;
  at++;
  const count = countAt(scan, at);
  const vague = VAGUE.has(lowerAt(scan, at));
  if (count !== null || vague) at++;
  const unit = UNITS.get(lowerAt(scan, at));
  if (unit === undefined) return null;
  // "the last day of the session", "the next day"
  if (count === null && !vague && unit.unit === "day" && !/s$/.test(lowerAt(scan, at))) return null;
  if (/^(?:of|before)$/.test(lowerAt(scan, at + 1))) return null;
  const plural = /s$/.test(lowerAt(scan, at));
  if (vague || (count === null && plural)) {
    return { from: i, to: at + 1, reading: unknownOf(unit.unit) };
  }
  const reading: Reading = {
    form: "period",
    unit: unit.unit,
    count: direction * (count ?? 1) * unit.times,
  };
  return { from: i, to: at + 1, reading };
}
