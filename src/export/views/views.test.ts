import stringWidth from "string-width";
import { expect, test } from "vitest";
import { attribution, entity, event, record } from "../../../test/fixtures/records.ts";
import type { SpanPair } from "../../document/index.ts";
import { letterChanges, lettersOf, signatoryTable } from "../../letters/index.ts";
import { gatherActors, suggestMerges } from "../../merge/index.ts";
import { profileOf } from "../../profile/index.ts";
import { mattersOf, statementsBy, timelineOf } from "../../who/index.ts";
import { renderLetters } from "./letters.ts";
import { renderProfile } from "./profile.ts";
import { renderLog, renderSuggestions } from "./suggestions.ts";
import { renderTimeline } from "./timeline.ts";
import { renderChoices, renderWho } from "./who.ts";

// Everything that a text may hold: what acts on a terminal, turns the order of words round, or is
// longer than a line.
const NASTY =
  "\u001b[31mLorck\u202e \u0007of the very long Harbour-and-Fisheries-Ministry-Building 渔业部";
const LONG = `${NASTY} and the crews of nine vessels. `.repeat(6);

const documents = ["a", "b"].map((key, i) => {
  const span: SpanPair = [0, LONG.length];
  const lists = [1, 2].map(() => ({
    kind: "signatories" as const,
    document: "e2",
    entities: ["e1", "e1", "e3"],
    statedCount: 22,
    spans: [
      [0, 5],
      [6, 9],
      [10, 20],
    ] as SpanPair[],
  }));
  return {
    key,
    record: record(
      {
        text: LONG,
        blocks: [{ kind: "paragraph", span }],
        entities: [
          entity({
            name: `Ines ${NASTY}`,
            roles: [{ text: NASTY, span: [0, 5] }],
            country: i === 0 ? "XOR" : "XHA",
            mentions: [[0, 4]],
          }),
          entity({ id: "e2", name: NASTY, kind: "document", mentions: [[5, 9]] }),
          entity({
            id: "e3",
            name: NASTY,
            kind: "state",
            country: "\u001bX",
            mentions: [[10, 14]],
          }),
        ],
        attributions: ["a1", "a2"].map((id) =>
          attribution({
            id,
            sourceEntity: "e1",
            addressee: ["e3"],
            content: [span],
            confidence: 0.1,
          }),
        ),
        events: [
          event({
            source: "e1",
            target: "e3",
            status: "asked",
            date: {
              span: null,
              from: "\u001b2031",
              to: null,
              precision: "open",
              basis: "inferred",
            },
            spans: { source: [], target: [], trigger: [span], place: [], time: [] },
          }),
        ],
        lists,
      },
      { title: NASTY, outlet: NASTY, file: `${NASTY}.txt`, published: "2031-03-11" },
    ),
  };
});
const actors = gatherActors(documents);
const lorck = actors.actors.find(({ name }) => name.startsWith("Ines"))!;
const statements = statementsBy(lorck, documents, actors);
const letters = lettersOf(documents);
const decision = { id: 1, action: "merge" as const, undoes: null, by: NASTY, at: NASTY, why: LONG };
const reference = { kind: "person", name: NASTY, country: null } as const;

test.each([40, 60, 100])("nothing acts on a terminal, and no line is wider than %i", (width) => {
  const options = { width, colour: false };
  const pages = [
    renderWho(lorck, mattersOf(statements), 2, options),
    renderChoices(NASTY, actors.actors, options),
    renderTimeline(timelineOf(documents, {}, actors), options),
    renderLetters(letters, signatoryTable(letters), letterChanges(letters), options),
    renderProfile(profileOf(documents, {}, actors), { ...options, most: 5 }),
    renderSuggestions(suggestMerges(actors), options),
    renderLog([{ ...decision, actors: [reference, null] }], options),
  ];
  for (const page of pages) {
    expect(page.split("\n").length).toBeGreaterThan(3);
    expect(page).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/u);
    for (const line of page.split("\n"))
      expect([stringWidth(line) <= width, line]).toEqual([true, line]);
  }
});
