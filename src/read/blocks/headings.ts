import { isByline } from "../byline.ts";
import { readTimestamp } from "../timestamp.ts";
import { eachUnit, type Rule, unitsThat } from "./rule.ts";
import { endsSentence, endsWithStop, REACH, type Unit } from "./units.ts";

/** Longest line still taken for a subhead: an unfinished sentence is longer. */
const MAX_SUBHEAD = 80;
const MAX_SUBHEAD_WORDS = 12;

export const timestamp: Rule = unitsThat(
  "timestamp",
  (unit) => unit.length < REACH && readTimestamp(unit.tail) !== null,
);

export const byline: Rule = unitsThat(
  "byline",
  (unit) => unit.length < REACH && isByline(unit.tail),
);

/** A short line without end punctuation, above running text or right under the headline. */
export const subhead: Rule = eachUnit((unit, i, units, kinds) => {
  const next = units[i + 1];
  if (!next || !readsAsHeading(unit)) return null;
  return kinds[i - 1] === "headline" || leadsOn(unit, next, kinds[i + 1]!) ? "subhead" : null;
});

function readsAsHeading(unit: Unit): boolean {
  if (unit.length > MAX_SUBHEAD || endsWithStop(unit) || /[,;:!]["”’]?$/.test(unit.tail))
    return false;
  if (endsSentence(unit) && /["”’]$/.test(unit.tail)) return false;
  if (/^["“'‘].*[,?!.]["”'’] /.test(unit.tail)) return false; // A quotation with its cue.
  return (
    unit.head.split(/\s+/).length <= MAX_SUBHEAD_WORDS && /^["“'‘]?[\p{Lu}\d]/u.test(unit.head)
  );
}

/** Whether what follows is text that a heading can stand over, or the lines between headline and body. */
function leadsOn(unit: Unit, next: Unit, kind: string | null): boolean {
  if (kind === "timestamp" || kind === "byline") return true;
  if (kind !== null) return kind === "list" || kind === "dateline" || kind === "question";
  return next.length > unit.length && (endsSentence(next) || next.length > MAX_SUBHEAD);
}
