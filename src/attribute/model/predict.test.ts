import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../test/fast-check.ts";
import { analyse, parse, type TokenRange } from "../../language/index.ts";
import { bundledLanguage } from "../../models.ts";
import { documentOfLines } from "../../train/polnear.ts";
import { loadModel } from "./model.ts";
import { type Candidate, predict } from "./predict.ts";

const bytes = readFileSync("data/attribution.bin");
const model = loadModel(bytes);
const plain = loadModel(bytes, { kernel: "plain" });

function read(text: string, by = model): { candidates: readonly Candidate[]; length: number } {
  const doc = documentOfLines("test", text);
  const language = analyse(doc);
  return {
    candidates: predict(by, doc, language, parse(bundledLanguage(), language)),
    length: language.tokens.length,
  };
}

/** Source, cue and content as text: "Ama Okonjo | said | we | agree". */
function shown(text: string): string[] {
  const doc = documentOfLines("test", text);
  const language = analyse(doc);
  const { tokens } = language;
  const words = (ranges: readonly TokenRange[]) =>
    ranges.map(({ from, to }) => text.slice(tokens.start[from], tokens.end[to - 1])).join(" … ");
  return predict(model, doc, language, parse(bundledLanguage(), language)).map(
    ({ source, cue, content }) => `${words(source)} | ${words(cue)} | ${words(content)}`,
  );
}

const REPORT = [
  "Minister rejects call for talks",
  "Foreign Minister Ama Okonjo said on Tuesday that the border would stay closed. “We will not be moved by threats,” she told reporters in the capital.",
  "“The talks failed,” said Ambassador Li Wei, “and everyone knows why.”",
  "The town was quiet on Wednesday. Shops opened at nine.",
].join("\n\n");

/** A text with the quotation marks of another style. */
const STYLES: readonly [name: string, open: string, close: string][] = [
  ["straight", '"', '"'],
  ["doubled", "''", "''"],
  ["French", "«", "»"],
];

describe("predict", () => {
  it("finds indirect and direct speech, and a content broken by its cue", () => {
    const found = shown(REPORT);
    expect(
      found.some((line) => /Okonjo \| said .*\| .*the border would stay closed/.test(line)),
    ).toBe(true);
    expect(found.some((line) => /^she \| told .*\| .*threats/.test(line))).toBe(true);
    expect(
      found.some((line) => /Li Wei \| said \| .*failed.* … .*everyone knows why/.test(line)),
    ).toBe(true);
    expect(found.some((line) => /quiet|Shops/.test(line))).toBe(false);
  });

  it.each(STYLES)("reads %s marks as it reads curly ones", (_, open, close) => {
    const plainMarks = (lines: string[]) =>
      lines.map((line) => line.replaceAll(open, "“").replaceAll(close, "”").replace(/[“”]/g, '"'));
    const changed = REPORT.replaceAll("“", open).replaceAll("”", close);
    expect(plainMarks(shown(changed))).toEqual(plainMarks(shown(REPORT)));
  });

  it("gives the same labels with and without WebAssembly", () => {
    expect(model.kernel.name).toBe("simd");
    const shape = (found: readonly Candidate[]) =>
      found.map(({ source, cue, content }) => ({ source, cue, content }));
    expect(shape(read(REPORT, plain).candidates)).toEqual(shape(read(REPORT).candidates));
  });

  it("reads a paragraph longer than a window, each relation once", () => {
    const sentence = "The minister said that the harbour would open in May. ";
    const { candidates } = read(sentence.repeat(60).trim());
    const cues = candidates.map(({ cue }) => cue[0]!.from);
    expect(new Set(cues).size).toBe(cues.length);
    expect(cues.length).toBeGreaterThan(50);
    expect(Math.max(...cues)).toBeGreaterThan(600);
  });

  it("finds nothing in an empty document", () => {
    expect(read("").candidates).toEqual([]);
    expect(read(" \n\n ").candidates).toEqual([]);
  });
});

const pieces = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "“",
    "”",
    '"',
    "''",
    "\n\n",
    " said ",
    "He ",
    ", ",
    "that it rained",
    ". ",
    "\ud800",
  ),
);
const texts = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(""));

describe("any text", () => {
  it("keeps tokens inside the document, parts in order and apart", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { candidates, length } = read(text);
        let last = -1;
        for (const { source, cue, content, confidence } of candidates) {
          expect(content.length).toBeGreaterThan(0);
          expect(cue).toHaveLength(1);
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(confidence).toBeLessThanOrEqual(1);
          const parts = [...source, ...cue, ...content].sort((a, b) => a.from - b.from);
          let end = 0;
          for (const { from, to } of parts) {
            expect(from).toBeGreaterThanOrEqual(end);
            expect(to).toBeGreaterThan(from);
            end = to;
          }
          expect(end).toBeLessThanOrEqual(length);
          expect(content).toEqual([...content].sort((a, b) => a.from - b.from));
          expect(cue[0]!.from).toBeGreaterThan(last);
          last = cue[0]!.from;
        }
      }),
      { numRuns: runs(100) },
    );
  });

  it("gives the same answer twice, whatever was read between", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const first = read(text).candidates;
        read(REPORT);
        expect(read(text).candidates).toEqual(first);
      }),
      { numRuns: runs(30) },
    );
  });
});
