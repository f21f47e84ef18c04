import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../test/fast-check.ts";
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
    regions: [],
    aliases: [],
    sector: null,
  },
];

function actorsOf(text: string, places: readonly Place[] = PLACES) {
  const doc = textDocument(text);
  const language = analyse(doc);
  const parsed = parse(bundledLanguage(), language);
  const relations = attribute(doc, language, parsed, null);
  const { entities, sources, mentions } = resolveActors(
    doc,
    language,
    parsed,
    relations,
    indexPlaces(places),
  );
  const byId = new Map(entities.map((e) => [e.id, e]));
  return {
    entities,
    mentions,
    sources: sources.map(({ entity, type, onBehalfOf }) => ({
      entity,
      type,
      onBehalfOf,
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
      { name: "About 22 countries", kind: "group", count: 22, approximate: true, named: false },
    ],
    ["Nearly two dozen countries said it was late.", { kind: "group", count: null }],
    ["Three skippers said it was late.", { kind: "group", count: 3 }],
    ["More than 60 skippers said it was late.", { kind: "group", count: 60, approximate: true }],
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
      expect(source).toEqual({ entity: null, type: "unnamed", onBehalfOf: null });
    },
  );
});

describe("a source that the document sets apart is its name, whole", () => {
  const sourceNamed = (rule: string, source: string, text: string) => {
    const doc = textDocument(text);
    const language = analyse(doc);
    const parsed = parse(bundledLanguage(), language);
    const start = text.lastIndexOf(source);
    const relation = {
      ...{ source: [{ start, end: start + source.length }], cue: [], kind: "direct" as const },
      ...{ content: [], within: null, confidence: 1, by: `attribute/${rule}@1` },
    };
    const places = indexPlaces(PLACES);
    const { entities, sources } = resolveActors(doc, language, parsed, [relation], places);
    return entities.find((e) => e.id === sources[0]!.entity);
  };

  it.each([
    [
      "issuer",
      "the Governors of the six Towns named below",
      "We, the Governors of the six Towns named below, write to you.",
      {
        name: "the Governors of the six Towns named below",
        kind: "group",
        named: false,
        count: null,
      },
    ],
    [
      "issuer",
      "16 pilots of the harbours on the eastern coast",
      "We, 16 pilots of the harbours on the eastern coast, ask you to wait.",
      { name: "16 pilots of the harbours on the eastern coast", kind: "group", count: 16 },
    ],
    [
      "issuer",
      "the Transport Ministers of Orvania and France",
      "Joint statement by the Transport Ministers of Orvania and France on the tunnel in Nandry",
      { name: "the Transport Ministers of Orvania and France", kind: "group", named: false },
    ],
    [
      "issuer",
      "The Council of the Grey Coast",
      "The Council of the Grey Coast met in May.",
      { name: "Council of the Grey Coast", kind: "organisation", named: true },
    ],
    [
      "issuer",
      "Veit Moll",
      "I have the honour to write.\n\n(Signed) Veit Moll",
      { name: "Veit Moll", kind: "person" },
    ],
    [
      "speaker-label",
      "MINISTER TESSEL",
      "Foreign Minister Ida Tessel met the press.\n\nMINISTER TESSEL: It is.",
      { name: "Ida Tessel", kind: "person" },
    ],
  ])("%s: %s", (rule, source, text, expected) => {
    expect(sourceNamed(rule, source, text)).toMatchObject(expected);
  });

  it("near miss: a label that may mean two stays a surname", () => {
    const text = "Ida Tessel met Jon Tessel.\n\nMINISTER TESSEL: It is.";
    expect(sourceNamed("speaker-label", "MINISTER TESSEL", text)).toMatchObject({ name: "TESSEL" });
  });

  it("near miss: two who sign are not one name", () => {
    const text = "It was late.\n\n(Signed) Ada Lorne and Bram Ostrey";
    expect(sourceNamed("issuer", "Ada Lorne and Bram Ostrey", text)).toMatchObject({
      kind: "group",
      count: 2,
    });
  });
});

describe("several sources", () => {
  const namesOf = (text: string) => actorsOf(text).sources.map((source) => source.name);

  it("the full name given later serves a surname before it", () => {
    expect(namesOf("Olvay said it was late. The skipper, Teren Olvay, left at noon.")).toEqual([
      "Teren Olvay",
    ]);
  });

  describe("one description, one source", () => {
    it.each([
      ["The envoy of Orvania said it was late. The envoy of Orvania said no more.", 1],
      ["The envoy of Orvania said it was late. The envoy said no more.", 1],
      ["The envoy said it was late. The envoy of Orvania said no more.", 1],
      ["The envoy of Orvania said it was late. The envoy of France said it was not.", 2],
      [
        "The envoy of Orvania said it was late. The envoy of France said it was not. The envoy said no more.",
        3,
      ],
    ])("%s", (text, count) => {
      const { sources } = actorsOf(text);
      expect(new Set(sources.map(({ id }) => id)).size).toBe(count);
    });
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
    [
      'Mayor Tom Halt said it was late. Anna Kell, a nurse, disagreed. "He lied," she said.',
      "Anna Kell",
    ],
    ['"The dam is safe," Kell told Vask.\n\nVask disagreed. "It is not safe," he said.', "Vask"],
    ['Mrs. Moll met Mr. Kell. "It is late," she said.', "Moll"],
    ["Teren Olvay arrived with his wife, Ines Olvay. She said it was late.", "Ines Olvay"],
    [
      "The ministry of Orvania sent a ship. It said the strait was open.",
      "The ministry of Orvania",
    ],
    ["Two skippers left the harbour. They said it was late.", "Two skippers"],
    ["Bram Ostrey, who chairs the council, said it was late.", "Bram Ostrey"],
    ["A nurse left the town. She said it was late.", "A nurse"],
  ])("%s: %s", (text, name) => {
    expect(namesOf(text).at(-1)).toBe(name);
  });

  it("two people of whom either may be meant: neither", () => {
    expect(namesOf("Ada Lorne and Bram Ostrey met in May. She said it was late.")).toEqual([
      undefined,
    ]);
  });

  it("of two people with one surname neither is taken", () => {
    const text =
      'Mayor Ida Moll said it was late. Minister Tom Moll said it was early. "No," Mr Moll said.';
    expect(namesOf(text)).toEqual(["Ida Moll", "Tom Moll", "Moll"]);
  });

  it("a surname means whom the text called by it before the other came", () => {
    const text =
      "Mayor Ida Moll spoke in May. Moll said it was late. Her son, Tom Moll, left. Moll said it was over.";
    expect(namesOf(text)).toEqual(["Ida Moll", "Ida Moll"]);
  });

  it("titles tell two people of one surname apart", () => {
    const text =
      "Mrs. Ida Moll met Mr. Tom Moll in May. Mr. Moll said it was late. Mrs. Moll said it was not.";
    expect(namesOf(text)).toEqual(["Tom Moll", "Ida Moll"]);
  });

  it("a son of the same name is another person", () => {
    const text = "Tom Moll spoke first. Tom Moll Jr. said it was late.";
    const { entities } = actorsOf(text);
    expect(entities.map((e) => e.name)).toEqual(["Tom Moll", "Tom Moll Jr."]);
  });

  it.each([
    [
      "French President Luc Moll met Danish President Ida Kell. The French president said it was late.",
      "Luc Moll",
    ],
    ["Danish President Ida Kell spoke in May. The French president said it was late.", undefined],
    ["Danish President Ida Kell spoke in May. The president said it was late.", "Ida Kell"],
    ["Danish President Ida Kell spoke in May. A president said it was late.", "A president"],
  ])("%s: %s", (text, name) => {
    expect(namesOf(text).at(-1)).toBe(name);
  });

  it("whose ship it is, where two may own it, is not told", () => {
    const text = "Ada Lorne told Bram Ostrey that his ship was late.";
    expect(actorsOf(text).entities.filter((e) => e.mentions.length > 1)).toEqual([]);
  });

  it.each([
    ["The Dorrimouth Ledger reported that the ship was late.", "outlet"],
    ["Reuters reported that the ship was late.", "outlet"],
    ["The Harbour Council reported that the ship was late.", "named"],
  ])("%s: %s", (text, type) => {
    expect(actorsOf(text).sources).toMatchObject([{ type }]);
  });

  it("the company, after two of them: not told which", () => {
    const text = "Brennick Corp. met Ostelia Inc. in May. The company said it was late.";
    expect(actorsOf(text).sources).toMatchObject([{ entity: null }]);
  });

  it("two who speak together are a group of two", () => {
    const [source] = actorsOf("Ada Lorne and Bram Ostrey said it was late.").sources;
    expect(source).toMatchObject({ kind: "group", count: 2, name: "Ada Lorne and Bram Ostrey" });
  });

  it("an acronym is the organisation it stands for", () => {
    const text =
      "The Eastern Fishing Council (EFC) met in May. The EFC said it was late. The council said no more.";
    expect(namesOf(text)).toEqual(["Eastern Fishing Council", "Eastern Fishing Council"]);
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

describe("names that mean several things", () => {
  const entityNamed = (text: string, name: string) =>
    actorsOf(text).entities.find((e) => e.named && e.name.includes(name));

  it.each([
    ["Ida Jordan runs the port. Jordan said it was shut.", "Jordan", "person", null],
    ["Jordan said the border was shut.", "Jordan", "state", "JOR"],
    ["Chad Orlo runs the port. Chad said it was shut.", "Chad", "person", null],
    ["Troops from Chad crossed the border.", "Chad", "state", "TCD"],
    ["Turkey said the border was shut.", "Turkey", "state", "TUR"],
    ["Georgia said Tbilisi was calm.", "Georgia", "state", "GEO"],
    ["Voters in Georgia and Alabama waited.", "Georgia", "place", "USA"],
    ["Georgia said it was late.", "Georgia", "place", null],
    ["The Soviet Union said it was late.", "Soviet Union", "state", "RUS"],
  ])("%s", (text, name, kind, country) => {
    expect(entityNamed(text, name)).toMatchObject({ kind, country });
  });

  it("a land nobody knows has no country", () => {
    expect(actorsOf("Ruritania said it was late.").sources[0]).toMatchObject({ country: null });
  });

  it("a seat of government speaks for its state; in it, it is a town", () => {
    const text = "Vellin said it was late. The boats lie in Vellin.";
    expect(actorsOf(text).entities.filter((e) => e.named)).toMatchObject([
      { kind: "state", country: "XOR" },
      { name: "Vellin", kind: "place", country: "XOR" },
    ]);
  });

  it("turkey on the table is no state", () => {
    expect(entityNamed("They ate turkey with the skipper.", "turkey")).toBeUndefined();
  });
});

describe("whom a source speaks for", () => {
  it.each([
    [
      "Orvanian foreign ministry spokesman Corin Tarrade said it was late.",
      "Orvanian foreign ministry",
    ],
    ["Orvanian spokesman Corin Tarrade said it was late.", "Orvania"],
    ["A spokeswoman for Ida Moll said it was late.", "Ida Moll"],
    ["Bram Ostrey, a spokesman for the Harbour Council, said it was late.", "Harbour Council"],
    ["The skipper Bram Ostrey said it was late.", undefined],
  ])("%s", (text, name) => {
    const { entities, sources } = actorsOf(text);
    expect(entities.find((e) => e.id === sources[0]!.onBehalfOf)?.name).toBe(name);
  });

  it("does so wherever in the text", () => {
    const { sources } = actorsOf(
      "A spokesman for Orvania, Corin Tarrade, left in May. Tarrade said it was late.",
    );
    expect(sources[0]!.onBehalfOf).not.toBeNull();
  });
});

describe("every document", () => {
  it("ids, spans and mentions hold", () => {
    const words = fc.constantFrom(
      ..."Ida Moll she he they it said told the minister , . of Orvania 22 countries “ ” who EFC ( ) \u{1F6A2} Jr. and".split(
        " ",
      ),
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), (parts) => {
        const text = parts.join(" ");
        const { entities, mentions, sources } = actorsOf(text);
        const ids = new Set(entities.map((e) => e.id));
        for (const { start, end, entity } of mentions) {
          expect(ids.has(entity)).toBe(true);
          expect(0 <= start && start < end && end <= text.length).toBe(true);
        }
        for (const { entity } of sources) expect(entity === null || ids.has(entity)).toBe(true);
        for (const e of entities) expect(e.mentions.length).toBeGreaterThan(0);
        expect(actorsOf(text)).toEqual({ entities, mentions, sources });
      }),
      { numRuns: runs(100) },
    );
  });

  it("three hundred people, in time linear in the text", () => {
    const letters = (i: number) =>
      [...String(i)].map((digit) => "aeioublmnr"[Number(digit)]).join("");
    const person = (i: number) => `D${letters(i)} V${letters(7 * i)}sk`;
    const textOf = (n: number) =>
      Array.from({ length: n }, (_, i) => `Mayor ${person(i)} said it was late. She left.`).join(
        "\n\n",
      );
    expect(actorsOf(textOf(300)).entities.length).toBeGreaterThanOrEqual(290);
    const time = (n: number) => {
      const text = textOf(n);
      actorsOf(text);
      const start = process.cpuUsage();
      actorsOf(text);
      return process.cpuUsage(start).user / 1000;
    };
    expect(time(1200)).toBeLessThan(12 * Math.max(20, time(300)));
  });
});

it.each(["Three skippers said so.", "Some 3 said so.", "More 60 skippers said so."])(
  "%s states no rough count of somebody",
  (text) => {
    for (const entity of actorsOf(text).entities) expect(entity).not.toHaveProperty("approximate");
  },
);

describe("somebody whom a place file names", () => {
  const file = [
    ...PLACES,
    { ...PLACES[0]!, name: "Corin Tarrade", kind: "person", aliases: ["Tarrade"], sector: "GOV" },
  ] as const;

  it.each([
    ["Tarrade said it was late.", "Tarrade"],
    ["Corin Tarrade said no. Tarrade said it was late.", "Corin Tarrade"],
    ["Tarrade said it was late. Corin Tarrade said no.", "Corin Tarrade"],
  ])("%s", (text, name) => {
    const { entities, sources } = actorsOf(text, file);
    expect(entities).toMatchObject([{ name, kind: "person", country: "XOR", sector: "GOV" }]);
    expect(new Set(sources.map(({ entity }) => entity))).toEqual(new Set([entities[0]!.id]));
  });

  it("is not everybody of that surname", () => {
    const { entities } = actorsOf("Ida Tarrade said it was late.", [PLACES[0]!, file[1]!]);
    expect(entities.find(({ name }) => name === "Ida Tarrade")).toMatchObject({ country: null });
  });
});

describe("place files", () => {
  it("the shortest entry", () => {
    expect(parsePlaces('[{"name": "Orvania", "code": "XOR"}]', "p.json")).toEqual([
      {
        name: "Orvania",
        code: "XOR",
        kind: "state",
        demonyms: [],
        seats: [],
        regions: [],
        aliases: [],
        sector: null,
      },
    ]);
  });

  it("an organisation needs no code", () => {
    const json = '[{"name": "Grey Guard", "kind": "organisation", "sector": "MIL"}]';
    expect(parsePlaces(json, "p.json")).toMatchObject([{ code: null, sector: "MIL" }]);
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

describe("the office beside a name", () => {
  it.each([
    [
      "Maud Esteren, deputy minister for fisheries, said it was late.",
      "deputy minister for fisheries",
    ],
    ["Tobin Arkwell, the surveyor whom both sides cite, said it was late.", "surveyor"],
    ["Teren Olvay, the skipper where she began, said it was late.", "skipper"],
  ])("%s", (text, role) => {
    const { entities } = actorsOf(text);
    const roles = entities.flatMap((entity) => entity.roles.map((given) => given.text));
    expect(roles).toEqual([role]);
  });
});
