import { describe, expect, it } from "vitest";
import { type Fragment, type PairWeights, pairScore, softmaxBest } from "./links.ts";

const NONE: PairWeights = {
  gap: new Float32Array(16),
  paragraphs: new Float32Array(7),
  sentences: new Float32Array(9),
  between: new Float32Array(8),
};

function fragment(from: number, to: number, sentence = 0, paragraph = 0): Fragment {
  return { from, to, sentence, lastSentence: sentence, paragraph };
}

/** Which value of one pair feature is looked at, by weights that count up. */
function valueAt(
  feature: keyof PairWeights,
  head: Fragment,
  cue: Fragment,
  others: readonly Fragment[] = [],
): number {
  const counting = NONE[feature].map((_, i) => i);
  return pairScore(head, cue, [cue, ...others], { ...NONE, [feature]: counting });
}

describe("pairScore", () => {
  it("buckets the gap by its size, after the head from 8 on", () => {
    const head = fragment(100, 110);
    expect(valueAt("gap", head, fragment(110, 111))).toBe(8);
    expect(valueAt("gap", head, fragment(112, 113))).toBe(10);
    expect(valueAt("gap", head, fragment(300, 301))).toBe(15);
    expect(valueAt("gap", head, fragment(99, 100))).toBe(0);
    expect(valueAt("gap", head, fragment(10, 11))).toBe(7);
  });

  it("counts paragraphs and sentences between, up to a limit", () => {
    const head = fragment(0, 5, 2, 1);
    expect(valueAt("paragraphs", head, fragment(9, 10, 2, 1))).toBe(3);
    expect(valueAt("paragraphs", head, fragment(9, 10, 9, 9))).toBe(6);
    expect(valueAt("sentences", head, fragment(9, 10, 3, 1))).toBe(5);
    expect(valueAt("sentences", { ...head, lastSentence: 3 }, fragment(9, 10, 3, 1))).toBe(4);
    expect(valueAt("sentences", fragment(20, 25, 8), fragment(9, 10, 3))).toBe(0);
  });

  it("counts the cues between", () => {
    const head = fragment(0, 5);
    const cue = fragment(20, 21);
    expect(valueAt("between", head, cue)).toBe(4);
    expect(valueAt("between", head, cue, [fragment(7, 8), fragment(9, 11)])).toBe(6);
    expect(valueAt("between", fragment(30, 35), cue, [fragment(24, 25)])).toBe(1);
  });
});

describe("softmaxBest", () => {
  it("gives the best and its share", () => {
    const { best, share } = softmaxBest([0, Math.log(3), -Infinity]);
    expect(best).toBe(1);
    expect(share).toBeCloseTo(0.75, 12);
  });

  it.each([[[]], [[-Infinity, -Infinity]]])("gives none for %j", (scores) => {
    expect(softmaxBest(scores)).toEqual({ best: -1, share: 0 });
  });
});
