import { describe, expect, it } from "vitest";
import { attribute } from "../attribute/index.ts";
import { analyse } from "../language/index.ts";
import { textDocument } from "../read/text-document.ts";
import { relateTurns } from "./turns.ts";

function answersIn(text: string): string[] {
  const doc = textDocument(text);
  const relations = attribute(doc, analyse(doc));
  const start = (id: string) => {
    const [content] = relations[Number(id.slice(1)) - 1]!.content;
    return doc.text
      .slice(content!.start, content!.start + 12)
      .split("\n")[0]!
      .trim();
  };
  return relateTurns(doc, relations).map(
    ({ from, to, basis }) => `${start(from)} → ${start(to)} (${basis})`,
  );
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
