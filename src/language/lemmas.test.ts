import { describe, expect, it } from "vitest";
import { buildLexicon } from "../train/build-lexicon.ts";
import { createLemmatiser } from "./lemmas.ts";
import { Lexicon } from "./lexicon.ts";

const NOUNS = "boat box city man glass reef knife cargo state".split(" ");
const VERBS = "plan plane stop close deny accuse lie carry tie box elect".split(" ");
const OTHERS = "large big early safe".split(" ");
const lexicon = new Lexicon(
  buildLexicon({
    wordnet: {
      lex: Object.fromEntries([
        ...NOUNS.map((w) => [w, ["06", "-", ""] as const]),
        ...VERBS.map((w) => [w, ["-", "38", ""] as const]),
        ...OTHERS.map((w) => [w, ["-", "-", "A"] as const]),
      ]),
      exc: {},
    },
    tagged: [],
    clusters: new Map(),
    names: new Map(),
    fixed: new Map(),
  }),
);
const lemmatise = createLemmatiser(lexicon, {
  irregular: new Map([["went", "go"]]),
  learned: new Map([["'s/VBZ", "be"]]),
});

describe("lemmas", () => {
  it.each([
    ["boats", "NNS", "boat"],
    ["boxes", "NNS", "box"],
    ["cities", "NNS", "city"],
    ["fishermen", "NNS", "fisherman"],
    ["glasses", "NNS", "glass"],
    ["knives", "NNS", "knife"],
    ["reefs", "NNS", "reef"],
    ["cargoes", "NNS", "cargo"],
    ["States", "NNPS", "State"],
    ["Philippines", "NNP", "Philippines"],
    ["planned", "VBD", "plan"],
    ["planed", "VBD", "plane"],
    ["stopping", "VBG", "stop"],
    ["closing", "VBG", "close"],
    ["denies", "VBZ", "deny"],
    ["lying", "VBG", "lie"],
    ["re-elected", "VBN", "re-elect"],
    ["went", "VBD", "go"],
    ["'s", "VBZ", "be"],
    ["bigger", "JJR", "big"],
    ["earliest", "JJS", "early"],
    ["safer", "JJR", "safe"],
    ["Orvanian", "JJ", "Orvanian"],
    ["Large", "JJ", "large"],
    ["The", "DT", "the"],
  ])("%s as %s", (word, xpos, lemma) => {
    expect(lemmatise(word, word.toLowerCase(), xpos)).toBe(lemma);
  });
});
