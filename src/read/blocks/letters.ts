import type { BlockKind } from "../../document/index.ts";
import { type Kinds, type Mark, marksBetween, type Rule, unitsThat } from "./rule.ts";
import { endsWithStop, type Unit } from "./units.ts";

/*
 * Letters: whom they greet, how they close, who signed.
 */

const GREETINGS: readonly RegExp[] = [
  /^dear\b/i,
  /^(?:your )?(?:royal )?(?:excellenc(?:y|ies)|highness(?:es)?|majest(?:y|ies)|eminence)\b/i,
  /^to whom it may concern\b/i,
  /^(?:dear )?(?:sirs?|madams?|sir or madam|colleagues|friends)[,:]$/i,
  /^(?:honou?rable|distinguished|esteemed) [\p{L} ,]{2,80}[,:]$/iu,
  /^(?:mr|ms|mrs|madam|mister|mme)\.? [\p{L} ,.'’-]{2,60}[,:]$/iu,
  /^ladies and gentlemen\b/i,
];

/** A greeting is short and never ends as a sentence does: "Dear food is the first complaint." is none. */
export const salutation: Rule = unitsThat(
  "salutation",
  (unit) =>
    unit.length <= 120 &&
    !/[.?;]$/.test(unit.tail) &&
    !/\b(?:said|says|is|are|was|were)\b/.test(unit.head) &&
    GREETINGS.some((greeting) => greeting.test(unit.head)),
);

const CLOSING =
  /^(?:yours(?: (?:very )?(?:sincerely|faithfully|truly|respectfully|ever))?|(?:very )?(?:sincerely|respectfully|faithfully)(?: (?:yours|submitted))?|(?:with )?(?:our |my )?(?:kind|best|warm|warmest|kindest|cordial)(?: \w+)? regards|with (?:our |my )?(?:deepest |highest |great )?(?:respect|consideration|gratitude|thanks)|in solidarity|signed)\s*[,.:]?$/i;

/** "(Signed) Ada Roe", as official letters have it. */
const SIGNED = /^\(?signed\):? \p{Lu}/iu;

/** "Yours faithfully," and the names, offices and places under it. */
export const signature: Rule = (units, kinds) =>
  runsAfter(
    units,
    kinds,
    "signature",
    (unit) => unit.length <= 90 && (CLOSING.test(unit.head) || SIGNED.test(unit.head)),
    (unit) => unit.length <= 90 && !/[.:]$/.test(unit.tail) && /^[\p{Lu}\d]/u.test(unit.head),
  );

const ROLL =
  /^(?:(?:the |list of )*(?:signatories|signatory (?:states|countries|organi[sz]ations)|co-?signatories|undersigned)|(?:co-?)?signed(?: jointly)? by|signed on behalf of|signatures)\b/i;

/** "States associated with this letter:" */
const JOINERS =
  /^(?:the )?(?:\p{L}+ )?(?:states|countries|governments|organi[sz]ations|members|parties|institutions) (?:associated|associating|endorsing|supporting|joining|signing|aligned|(?:that|which) (?:have )?(?:signed|joined|endorsed))\b[^.!?]{0,60}:$/iu;

/** "Signatories:" and the list under or after it, one name a line or many. */
export const signatories: Rule = (units, kinds) =>
  runsAfter(units, kinds, "signatories", isRoll, (unit) => !readsAsSentence(unit));

/** A label, not a sentence: "The signatories called on the council." has no colon and ends with a stop. */
function isRoll(unit: Unit): boolean {
  if (unit.length < 120 && JOINERS.test(unit.head)) return true;
  const lead = ROLL.exec(unit.head)?.[0];
  if (lead === undefined) return false;
  const rest = unit.head.slice(lead.length);
  // "The undersigned urge the council to:" leads to demands.
  if (/\b(?:to|that|following)\s*:/.test(rest)) return false;
  return /^[^.!?]{0,80}:/.test(rest) || (unit.length <= 60 && !endsWithStop(unit));
}

/** Ends with a stop and is no enumeration: fewer than one comma or semicolon in 35 characters. */
function readsAsSentence(unit: Unit): boolean {
  if (unit.length <= 60 || !endsWithStop(unit)) return false;
  return (unit.tail.match(/[,;]/g)?.length ?? 0) < unit.tail.length / 35;
}

/** Marks a unit that opens something and the unclaimed units after it that continue it. */
function runsAfter(
  units: readonly Unit[],
  kinds: Kinds,
  kind: BlockKind,
  opens: (unit: Unit) => boolean,
  continues: (unit: Unit) => boolean,
): Mark[] {
  const marks: Mark[] = [];
  for (let i = 0; i < units.length; i++) {
    if (kinds[i] !== null || !opens(units[i]!)) continue;
    let to = i + 1;
    while (to < units.length && kinds[to] === null && continues(units[to]!)) to++;
    for (const mark of marksBetween(i, to, kind)) marks.push(mark);
    i = to - 1;
  }
  return marks;
}
