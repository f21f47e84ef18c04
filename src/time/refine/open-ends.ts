import type { Found } from "../reading.ts";
import { lowerAt, NOUN, type Scan, uposAt } from "../scan.ts";

const SINCE = new Set(["since", "after"]);
const UNTIL = new Set(["until", "till", "before", "by"]);

/**
 * "since 2014", "by Friday", "until last week": an interval with one end. The preposition then
 * belongs to the expression. Not "before Tuesday's vote", which says when the vote was.
 */
export function openEnds(scan: Scan, found: readonly Found[]): Found[] {
  return found.map((one) => {
    const { reading } = one;
    if (/^(?:unknown|since|until|period|offset)$/.test(reading.form)) return one;
    if (reading.form === "range") return one;
    if (/^['’]s?$/.test(lowerAt(scan, one.to)) || uposAt(scan, one.to) === NOUN) return one;
    const before = lowerAt(scan, one.from - 1);
    const longer = `${lowerAt(scan, one.from - 2)} ${before}`;
    if (longer === "as of" || longer === "prior to") {
      const form = longer === "as of" ? "since" : "until";
      return { from: one.from - 2, to: one.to, reading: { form, of: reading } };
    }
    if (SINCE.has(before)) {
      return { from: one.from - 1, to: one.to, reading: { form: "since", of: reading } };
    }
    if (!UNTIL.has(before)) return one;
    return { from: one.from - 1, to: one.to, reading: { form: "until", of: reading } };
  });
}
