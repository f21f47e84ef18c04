import { sharedOf } from "./clauses.ts";
import { groupSame } from "./groups.ts";
import type { Quantity } from "./numbers.ts";
import { MEASURES, weightOf } from "./words.ts";

/** Whether the passages of two quantities are in one group of tellings. */
export type AreLinked = (a: Quantity, b: Quantity) => boolean;

/** From here on a number is rarely met twice by chance. */
const TELLING = 13;

/** Polls and prices: the same share or sum is met by chance, about whatever is counted. */
const SHARES: ReadonlySet<string> = new Set("% point $ € £".split(" "));

/** How much of two clauses must agree where they give different numbers of the same things. */
const OF_CLAUSE = 0.3;

/** Below this a number is met everywhere. */
const SMALL = 4;

/** An "about" covers this much. */
const LEEWAY = 0.15;

/**
 * Quantities of different accounts that count the same things, in groups, each in order. Equal
 * numbers need a little that agrees around them. Different ones need the same thing done to the same
 * kind of thing ("61 vessels turned back", "43 vessels redirected"), and more that agrees. Shares and
 * sums that differ never go together: each poll has its own groups.
 */
export function groupQuantities(
  quantities: readonly Quantity[],
  areLinked: AreLinked,
): Quantity[][] {
  return groupSame(quantities, keysOf, (a, b) => countTheSame(a, b, areLinked));
}

/** Where others of the same thing can be met: by what is counted, or by what was done. */
function keysOf({ of, done }: Quantity): string[] {
  return [...(of === null ? [] : [`of ${of}`]), ...[...done].map((word) => `done ${word}`)];
}

export function countTheSame(a: Quantity, b: Quantity, areLinked: AreLinked): boolean {
  if (a.account === b.account) return false;
  const done = sharedOf(a.done, b.done);
  const isOneThing = a.of === b.of ? a.of !== null : a.of === null || b.of === null;
  if (!isOneThing || (a.of !== b.of && done.length === 0)) return false;
  const around = weigh(sharedOf(a.around, b.around));
  const clause = sharedOf(a.clause, b.clause).length;
  const isMeasure = MEASURES.has(a.of ?? "");
  if (a.mention.value === b.mention.value) {
    const isTelling = a.mention.value >= TELLING && !isMeasure;
    if (SHARES.has(a.of ?? "")) return clause >= 2 || areLinked(a, b);
    if (isTelling || isMeasure) return around >= (isTelling ? 1 : 2) || areLinked(a, b);
    if (areLinked(a, b)) return true;
    // "two" and "three" are in every report.
    if (a.mention.value < SMALL) return clause >= 2 && around >= 3;
    return around >= 3 || (clause >= 1 && around >= 2);
  }
  if (SHARES.has(a.of ?? "")) return false;
  if (isMeasure) return areLinked(a, b) && clause >= 2;
  if (isNear(a, b)) return done.length > 0 || (clause >= 1 && around >= 2);
  if (done.length > 0 && around >= 2) return true;
  return areLinked(a, b) && clause >= 2 && clause >= OF_CLAUSE * (a.clause.size + b.clause.size);
}

/** How much words tell together: a number of two digits as much as two words, "Monday" half. */
function weigh(stems: readonly string[]): number {
  return stems.reduce((sum, word) => sum + (/^\d{2,}$/.test(word) ? 2 : weightOf(word)), 0);
}

/** "nearly two dozen" and 22. */
function isNear({ mention: a }: Quantity, { mention: b }: Quantity): boolean {
  if (a.bound !== "about" && b.bound !== "about") return false;
  return Math.abs(a.value - b.value) <= LEEWAY * Math.max(a.value, b.value);
}
