import { monthNumber } from "../dates.ts";

/** How far from its start a paragraph's dateline may reach. */
const MAX_DATELINE = 90;

const DASH = /\s?(?:—|–)\s*|\s-{1,2}\s+/;

/** Words in lower case that stand inside names of places. */
const PLACE_WORDS: ReadonlySet<string> = new Set(
  "al and at aboard da de del des di do du el en in la las le los near of on outside sur the upon".split(
    " ",
  ),
);

/**
 * Length of the dateline a paragraph begins with, without the dash after it: 24 for
 * "VELLIN, March 12 (Agency) — The council …". 0 where there is none.
 *
 * A place in capitals is enough when a capital follows the dash; a place in mixed case needs a
 * date or an agency in brackets, because "The council — which met on Monday — voted" has neither.
 */
export function datelineLength(head: string): number {
  const start = head.slice(0, MAX_DATELINE + 4);
  const dash = DASH.exec(start);
  if (!dash || dash.index === 0 || dash.index > MAX_DATELINE) return 0;
  const words = start.slice(0, dash.index);
  const agency = /\(([^()]{2,40})\)$/.exec(words)?.[1] ?? null;
  if (agency !== null && !/^\p{Lu}/u.test(agency)) return 0;
  const parts = words.replace(/\s*\([^()]*\)$/, "").split(/,\s*/);
  const dated = parts.findIndex((part) => isDatePart(part));
  const place = dated === -1 ? parts : parts.slice(0, dated);
  const date = dated === -1 ? [] : parts.slice(dated);
  if (place.length === 0 || place.length > 3 || !place.every(isPlace)) return 0;
  if (!date.every((part) => isDatePart(part) || /^\d{4}$/.test(part))) return 0;
  if (date.length > 0 || agency !== null) return dash.index;
  const capitals = /^[^\p{Ll}]{3,}$/u.test(place[0]!) && /\p{Lu}{3}/u.test(place[0]!);
  return capitals && followsWithCapital(head, dash) ? dash.index : 0;
}

function followsWithCapital(head: string, dash: RegExpExecArray): boolean {
  return /^["“'‘(]?[\p{Lu}\d]/u.test(head.slice(dash.index + dash[0].length));
}

/** "March 12", "12 March 2031", "Mar. 12", "Monday". */
function isDatePart(part: string): boolean {
  if (/^(?:mon|tues|wednes|thurs|fri|satur|sun)day$/i.test(part)) return true;
  const words = part.split(/\s+/);
  return (
    words.length <= 3 &&
    words.some((word) => monthNumber(word) !== null) &&
    words.every((word) => monthNumber(word) !== null || /^\d{1,4}(?:st|nd|rd|th)?$/.test(word))
  );
}

/** One to five words with capitals. */
function isPlace(part: string): boolean {
  const words = part.trim().split(/[\s/]+/);
  return (
    words.length <= 5 &&
    /^\p{Lu}/u.test(words[0]!) &&
    words.every((word) => /^\p{Lu}[\p{L}\p{M}.'’-]*$/u.test(word) || PLACE_WORDS.has(word)) &&
    !(words.length > 1 && /^(?:the|a|an|in|at)$/i.test(words[0]!))
  );
}

/** Whether a whole line is a place and a date and nothing else: "VELLIN, 12 March 2031". */
export function isDatelineAlone(line: string): boolean {
  const words = line.replace(/\s*[—–-]+$/, "");
  return (
    words.length <= MAX_DATELINE &&
    /,.*\d/.test(words) &&
    datelineLength(`${words} — X`) === words.length
  );
}
