import { describe, expect, it } from "vitest";
import { readConllu } from "./conllu.ts";

const row = (id: string, form: string, head = "0", misc = "_") =>
  [id, form, form, "X", "FW", "_", head, "dep", "_", misc].join("\t");

describe("CoNLL-U", () => {
  it("reads sentences, paragraphs and documents", () => {
    const [first, second] = readConllu(
      [
        "# newdoc id = a",
        "# text = Go on",
        row("1", "Go"),
        row("2", "on", "1"),
        "",
        "# newpar",
        row("1", "No"),
      ].join("\n"),
    );
    expect(first).toMatchObject({
      form: ["Go", "on"],
      head: [-1, 0],
      text: "Go on",
      startsDocument: true,
    });
    expect(second).toMatchObject({ form: ["No"], startsParagraph: true, startsDocument: false });
  });

  it("splits multiword tokens, leaves empty nodes out, keeps spaces", () => {
    const [sentence] = readConllu(
      [
        row("1-2", "don't", "_", "SpaceAfter=No"),
        row("1", "do"),
        row("2", "n't", "1"),
        row("2.1", "go", "_"),
        row("3", "!", "1"),
      ].join("\n"),
    );
    expect(sentence!.form).toEqual(["do", "n't", "!"]);
    expect(sentence!.spaceAfter).toEqual([false, false, true]);
  });

  it.each([
    ["1\tword", /line 1: 2 columns/],
    [row("1", "word", "_"), /line 1: head "_" is no number/],
  ])("%j is refused", (content, message) => {
    expect(() => readConllu(content)).toThrow(message);
  });
});
