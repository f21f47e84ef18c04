import { describe, expect, test } from "vitest";
import type { DocumentRecord, Event } from "../document/index.ts";
import { fieldsOf } from "./correction-fields.ts";

const TEXT = "Ada Lorne told reporters on Tuesday that the harbour stays shut. It is shut.";
const TUESDAY = {
  span: [28, 35],
  from: "2031-03-11",
  to: "2031-03-11",
  precision: "day",
  basis: "inferred",
} as const;
const record = { text: TEXT, times: [TUESDAY] } as unknown as DocumentRecord;
const event = {
  spans: { source: [[0, 9]], target: [], trigger: [[10, 14]], place: [], time: [] },
} as unknown as Event;

describe("options become fields", () => {
  test.each([
    ["words", "attribution", { source: ["Ada Lorne"] }, { source: [[0, 9]] }],
    [
      "offsets in pieces",
      "attribution",
      { cue: ["10-14+15-24"] },
      {
        cue: [
          [10, 14],
          [15, 24],
        ],
      },
    ],
    [
      "pieces in any order",
      "attribution",
      { content: ["stays shut", "the harbour"] },
      {
        content: [
          [41, 52],
          [53, 63],
        ],
      },
    ],
    ["an entity for words", "attribution", { source: ["e3"] }, { sourceEntity: "e3" }],
    ["none", "attribution", { source: ["none"], act: "none" }, { source: [], act: null }],
    ["a time that is known", "attribution", { when: "Tuesday" }, { saidAt: TUESDAY }],
    [
      "a time that is told",
      "attribution",
      { when: "Tuesday", saidAt: "2031-03" },
      { saidAt: { ...TUESDAY, from: "2031-03", to: "2031-03", precision: "month" } },
    ],
    ["no time", "attribution", { saidAt: "none" }, { saidAt: null }],
    [
      "an office",
      "entity",
      { role: ["reporters"] },
      { roles: [{ text: "reporters", span: [15, 24] }] },
    ],
    ["an actor of an event", "event", { source: ["e3"] }, { source: "e3" }],
    [
      "words of an event beside its others",
      "event",
      { target: ["reporters"] },
      { spans: { ...event.spans, target: [[15, 24]] } },
    ],
  ] as const)("%s", async (_name, kind, options, expected) => {
    expect(await fieldsOf(record, kind, options, event)).toEqual(expected);
  });

  test.each([
    ["words in two places", "attribution", { content: ["shut"] }, /stands in 2 places/],
    [
      "an option of another kind",
      "attribution",
      { country: "XOR" },
      /a statement has no --country/,
    ],
    ["an option of a statement", "event", { onBehalfOf: "e1" }, /an event has no --on-behalf-of/],
    ["a time without words", "attribution", { saidAt: "2031-03" }, /give --when the words/],
    ["words that are no known time", "attribution", { when: "reporters" }, /is not known/],
  ] as const)("%s", async (_name, kind, options, message) => {
    await expect(fieldsOf(record, kind, options, null)).rejects.toThrow(message);
  });
});
