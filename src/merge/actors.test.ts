import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { entity, record } from "../../test/fixtures/records.ts";
import type { Entity } from "../document/index.ts";
import { type Actors, gatherActors } from "./actors.ts";
import type { Decision } from "./decisions.ts";
import type { KeyedRecord } from "./identity.ts";

type Told = Partial<Entity> & { readonly words?: readonly string[] };

/** A document that holds these entities, each mentioned by its name or the words given. */
function documentWith(key: string, ...told: readonly Told[]): KeyedRecord {
  let text = "";
  const entities = told.map(({ words, ...given }, i) => {
    const { name } = entity(given);
    const mentions = (words ?? [name]).map((word) => {
      const start = text.length;
      text += `${word}. `;
      return [start, start + word.length] as const;
    });
    return entity({ id: `e${i + 1}`, mentions, ...given });
  });
  return { key, record: record({ text, entities }) };
}

/** Who is who: the documents of each actor, by name. */
function shared({ actors }: Actors): string[] {
  return actors.map(({ name, documents }) => `${name}: ${documents.join(" ")}`);
}

const lorck = (given: Told = {}): Told => ({ name: "Ines Lorck", kind: "person", ...given });

describe("who is one over documents", () => {
  test.each<[string, readonly KeyedRecord[], readonly string[]]>([
    [
      "persons of one full name",
      [documentWith("a", lorck()), documentWith("b", lorck({ name: "INES LORCK" }))],
      ["Ines Lorck: a b"],
    ],
    [
      "titles are no part of a name",
      [documentWith("a", lorck()), documentWith("b", lorck({ name: "Dr. Inès Lorck" }))],
      ["Dr. Inès Lorck: a b"],
    ],
    [
      "a surname alone is nobody else's",
      [documentWith("a", lorck({ name: "Lorck" })), documentWith("b", lorck({ name: "Lorck" }))],
      ["Lorck: a", "Lorck: b"],
    ],
    [
      "a label for a protected name is no name",
      [
        documentWith("a", lorck({ name: "[protected 12]" })),
        documentWith("b", lorck({ name: "[protected 12]" })),
      ],
      ["[protected 12]: a", "[protected 12]: b"],
    ],
    [
      "an initial is no name",
      [
        documentWith("a", lorck({ name: "I. Lorck" })),
        documentWith("b", lorck({ name: "I. Lorck" })),
      ],
      ["I. Lorck: a", "I. Lorck: b"],
    ],
    [
      "a country where the other tells none",
      [documentWith("a", lorck({ country: "XOR" })), documentWith("b", lorck())],
      ["Ines Lorck: a b"],
    ],
    [
      "two countries are two persons",
      [documentWith("a", lorck({ country: "XOR" })), documentWith("b", lorck({ country: "XHA" }))],
      ["Ines Lorck: a", "Ines Lorck: b"],
    ],
    [
      "who may be either of two is neither",
      [
        documentWith("a", lorck({ country: "XOR" })),
        documentWith("b", lorck({ country: "XHA" })),
        documentWith("c", lorck()),
      ],
      ["Ines Lorck: a", "Ines Lorck: b", "Ines Lorck: c"],
    ],
    [
      "a skipper is no minister",
      [documentWith("a", lorck({ sector: "AGR" })), documentWith("b", lorck({ sector: "GOV" }))],
      ["Ines Lorck: a", "Ines Lorck: b"],
    ],
    [
      "a minister may have been in business",
      [documentWith("a", lorck({ sector: "BUS" })), documentWith("b", lorck({ sector: "GOV" }))],
      ["Ines Lorck: a b"],
    ],
    [
      "states by their codes, whatever they are called",
      [
        documentWith("a", { name: "Orvania", kind: "state", country: "XOR" }),
        documentWith("b", { name: "Republic of Orvania", kind: "state", country: "XOR" }),
      ],
      ["Republic of Orvania: a b"],
    ],
    [
      "organisations of one name",
      [
        documentWith("a", {
          name: "Ministry of Fish & Ships",
          kind: "organisation",
          country: "XOR",
        }),
        documentWith("b", {
          name: "the Ministry of Fish and Ships",
          kind: "organisation",
          country: "XOR",
        }),
      ],
      ["the Ministry of Fish and Ships: a b"],
    ],
    [
      "the ministry of which country is not told stays in its document",
      [
        documentWith("a", { name: "Foreign Ministry", kind: "organisation" }),
        documentWith("b", { name: "Foreign Ministry", kind: "organisation" }),
      ],
      ["Foreign Ministry: a", "Foreign Ministry: b"],
    ],
    [
      "an acronym that a document spells out",
      [
        documentWith("a", {
          name: "North Sea Cod Board",
          kind: "organisation",
          words: ["North Sea Cod Board", "NSCB"],
        }),
        documentWith("b", { name: "NSCB", kind: "organisation" }),
      ],
      ["North Sea Cod Board: a b"],
    ],
    [
      "an acronym of two names",
      [
        documentWith("a", {
          name: "North Sea Cod Board",
          kind: "organisation",
          words: ["North Sea Cod Board", "NSCB"],
        }),
        documentWith("b", { name: "NSCB", kind: "organisation" }),
        documentWith("c", {
          name: "New Skipper Claims Bureau",
          kind: "organisation",
          words: ["New Skipper Claims Bureau", "NSCB"],
        }),
      ],
      ["NSCB: b", "New Skipper Claims Bureau: c", "North Sea Cod Board: a"],
    ],
    [
      "the acronym of an organisation known everywhere",
      [
        documentWith("a", { name: "United Nations", kind: "organisation" }),
        documentWith("b", { name: "UN", kind: "organisation" }),
      ],
      ["United Nations: a b"],
    ],
    [
      "groups and the unnamed",
      [
        documentWith(
          "a",
          { name: "officials", kind: "group", named: false },
          lorck({ named: false }),
        ),
        documentWith(
          "b",
          { name: "officials", kind: "group", named: false },
          lorck({ named: false }),
        ),
      ],
      ["Ines Lorck: a", "Ines Lorck: b", "officials: a", "officials: b"],
    ],
    [
      "a state and a person of one name",
      [
        documentWith("a", { name: "Jordan Vale", kind: "person" }),
        documentWith("b", { name: "Jordan Vale", kind: "organisation" }),
      ],
      ["Jordan Vale: b", "Jordan Vale: a"],
    ],
  ])("%s", (_, documents, expected) => {
    expect(shared(gatherActors(documents)).toSorted()).toEqual(expected.toSorted());
  });
});

test("what shows that it is one is kept: names, roles and countries with their documents", () => {
  const role = (text: string) => ({ text, span: [0, 1] as const });
  const { actors } = gatherActors([
    documentWith("b", lorck({ roles: [role("harbour minister")], country: "XOR" })),
    documentWith("a", lorck({ roles: [role("minister"), role("harbour minister")] })),
  ]);
  expect(actors).toMatchObject([
    {
      country: "XOR",
      names: [{ text: "Ines Lorck", documents: ["a", "b"] }],
      roles: [
        { text: "harbour minister", documents: ["a", "b"] },
        { text: "minister", documents: ["a"] },
      ],
      countries: [{ text: "XOR", documents: ["b"] }],
      entities: [
        { document: "a", entity: "e1" },
        { document: "b", entity: "e1" },
      ],
    },
  ]);
});

describe("decisions of people", () => {
  const documents = [
    documentWith("a", lorck({ country: "XOR" })),
    documentWith("b", lorck({ country: "XHA" })),
    documentWith("c", lorck({ name: "Lorck" })),
    documentWith("d", lorck({ country: "XOR" })),
  ];
  const name = (country: string | null) =>
    ({ kind: "person", name: "ines lorck", country }) as const;
  const inC = { document: "c", span: [0, 5] } as const;
  const told = { by: "an editor", at: "2031-03-20T10:00:00Z", why: "she moved" };
  const merge = (id: number, ...actors: (typeof inC | ReturnType<typeof name>)[]): Decision => ({
    id,
    ...told,
    action: "merge",
    actors: actors as [(typeof actors)[0]],
  });

  test.each<[string, readonly Decision[], readonly string[]]>([
    ["none", [], ["Ines Lorck: a d", "Ines Lorck: b", "Lorck: c"]],
    ["a merge", [merge(1, name("XOR"), name("XHA"))], ["Ines Lorck: a b d", "Lorck: c"]],
    [
      "two merges",
      [merge(1, name("XOR"), name("XHA")), merge(2, inC, name("XHA"))],
      ["Ines Lorck: a b c d"],
    ],
    [
      "a merge undone",
      [merge(1, name("XOR"), name("XHA")), { id: 2, ...told, action: "undo", undoes: 1 }],
      ["Ines Lorck: a d", "Ines Lorck: b", "Lorck: c"],
    ],
    [
      "a split after a merge",
      [
        merge(1, name("XOR"), name("XHA"), inC),
        { id: 2, ...told, action: "split", actor: name("XHA") },
      ],
      ["Ines Lorck: a c d", "Ines Lorck: b"],
    ],
    [
      "a merge after a split",
      [{ id: 1, ...told, action: "split", actor: name("XHA") }, merge(2, name("XOR"), name("XHA"))],
      ["Ines Lorck: a b d", "Lorck: c"],
    ],
    [
      "one mention split from its namesakes",
      [{ id: 1, ...told, action: "split", actor: { document: "d", span: [0, 10] } }],
      ["Ines Lorck: a", "Ines Lorck: b", "Ines Lorck: d", "Lorck: c"],
    ],
    [
      "of somebody who is not on the record",
      [merge(1, name("XOR"), name("XIL"))],
      ["Ines Lorck: a d", "Ines Lorck: b", "Lorck: c"],
    ],
  ])("%s", (_, log, expected) => {
    expect(shared(gatherActors(documents, log)).toSorted()).toEqual(expected);
  });

  test("hold when entities are numbered anew and mentions cut otherwise", () => {
    const log = [merge(1, inC, name("XOR"))];
    const again = documentWith(
      "c",
      lorck({ name: "Dr. Lorck", id: "e7", words: ["Lorck, who"] }),
      lorck({ name: "Bram Ostrey", id: "e8" }),
    );
    const documentsAgain = [documents[0]!, again];
    expect(shared(gatherActors(documentsAgain, log))).toEqual([
      "Bram Ostrey: c",
      "Ines Lorck: a c",
    ]);
  });
});

test("the order in which documents come changes nothing", () => {
  const told = fc.record({
    name: fc.constantFrom("Ines Lorck", "Lorck", "NSCB", "North Sea Cod Board", "Foreign Ministry"),
    kind: fc.constantFrom("person", "organisation", "outlet", "state", "group", null),
    country: fc.constantFrom(null, "XOR", "XHA"),
    sector: fc.constantFrom(null, "GOV", "AGR"),
    named: fc.boolean(),
    words: fc.constantFrom(["Lorck"], ["North Sea Cod Board", "NSCB"]),
  });
  const sets = fc.array(fc.array(told, { maxLength: 4 }), { maxLength: 6 }).chain((sets) => {
    const documents = sets.map((entities, i) => documentWith(`d${i}`, ...(entities as Told[])));
    return fc.tuple(
      fc.constant(documents),
      fc.shuffledSubarray(documents, { minLength: documents.length }),
    );
  });
  fc.assert(
    fc.property(sets, ([documents, shuffled]) => {
      expect(gatherActors(shuffled).actors).toEqual(gatherActors(documents).actors);
    }),
  );
});
