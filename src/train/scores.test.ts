import { expect, it } from "vitest";
import { scoreOf } from "./scores.ts";

it("scores are percentages of sums, the interval holds the score and is the same each time", () => {
  const documents = [
    { correct: 3, predicted: 4, gold: 5 },
    { correct: 1, predicted: 2, gold: 1 },
  ];
  const score = scoreOf(documents);
  expect(score.precision).toBeCloseTo(66.67, 2);
  expect(score.recall).toBeCloseTo(66.67, 2);
  expect(score.f1).toBeCloseTo(66.67, 2);
  expect(score.low).toBeLessThanOrEqual(score.f1);
  expect(score.high).toBeGreaterThanOrEqual(score.f1);
  expect(scoreOf(documents)).toEqual(score);
});
