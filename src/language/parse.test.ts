import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tinyModel, tinyParts } from "../../test/fixtures/tiny-model.ts";
import { type TokenRange, tokenize } from "./index.ts";
import { writeLanguageModel } from "./model.ts";
import { type Parse, parse } from "./parse.ts";
import { splitSentences } from "./sentences.ts";
import { UPOS } from "./tagset.ts";

const model = tinyModel();
const read = (text: string) => {
  const { tokens, ranges } = tokenize(text, [{ kind: "paragraph", start: 0, end: text.length }]);
  const sentences = splitSentences(tokens, ranges);
  return { tokens, sentences, parsed: parse(model, { tokens, sentences }) };
};

describe("parse", () => {
  it("gives nouns their sense of WordNet, and other words none", () => {
    const { parsed } = read("The boats were seized in Orvania.");
    // noun.artifact is file 6 of WordNet.
    expect([...parsed.sense]).toEqual([0, 7, 0, 0, 0, 0, 0]);
  });

  it.each([
    [
      "The minister denied the report.",
      "DET NOUN VERB DET NOUN PUNCT",
      "det nsubj root det obj punct",
    ],
    [
      "The boats were seized in Orvania.",
      "DET NOUN AUX VERB ADP PROPN PUNCT",
      "det nsubj aux:pass root case obl punct",
    ],
  ])("%s", (text, tags, labels) => {
    const { parsed } = read(text);
    expect([...parsed.upos].map((tag) => UPOS[tag]).join(" ")).toBe(tags);
    expect([...parsed.label].map((label) => parsed.labelNames[label]).join(" ")).toBe(labels);
  });

  it("gives heads as token indexes, lemmas and entities", () => {
    const { parsed } = read(
      "He said that the port closed. Ms. Varran said the boats left Orvania.",
    );
    expect([...parsed.head].slice(0, 7)).toEqual([1, -1, 5, 4, 5, 1, 1]);
    expect(parsed.lemma.slice(7)).toEqual([
      "Ms.",
      "Varran",
      "say",
      "the",
      "boat",
      "leave",
      "Orvania",
      ".",
    ]);
    expect(parsed.entities).toEqual([
      { from: 8, to: 9, type: "PER" },
      { from: 13, to: 14, type: "LOC" },
    ]);
  });
});

describe("on any text", () => {
  const anyText = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: fc.constantFrom(..."the boat.said Orvania,'\"-1") }),
  );

  it("each sentence is a tree with one root", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { sentences, parsed } = read(text);
        for (const sentence of sentences) expectTree(parsed, sentence);
      }),
    );
  });

  it("columns have an entry a token, entities lie inside sentences, in order", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { tokens, sentences, parsed } = read(text);
        for (const column of [parsed.upos, parsed.xpos, parsed.lemma, parsed.head, parsed.label]) {
          expect(column.length).toBe(tokens.length);
        }
        let at = 0;
        for (const { from, to } of parsed.entities) {
          expect(from).toBeGreaterThanOrEqual(at);
          expect(to).toBeGreaterThan(from);
          expect(sentences.some((s) => s.from <= from && to <= s.to)).toBe(true);
          at = to;
        }
      }),
    );
  });

  it("the same text gives the same parse", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(read(text).parsed).toEqual(read(text).parsed);
      }),
    );
  });
});

it("the same corpora give the same model, byte for byte", () => {
  expect(writeLanguageModel(tinyParts())).toEqual(writeLanguageModel(tinyParts()));
});

function expectTree(parsed: Parse, { from, to }: TokenRange): void {
  let roots = 0;
  for (let token = from; token < to; token++) {
    let k = token;
    for (let steps = 0; parsed.head[k] !== -1; steps++) {
      k = parsed.head[k]!;
      expect(k).toBeGreaterThanOrEqual(from);
      expect(k).toBeLessThan(to);
      expect(steps).toBeLessThan(to - from);
    }
    if (k === token) roots++;
  }
  expect(roots).toBe(1);
}
