import { describe, expect, it } from "vitest";
import type { Event } from "../document/index.ts";
import { sameEvents } from "./same-event.ts";

const event = (id: string, changes: Partial<Event> = {}): Event => ({
  ...{ id, source: "e1", target: "e2", sourceCode: null, targetCode: null, plover: "CONSULT" },
  ...{ mode: "visit", code: "042", contexts: [], status: "happened", date: null, place: null },
  spans: { source: [], target: [], trigger: [[Number(id.slice(1)), 9]], place: [], time: [] },
  ...{ accordingTo: `a${id.slice(1)}`, confidence: 1, by: "by hand" },
  ...changes,
});
const on = (day: string): Partial<Event> => ({
  date: { span: null, from: day, to: day, precision: "day", basis: "stated" },
});

describe("events that two accounts tell of", () => {
  it.each([
    ["the same actors and kind", event("v1"), event("v2")],
    ["told as done and as denied", event("v1"), event("v2", { status: "denied" })],
    ["on a day and in its month", event("v1", on("2031-03-04")), event("v2", on("2031-03"))],
  ])("%s", (_, a, b) => {
    expect(sameEvents([a, b])).toEqual([
      {
        type: "same-event",
        from: "v2",
        to: "v1",
        basis: "inferred",
        evidence: [
          [1, 9],
          [2, 9],
        ],
      },
    ]);
  });

  it.each([
    ["another actor", event("v1"), event("v2", { target: "e3" })],
    ["an actor unknown", event("v1", { target: null }), event("v2", { target: null })],
    ["another kind", event("v1"), event("v2", { plover: "ACCUSE" })],
    ["one account", event("v1"), event("v2", { accordingTo: "a1" })],
    ["another day", event("v1", on("2031-03-04")), event("v2", on("2031-03-05"))],
  ])("near miss: %s", (_, a, b) => {
    expect(sameEvents([a, b])).toEqual([]);
  });
});
