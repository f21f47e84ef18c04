import { describe, expect, test } from "vitest";
import { madeRecord } from "../../test/made-record.ts";
import { checkDocument, checkQuotation, MemoryShelf } from "./index.ts";

const TRANSCRIPT = madeRecord({
  id: "transcript",
  genre: "transcript",
  published: "2031-03-13",
  text: "LORCK: We regret this letter, which was written without a visit to the strait. Come and see.\nQ: And the crews?\nLORCK: No crew was held longer than the checks required, and none has been charged.",
  statements: [
    [
      "Ines Lorck",
      "We regret this letter, which was written without a visit to the strait. Come and see.",
    ],
    ["Ines Lorck", "No crew was held longer than the checks required, and none has been charged."],
  ],
});
const EARLY = madeRecord({
  id: "early",
  published: "2031-03-11",
  text: 'Orvania answers\n"We regret this letter," Lorck said, "which was written without a visit to the strait." She is the third to say so.',
  statements: [
    [
      "Ines Lorck",
      '"We regret this letter,"',
      '"which was written without a visit to the strait."',
    ],
  ],
});
const LATE = madeRecord({
  id: "late",
  published: "2031-03-12",
  text: '"We reject this letter, which was written without a visit to the strait," Lorck said.\n"Thirty days on paper were fifteen on the desk," Edric Sollane replied.',
  statements: [
    ["Ines Lorck", '"We reject this letter, which was written without a visit to the strait,"'],
    ["Edric Sollane", '"Thirty days on paper were fifteen on the desk,"'],
  ],
});

function shelfOf(...records: readonly ReturnType<typeof madeRecord>[]): MemoryShelf {
  const shelf = new MemoryShelf();
  for (const record of records) shelf.add(record.id, record);
  return shelf;
}

const shelf = shelfOf(LATE, EARLY, TRANSCRIPT);

async function placesOf(words: string, by: string | null = null): Promise<string[]> {
  const { places } = await checkQuotation(shelf, words, by);
  return places.map(({ key, kinds }) => `${key}: ${kinds.join(", ")}`);
}

describe("where words stand", () => {
  test("the primary text first, then most fully, then the earliest", async () => {
    const words = "which was written without a visit to the strait";
    expect(await placesOf(words)).toEqual([
      "transcript: verbatim",
      "early: verbatim",
      "late: verbatim",
    ]);
    expect(await placesOf("We reject this letter, which was written without a visit")).toEqual([
      "transcript: changed",
      "late: verbatim",
      "early: changed",
    ]);
  });

  test("four words, one of them another", async () => {
    const { places } = await checkQuotation(shelf, "We reject this letter");
    const [first] = places;
    expect(first?.key).toBe("transcript");
    const [difference] = first!.differences;
    expect(TRANSCRIPT.text.slice(...difference!.found!)).toBe("regret");
  });

  test("a cue between two pieces is no change", async () => {
    const words = "We regret this letter, which was written without a visit";
    expect((await placesOf(words)).slice(1)).toEqual(["early: verbatim", "late: changed"]);
  });

  test("two answers joined to one", async () => {
    const words = "We regret this letter. No crew was held longer than the checks required";
    expect((await checkQuotation(shelf, words)).kinds).toEqual(["stitched"]);
  });

  test("two documents joined to one", async () => {
    const words =
      "No crew was held longer than the checks required. Thirty days on paper were fifteen on the desk";
    const { kinds, places, rest } = await checkQuotation(shelf, words);
    expect(kinds).toEqual(["stitched"]);
    expect(places.map(({ key }) => key)).toEqual(["late", "transcript"]);
    expect(rest.map(({ key }) => key)).toEqual(["transcript"]);
  });

  test("the words of somebody else", async () => {
    const words = "Thirty days on paper were fifteen on the desk";
    expect(await placesOf(words, "Ines Lorck")).toEqual(["late: given to somebody else"]);
    expect(await placesOf(words, "Sollane")).toEqual(["late: verbatim"]);
  });

  test("nowhere", async () => {
    const check = await checkQuotation(shelf, "The boats came home with empty nets again");
    expect(check).toMatchObject({ kinds: [], places: [], rest: [] });
  });
});

describe("the quotations of a document", () => {
  test("against everything but itself", async () => {
    const checks = await checkDocument(shelf, { key: "late", record: LATE });
    expect(checks.map(({ statement, kinds }) => [statement, kinds])).toEqual([
      ["a1", ["changed"]],
      ["a2", []],
    ]);
  });

  test("and against no other version of itself", async () => {
    const url = "https://news.example/strait";
    const first = madeRecord({ ...MADE, id: "first", url });
    const second = madeRecord({ ...MADE, id: "second", url });
    const copy = madeRecord({ ...MADE, id: "copy" });
    const [check] = await checkDocument(shelfOf(first, second, copy), {
      key: "first",
      record: first,
    });
    expect(check?.places.map(({ key }) => key)).toEqual(["copy"]);
  });

  test("of a mixed content, what stands in quotation marks", async () => {
    const text =
      'Lorck said the letter was "written without a visit to the strait" and would be answered.';
    const mixed = madeRecord({
      id: "mixed",
      text,
      kind: "mixed",
      statements: [["Ines Lorck", text.slice(11, -1)]],
    });
    const [check] = await checkDocument(shelf, { key: "mixed", record: mixed });
    expect(check?.quoted.map(([start, end]) => text.slice(start, end))).toEqual([
      '"written without a visit to the strait"',
    ]);
    expect(check?.kinds).toEqual(["verbatim"]);
  });
});

const MADE = {
  text: '"The nets are empty and the boats stay in the harbour," Lorck said.',
  statements: [["Ines Lorck", '"The nets are empty and the boats stay in the harbour,"']],
} as const;
