import { expect, test } from "vitest";
import { entity, record } from "../../test/fixtures/records.ts";
import type { Entity } from "../document/index.ts";
import { gatherActors } from "./actors.ts";
import { suggestMerges } from "./suggest.ts";

function suggested(...told: readonly Partial<Entity>[]): string[] {
  const documents = told.map((given, i) => ({
    key: `d${i}`,
    record: record({ entities: [entity({ mentions: [[0, 4]], ...given })] }),
  }));
  return suggestMerges(gatherActors(documents)).map(
    ({ why, actors }) => `${why}: ${actors.map(({ name }) => name).join(", ")}`,
  );
}

test.each<[string, readonly Partial<Entity>[], readonly string[]]>([
  [
    "a surname and the full names it ends",
    [{ name: "Lorck" }, { name: "Ines Lorck" }, { name: "Bram Lorck" }],
    ["a surname alone: Lorck, Bram Lorck, Ines Lorck"],
  ],
  [
    "a surname of another country is nobody's",
    [
      { name: "Lorck", country: "XOR" },
      { name: "Ines Lorck", country: "XHA" },
    ],
    [],
  ],
  ["a surname that is only a first name elsewhere", [{ name: "Ines" }, { name: "Ines Lorck" }], []],
  [
    "initials",
    [{ name: "I. Lorck" }, { name: "Ines Lorck" }],
    ["a surname alone: I. Lorck, Ines Lorck"],
  ],
  [
    "a middle initial",
    [{ name: "Ines K. Lorck" }, { name: "Ines Lorck" }],
    ["initials: Ines K. Lorck, Ines Lorck"],
  ],
  [
    "a middle name",
    [{ name: "Ines Karla Lorck" }, { name: "Ines Lorck" }],
    ["one name holds the other: Ines Karla Lorck, Ines Lorck"],
  ],
  ["another first name", [{ name: "Bram Lorck" }, { name: "Ines Lorck" }], []],
  [
    "a name from another script, spelled twice",
    [{ name: "Yousef Khalil" }, { name: "Youssef Khaleel" }],
    ["similar spelling: Yousef Khalil, Youssef Khaleel"],
  ],
  [
    "one name in two countries",
    [{ country: "XOR" }, { country: "XHA" }],
    ["same name, different countries or roles: Ines Lorck, Ines Lorck"],
  ],
  [
    "an office of which country is not told",
    [
      { name: "Foreign Ministry", kind: "organisation" },
      { name: "Foreign Ministry", kind: "organisation", country: "XOR" },
    ],
    ["same name, of an office that many countries have: Foreign Ministry, Foreign Ministry"],
  ],
  ["names without a letter", [{ name: "—" }, { name: "…" }], []],
  ["who is one already", [{ country: "XOR" }, { country: "XOR" }], []],
  [
    "groups and the unnamed",
    [
      { name: "officials", kind: "group", named: false },
      { name: "officials", kind: "group", named: false },
      { name: "a minister", named: false },
      { name: "a minister", named: false },
    ],
    [],
  ],
])("%s", (_, told, expected) => {
  expect(suggested(...told)).toEqual(expected);
});
