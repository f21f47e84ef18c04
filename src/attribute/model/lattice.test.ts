import { describe, expect, it } from "vitest";
import { constrain, decode, LABELS, runsOf, SCORE_STRIDE } from "./lattice.ts";

const FLAT = { between: new Float32Array(LABELS * LABELS), start: new Float32Array(LABELS) };

/** Scores with `weight` for the given label of each row. */
function scoresFor(labels: readonly number[], weight = 3): Float32Array {
  const scores = new Float32Array(labels.length * SCORE_STRIDE);
  labels.forEach((label, t) => {
    scores[t * SCORE_STRIDE + label] = weight;
  });
  return scores;
}

const at = (row: number) => row * SCORE_STRIDE;

describe("decode", () => {
  it("takes the best label of each row where nothing forbids it", () => {
    const labels = [0, 1, 2, 3, 5, 6, 6];
    const result = decode(scoresFor(labels), at, labels.length, constrain(FLAT, 0));
    expect([...result.labels]).toEqual(labels);
    for (const p of result.certainty) expect(p).toBeGreaterThan(0.5);
  });

  it("never begins a fragment in its middle", () => {
    const { labels } = decode(scoresFor([6, 6, 4]), at, 3, constrain(FLAT, 0));
    expect([...labels]).toEqual([5, 6, 0]);
  });

  it("gives marginals that agree with enumeration", () => {
    const scores = Float32Array.from({ length: 2 * SCORE_STRIDE }, (_, i) => Math.sin(i));
    const limited = constrain(FLAT, 0.5);
    const weight = (i: number, j: number) =>
      Math.exp(
        limited.start[i]! +
          scores[i]! +
          limited.between[i * LABELS + j]! +
          scores[SCORE_STRIDE + j]!,
      );
    const { labels, certainty } = decode(scores, at, 2, limited);
    const all = Array.from({ length: LABELS * LABELS }, (_, k) =>
      weight(Math.floor(k / LABELS), k % LABELS),
    );
    const total = all.reduce((sum, x) => sum + x, 0);
    const first = all
      .filter((_, k) => Math.floor(k / LABELS) === labels[0])
      .reduce((sum, x) => sum + x, 0);
    expect(certainty[0]).toBeCloseTo(first / total, 5);
  });

  it("adds fragments as `begin` grows", () => {
    const scores = scoresFor([0, 0, 0], 1);
    expect([...decode(scores, at, 3, constrain(FLAT, -1)).labels]).toEqual([0, 0, 0]);
    expect(decode(scores, at, 3, constrain(FLAT, 3)).labels.some((l) => l > 0)).toBe(true);
  });
});

describe("runsOf", () => {
  it("cuts breaks off the ends of a run but not out of its middle", () => {
    const labels = Uint8Array.of(5, 6, 6, 6, 6);
    const breaks = new Set([0, 2, 4]);
    expect(runsOf(labels, 5, (row) => breaks.has(row))).toEqual([{ from: 1, to: 4 }]);
  });

  it("parts fragments that touch", () => {
    expect(runsOf(Uint8Array.of(5, 6, 5), 5, () => false)).toEqual([
      { from: 0, to: 2 },
      { from: 2, to: 3 },
    ]);
  });
});
