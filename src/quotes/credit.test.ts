import { expect, test } from "vitest";
import { compareParties, namedParty, type Party } from "./credit.ts";

const person = (name: string, more: Partial<Party> = {}): Party => ({
  ...namedParty(name),
  kind: "person",
  ...more,
});

test.each([
  ["the full name and the last", person("Ines Lorck"), person("Lorck"), "same"],
  ["an initial", person("I. Lorck"), person("Ines Lorck"), "same"],
  ["a title", person("President Ines Lorck"), person("Ines Lorck"), "same"],
  ["two of one name", person("Ines Lorck"), person("Odile Lorck"), "other"],
  ["two persons", person("Ines Lorck"), person("Bram Ostrey"), "other"],
  ["a name given by hand", namedParty("Bram Ostrey"), person("Ines Lorck"), "other"],
  ["nobody", null, person("Ines Lorck"), "unknown"],
  ["a description", person("a diplomat", { named: false }), person("Ines Lorck"), "unknown"],
  [
    "who speaks for it",
    { ...namedParty("Harbour Ministry"), kind: "organisation" },
    person("Ines Lorck", { onBehalfOf: "Harbour Ministry" }),
    "same",
  ],
  [
    "a state and its ministry's person",
    { ...namedParty("Orvania"), kind: "state" },
    person("Ines Lorck", { onBehalfOf: "Orvanian Foreign Ministry" }),
    "unknown",
  ],
  [
    "a person and an organisation",
    { ...namedParty("Dock Union"), kind: "organisation" },
    person("Ines Lorck"),
    "unknown",
  ],
] as const)("%s", (_, a, b, expected) => {
  expect(compareParties(a, b)).toBe(expected);
  expect(compareParties(b, a)).toBe(expected);
});
