import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { attribute } from "../src/attribute/index.ts";
import type { Block } from "../src/document/index.ts";
import { analyse, loadLanguageModel, parse } from "../src/language/index.ts";
import { textDocument } from "../src/read/index.ts";
import { findTimes } from "../src/time/index.ts";

const FILE = "gold/times.txt";
const model = loadLanguageModel(readFileSync("data/language.bin"));

interface GoldCase {
  readonly name: string;
  readonly published: string | null;
  readonly text: string;
  readonly expected: readonly string[];
}

/** Cases of the file, in the form its head describes. */
function parseGold(): GoldCase[] {
  const [, ...sections] = readFileSync(FILE, "utf8").split(/^## /m);
  return sections.map((section) => {
    const [name = "", ...lines] = section.split("\n");
    const [, date] = /^published: (.+)$/.exec(lines[0] ?? "") ?? [];
    const arrow = lines.indexOf("==>");
    if (arrow < 0) throw new Error(`${FILE}: case "${name}" has no "==>" line`);
    const expected = lines.slice(arrow + 1).filter((line) => line !== "");
    if (expected.length === 0) throw new Error(`${FILE}: case "${name}" expects no line`);
    return {
      name,
      published: date === undefined ? "2031-03-12" : date === "-" ? null : date,
      text: lines.slice(date === undefined ? 0 : 1, arrow).join("\n"),
      expected: expected[0] === "(none)" ? [] : expected,
    };
  });
}

/** Each line is a paragraph. */
function linesOf(text: string): Block[] {
  return [...text.matchAll(/.+/g)].map(({ 0: line, index }) => ({
    kind: "paragraph",
    start: index,
    end: index + line.length,
  }));
}

function renderTimes({ text, published }: GoldCase): string[] {
  const doc = { ...textDocument(text), published, blocks: linesOf(text) };
  const language = analyse(doc);
  const parsed = parse(model, language);
  const relations = attribute(doc, language, parsed, null);
  return findTimes(doc, language, parsed, relations).mentions.map(({ time }) => {
    const { span, from, to, precision, basis } = time;
    const ends = from === to ? (from ?? "-") : `${from ?? "-"} .. ${to ?? "-"}`;
    return `${doc.text.slice(...span!)} | ${ends} | ${precision} | ${basis}`;
  });
}

describe(FILE, () => {
  const cases = parseGold();

  it.each(cases)("$name", (gold) => {
    expect(renderTimes(gold)).toEqual(gold.expected);
  });

  it("has at least 150 expressions, and cases without any", () => {
    expect(cases.flatMap(({ expected }) => expected).length).toBeGreaterThanOrEqual(150);
    expect(cases.filter(({ expected }) => expected.length === 0).length).toBeGreaterThan(5);
  });
});
