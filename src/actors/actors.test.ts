import { describe, expect, it } from "vitest";
import { attribute } from "../attribute/index.ts";
import { analyse, parse } from "../language/index.ts";
import { bundledLanguage } from "../models.ts";
import { textDocument } from "../read/index.ts";
import { indexPlaces, type Place, parsePlaces, resolveActors } from "./index.ts";

const PLACES: readonly Place[] = [
  {
    name: "Orvania",
    code: "XOR",
    kind: "state",
    demonyms: ["Orvanian"],
    seats: ["Vellin"],
    aliases: [],
  },
];

function actorsOf(text: string) {
  const doc = textDocument(text);
  const language = analyse(doc);
  const parsed = parse(bundledLanguage(), language);
  const relations = attribute(doc, language, parsed, null);
  const { entities, sources } = resolveActors(doc, language, relations, indexPlaces(PLACES));
  const byId = new Map(entities.map((e) => [e.id, e]));
  return {
    entities,
    sources: sources.map(({ entity, type }) => ({
      type,
      ...(entity === null ? {} : byId.get(entity)),
    })),
  };
}

describe("one source", () => {
  it.each([
    [
      "Spokesperson Corin Tarrade said it was late.",
      { name: "Corin Tarrade", kind: "person", type: "named" },
    ],
    [
      "Maud Esteren, the deputy minister, said it was late.",
      { name: "Maud Esteren", kind: "person", named: true },
    ],
    [
      "Her counterpart, Edric Sollane, said it was late.",
      { name: "Edric Sollane", kind: "person", named: true },
    ],
    [
      "J. Olvay, 52, a skipper, said it was late.",
      { name: "J. Olvay", kind: "person", named: true },
    ],
    [
      "Orvanian spokesperson Corin Tarrade said it was late.",
      { name: "Corin Tarrade", country: "XOR" },
    ],
    ["Orvania said it was late.", { name: "Orvania", kind: "state", country: "XOR" }],
    ["Vellin said it was late.", { name: "Vellin", kind: "state", country: "XOR" }],
    [
      "Vellin said the Orvanian boats were late.",
      { name: "Vellin", kind: "state", country: "XOR" },
    ],
    ["France said it was late.", { name: "France", kind: "state", country: "FRA" }],
    [
      "The Ministry of Fisheries said it was late.",
      { name: "Ministry of Fisheries", kind: "organisation", named: true },
    ],
    [
      "Officials said it was late.",
      { name: "Officials", kind: "group", named: false, type: "group", count: null },
    ],
    [
      "About 22 countries said it was late.",
      { name: "About 22 countries", kind: "group", count: 22, named: false },
    ],
    ["Nearly two dozen countries said it was late.", { kind: "group", count: null }],
    ["Three skippers said it was late.", { kind: "group", count: 3 }],
    [
      "The letter said it was late.",
      { name: "The letter", kind: "document", type: "document", named: false },
    ],
    [
      "A diplomat said it was late.",
      { name: "A diplomat", kind: "person", named: false, type: "unnamed" },
    ],
    [
      "The spokesperson said it was late.",
      { name: "The spokesperson", kind: "person", named: false },
    ],
    ["Members said it was late.", { kind: "group", named: false }],
  ])("%s", (text, expected) => {
    expect(actorsOf(text).sources).toMatchObject([expected]);
  });

  it.each(["He said it was late.", "They said it was late.", "It said the boat was late."])(
    "%s: nobody before it, nobody named",
    (text) => {
      const [source] = actorsOf(text).sources;
      expect(source).toEqual({ type: "unnamed" });
    },
  );
});

describe("several sources", () => {
  const namesOf = (text: string) => actorsOf(text).sources.map((source) => source.name);

  it("the full name given later serves a surname before it", () => {
    expect(namesOf("Olvay said it was late. The skipper, Teren Olvay, left at noon.")).toEqual([
      "Teren Olvay",
    ]);
  });

  it("a surname two people share stays a surname", () => {
    expect(namesOf("Teren Olvay and Ines Olvay met in May. Olvay said it was late.")).toEqual([
      "Olvay",
    ]);
  });

  it("a pronoun takes the first person of the nearest sentence, not one quoted inside it", () => {
    const text =
      'Ada Lorne said it was late. "I asked Bram Ostrey twice," Lorne said. Bram Ostrey said no boats came. "We waited," he said.';
    expect(namesOf(text)).toEqual(["Ada Lorne", "Ada Lorne", "Bram Ostrey", "Bram Ostrey"]);
  });

  it.each([
    'Mayor Tom Halt said it was late. Anna Kell, a nurse, disagreed. "He lied," she said.',
    '"The dam is safe," Kell told Vask.\n\nVask disagreed. "It is not safe," he said.',
  ])("a pronoun after somebody who is quoted nowhere stays unknown: %s", (text) => {
    expect(namesOf(text).at(-1)).toBeUndefined();
  });

  it("of two people with one surname neither is taken", () => {
    const text =
      'Mayor Ida Moll said it was late. Minister Tom Moll said it was early. "No," Mr Moll said.';
    expect(namesOf(text)).toEqual(["Ida Moll", "Tom Moll", "Moll"]);
  });

  it("somebody with a country's name is no country", () => {
    const [source] = actorsOf('Ida Jordan runs the port. "It is shut," Jordan said.').sources;
    expect(source).toMatchObject({ kind: null, country: null });
  });

  it("a pronoun three blocks away from any name stays unknown", () => {
    const filler = "The harbour was quiet that day.\n\n";
    const text = `Ada Lorne said it was late.\n\n${filler.repeat(3)}He said the boats had left.`;
    expect(namesOf(text)).toEqual(["Ada Lorne", undefined]);
  });

  it("officials met twice may be different ones; the letter is one", () => {
    const text =
      "The letter said it was late. Officials said no. Officials said it rained. The letter said more would come.";
    const { sources, entities } = actorsOf(text);
    expect(sources[0]!.id).toBe(sources.at(-1)!.id);
    expect(entities.filter((e) => e.name === "Officials")).toHaveLength(2);
  });

  it("mentions are every place of the name, in order", () => {
    const text =
      "Corin Tarrade said it was late. The boats waited for Tarrade. He said so himself.";
    const [tarrade] = actorsOf(text).entities;
    const words = tarrade!.mentions.map(([start, end]) => text.slice(start, end));
    expect(words.slice(0, 2)).toEqual(["Corin Tarrade", "Tarrade"]);
  });
});

describe("place files", () => {
  it("the shortest entry", () => {
    expect(parsePlaces('[{"name": "Orvania", "code": "XOR"}]', "p.json")).toEqual([
      { name: "Orvania", code: "XOR", kind: "state", demonyms: [], seats: [], aliases: [] },
    ]);
  });

  it.each([
    ["no JSON", "{", /p\.json: this is not JSON/],
    ["no array", "{}", /holds no array/],
    ["no name", '[{"code": "XOR"}]', /entry 1 has no "name"/],
    ["a null entry", "[null]", /entry 1 has no "name"/],
    ["a list of numbers", '[{"name": "O", "code": "X", "seats": [1]}]', /"seats" of entry 1/],
    ["another kind", '[{"name": "O", "code": "X", "kind": "sea"}]', /"kind" of entry 1/],
  ])("%s", (_, json, message) => {
    expect(() => parsePlaces(json, "p.json")).toThrow(message);
  });
});
