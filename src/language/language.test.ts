import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block } from "../document/index.ts";
import { findQuotations, splitSentences, tokenize } from "./index.ts";

const block = (text: string): Block => ({ kind: "paragraph", start: 0, end: text.length });
const words = (text: string) => tokenize(text, [block(text)]).tokens.word;
const sentences = (text: string) => {
  const { tokens, ranges } = tokenize(text, [block(text)]);
  return splitSentences(tokens, ranges).map((s) =>
    text.slice(tokens.start[s.from], tokens.end[s.to - 1]),
  );
};
const quotations = (...paragraphs: string[]) => {
  const text = paragraphs.join("\n");
  let at = 0;
  const blocks = paragraphs.map((p): Block => {
    const start = at;
    at += p.length + 1;
    return { kind: "paragraph", start, end: start + p.length };
  });
  return findQuotations(text, blocks).map((q) => text.slice(q.start, q.end));
};

describe("tokens", () => {
  it.each([
    ["Orvania's order", ["Orvania", "'s", "order"]],
    ["the boats’ crews", ["the", "boats", "’", "crews"]],
    ["They don't, she'll see", ["They", "do", "n't", ",", "she", "'ll", "see"]],
    ["O'Brien can't", ["O'Brien", "ca", "n't"]],
    ["Mr. Tarrade of the U.S. team", ["Mr.", "Tarrade", "of", "the", "U.S.", "team"]],
    ["1,250.5 tonnes at 22:46.", ["1,250.5", "tonnes", "at", "22:46", "."]],
    ["anti-smuggling -- and...", ["anti-smuggling", "--", "and", "..."]],
    ["see https://example.org/a?b=1.", ["see", "https://example.org/a?b=1", "."]],
    ["''Yes,'' he said", ["''", "Yes", ",", "''", "he", "said"]],
    ["naïve café", ["naïve", "café"]],
    ["e\u0301te\u0301 ok", ["e\u0301te\u0301", "ok"]],
    ["state-run anti-smuggling units", ["state", "-", "run", "anti-smuggling", "units"]],
    ["call 555-0142-11 on 3/4/2019", ["call", "555-0142-11", "on", "3/4/2019"]],
    ["J. Varran of Plan B. The", ["J.", "Varran", "of", "Plan", "B", ".", "The"]],
    ["What?! === press@orvania.example.", ["What", "?!", "===", "press@orvania.example", "."]],
    ["We cannot and dont", ["We", "can", "not", "and", "do", "nt"]],
    ["👩‍🚀 up", ["👩", "\u200d", "🚀", "up"]],
  ])("%s", (text, expected) => {
    expect(words(text)).toEqual(expected);
  });
});

describe("sentences", () => {
  it.each([
    ["He left. She stayed.", ["He left.", "She stayed."]],
    ["Mr. Varran left. So did Gen. Olvay.", ["Mr. Varran left.", "So did Gen. Olvay."]],
    ["J. Varran left at 4.30 p.m. yesterday.", ["J. Varran left at 4.30 p.m. yesterday."]],
    ["She moved to the U.S. He did not.", ["She moved to the U.S.", "He did not."]],
    ["The U.S. Senate met.", ["The U.S. Senate met."]],
    ['"Why?" he asked. "Because."', ['"Why?" he asked.', '"Because."']],
    ['"We came. We saw." Then they left.', ['"We came.', 'We saw."', "Then they left."]],
    ["Wait... what? Yes!", ["Wait... what?", "Yes!"]],
    ["no end mark", ["no end mark"]],
    ["停战。他说。", ["停战。", "他说。"]],
  ])("%s", (text, expected) => {
    expect(sentences(text)).toEqual(expected);
  });
});

describe("quotations", () => {
  it.each([
    [['"A b," he said. "C d."'], ['"A b,"', '"C d."']],
    [["“A b,” he said"], ["“A b,”"]],
    [["''A b,'' he said"], ["''A b,''"]],
    [["«A b», „c d“ and 「e f」"], ["«A b»", "„c d“", "「e f」"]],
    [["»A b« and ›c d‹ and ‹e f›"], ["»A b«", "›c d‹", "‹e f›"]],
    [["Sie sagte ‚ja gut‘ und ging"], ["‚ja gut‘"]],
    [["Home » News › Orvania"], []],
    [["He called it 'a farce' today"], ["'a farce'"]],
    [["The workers' hall wasn't 'new'"], ["'new'"]],
    [["\"He said 'no' twice,\" she said"], ["\"He said 'no' twice,\""]],
    [
      ['"A speech that runs on.', '"And ends here."'],
      ['"A speech that runs on.', '"And ends here."'],
    ],
    [['She said: "We will not go there.'], ['"We will not go there.']],
    [['"We urge them, he said. "We do."'], ['"We urge them, he said.', '"We do."']],
    [['A 12" plank', '"Yes," he said'], ['"Yes,"']],
    [["”Wrong way round” she said"], ["”Wrong way round”"]],
    [["no marks at all"], []],
  ])("%j", (paragraphs, expected) => {
    expect(quotations(...paragraphs)).toEqual(expected);
  });
});

describe("on any text", () => {
  const anyText = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: fc.constantFrom(..."ab A.'\"“”‘’«»?! n't\n,-:1") }),
  );

  it("tokens are in order, hold no white space, and with the gaps rebuild the text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        if (text === "") return;
        const { tokens } = tokenize(text, [block(text)]);
        let at = 0;
        let rebuilt = "";
        for (let i = 0; i < tokens.length; i++) {
          const gap = text.slice(at, tokens.start[i]);
          expect(gap.trim()).toBe("");
          rebuilt += gap + tokens.word[i];
          expect(tokens.end[i]).toBeGreaterThan(tokens.start[i]!);
          at = tokens.end[i]!;
        }
        expect(rebuilt + text.slice(at)).toBe(text);
        expect(text.slice(at).trim()).toBe("");
      }),
    );
  });

  it("sentences cover every token once, in order", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { tokens, ranges } = tokenize(text, [block(text)]);
        let at = 0;
        for (const s of splitSentences(tokens, ranges)) {
          expect(s.from).toBe(at);
          expect(s.to).toBeGreaterThan(s.from);
          at = s.to;
        }
        expect(at).toBe(tokens.length);
      }),
    );
  });

  it("quotations lie inside the text, in order, apart", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let at = 0;
        for (const q of findQuotations(text, [block(text)])) {
          expect(q.start).toBeGreaterThanOrEqual(at);
          expect(q.end).toBeGreaterThan(q.start);
          at = q.end;
        }
        expect(at).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
