import { describe, expect, it } from "vitest";
import { BREAK, cutWindows, WINDOW } from "./windows.ts";

function paragraphsOf(lengths: readonly number[]) {
  let from = 0;
  return lengths.map((length) => {
    const range = { from, to: from + length };
    from = range.to;
    return range;
  });
}

describe("cutWindows", () => {
  it("joins short paragraphs with a break between", () => {
    const [window, ...more] = cutWindows(paragraphsOf([2, 3]));
    expect([...window!.tokens]).toEqual([0, 1, BREAK, 2, 3, 4]);
    expect(more).toEqual([]);
  });

  it.each([[[WINDOW]], [[WINDOW + 1]], [[300, 20, 1000]], [[100, 100, 100, 100]]])(
    "owns every token of paragraphs of %j once, in windows of bounded size",
    (lengths) => {
      const owned = cutWindows(paragraphsOf(lengths)).flatMap(({ tokens, owned }) => {
        expect(tokens.length).toBeLessThanOrEqual(WINDOW);
        return [...tokens.subarray(owned.from, owned.to)].filter((t) => t !== BREAK);
      });
      const total = lengths.reduce((sum, n) => sum + n, 0);
      expect(owned).toEqual(Array.from({ length: total }, (_, i) => i));
    },
  );
});
