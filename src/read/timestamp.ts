import { isoDate, isoDay, isoTime, isoZone, monthNumber } from "./dates.ts";

/** The dates a timestamp line states, ISO 8601; `null` where it does not state one with certainty. */
export interface Timestamp {
  readonly published: string | null;
  readonly updated: string | null;
}

type Label = "published" | "updated";

/** One date and time being read off a line. */
interface Stamp {
  label: Label | null;
  day: string | null;
  /** Whether something that belongs to a date or a time stood there, readable or not. */
  anything: boolean;
  time: string | null;
  zone: string;
}

const LABELS: Readonly<Record<string, Label>> = {
  published: "published",
  posted: "published",
  issued: "published",
  released: "published",
  created: "published",
  updated: "updated",
  modified: "updated",
  revised: "updated",
};

/** Words and signs that may stand in a timestamp and say nothing of the date. */
const FILLERS: ReadonlySet<string> = new Set(
  (
    "at on the of last first date time local hrs h hours hour minutes minute mins min days day ago " +
    "read beijing monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu " +
    "thur thurs fri sat sun , . : | · • - – — ( ) [ ] / st nd rd th"
  ).split(" "),
);

/** Zone names other than UTC's: the time stays local, because the same letters name several zones. */
const ZONE_NAMES: ReadonlySet<string> = new Set(
  "et est edt ct cst cdt mt mst mdt pt pst pdt bst ist cet cest eet eest msk jst kst hkt sgt aest aedt wat eat sast".split(
    " ",
  ),
);

const MAX_LENGTH = 160;

/** What a line is cut into, in the order tried at each place. */
const TOKEN = new RegExp(
  [
    /\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2}(?!\d))?)?/, // ISO 8601
    /\d{1,4}[/.]\d{1,2}[/.]\d{1,4}/, // 11/07/2031, 2031/07/11, 11.07.2031
    /\d{1,2}[:.]\d{2}(?::\d{2})?(?=\s?[ap]\.?m\b)/, // 10:46 pm, 10.46pm
    /\d{1,2}:\d{2}(?::\d{2})?/,
    /(?:GMT|UTC)?\s?[+-]\d{1,2}:?(?:\d{2})?(?![\d-])/, // +0530, UTC+2; also the end of 11-Jul-2031
    /\d+/,
    /[ap]\.m\.?/,
    /\p{L}+/u,
    /\S/,
  ]
    .map((part) => part.source)
    .join("|"),
  "giu",
);

/**
 * Reads a line that is nothing but a timestamp: "Updated 22:46, 11-Jul-2031", "Published: 12 March
 * 2031 09:15 GMT", "March 12, 2031". Without a label a date counts as published.
 *
 * `null` when any other word stands on the line, or when it has neither a whole date nor a label.
 * A date that can be read two ways (03/04/2031) is a timestamp without a date.
 */
export function readTimestamp(line: string): Timestamp | null {
  if (line.length > MAX_LENGTH || !/\d|\bago\b/.test(line)) return null;
  const tokens = line.match(TOKEN) ?? [];
  const stamps: Stamp[] = [newStamp(null)];
  for (let i = 0; i < tokens.length; ) {
    const stamp = stamps.at(-1)!;
    const label = LABELS[tokens[i]!.toLowerCase()];
    if (label) {
      if (stamp.anything) stamps.push(newStamp(label));
      else stamp.label = label;
      i++;
      continue;
    }
    const taken = takeDate(tokens, i, stamp) || takeTime(tokens, i, stamp) || takeOther(tokens, i);
    if (taken === 0) return null;
    i += taken;
  }
  const dated = stamps.filter((stamp) => stamp.day !== null || (stamp.label && stamp.anything));
  if (dated.length === 0) return null;
  return { published: first(stamps, "published"), updated: first(stamps, "updated") };
}

function newStamp(label: Label | null): Stamp {
  return { label, day: null, anything: false, time: null, zone: "" };
}

function first(stamps: readonly Stamp[], label: Label): string | null {
  const stamp = stamps.find((each) => each.day !== null && (each.label ?? "published") === label);
  if (!stamp) return null;
  return stamp.time === null ? stamp.day : `${stamp.day}T${stamp.time}${stamp.zone}`;
}

/** How many tokens from `i` on are a date; what they state goes into the stamp. */
function takeDate(tokens: readonly string[], i: number, stamp: Stamp): number {
  const found = isoAt(tokens, i, stamp) || slashedAt(tokens, i, stamp) || namedAt(tokens, i, stamp);
  if (found > 0) stamp.anything = true;
  return found;
}

function isoAt(tokens: readonly string[], i: number, stamp: Stamp): number {
  const iso = /^\d{4}-/.test(tokens[i]!) ? isoDate(tokens[i]!) : null;
  if (iso === null) return 0;
  const [, time, zone] = /T([\d:]+)(?:\.\d+)?(.*)$/.exec(iso) ?? [];
  stamp.day ??= iso.slice(0, 10);
  if (time) stamp.time ??= time;
  if (zone) stamp.zone = zone;
  return 1;
}

/** 11/07/2031 and 2031/07/11: a date only where the numbers leave one reading. */
function slashedAt(tokens: readonly string[], i: number, stamp: Stamp): number {
  const match = /^(\d{1,4})([/.])(\d{1,2})\2(\d{1,4})$/.exec(tokens[i]!);
  if (!match) return 0;
  const [a, b, c] = [Number(match[1]), Number(match[3]), Number(match[4])];
  if (match[1]!.length === 4) stamp.day ??= isoDay(a, b, c);
  else if (match[4]!.length !== 4) return 0;
  else if (a > 12 || a === b) stamp.day ??= isoDay(c, b, a);
  else if (b > 12) stamp.day ??= isoDay(c, a, b);
  return 1;
}

/** "11 July 2031", "11th of July, 2031", "July 11, 2031", "11-Jul-2031", and each without its year. */
function namedAt(tokens: readonly string[], i: number, stamp: Stamp): number {
  const parts: { at: number; value: number; month: boolean }[] = [];
  let at = i;
  for (; at < tokens.length && parts.length < 3; at++) {
    const token = tokens[at]!;
    const month = monthNumber(token);
    const digits = /^-?(\d{1,4})$/.exec(token)?.[1];
    if (month !== null && !parts.some((part) => part.month)) {
      parts.push({ at, value: month, month: true });
    } else if (digits && !isClockNumber(tokens, at)) {
      parts.push({ at, value: Number(digits), month: false });
    } else if (parts.length === 0 || !/^(?:[-,./]|of|st|nd|rd|th)$/i.test(token)) break;
  }
  const month = parts.find((part) => part.month);
  const numbers = parts.filter((part) => !part.month);
  if (!month || numbers.length === 0 || parts.indexOf(month) > 1) return 0;
  const [day, year] = numbers;
  if (day!.value > 31) return 0;
  if (year && year.value > 999) stamp.day ??= isoDay(year.value, month.value, day!.value);
  const last = year && year.value > 999 ? parts.at(-1)! : parts.filter((p) => p !== year).at(-1)!;
  return last.at - i + 1;
}

/** A number that a clock word follows ("9 a.m.", "0915 GMT") is no part of a date. */
function isClockNumber(tokens: readonly string[], i: number): boolean {
  return /^(?:[ap]\.?m\.?|gmt|utc)/i.test(tokens[i + 1]?.trim() ?? "");
}

/** How many tokens from `i` on are a time of day or a zone. */
function takeTime(tokens: readonly string[], i: number, stamp: Stamp): number {
  const token = tokens[i]!.trim();
  const zone = zoneOf(token);
  if (zone !== null) {
    if (zone !== "" || stamp.zone === "") stamp.zone = zone;
    return 1;
  }
  const clock = /^(\d{1,2})[:.](\d{2})(?::(\d{2}))?$/.exec(token);
  const half = /^([ap])\.?m\.?$/i.exec(tokens[i + 1] ?? "")?.[1]?.toLowerCase();
  const bare = isClockNumber(tokens, i) ? /^(\d{1,2})(\d{2})?$/.exec(token) : null;
  const match = clock ?? bare;
  if (!match || (bare && !clock && !half && token.length !== 4)) return 0;
  const hour = hourOf(Number(match[1]), half);
  const second = match[3] ? Number(match[3]) : undefined;
  stamp.time ??= hour === null ? null : isoTime(hour, Number(match[2] ?? 0), second);
  stamp.anything = true;
  return half ? 2 : 1;
}

function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half === "p" ? 12 : 0);
}

/** ISO zone of a token; "" for a zone whose offset is not certain; `null` for no zone. */
function zoneOf(token: string): string | null {
  if (/^(?:gmt|utc|z)$/i.test(token)) return "Z";
  const offset = /^(?:gmt|utc)?\s?([+-]\d{1,2}:?(?:\d{2})?)$/i.exec(token)?.[1];
  if (offset && (/^[gu]/i.test(token) || offset.length > 3)) return isoZone(offset);
  return ZONE_NAMES.has(token.toLowerCase()) ? "" : null;
}

/** 1 for a word or sign that may stand in a timestamp, or a number before "minutes ago"; else 0. */
function takeOther(tokens: readonly string[], i: number): number {
  const token = tokens[i]!.toLowerCase();
  if (FILLERS.has(token)) return 1;
  if (!/^\d{1,3}$/.test(token)) return 0;
  return /^(?:hours?|min(?:ute)?s?|days?)$/i.test(tokens[i + 1] ?? "") ? 1 : 0;
}
