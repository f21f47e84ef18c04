import { describe, expect, test } from "vitest";
import { attribution, entity, event, record, spansIn } from "../../../test/fixtures/records.ts";
import type { DocumentRecord, Event } from "../../document/index.ts";
import { renderRecord } from "../terminal.ts";

const TEXT = `Orvania rejects the letter.
Halvessia may fine two crews in Kelvane, Lorck said.
They met at the weekly briefing.`;
const span = spansIn(TEXT);

const LORCK = attribution({
  source: [span("Lorck")],
  content: [span("Halvessia may fine two crews")],
  sourceEntity: "e3",
});

/** What stands under a heading. */
function section(heading: string, given: Partial<DocumentRecord>): string {
  const entities = [
    entity({ id: "e1", name: "Orvania", kind: "state" }),
    entity({ id: "e2", name: "Halvessia", kind: "state" }),
    entity({ id: "e3", name: "Ines Lorck" }),
    entity({ id: "e4", name: "Kelvane", kind: "place" }),
  ];
  const view = renderRecord(record({ text: TEXT, entities, attributions: [LORCK], ...given }), {
    width: 80,
    colour: false,
  });
  const found = view.split("\n\n").find((part) => part.startsWith(heading));
  return found === undefined ? "" : found.split("\n").slice(1).join("\n");
}

const NOWHERE = { source: [], target: [], trigger: [], place: [], time: [] };
const REJECTS = event({
  source: "e1",
  plover: "REJECT",
  code: "120",
  spans: { ...NOWHERE, trigger: [span("rejects")], target: [span("the letter")] },
});
const FINE = event({
  id: "v2",
  source: "e2",
  plover: "COERCE",
  mode: "restrict",
  code: "172",
  status: "hypothetical",
  spans: { ...NOWHERE, trigger: [span("fine")], target: [span("two crews")] },
  place: "e4",
  accordingTo: "a1",
});
const MET = event({
  source: "e1",
  target: "e2",
  plover: "CONSULT",
  code: "040",
  spans: { ...NOWHERE, trigger: [span("met")] },
});

describe("who did what to whom, and on whose word", () => {
  test.each<[string, Event[], string]>([
    [
      "the outlet's",
      [REJECTS],
      `   1  Orvania → rejects [REJECT 120] → the letter
      [according to the outlet]`,
    ],
    [
      "somebody's, of what did not happen",
      [FINE],
      `   2  Halvessia → fine [COERCE restrict 172, hypothetical] → two crews
      [according to Ines Lorck, line 2 · in Kelvane]`,
    ],
    [
      "codes and date",
      [
        {
          ...REJECTS,
          sourceCode: "XORGOV",
          date: { span: null, from: "2031-05", to: "2031-05", precision: "month", basis: "stated" },
        },
      ],
      `   1  Orvania → rejects [REJECT 120] → the letter
      [according to the outlet · in May 2031 · XORGOV → ---]`,
    ],
    [
      "told twice",
      [{ ...REJECTS, spans: { ...NOWHERE, trigger: [span("rejects"), span("met")] } }],
      `   1  Orvania → rejects … met [REJECT 120] → [not said]
      [according to the outlet · words on lines 1, 3]`,
    ],
    [
      "no actor, no type",
      [
        {
          ...REJECTS,
          source: null,
          plover: null,
          code: "016",
          spans: { ...NOWHERE, trigger: [span("rejects")] },
        },
      ],
      `   1  [not said] → rejects [016] → [not said]
      [according to the outlet]`,
    ],
    [
      "what two do together stands once",
      [
        { ...MET, sourceCode: "XOR" },
        { ...MET, id: "v2", source: "e2", target: "e1" },
      ],
      `   3  Orvania ↔ met [CONSULT 040] ↔ Halvessia
      [according to the outlet · XOR ↔ ---]`,
    ],
    [
      "what each does to the other stands twice",
      [MET, { ...MET, id: "v2", source: "e2", target: "e1", accordingTo: "a1" }],
      `   3  Orvania → met [CONSULT 040] → Halvessia
      [according to the outlet]
   3  Halvessia → met [CONSULT 040] → Orvania
      [according to Ines Lorck, line 2]`,
    ],
  ])("%s", (_, events, shown) => {
    expect(section("Events", { events })).toBe(shown);
  });

  test.each([
    ["They", '"They", not identified, line 3'],
    ["", "a source not given, line 3"],
  ])("the word of nobody known: %j", (words, shown) => {
    const source = words === "" ? [] : [span(words)];
    const attributions = [attribution({ source, content: [span("met")] })];
    const events = [{ ...MET, accordingTo: "a1" }];
    expect(section("Events", { events, attributions })).toContain(`[according to ${shown}]`);
  });

  test("accounts of one event", () => {
    const events = [REJECTS, { ...MET, id: "v2" }];
    const relation = { type: "same-event", basis: "inferred", evidence: [] } as const;
    const relations = [{ ...relation, from: "v2", to: "v1" }];
    expect(section("Events", { events, relations })).toContain(
      "[according to the outlet · perhaps the same as in line 1 (inferred)]",
    );
  });
});

test("no events, no heading", () => {
  expect(section("Events", {})).toBe("");
});

describe("occasions", () => {
  test.each([
    ["briefing", null, "[1 statement]"],
    ["session", "e4", "[session · in Kelvane · 1 statement]"],
  ])("%s", (kind, place, facts) => {
    const occasion = { id: "o1", kind, span: span("the weekly briefing"), place, date: null };
    const attributions = [{ ...LORCK, occasion: "o1" }];
    expect(section("Occasions", { occasions: [occasion], attributions })).toBe(
      `   3  the weekly briefing ${facts}`,
    );
  });
});
