import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../test/fast-check.ts";
import { createScorer, packWeights } from "./packed-weights.ts";
import type { WeightRows } from "./weights.ts";

const rows: WeightRows = {
  classes: 4,
  keys: Uint32Array.of(0x70002, 0x70003, 0xfffffff0),
  counts: Uint8Array.of(2, 1, 1),
  entryClass: Uint8Array.of(0, 3, 1, 2),
  entryWeight: Int8Array.of(5, -127, 9, -1),
};

describe.each([
  ["four classes", createScorer(packWeights(rows)), 4],
  ["many classes", createScorer(packWeights({ ...rows, classes: 9 })), 9],
])("%s", (_, scorer, classes) => {
  it.each([
    [[], [0, 0, 0, 0]],
    [[0x70002], [5, 0, 0, -127]],
    [[0x70003], [0, 9, 0, 0]],
    [
      [0x70002, 0xfffffff0 | 0, 0x70002],
      [10, 0, -1, -254],
    ],
    [
      [8, 0x70004, 0],
      [0, 0, 0, 0],
    ],
  ])("keys %j", (keys, expected) => {
    const scores = new Int32Array(classes).fill(7);
    scorer.score(Int32Array.from(keys), keys.length, scores);
    expect([...scores.subarray(0, 4)]).toEqual(expected);
    expect(scores.subarray(4).every((score) => score === 0)).toBe(true);
  });
});

/** Keys as spread as hashes are, each with one or two classes. */
const anyRows = (classes: number) =>
  fc.uniqueArray(fc.integer({ min: 0, max: 0xffffffff }), { maxLength: 3000 }).map((keys) => {
    const sorted = Uint32Array.from(keys).sort();
    const of = (k: number, i: number) => Math.imul(sorted[k]! + i, 0x9e3779b1) >>> 8;
    const counts = Uint8Array.from(sorted, (_, k) => 1 + (of(k, 0) % 2));
    const entries = [...counts].flatMap((count, k) =>
      count === 1
        ? [[k, 0]]
        : [
            [k, 0],
            [k, 1],
          ],
    );
    return {
      classes,
      keys: sorted,
      counts,
      entryClass: Uint8Array.from(
        entries,
        ([k, i]) => i! * (classes >> 1) + (of(k!, i!) % (classes >> 1)),
      ),
      entryWeight: Int8Array.from(entries, ([k, i]) => (of(k!, i!) % 255) - 127),
    };
  });

describe("packed weights", () => {
  it.each([4, 15, 109])("every key of %i classes has its own row", (classes) => {
    fc.assert(
      fc.property(anyRows(classes), (rows) => {
        const scorer = createScorer(packWeights(rows));
        const scores = new Int32Array(classes);
        let entry = 0;
        for (let k = 0; k < rows.keys.length; k++) {
          const expected = new Int32Array(classes);
          for (const end = entry + rows.counts[k]!; entry < end; entry++) {
            expected[rows.entryClass[entry]!] = rows.entryWeight[entry]!;
          }
          scorer.score(Int32Array.of(rows.keys[k]!), 1, scores);
          expect(scores).toEqual(expected);
        }
      }),
      { numRuns: runs(20) },
    );
  });

  it("the same rows are packed to the same bytes", () => {
    fc.assert(
      fc.property(anyRows(4), (rows) => {
        expect(packWeights(rows)).toEqual(packWeights(rows));
      }),
      { numRuns: runs(10) },
    );
  });
});
