import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../test/fast-check.ts";
import { compareVersions } from "./compare-versions.ts";

const shown = (before: string, after: string) =>
  compareVersions(before, after).map(
    (change) =>
      `${before.slice(change.before.start, change.before.end)} → ${after.slice(change.after.start, change.after.end)}`,
  );

describe("compareVersions", () => {
  it.each([
    ["We regret this letter.", "We reject this letter.", ["regret → reject"]],
    [
      "No crew was held longer than the checks required.",
      "No crew was held longer than the law required.",
      ["checks → law"],
    ],
    [
      "At least 61 boats turned back.",
      "At least 63 boats turned back on Monday.",
      ["61 → 63", " → on Monday"],
    ],
    [
      "The boats left. The crews stayed. It rained.",
      "The boats left. It rained.",
      ["The crews stayed. → "],
    ],
    ["A new harbour", "A  new\nharbour", []],
    ["", "A new harbour", [" → A new harbour"]],
    // Two changes with a single word between are one passage.
    [
      "the old grey boat of Oram left",
      "the new grey ship of Oram left",
      ["old grey boat → new grey ship"],
    ],
  ])("%s / %s", (before, after, changes) => {
    expect(shown(before, after)).toEqual(changes);
  });

  it("the later version is the earlier one with its changes put in", () => {
    const words = fc.constantFrom(...'a the of boat crew Oram 61 , . " left'.split(" "));
    const text = fc.array(words, { maxLength: 60 }).map((list) => list.join(" "));
    const tokens = (part: string) => part.split(/\s+/).filter(Boolean);
    fc.assert(
      fc.property(text, text, (before, after) => {
        const built: string[] = [];
        let at = 0;
        for (const change of compareVersions(before, after)) {
          expect(change.before.start).toBeGreaterThanOrEqual(at);
          built.push(...tokens(before.slice(at, change.before.start)));
          built.push(...tokens(after.slice(change.after.start, change.after.end)));
          at = change.before.end;
        }
        built.push(...tokens(before.slice(at)));
        expect(built).toEqual(tokens(after));
      }),
      { numRuns: runs(1000) },
    );
  });

  it.each([
    [
      "the same words in another order",
      (n: number) => [`${"a b ".repeat(n)}`, `${"b a ".repeat(n)}`],
    ],
    ["nothing in common", (n: number) => ["a ".repeat(n), "b ".repeat(n)]],
    [
      "numbers backwards",
      (n: number) => {
        const list = Array.from({ length: n }, (_, i) => String(i));
        return [list.join(" "), list.toReversed().join(" ")];
      },
    ],
  ] as const)("200 000 words of %s take no longer than seconds", (_, make) => {
    const [before, after] = make(100_000) as [string, string];
    const start = performance.now();
    compareVersions(before, after);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
