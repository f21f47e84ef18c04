import { describe, expect, it } from "vitest";
import { confidenceOf, type Evidence, evidenceValues } from "./confidence.ts";

const EVIDENCE: Evidence = {
  cue: 0.9,
  content: 0.8,
  source: 1,
  contentLink: 0.99,
  sourceLink: 0,
  hasSource: true,
  quoted: 0.5,
  length: 10,
};

describe("confidence", () => {
  it("is finite at the ends of the scale", () => {
    for (const value of evidenceValues({ ...EVIDENCE, cue: 1.0000001, content: 0 })) {
      expect(Number.isFinite(value)).toBe(true);
    }
  });

  it("is the logistic function of the weighted evidence", () => {
    const weights = { evidence: [0, 1, 0, 0, 0, 0, 0, 0, 0], signs: [0, 0, 0, 0] };
    expect(confidenceOf(EVIDENCE, [1, 3], weights)).toBeCloseTo(0.9, 6);
  });

  it("rises and falls with the signs that hold", () => {
    const weights = { evidence: new Array(9).fill(0), signs: [0, 2, 0, -3] };
    expect(confidenceOf(EVIDENCE, [], weights)).toBe(0.5);
    expect(confidenceOf(EVIDENCE, [1], weights)).toBeCloseTo(1 / (1 + Math.exp(-2)), 4);
    expect(confidenceOf(EVIDENCE, [1, 3], weights)).toBeCloseTo(1 / (1 + Math.exp(1)), 4);
  });
});
