import { describe, expect, it } from "vitest";
import { readConllu } from "./conllu.ts";
import { gumClasses, readBio, separateRoles } from "./entity-corpora.ts";

describe("roles are cut off persons", () => {
  it.each([
    ["President Ama Varran", "B-PER I-PER I-PER", "B-ROLE B-PER I-PER"],
    ["Prime Minister Olvay", "B-PER I-PER I-PER", "B-ROLE I-ROLE B-PER"],
    ["Varran Olvay", "B-PER I-PER", "B-PER I-PER"],
    ["the president", "O B-PER", "O B-ROLE"],
    ["Varran said", "I-PER O", "B-PER O"],
  ])("%s", (text, before, after) => {
    expect(separateRoles(text.split(" "), before.split(" ")).join(" ")).toBe(after);
  });
});

it("reads words with classes", () => {
  expect(readBio("A\tB-LOC\nB\tO\n\nC\tO\n")).toEqual([
    { words: ["A", "B"], classes: ["B-LOC", "O"] },
    { words: ["C"], classes: ["O"] },
  ]);
});

it("finds the names in mentions whose head is a proper noun", () => {
  const rows = [
    ["The", "DET", 4, "Entity=(1-organization-new-cf1-4-coref"],
    ["old", "ADJ", 4, "_"],
    ["Orvania", "PROPN", 4, "Entity=(2-place-new-cf2-1-coref)"],
    ["Ministry", "PROPN", 6, "_"],
    ["itself", "PRON", 4, "Entity=1)"],
    ["asked", "VERB", 0, "_"],
    ["Dr.", "PROPN", 8, "Entity=(3-person-new-cf3-1-coref"],
    ["Varran", "PROPN", 6, "Entity=3)"],
    ["today", "NOUN", 6, "Entity=(4-time-new-cf4-1-sgl)"],
  ].map(([form, upos, head, misc], i) =>
    [i + 1, form, form, upos, "X", "_", head, "dep", "_", misc].join("\t"),
  );
  const [sentence] = readConllu(rows.join("\n"));
  expect(gumClasses(sentence!).join(" ")).toBe("O O B-ORG I-ORG O O O B-PER O");
});
