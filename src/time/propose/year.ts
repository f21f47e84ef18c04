import { calendarDate, type Found } from "../reading.ts";
import {
  ADJ,
  isCapitalised,
  isDash,
  isPluralNoun,
  lowerAt,
  NOUN,
  PROPN,
  type Scan,
  uposAt,
  wordAt,
} from "../scan.ts";
import { cardinal, DATED_PLURALS, DECADES, fullYear, ordinal, SEASONS } from "../words.ts";

const YEAR_FOLLOWS = new Set(
  "in since until till before after from during between early late mid around circa fiscal year (".split(
    " ",
  ),
);
const DETERMINERS = new Set("the a its their his her our this 's ’s".split(" "));

/** "in 2014", "the 2014 vote", "(2014)", "2014-16"; not "2014 boats" and not "Room 2014". */
export function proposeYear(scan: Scan, i: number): Found | null {
  const modified = /^(?:early|late|mid)$/.test(lowerAt(scan, i));
  let at = modified ? i + 1 : i;
  if (modified && wordAt(scan, at) === "-") at++;
  const word = wordAt(scan, at).replace(/^mid-/, "");
  const years = yearsIn(word);
  if (years === null) return null;
  const [from, to] = years;
  if (!modified && word === wordAt(scan, at) && !isYear(scan, at)) return null;
  const reading = from === to ? calendarDate(from) : ({ form: "years", from, to } as const);
  return { from: i, to: at + 1, reading };
}

/** "2014" and "2014-16", "2014/15". */
function yearsIn(word: string): readonly [number, number] | null {
  const [, one, two] = /^(\d{4})(?:[-/](\d{2}|\d{4}))?$/.exec(word) ?? [];
  const first = one === undefined ? null : fullYear(one);
  if (first === null) return null;
  if (two === undefined) return [first, first];
  const last = two.length === 4 ? Number(two) : first - (first % 100) + Number(two);
  return last > first && last - first <= 100 ? [first, last] : null;
}

function isYear(scan: Scan, i: number): boolean {
  const before = lowerAt(scan, i - 1);
  const next = lowerAt(scan, i + 1);
  if (/^(?:%|percent|per|°|-)$/.test(next) && next !== "-") return false;
  const isSecond = /^(?:and|or)$/.test(before) && fullYear(wordAt(scan, i - 2)) !== null;
  if (isSecond) return true;
  if (countsWhatFollows(scan, i)) return false;
  if (YEAR_FOLLOWS.has(before)) return true;
  if (before === "of")
    return !/^(?:total|number|sum|maximum|minimum|average)$/.test(lowerAt(scan, i - 2));
  if (before === "by" || before === "through") return uposAt(scan, i + 1) !== NOUN;
  if (before === "to" && lowerAt(scan, i - 2) === "prior") return true;
  if (before === "to" || before === "and" || before === "or" || isDash(before) || before === ",") {
    return fullYear(wordAt(scan, i - 2)) !== null;
  }
  if (!DETERMINERS.has(before)) return false;
  if (/^(?:and|or)$/.test(next)) return fullYear(wordAt(scan, i + 2)) !== null;
  const upos = uposAt(scan, i + 1);
  return (
    upos === NOUN ||
    upos === PROPN ||
    upos === ADJ ||
    isCapitalised(scan, i + 1) ||
    DATED_PLURALS.has(next)
  );
}

/** "2014 boats"; but not "the 2014 elections" and, first in its sentence, "In 2014 officials said". */
function countsWhatFollows(scan: Scan, i: number): boolean {
  if (!isPluralNoun(scan, i + 1) || DATED_PLURALS.has(lowerAt(scan, i + 1))) return false;
  const { parsed } = scan;
  if (lowerAt(scan, i - 1) === "in" && i - 1 === scan.from) return false;
  return parsed.labelNames[parsed.label[i]!] === "nummod" || lowerAt(scan, i - 1) !== "in";
}

/** "the 1990s", "mid-1990s", "the '90s", "the late eighties"; not "in her 90s". */
export function proposeDecade(scan: Scan, i: number): Found | null {
  const modified = /^(?:early|late|mid)$/.test(lowerAt(scan, i));
  let at = modified ? i + 1 : i;
  if (modified && wordAt(scan, at) === "-") at++;
  const word = lowerAt(scan, at).replace(/^mid-/, "");
  const [, full] = /^(\d{3}0)s$/.exec(word) ?? [];
  if (full !== undefined && fullYear(full) !== null) {
    const from = Number(full);
    // "the 1900s" may be ten years or a hundred.
    if (from % 100 === 0 && from < 2000)
      return { from: i, to: at + 1, reading: { form: "unknown", precision: "year" } };
    return { from: i, to: at + 1, reading: { form: "years", from, to: from + 9 } };
  }
  const marked = /^['‘’]$/.test(lowerAt(scan, at));
  const short = /^(\d0)s$/.exec(marked ? lowerAt(scan, at + 1) : word)?.[1];
  const of = short === undefined ? DECADES.get(word) : Number(short);
  if (of === undefined || (marked && short === undefined)) return null;
  const before = lowerAt(scan, i - 1);
  const afterThe = before === "the" || before === "–" || before === "and";
  if (!marked && !(afterThe || (modified && before === "the"))) return null;
  if (!marked && isMeasure(scan)) return null;
  return { from: i, to: marked ? at + 2 : at + 1, reading: { form: "decade", of } };
}

/** "Temperatures stayed in the 90s." */
function isMeasure(scan: Scan): boolean {
  for (let i = scan.from; i < Math.min(scan.to, scan.from + 60); i++) {
    if (/^(?:temperatures?|degrees|highs|lows|aged?|scores?)$/.test(lowerAt(scan, i))) return true;
  }
  return false;
}

/** "the 19th century", "nineteenth-century". */
export function proposeCentury(scan: Scan, i: number): Found | null {
  const number = ordinal(lowerAt(scan, i));
  if (number === null || number < 11 || number > 22) return null;
  const at = wordAt(scan, i + 1) === "-" ? i + 2 : i + 1;
  if (!/^centur(?:y|ies)$/.test(lowerAt(scan, at))) return null;
  if (/^b\.?c/.test(lowerAt(scan, at + 1))) {
    return { from: i, to: at + 2, reading: { form: "unknown", precision: "year" } };
  }
  const from = (number - 1) * 100 + 1;
  return { from: i, to: at + 1, reading: { form: "years", from, to: number * 100 } };
}

/** "Q3 2030", "the second half of 2030", "the first quarter of this year"; not of a match. */
export function proposePartOfYear(scan: Scan, i: number): Found | null {
  const [, digit] = /^[qh]([1-4])$/.exec(lowerAt(scan, i)) ?? [];
  if (digit !== undefined && isCapitalised(scan, i)) {
    const at = lowerAt(scan, i + 1) === "of" ? i + 2 : i + 1;
    const year = fullYear(wordAt(scan, at));
    if (year === null) return null;
    const size = lowerAt(scan, i)[0] === "q" ? 3 : 6;
    if (size === 6 && Number(digit) > 2) return null;
    return part(i, at + 1, Number(digit), size, year, 0);
  }
  const number = ordinal(lowerAt(scan, i)) ?? (lowerAt(scan, i) === "final" ? 4 : null);
  if (number === null) return null;
  let at = wordAt(scan, i + 1) === "-" ? i + 2 : i + 1;
  const size = ({ quarter: 3, half: 6 } as Record<string, number>)[lowerAt(scan, at)];
  if (size === undefined || number * size > 12) return null;
  at++;
  if (lowerAt(scan, at) === "of") at++;
  const year = fullYear(wordAt(scan, at));
  if (year !== null) return part(i, at + 1, number, size, year, 0);
  const shift = { this: 0, the: 0, last: -1, next: 1 }[lowerAt(scan, at)];
  if (shift === undefined || lowerAt(scan, at + 1) !== "year") return null;
  return part(i, at + 2, number, size, null, shift);
}

function part(
  from: number,
  to: number,
  number: number,
  size: number,
  year: number | null,
  shift: number,
): Found {
  const last = number * size;
  return { from, to, reading: { form: "months", year, shift, from: last - size + 1, to: last } };
}

/**
 * "the summer of 2030": within that year, the months differ between north and south. "last
 * summer" is nowhere the same.
 */
export function proposeSeason(scan: Scan, i: number): Found | null {
  if (!SEASONS.has(lowerAt(scan, i))) return null;
  const at = lowerAt(scan, i + 1) === "of" ? i + 2 : i + 1;
  const year = fullYear(wordAt(scan, at));
  if (year !== null) {
    // A northern winter goes on into the next year.
    const reading =
      lowerAt(scan, i) === "winter"
        ? ({ form: "years", from: year, to: year + 1 } as const)
        : calendarDate(year);
    return { from: i, to: at + 1, reading };
  }
  const before = lowerAt(scan, i - 1);
  if (!/^(?:last|this|next)$/.test(before) || /^(?:back|short)$/.test(lowerAt(scan, i + 1))) {
    return null;
  }
  return { from: i, to: i + 1, reading: { form: "unknown", precision: "month" } };
}

/** Whether a token could be the number before a unit: "two", "18", "a". */
export function countAt(scan: Scan, i: number): number | null {
  const lower = lowerAt(scan, i);
  if (lower === "a" || lower === "an" || lower === "one") return 1;
  return cardinal(lower);
}
