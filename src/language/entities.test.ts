import { describe, expect, it } from "vitest";
import { allowedSuccessions, bestFollowing, entitiesOf } from "./entities.ts";
import { MARGIN } from "./words.ts";

const classes = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"];

describe("entities", () => {
  it.each([
    ["O B-PER I-PER O", ["1-3 PER"]],
    ["B-PER B-PER", ["0-1 PER", "1-2 PER"]],
    ["B-PER B-LOC I-LOC", ["0-1 PER", "1-3 LOC"]],
    ["O O", []],
  ])("%s", (names, expected) => {
    const list = names.split(" ");
    const labels = new Uint8Array(list.length + 2 * MARGIN);
    labels.set(
      list.map((name) => classes.indexOf(name) + 1),
      MARGIN,
    );
    const found = entitiesOf(labels, list.length, classes);
    expect(found.map(({ from, to, type }) => `${from}-${to} ${type}`)).toEqual(expected);
  });

  it("I-X follows only an X", () => {
    const follows = allowedSuccessions(classes);
    const scores = Int32Array.of(0, 1, 9, 2, 8);
    expect(bestFollowing(scores, follows[0]!)).toBe(3);
    expect(bestFollowing(scores, follows[1 + classes.indexOf("O")]!)).toBe(3);
    expect(bestFollowing(scores, follows[1 + classes.indexOf("B-PER")]!)).toBe(2);
    expect(bestFollowing(scores, follows[1 + classes.indexOf("I-LOC")]!)).toBe(4);
  });
});
