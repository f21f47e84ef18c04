import type { Found, Which } from "../reading.ts";
import { isCapitalised, lowerAt, monthAt, type Scan, wordAt } from "../scan.ts";
import { NAMED_WEEKDAYS, PAPERS, PARTS, SHORT_WEEKDAYS, WEEKDAYS } from "../words.ts";

/**
 * "Tuesday", "last Tuesday", "Tuesday morning"; "Tue" only before a date, for "Sun" is a paper.
 * Not "Good Friday", "every Monday" or "the Sunday Times".
 */
export function proposeWeekday(scan: Scan, i: number): Found | null {
  const which = whichAt(scan, i);
  const at = which === null ? i : i + 1;
  const weekday = weekdayAt(scan, at);
  if (weekday === null || isPartOfName(scan, at)) return null;
  const to = PARTS.has(lowerAt(scan, at + 1)) ? at + 2 : at + 1;
  return { from: i, to, reading: { form: "weekday", weekday, which } };
}

/** "over the weekend", "last weekend", "at the weekend". */
export function proposeWeekend(scan: Scan, i: number): Found | null {
  const which = whichAt(scan, i);
  const isThe = lowerAt(scan, i) === "the";
  if (which === null && !isThe) return null;
  if (lowerAt(scan, i + 1) !== "weekend") return null;
  if (isThe && !/^(?:over|at|during|on)$/.test(lowerAt(scan, i - 1))) return null;
  return { from: i, to: i + 2, reading: { form: "weekend", which } };
}

function whichAt(scan: Scan, i: number): Which | null {
  const lower = lowerAt(scan, i);
  return lower === "last" || lower === "this" || lower === "next" ? lower : null;
}

function weekdayAt(scan: Scan, i: number): number | null {
  if (!isCapitalised(scan, i)) return null;
  const full = WEEKDAYS.get(lowerAt(scan, i));
  if (full !== undefined) return full;
  const short = SHORT_WEEKDAYS.get(lowerAt(scan, i));
  if (short === undefined) return null;
  const next = /^[,.]$/.test(wordAt(scan, i + 1)) ? i + 2 : i + 1;
  const dated =
    (/^\d{1,2}/.test(wordAt(scan, next)) && monthAt(scan, next + 1) !== null) ||
    (monthAt(scan, next) !== null && /^\d{1,2}/.test(wordAt(scan, next + 1)));
  return dated ? short : null;
}

function isPartOfName(scan: Scan, i: number): boolean {
  const before = lowerAt(scan, i - 1);
  const next = lowerAt(scan, i + 1);
  return (
    NAMED_WEEKDAYS.has(before) ||
    (before === "news" && isCapitalised(scan, i - 1)) ||
    before === "every" ||
    before === "each" ||
    (PAPERS.has(next) && isCapitalised(scan, i + 1)) ||
    (scan.inName[i]! > 0 && scan.inName[i - 1]! > 0 && isCapitalised(scan, i - 1) && before !== "")
  );
}
