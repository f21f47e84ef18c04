import { describe, expect, it } from "vitest";
import { read } from "../index.ts";

function answersIn(text: string): string[] {
  const record = read(text);
  const start = (id: string) => {
    const [[at]] = record.attributions[Number(id.slice(1)) - 1]!.content as [[number, number]];
    return text
      .slice(at, at + 12)
      .split("\n")[0]!
      .trim();
  };
  return record.relations.map(({ from, to, basis }) => `${start(from)} → ${start(to)} (${basis})`);
}

describe("relateTurns", () => {
  it.each([
    [
      "Q: Who pays?\n\nA: Nobody.\n\nQ: Why?\n\nA: Ask them.",
      ["Nobody. → Who pays? (stated)", "Ask them. → Why? (stated)"],
    ],
    [
      "POE: Good day to you all.\n\nROE: Who pays for this?\n\nPOE: Nobody does.\n\nMAND: Nor do I.\n\nROE: Why?\n\nPOE: Ask.",
      [
        "Nobody does. → Who pays for (inferred)",
        "Nor do I. → Who pays for (inferred)",
        "Ask. → Why? (inferred)",
      ],
    ],
    // The chair's word ends what went before; a statement after it answers nothing.
    [
      "Q: Who pays for the boats?\n\nMODERATOR: We end here.\n\nPOE: I thank you all for coming.\n\nQ: Why?\n\nPOE: Ask.",
      ["Ask. → Why? (inferred)"],
    ],
    ["The council met.\n\nNobody asked anything.", []],
  ])("%s", (text, answers) => {
    expect(answersIn(text)).toEqual(answers);
  });
});
