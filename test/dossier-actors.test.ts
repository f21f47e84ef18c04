import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { parsePlaces } from "../src/actors/index.ts";
import { type Letter, letterChanges, lettersOf } from "../src/letters/index.ts";
import { type Actors, gatherActors, type KeyedRecord } from "../src/merge/index.ts";
import { bundledModels } from "../src/models.ts";
import { readSources } from "../src/read/index.ts";
import { recordOf } from "../src/record.ts";
import { findActors, mattersOf, statementsBy } from "../src/who/index.ts";

// The examples dossier, as a stranger would read it: who is one over its documents, and who signed.

const documents: KeyedRecord[] = [];
let actors: Actors;
let letters: Letter[];

beforeAll(async () => {
  const file = "examples/places.json";
  const places = parsePlaces(readFileSync(file, "utf8"), file);
  for await (const result of readSources(["examples"], { from: "auto" })) {
    if (!("document" in result)) continue;
    const record = recordOf(result.document, bundledModels(), { places });
    documents.push({ key: result.document.file!.replace(/\D/g, ""), record });
  }
  actors = gatherActors(documents);
  letters = lettersOf(documents);
}, 60_000);

/** The numbers of the documents that name somebody. */
function documentsOf(name: string): string {
  return findActors(actors, name)
    .map((actor) => actor.documents.join(" "))
    .join(", ");
}

test.each([
  ["Corin Tarrade", "2 3 5"],
  ["Bram Ostrey", "3 7"],
  ["Odile Varran", "2 7"],
  ["Nella Driscoe", "3 7"],
  ["Yanneth Orlo", "6 7"],
  ["Tobin Arkwell", "2 3 7"],
  ["Orvania", "1 2 3 4 5 6 7 8"],
  ["Republic of Orvania", "1 2 3 4 5 6 7 8"],
  ["XHA", "1 6 7 8"],
  ["Ember Isles", "2 5 6"],
  // Document 5 says "Arkwell" alone: a person may decide that it is the same.
  ["Arkwell", "5, 2 3 7"],
])("%s speaks or is spoken of in documents %s", (name, expected) => {
  expect(documentsOf(name)).toBe(expected);
});

test("the skipper stays unnamed where he is not named", () => {
  const skippers = actors.actors.filter(({ name }) => name.startsWith("the skipper"));
  expect(skippers.every(({ named, documents }) => !named && documents.length === 1)).toBe(true);
  expect(documentsOf("Teren Olvay")).toBe("3");
});

describe("the signatories", () => {
  const FIRST =
    "XAR XBE XBR XCA XDA XES XFE XGA XHA XJO XKE XLU XMA XNO XOS XPE XQU XRE XSA XTE XUR XVA XWE";
  const SECOND = "XBR XCO XDU XEM XMR XNE XON XPR XST XTR XYO XZE";

  test("of both letters are all there, by their codes, in the order printed", () => {
    const codes = letters.map(({ signatories }) => signatories.map(({ country }) => country));
    // Kesteria is printed twice and Halvessia is the ninth: the order is the list's.
    expect(codes.map((all) => all.join(" "))).toEqual([FIRST, SECOND]);
  });

  test("are counted: 22 stated, 24 printed, Kesteria twice, Brennick as observer", () => {
    expect(letters).toMatchObject([
      { name: "TC/C/31/114", stated: 22, printed: 24, different: 23, noted: 1 },
      { name: "TC/C/31/121", stated: 12, printed: 12, different: 12, noted: 0 },
    ]);
    const [first] = letters;
    const twice = first!.signatories.filter(({ lines }) => lines.length > 1);
    expect(twice.map(({ lines }) => lines.map(({ words }) => words))).toEqual([
      ["Kesteria", "Republic of Kesteria"],
    ]);
    const noted = first!.signatories.filter(({ notes }) => notes.length > 0);
    expect(noted.map(({ name, notes }) => [name, notes])).toEqual([["Brennick", ["observer"]]]);
  });

  test("point to their lines", () => {
    letters.forEach(({ document, signatories }) => {
      const { text } = documents.find(({ key }) => key === document)!.record;
      for (const { lines } of signatories) {
        for (const { words, span } of lines) expect(text.slice(...span)).toBe(words);
      }
    });
  });

  test("of one letter are no version of the other's", () => {
    expect(letterChanges(letters)).toEqual([]);
  });
});

test("the two wordings on the letter stand in one matter", () => {
  const [tarrade] = findActors(actors, "Corin Tarrade");
  const matters = mattersOf(statementsBy(tarrade!, documents, actors));
  const letter = matters.find(({ words }) => words.includes("letter"));
  const contents = letter!.statements.map(({ statement }) => statement.content);
  expect(contents.some((content) => content.includes("We regret this letter"))).toBe(true);
  expect(contents.some((content) => content.includes("We reject this letter"))).toBe(true);
});
