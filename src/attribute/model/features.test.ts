import { describe, expect, it } from "vitest";
import { analyse } from "../../language/index.ts";
import { documentOfLines } from "../../train/polnear.ts";
import { COLUMNS, computeFeatures } from "./features.ts";

function featuresOf(text: string) {
  const doc = documentOfLines("test", text);
  return computeFeatures(doc, analyse(doc));
}

/** One column of the features, by its name. */
function column(text: string, name: string): number[] {
  const features = featuresOf(text);
  const at = COLUMNS.findIndex((c) => c.name === name);
  return Array.from(
    { length: features.length },
    (_, i) => features.columns[i * COLUMNS.length + at]!,
  );
}

describe("computeFeatures", () => {
  it("spells words in lower case with digits as zeros and marks as one mark", () => {
    expect(featuresOf("“In 2019,” Mr. O’Neil said.").form.join(" ")).toBe(
      '" in 0000 , " mr. o\'neil said .',
    );
  });

  it.each([
    ["“Yes,” he said."],
    ['"Yes," he said.'],
    ["''Yes,'' he said."],
    ["« Yes, » he said."],
    ["‘Yes,’ he said."],
  ])("sees the quotation of %s", (text) => {
    // Opening mark, inside, inside, closing mark, then outside.
    expect(column(text, "quote")).toEqual([4, 2, 2, 5, 1, 1, 1]);
    expect(column(text, "share")).toEqual([2, 2, 2, 2, 2, 2, 2]);
  });

  it("marks where paragraphs and sentences begin", () => {
    expect(column("It rained. We left.\nHe stayed.", "place")).toEqual([1, 3, 3, 2, 3, 3, 1, 3, 3]);
  });

  it.each([
    ["said", 1],
    ["NATO", 2],
    ["Okonjo", 3],
    ["2019", 4],
    ["McCain", 5],
    ["I", 7],
    ["G20", 8],
    ["—", 10],
  ])("knows the shape of %s", (word, shape) => {
    expect(column(word, "shape")).toEqual([shape]);
  });

  it("stays below the size of each column", () => {
    const text = "“Ünïcode” 第一 «٣» McDonald's U.S. x-ray…\n\n\ud83d\ude00";
    for (const { name, size } of COLUMNS) {
      for (const value of column(text, name)) expect(value).toBeLessThan(size);
    }
  });

  it("joins blocks of one line into a paragraph", () => {
    const doc = documentOfLines("test", "GENEVA — Talks began.");
    const blocks = [
      { kind: "dateline", start: 0, end: 6 },
      { kind: "paragraph", start: 9, end: 21 },
    ] as const;
    const split = { ...doc, blocks };
    expect(computeFeatures(split, analyse(split)).paragraphs).toEqual([{ from: 0, to: 4 }]);
  });
});
