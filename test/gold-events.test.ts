import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { indexPlaces, parsePlaces, resolveActors } from "../src/actors/index.ts";
import { attribute } from "../src/attribute/index.ts";
import type { Event } from "../src/document/index.ts";
import { findEvents } from "../src/events/index.ts";
import { analyse, loadLanguageModel, parse } from "../src/language/index.ts";
import { textDocument } from "../src/read/index.ts";

const FILE = "gold/events.txt";
const PLACES = "examples/places.json";
const model = loadLanguageModel(readFileSync("data/language.bin"));
const places = indexPlaces(parsePlaces(readFileSync(PLACES, "utf8"), PLACES));

interface GoldCase {
  readonly sentence: string;
  /** `XOR > XHA | ACCUSE`, or `none`. */
  readonly expected: string;
}

/** Cases of the file, in the form its head describes. */
function parseGold(): GoldCase[] {
  const lines = readFileSync(FILE, "utf8").split("\n");
  return lines
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const parts = line.split(" | ");
      if (parts.length < 2) throw new Error(`${FILE}: "${line}" has no " | "`);
      return { sentence: parts.at(-1)!, expected: parts.slice(0, -1).join(" | ") };
    });
}

function told(sentence: string): string[] {
  const doc = textDocument(sentence);
  const language = analyse(doc);
  const parsed = parse(model, language);
  const relations = attribute(doc, language, parsed, null);
  const actors = resolveActors(doc, language, parsed, relations, places);
  const layers = { language, parsed, relations, actors, times: { mentions: [] }, places };
  return findEvents(layers).filter(isTold).map(line);
}

function isTold({ status }: Event): boolean {
  return status === "happened" || status === "announced";
}

function line({ sourceCode, targetCode, plover }: Event): string {
  const country = (code: string | null) => code?.slice(0, 3) ?? "---";
  return `${country(sourceCode)} > ${country(targetCode)} | ${plover}`;
}

describe(FILE, () => {
  const cases = parseGold();

  it.each(cases)("$sentence", ({ sentence, expected }) => {
    const events = told(sentence);
    if (expected === "none") expect(events).toEqual([]);
    else expect(events).toContain(expected);
  });

  it("has cases of every type, and sentences without any event", () => {
    const types = new Set(cases.map(({ expected }) => expected.split(" | ")[1]));
    expect(types.size).toBeGreaterThanOrEqual(16);
    expect(cases.filter(({ expected }) => expected === "none").length).toBeGreaterThanOrEqual(10);
  });
});
