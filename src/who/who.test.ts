import { describe, expect, test } from "vitest";
import { attribution, entity, event, record, spansIn } from "../../test/fixtures/records.ts";
import type { Attribution, DocumentRecord } from "../document/index.ts";
import { gatherActors, type KeyedRecord } from "../merge/index.ts";
import { findActors } from "./find-actors.ts";
import { mattersOf } from "./matters.ts";
import { isWithin, timelineOf } from "./timeline.ts";
import { statementsBy } from "./who.ts";

const day = (date: string) =>
  ({ span: null, from: date, to: date, precision: "day", basis: "stated" }) as const;

/** A document in which Ines Lorck says each of these sentences, a line each. */
function saying(
  key: string,
  published: string | null,
  sentences: readonly string[],
  more: Partial<DocumentRecord> = {},
  each: Partial<Attribution> = {},
): KeyedRecord {
  const text = sentences.join("\n");
  const span = spansIn(text);
  return {
    key,
    record: record(
      {
        text,
        entities: [entity({ name: "Ines Lorck", country: "XOR", mentions: [[0, 0]] })],
        attributions: sentences.map((words, i) =>
          attribution({ id: `a${i + 1}`, sourceEntity: "e1", content: [span(words)], ...each }),
        ),
        ...more,
      },
      { published, file: `${key}.txt` },
    ),
  };
}

function whoSaid(...documents: readonly KeyedRecord[]) {
  const actors = gatherActors(documents);
  const [actor] = findActors(actors, "Ines Lorck");
  return statementsBy(actor!, documents, actors);
}

describe("what somebody said", () => {
  test("comes by the day it was said, else published; unknown days first", () => {
    const statements = whoSaid(
      saying("late", "2031-03-20", ["The harbour stays open."]),
      saying("told", "2031-03-25", ["The toll is gone."], {}, { saidAt: day("2031-03-11") }),
      saying("never", null, ["Nobody asked us."]),
    );
    expect(statements.map(({ content, when }) => [content, when?.which, when?.from])).toEqual([
      ["Nobody asked us.", undefined, undefined],
      ["The toll is gone.", "said", "2031-03-11"],
      ["The harbour stays open.", "published", "2031-03-20"],
    ]);
  });

  test("says on whose behalf, to whom, through whom and on which line", () => {
    const text = "The boats may sail.\nWe thank the crews.";
    const span = spansIn(text);
    const entities = [
      entity({ name: "Ines Lorck", mentions: [[0, 0]] }),
      entity({ id: "e2", name: "Port Union", kind: "organisation", mentions: [[1, 2]] }),
      entity({ id: "e3", name: "the crews", kind: "group", named: false, mentions: [[2, 3]] }),
      entity({ id: "e4", name: "Bram Ostrey", mentions: [[3, 4]] }),
    ];
    const document = saying("a", null, ["x"], {
      text,
      entities,
      attributions: [
        attribution({ id: "a1", sourceEntity: "e4", content: [span("The boats may sail.")] }),
        attribution({
          id: "a2",
          within: "a1",
          sourceEntity: "e1",
          onBehalfOf: "e2",
          addressee: ["e3"],
          content: [span("We thank the crews.")],
        }),
      ],
    });
    expect(whoSaid(document)).toMatchObject([
      { onBehalfOf: "Port Union", to: ["the crews"], toldBy: "Bram Ostrey", place: { line: 2 } },
    ]);
    const actors = gatherActors([document]);
    const [union] = findActors(actors, "Port Union");
    expect(statementsBy(union!, [document], actors)).toMatchObject([{ source: "Ines Lorck" }]);
  });

  test("holds no statement that stands inside another of the same actor", () => {
    const text = "I said that the toll is gone.";
    const span = spansIn(text);
    const document = saying("a", null, ["x"], {
      text,
      attributions: [
        attribution({ id: "a1", sourceEntity: "e1", content: [span(text)] }),
        attribution({
          id: "a2",
          sourceEntity: "e1",
          within: "a1",
          content: [span("that the toll")],
        }),
      ],
    });
    expect(whoSaid(document)).toHaveLength(1);
  });
});

describe("matters", () => {
  test("are the words that statements share, and what later words are new", () => {
    const matters = mattersOf(
      whoSaid(
        saying("a", "2031-03-01", ["We regret this letter.", "The ferries are late."]),
        saying("b", "2031-03-05", ["We reject this letter.", "Schools open in May."]),
      ),
    );
    const told = matters.map(({ words, statements }) => ({
      words,
      told: statements.map(({ statement, newWords }) => [
        statement.content,
        newWords.map(([start, end]) => "We reject this letter.".slice(start, end)),
      ]),
    }));
    expect(told).toEqual([
      {
        words: ["letter"],
        told: [
          ["We regret this letter.", []],
          ["We reject this letter.", ["reject"]],
        ],
      },
      {
        words: [],
        told: [
          ["The ferries are late.", []],
          ["Schools open in May.", []],
        ],
      },
    ]);
  });

  test("hold the same words once, with all their places", () => {
    const matters = mattersOf(
      whoSaid(
        saying("a", "2031-03-01", ["The strait is closed."]),
        saying("b", "2031-03-05", ['"The strait is closed,"']),
      ),
    );
    expect(matters).toMatchObject([
      { statements: [{ statement: { place: { document: "a" } }, also: [{ document: "b" }] }] },
    ]);
  });

  test("are not what most statements speak of", () => {
    const matters = mattersOf(
      whoSaid(
        saying("a", "2031-03-01", [
          "The strait has fish.",
          "The strait has boats.",
          "The strait has a harbour.",
          "The strait has another harbour.",
        ]),
      ),
    );
    expect(matters.map(({ words }) => words[0])).toEqual([undefined, "harbour"].toReversed());
  });
});

describe("whom a name means", () => {
  const documents = [
    saying("a", null, ["x"], {
      entities: [
        entity({ name: "Ines Lorck", country: "XOR", mentions: [[0, 1]] }),
        entity({ id: "e2", name: "Orvania", kind: "state", country: "XOR", mentions: [[1, 2]] }),
        entity({ id: "e3", name: "Bram Lorck", country: "XHA", mentions: [[2, 3]] }),
        entity({ id: "e4", name: "Lorck Shipping", kind: "organisation", mentions: [[3, 4]] }),
        entity({ id: "e5", name: "a lorck", kind: "group", named: false, mentions: [[4, 5]] }),
      ],
    }),
    saying("b", null, ["x"], { entities: [entity({ name: "Lorck", mentions: [[7, 9]] })] }),
  ];
  test.each([
    ["Ines Lorck", {}, ["Ines Lorck"]],
    ["minister INES LORCK", {}, ["Ines Lorck"]],
    ["lorck", {}, ["Bram Lorck", "Ines Lorck", "Lorck", "Lorck Shipping"]],
    ["lorck", { kind: "person", country: "XHA" }, ["Bram Lorck"]],
    ["XOR", {}, ["Orvania"]],
    ["Orv", {}, []],
  ] as const)("%s %o", (name, filter, expected) => {
    const found = findActors(gatherActors(documents), name, filter);
    expect(found.map((actor) => actor.name)).toEqual(expected);
  });

  test("a place in a document", () => {
    const keyed = documents.map(({ record }, i) => ({ key: `abc${i}`, record }));
    const found = findActors(gatherActors(keyed), "abc1#7-9");
    expect(found.map((actor) => actor.name)).toEqual(["Lorck"]);
  });
});

describe("the timeline", () => {
  const text = "Ines Lorck said the toll is gone. Orvania opened the strait.";
  const span = spansIn(text);
  const document: KeyedRecord = {
    key: "a",
    record: record(
      {
        text,
        entities: [
          entity({ name: "Ines Lorck", mentions: [span("Ines Lorck")] }),
          entity({
            id: "e2",
            name: "Orvania",
            kind: "state",
            country: "XOR",
            mentions: [span("Orvania")],
          }),
        ],
        attributions: [
          attribution({
            sourceEntity: "e1",
            content: [span("the toll is gone")],
            saidAt: day("2031-03-11"),
          }),
        ],
        events: [
          event({
            source: "e2",
            plover: "YIELD",
            spans: {
              source: [],
              target: [],
              trigger: [span("opened the strait")],
              place: [],
              time: [],
            },
            date: {
              span: null,
              from: "2031-03",
              to: "2031-03",
              precision: "month",
              basis: "stated",
            },
          }),
          event({
            id: "v2",
            source: "e2",
            spans: { source: [], target: [], trigger: [span("opened")], place: [], time: [] },
          }),
        ],
      },
      { published: "2031-03-12", title: "The strait is open" },
    ),
  };
  const actors = gatherActors([document]);
  const orvania = findActors(actors, "Orvania")[0]!;

  test.each([
    ["all", {}, ["done 2031-03", "said 2031-03-11", "published 2031-03-12"]],
    ["of an actor", { actor: orvania }, ["done 2031-03", "published 2031-03-12"]],
    ["about words", { about: "Toll gone" }, ["said 2031-03-11"]],
    ["about a part of a word", { about: "tol" }, []],
    ["from a day", { from: "2031-03-12" }, ["published 2031-03-12"]],
    [
      "from a month",
      { from: "2031-03" },
      ["done 2031-03", "said 2031-03-11", "published 2031-03-12"],
    ],
    [
      "up to a month",
      { to: "2031-03" },
      ["done 2031-03", "said 2031-03-11", "published 2031-03-12"],
    ],
    ["up to a day", { to: "2031-03-11" }, ["done 2031-03", "said 2031-03-11"]],
    ["of another month", { from: "2031-04", to: "2031-04-30" }, []],
  ] as const)("%s", (_, filter, expected) => {
    const { entries } = timelineOf([document], filter, actors);
    expect(entries.map(({ lane, from }) => `${lane} ${from}`)).toEqual(expected);
  });

  test.each([
    ["2031-03-11", { from: "2031-03-11", to: "2031-03-11" }, true],
    ["2031-03-11T22:46+02:00", { to: "2031-03-11" }, true],
    ["2031-03-12", { to: "2031-03-11" }, false],
    ["2031", { from: "2031-01-01" }, true],
    ["2031", { from: "2031-01-02" }, false],
    [null, { to: "2031" }, true],
    [null, { from: "2031" }, false],
  ] as const)("%s lies between %o: %s", (from, range, expected) => {
    expect(isWithin({ from, to: from }, range)).toBe(expected);
  });

  test("says how many have no day, and on whose word something was done", () => {
    const { undated, entries } = timelineOf([document], {}, actors);
    expect(undated).toEqual({ said: 0, done: 1 });
    expect(entries.map(({ accordingTo }) => accordingTo)).toEqual(["outlet", null, null]);
  });
});
