import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArcEager, LEFT, MOVES, type Move, REDUCE, RIGHT, SHIFT } from "../language/arc-eager.ts";
import { moveCosts, projectivize } from "./oracle.ts";
import { goldNodes } from "./train-parser.ts";

const costsAfter = (head: number[], ...moves: Move[]) => {
  const state = new ArcEager();
  state.reset(head.length);
  for (const move of moves) state.make(move, 1);
  const costs = new Int32Array(MOVES);
  moveCosts(state, goldNodes(head), costs);
  return costs;
};

describe("dynamic oracle", () => {
  // "She denied it": both pronouns hang on the verb.
  const denied = [1, -1, 1];
  it("wants a left arc where the head comes next", () => {
    const costs = costsAfter(denied, SHIFT);
    expect(costs[LEFT]).toBe(0);
    expect(costs[SHIFT]).toBe(1);
    expect(costs[RIGHT]).toBe(2);
  });

  it("wants a right arc to an object, and counts what it would lose", () => {
    const costs = costsAfter(denied, SHIFT, LEFT, SHIFT);
    expect(costs[RIGHT]).toBe(0);
    expect(costs[SHIFT]).toBe(1);
    expect(costs[LEFT]).toBe(2);
  });

  it("some move is free in every state of a projective tree", () => {
    const anyTree = fc.array(fc.nat(), { minLength: 1, maxLength: 9 }).map((picks) => {
      // Each word hangs on an earlier one or, the first, on the root; then made projective.
      return picks.map((pick, i) => (i === 0 ? -1 : pick % i));
    });
    fc.assert(
      fc.property(anyTree, (head) => {
        const gold = goldNodes(head);
        const state = new ArcEager();
        state.reset(head.length);
        const costs = new Int32Array(MOVES);
        while (!state.isFinished) {
          moveCosts(state, gold, costs);
          const free = [SHIFT, LEFT, RIGHT, REDUCE].find((move) => costs[move] === 0);
          expect(free).toBeDefined();
          state.make(free as Move, 1);
        }
        for (let node = 1; node <= head.length; node++) expect(state.head[node]).toBe(gold[node]);
      }),
    );
  });
});

it("lifts crossing arcs to the nearest ancestor", () => {
  // 1 <- 3, 2 <- 4: the arcs cross; word 4 is the root's.
  const gold = Int32Array.of(0, 3, 4, 4, 5, 0);
  projectivize(gold, 4);
  expect([...gold.slice(1, 5)]).toEqual([4, 4, 4, 5].map((h, i) => (i === 0 ? gold[1]! : h)));
  expect(gold[1]).toBe(4);
});
