import lexicon from "../../data/times.json" with { type: "json" };
import type { Unit } from "./reading.ts";

const listed = (line: string) => line.split(" ");
const numbered = (line: string, first: number) =>
  listed(line).map((word, i): [string, number] => [word, i + first]);
const paired = (line: string) =>
  listed(line).map((entry): [string, number] => {
    const [word, value] = entry.split(":");
    return [word!, Number(value)];
  });
const withStops = (pairs: readonly [string, number][]) =>
  pairs.flatMap(([word, value]): [string, number][] => [
    [word, value],
    [`${word}.`, value],
  ]);

/** 1 to 12 by the full name in lower case. */
export const MONTHS: ReadonlyMap<string, number> = new Map(numbered(lexicon.months, 1));
export const SHORT_MONTHS: ReadonlyMap<string, number> = new Map(
  withStops([...numbered(lexicon.shortMonths, 1), ["sept", 9]]),
);
/** Months whose names are also words or given names: "may", "march", "June". */
export const MONTHS_THAT_ARE_WORDS: ReadonlySet<string> = new Set(
  listed(lexicon.monthsThatAreWords),
);
/** 0 to 6 from Monday. */
export const WEEKDAYS: ReadonlyMap<string, number> = new Map(numbered(lexicon.weekdays, 0));
export const SHORT_WEEKDAYS: ReadonlyMap<string, number> = new Map(
  withStops(paired(lexicon.shortWeekdays)),
);
export const NAMED_WEEKDAYS: ReadonlySet<string> = new Set(listed(lexicon.namedWeekdays));
export const PAPERS: ReadonlySet<string> = new Set(listed(lexicon.papers));
export const DECADES: ReadonlyMap<string, number> = new Map(paired(lexicon.decades));
export const SEASONS: ReadonlySet<string> = new Set([...listed(lexicon.seasons), "fall"]);
export const PARTS: ReadonlySet<string> = new Set(listed(lexicon.parts));
export const VAGUE: ReadonlySet<string> = new Set(listed(lexicon.vague));
export const DATED_PLURALS: ReadonlySet<string> = new Set(listed(lexicon.datedPlurals));
export const ZONES: ReadonlySet<string> = new Set(listed(lexicon.zones));
/** Lemmas of verbs whose present tells of what was said. */
export const SAID: ReadonlySet<string> = new Set(listed(lexicon.said));
/** Occasions and papers on and in which something is said. */
export const SAYINGS: ReadonlySet<string> = new Set(listed(lexicon.sayings));
/** Lemmas of participles that put what follows into the future: "scheduled for Friday". */
export const PLANNED: ReadonlySet<string> = new Set(listed(lexicon.planned));

const NUMBERS: ReadonlyMap<string, number> = new Map([
  ...numbered(lexicon.numbers, 1),
  ...paired(lexicon.tens),
]);
const ORDINALS: ReadonlyMap<string, number> = new Map(numbered(lexicon.ordinals, 1));

interface Amount {
  readonly unit: Unit;
  readonly times: number;
}

/** Unit by its singular and plural, with how many of it the word means. */
export const UNITS: ReadonlyMap<string, Amount> = new Map([
  ...(["hour", "day", "week", "month", "year", "decade"] as const).flatMap((unit) =>
    [unit, `${unit}s`].map((word): [string, Amount] => [word, { unit, times: 1 }]),
  ),
  ["century", { unit: "century", times: 1 }],
  ["centuries", { unit: "century", times: 1 }],
  ["fortnight", { unit: "week", times: 2 }],
]);

/** "12", "twelve" and "twenty"; `null` for other words and for more than three digits. */
export function cardinal(lower: string): number | null {
  if (/^\d{1,3}$/.test(lower)) return Number(lower);
  return NUMBERS.get(lower) ?? null;
}

/** "19th", "nineteenth". */
export function ordinal(lower: string): number | null {
  const [, digits] = /^(\d{1,2})(?:st|nd|rd|th)$/.exec(lower) ?? [];
  return digits === undefined ? (ORDINALS.get(lower) ?? null) : Number(digits);
}

/** A year written with four digits, from 1000 to 2199. */
export function fullYear(word: string): number | null {
  return /^(?:1\d|2[01])\d\d$/.test(word) ? Number(word) : null;
}

const OPENING: ReadonlySet<string> = new Set([
  ...[MONTHS, SHORT_MONTHS, WEEKDAYS, SHORT_WEEKDAYS, DECADES, UNITS, NUMBERS, ORDINALS].flatMap(
    (map) => [...map.keys()],
  ),
  ...SEASONS,
  ...VAGUE,
  ...listed(lexicon.opening),
]);

/** Whether a time expression can begin with this word; a sieve through which few others fall. */
export function opensTime(lower: string): boolean {
  const first = lower.charCodeAt(0);
  return (first >= 0x30 && first <= 0x39) || OPENING.has(lower) || lower.startsWith("mid-");
}
