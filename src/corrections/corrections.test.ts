import { describe, expect, test } from "vitest";
import type { Attribution, DocumentRecord, Entity, Event, SpanPair } from "../document/index.ts";
import { applyCorrections } from "./apply.ts";
import { newCorrection, type Request } from "./correction.ts";
import { readSpans } from "./find-words.ts";
import { historyOf } from "./history.ts";
import type { LogEntry } from "./log.ts";
import { trainingExamples } from "./training-examples.ts";

const TEXT = [
  '"We regret this letter," Corin Tarrade said on Tuesday.',
  "Ada Lorne denied that Halvessia had turned back the boats.",
  "The boats lay in the harbour until noon on that day.",
  "Nobody in the town wanted to say what the council had known.",
].join("\n\n");

/** The only place of these words in the text. */
function at(words: string, text = TEXT): SpanPair {
  const start = text.indexOf(words);
  expect(start, words).toBeGreaterThanOrEqual(0);
  expect(text.indexOf(words, start + 1), words).toBe(-1);
  return [start, start + words.length];
}

const entity = (id: string, name: string, more: Partial<Entity> = {}): Entity => ({
  id,
  name,
  kind: "person",
  named: true,
  country: null,
  sector: null,
  count: null,
  roles: [],
  mentions: [at(name)],
  ...more,
});

const attribution = (id: string, more: Partial<Attribution>): Attribution => ({
  id,
  kind: "indirect",
  source: [],
  cue: [],
  content: [],
  sourceEntity: null,
  sourceType: "named",
  onBehalfOf: null,
  act: null,
  addressee: [],
  saidAt: null,
  occasion: null,
  within: null,
  confidence: 0.8,
  by: "attribute/test@1",
  ...more,
});

const DENIED = "Halvessia had turned back the boats";

/** Two statements, of which the second holds an event; a third sentence nobody is given for. */
function reading(): DocumentRecord {
  const event: Event = {
    id: "v1",
    source: "e3",
    target: null,
    sourceCode: "XHA",
    targetCode: "---",
    plover: "COERCE",
    mode: null,
    code: "170",
    contexts: [],
    status: "denied",
    spans: {
      source: [at("Halvessia")],
      target: [],
      trigger: [at("turned back")],
      place: [],
      time: [],
    },
    date: null,
    place: null,
    accordingTo: "a2",
    confidence: 0.5,
    by: "events/test@1",
  };
  const paragraphs = TEXT.split("\n\n").map((text) => at(text));
  return {
    schema: "onrecord/1",
    id: "1",
    offsets: "utf16",
    text: TEXT,
    document: {
      title: null,
      outlet: null,
      byline: [],
      published: null,
      updated: null,
      language: "en",
      genre: "report",
      url: null,
      file: null,
      sha256: "0".repeat(64),
    },
    blocks: paragraphs.map((span) => ({ kind: "paragraph", span })),
    attributions: [
      attribution("a1", {
        kind: "direct",
        source: [at("Corin Tarrade")],
        cue: [at("said")],
        content: [at('"We regret this letter,"')],
        sourceEntity: "e1",
      }),
      attribution("a2", {
        source: [at("Ada Lorne")],
        cue: [at("denied")],
        content: [at(DENIED)],
        sourceEntity: "e2",
        act: "deny",
      }),
    ],
    ownVoice: paragraphs.slice(2).map((span) => ({ span })),
    entities: [
      entity("e1", "Corin Tarrade"),
      entity("e2", "Ada Lorne"),
      entity("e3", "Halvessia", { kind: "state", country: "XHA" }),
    ],
    occasions: [],
    times: [],
    events: [event],
    relations: [
      { type: "answers", from: "a2", to: "a1", basis: "stated", evidence: [at("denied")] },
    ],
    lists: [],
  };
}

/** A record and its log, to which requests are added as people would, one after the other. */
class Desk {
  log: LogEntry[] = [];
  readonly machine: DocumentRecord;

  constructor(machine = reading()) {
    this.machine = machine;
  }

  get shown(): DocumentRecord {
    return applyCorrections(this.machine, this.log).record;
  }

  do(request: Request, by = "Ines", after?: string | null): LogEntry {
    const number = this.log.length;
    const signature = { id: `c${number}`, by, why: "read again", at: `2031-03-12T10:0${number}Z` };
    const entry = newCorrection(
      "doc",
      this.shown,
      this.log,
      request,
      after === undefined ? signature : { ...signature, after },
    );
    this.log = [...this.log, entry];
    return entry;
  }

  read(words: string): Attribution | undefined {
    return this.shown.attributions.find(({ content }) =>
      content.some(([start, end]) => TEXT.slice(start, end) === words),
    );
  }
}

test("without corrections the record is the machine's own", () => {
  const machine = reading();
  expect(applyCorrections(machine, []).record).toBe(machine);
});

test("a corrected entry says who changed it and what the machine had", () => {
  const desk = new Desk();
  const { id } = desk.do({ type: "set", entry: "a2", fields: { source: [at("Corin Tarrade")] } });
  expect(desk.read(DENIED)).toEqual({
    ...desk.machine.attributions[1]!,
    source: [at("Corin Tarrade")],
    sourceEntity: "e1",
    confidence: null,
    by: "person/Ines",
    corrected: {
      entry: `a@${at(DENIED).join("-")}`,
      by: "person/Ines",
      log: [id],
      machine: {
        source: [at("Ada Lorne")],
        sourceEntity: "e2",
        confidence: 0.8,
        by: "attribute/test@1",
      },
    },
  });
  expect(desk.shown.attributions[0]).toEqual(desk.machine.attributions[0]);
});

describe("what follows from other spans", () => {
  test("a source that no entity is mentioned at is nobody known", () => {
    const desk = new Desk();
    desk.do({ type: "set", entry: "a2", fields: { source: [at("the council")] } });
    expect(desk.read(DENIED)).toMatchObject({ sourceEntity: null, sourceType: "unnamed" });
  });

  test("no source is of no type", () => {
    const desk = new Desk();
    desk.do({ type: "set", entry: "a2", fields: { source: [] } });
    expect(desk.read(DENIED)).toMatchObject({ sourceEntity: null, sourceType: "none" });
  });

  test("what the person says goes before what would follow", () => {
    const desk = new Desk();
    desk.do({
      type: "set",
      entry: "a2",
      fields: { source: [at("the council")], sourceEntity: "e3", sourceType: "group" },
    });
    expect(desk.read(DENIED)).toMatchObject({ sourceEntity: "e3", sourceType: "group" });
  });

  test("content without its marks is no longer direct", () => {
    const desk = new Desk();
    desk.do({ type: "set", entry: "a1", fields: { content: [at("on Tuesday")] } });
    expect(desk.shown.attributions[0]).toMatchObject({ id: "a1", kind: "indirect" });
  });

  test("content that reaches into another sentence takes it from the outlet's voice", () => {
    const desk = new Desk();
    const content = [at(DENIED), at("The boats lay in the harbour until noon on that day")];
    desk.do({ type: "set", entry: "a2", fields: { content } });
    expect(desk.shown.ownVoice).toEqual([{ span: at(TEXT.split("\n\n")[3]!) }]);
  });

  test("another party has another code", () => {
    const desk = new Desk();
    desk.do({ type: "set", entry: "v1", fields: { source: "e2", target: "e3" } });
    expect(desk.shown.events[0]).toMatchObject({
      source: "e2",
      sourceCode: "---",
      target: "e3",
      targetCode: "XHA",
    });
  });
});

describe("rejecting", () => {
  test("a statement takes along what rests on it", () => {
    const desk = new Desk();
    desk.do({ type: "reject", entry: "a2" });
    const { attributions, events, relations, ownVoice } = desk.shown;
    expect(attributions.map(({ id }) => id)).toEqual(["a1"]);
    expect(events[0]!.accordingTo).toBe("outlet");
    expect(relations).toEqual([]);
    expect(ownVoice.map(({ span }) => span)).toEqual(
      TEXT.split("\n\n")
        .slice(1)
        .map((s) => at(s)),
    );
  });

  test("an entity leaves nothing that points at it", () => {
    const desk = new Desk();
    desk.do({ type: "reject", entry: "e2" });
    desk.do({ type: "reject", entry: "e3" });
    expect(desk.shown.attributions[1]).toMatchObject({
      sourceEntity: null,
      sourceType: "unnamed",
      source: [at("Ada Lorne")],
    });
    expect(desk.shown.events[0]!.source).toBeNull();
    expect(JSON.stringify(desk.shown)).not.toMatch(/"e[23]"/);
  });

  test("an event leaves the statements alone", () => {
    const desk = new Desk();
    desk.do({ type: "reject", entry: "v1" });
    expect(desk.shown.events).toEqual([]);
    expect(desk.shown.attributions).toEqual(desk.machine.attributions);
  });
});

describe("adding", () => {
  const fields = {
    source: [at("Nobody in the town")],
    cue: [at("wanted to say")],
    content: [at("what the council had known")],
  };

  test("a statement: its kind by its marks, its source by its words", () => {
    const desk = new Desk();
    const { id } = desk.do({ type: "add", kind: "attribution", fields });
    expect(desk.shown.attributions[2]).toEqual({
      ...attribution("a3", { ...fields, sourceType: "unnamed" }),
      confidence: null,
      by: "person/Ines",
      corrected: {
        entry: `a@${fields.content.join().replace(",", "-")}`,
        by: "person/Ines",
        log: [id],
        machine: null,
      },
    });
    expect(desk.shown.ownVoice).toHaveLength(1);
  });

  test("a statement stands where its words stand, and holds what lies in it", () => {
    const desk = new Desk();
    const whole = at(`Ada Lorne denied that ${DENIED}`);
    desk.do({ type: "add", kind: "attribution", fields: { content: [whole] } });
    const ids = desk.shown.attributions.map(({ id, within }) => [id, within]);
    expect(ids).toEqual([
      ["a1", null],
      ["a3", null],
      ["a2", "a3"],
    ]);
  });

  test("an entity, for others to point at", () => {
    const desk = new Desk();
    const council = { name: "the council", kind: "organisation", mentions: [at("the council")] };
    desk.do({ type: "add", kind: "entity", fields: council as never });
    expect(desk.shown.entities.at(-1)).toMatchObject({ id: "e4", named: true, ...council });
    desk.do({ type: "set", entry: "a2", fields: { onBehalfOf: "e4" } });
    expect(desk.read(DENIED)!.onBehalfOf).toBe("e4");
  });

  test("an event on somebody's word", () => {
    const desk = new Desk();
    const spans = { source: [], target: [], trigger: [at("lay")], place: [], time: [] };
    desk.do({ type: "add", kind: "event", fields: { spans, accordingTo: "a1", code: "010" } });
    expect(desk.shown.events.at(-1)).toMatchObject({ id: "v2", accordingTo: "a1", code: "010" });
  });

  test("an office, by giving an entity its roles", () => {
    const desk = new Desk();
    const roles = [{ text: "the council", span: at("the council") }];
    desk.do({ type: "set", entry: "e2", fields: { roles } });
    expect(desk.shown.entities[1]).toMatchObject({ id: "e2", roles });
  });

  test("undoing one addition does not renumber another", () => {
    const desk = new Desk();
    const first = desk.do({ type: "add", kind: "attribution", fields });
    desk.do({ type: "add", kind: "attribution", fields: { content: [at("until noon")] } });
    const { id } = desk.read("until noon")!;
    desk.do({ type: "undo", undoes: first.id });
    expect(desk.read("until noon")!.id).toBe(id);
  });
});

describe("undoing", () => {
  test("gives back the machine's entry, and undoing the undo the person's", () => {
    const desk = new Desk();
    const rejected = desk.do({ type: "reject", entry: "a2" });
    const undo = desk.do({ type: "undo", undoes: rejected.id });
    expect(desk.shown).toEqual(desk.machine);
    desk.do({ type: "undo", undoes: undo.id });
    expect(desk.shown.attributions).toHaveLength(1);
    expect(historyOf(desk.log).map(({ undoneBy }) => undoneBy === null)).toEqual([
      true,
      false,
      true,
    ]);
  });

  test("takes back one of two, and leaves the other", () => {
    const desk = new Desk();
    const first = desk.do({ type: "set", entry: "a2", fields: { act: "assert" } });
    desk.do({ type: "set", entry: "a2", fields: { content: [at("turned back the boats")] } });
    desk.do({ type: "undo", undoes: first.id });
    expect(desk.read("turned back the boats")).toMatchObject({ id: "a2", act: "deny" });
  });
});

describe("another reading of the same text", () => {
  const shifted = (change: (record: DocumentRecord) => Partial<DocumentRecord>) => {
    const record = reading();
    return { ...record, ...change(record) };
  };

  test("other ids do not matter", () => {
    const desk = new Desk();
    desk.do({ type: "set", entry: "a2", fields: { sourceEntity: "e1" } });
    const machine = shifted((record) => ({
      attributions: record.attributions.map((entry) => ({
        ...entry,
        id: `a${Number(entry.id.slice(1)) + 4}`,
        sourceEntity: entry.sourceEntity === "e1" ? "e9" : entry.sourceEntity,
      })),
      entities: record.entities.map((entry) =>
        entry.id === "e1" ? { ...entry, id: "e9" } : entry,
      ),
      relations: [],
      events: [],
    }));
    const { record, unplaced } = applyCorrections(machine, desk.log);
    expect(unplaced).toEqual([]);
    expect(record.attributions[1]).toMatchObject({ id: "a6", sourceEntity: "e9" });
  });

  test("what a person rejected does not come back", () => {
    const desk = new Desk();
    desk.do({ type: "reject", entry: "a2" });
    const machine = shifted(({ attributions }) => ({
      attributions: attributions.map((entry) => ({ ...entry, by: "attribute/better@2" })),
    }));
    expect(applyCorrections(machine, desk.log).record.attributions).toHaveLength(1);
  });

  test("what a person changed stays where the machine no longer finds it", () => {
    const desk = new Desk();
    desk.do({ type: "set", entry: "a2", fields: { source: [at("Corin Tarrade")] } });
    const machine = shifted(({ attributions }) => ({ attributions: [attributions[0]!] }));
    const { record, unplaced } = applyCorrections(machine, desk.log);
    expect(unplaced).toEqual([]);
    expect(record.attributions[1]).toMatchObject({
      content: [at(DENIED)],
      source: [at("Corin Tarrade")],
      sourceEntity: "e1",
      act: "deny",
      by: "person/Ines",
    });
  });

  test("the machine's new reading of the same statement gives way to the person's", () => {
    const desk = new Desk();
    desk.do({ type: "set", entry: "a2", fields: { act: "report" } });
    const longer = at("that Halvessia had turned back the boats");
    const machine = shifted(({ attributions }) => ({
      attributions: attributions.map((entry) =>
        entry.id === "a2" ? { ...entry, content: [longer] } : entry,
      ),
    }));
    const { record } = applyCorrections(machine, desk.log);
    expect(record.attributions.map(({ content }) => content)).toEqual([
      desk.machine.attributions[0]!.content,
      [at(DENIED)],
    ]);
  });

  test("what a person added is there once when the machine finds it too", () => {
    const desk = new Desk();
    const content = [at("what the council had known")];
    desk.do({ type: "add", kind: "attribution", fields: { content, act: "report" } });
    const machine = shifted(({ attributions }) => ({
      attributions: [...attributions, attribution("a3", { content, act: "deny" })],
    }));
    const { record } = applyCorrections(machine, desk.log);
    expect(record.attributions).toHaveLength(3);
    expect(record.attributions[2]).toMatchObject({
      act: "report",
      by: "person/Ines",
      corrected: { machine: { act: "deny", by: "attribute/test@1" } },
    });
  });

  test("a rejection of what is found otherwise is reported, with what may be meant", () => {
    const desk = new Desk();
    desk.do({ type: "reject", entry: "a2" });
    const machine = shifted(({ attributions }) => ({
      attributions: attributions.map((entry) =>
        entry.id === "a2" ? { ...entry, content: [at("turned back the boats")] } : entry,
      ),
    }));
    const { record, applied, unplaced } = applyCorrections(machine, desk.log);
    expect(record.attributions).toHaveLength(2);
    expect({ applied, unplaced }).toEqual({
      applied: [],
      unplaced: [{ entry: desk.log[0], reason: "no-entry", near: ["a2"] }],
    });
  });

  test("an entity that is no longer found leaves the correction unplaced", () => {
    const desk = new Desk();
    desk.do({ type: "set", entry: "a2", fields: { onBehalfOf: "e3" } });
    const machine = shifted(({ entities }) => ({ entities: entities.slice(0, 2), events: [] }));
    const { record, unplaced } = applyCorrections(machine, desk.log);
    expect(unplaced.map(({ reason }) => reason)).toEqual(["no-entity"]);
    expect(record).toBe(machine);
  });
});

test("words that have changed leave a correction unplaced; those before them do not", () => {
  const desk = new Desk();
  desk.do({ type: "set", entry: "a1", fields: { act: "complain" } });
  desk.do({ type: "set", entry: "a2", fields: { act: "report" } });
  const machine = { ...reading(), text: TEXT.replace("Halvessia", "Halvessea") };
  const { record, unplaced } = applyCorrections(machine, desk.log);
  expect(unplaced.map(({ entry, reason }) => [entry.id, reason])).toEqual([
    [desk.log[1]!.id, "words-changed"],
  ]);
  expect(record.attributions.map(({ act }) => act)).toEqual(["complain", "deny"]);
});

describe("two people at one entry", () => {
  test("the second is told what the first did", () => {
    const desk = new Desk();
    desk.do({ type: "set", entry: "a2", fields: { act: "report" } }, "Ines", null);
    const second = () => desk.do({ type: "reject", entry: "a2" }, "Osk", null);
    expect(second).toThrow(
      expect.objectContaining({
        code: "conflict",
        message: expect.stringMatching(/Ines has changed this entry.*changed act.*read again/),
        facts: expect.objectContaining({ last: desk.log[0]!.id, by: "Ines" }),
      }),
    );
    expect(() => desk.do({ type: "reject", entry: "a2" }, "Osk", desk.log[0]!.id)).not.toThrow();
  });

  test("two at different entries do not meet", () => {
    const desk = new Desk();
    desk.do({ type: "reject", entry: "a1" }, "Ines", null);
    expect(() => desk.do({ type: "reject", entry: "a2" }, "Osk", null)).not.toThrow();
  });
});

describe("bad requests", () => {
  const set = (fields: object, entry = "a2"): Request => ({ type: "set", entry, fields });

  test.each<[string, Request, string, RegExp]>([
    ["an entry that is not there", set({ act: "deny" }, "a9"), "no-entry", /no such entry/],
    ["words nobody spoke", set({ act: "deny" }, "a@0-5"), "no-entry", /no such entry/],
    ["a span outside the text", set({ source: [[0, 9999]] }), "bad-span", /lies outside the text/],
    ["an end before its start", set({ source: [[9, 4]] }), "bad-span", /ends before it starts/],
    ["an empty span", set({ source: [[4, 4]] }), "bad-span", /no words/],
    ["half a number", set({ source: [[0.5, 4]] }), "bad-span", /no pair of numbers/],
    ["white space", set({ source: [[55, 57]] }), "bad-span", /white space only/],
    ["a source in the content", set({ source: [at("the boats.")] }), "bad-span", /in common/],
    ["spans out of order", set({ source: [at("town"), at("noon")] }), "bad-span", /text order/],
    ["nothing new", set({ act: "deny" }), "bad-correction", /has these values already/],
    ["no content", set({ content: [] }), "bad-correction", /needs its content/],
    ["a verdict", set({ isTrue: false }), "bad-correction", /nothing that can be corrected/],
    ["an act nobody knows", set({ act: "mutter" }), "bad-correction", /"mutter" is no act/],
    ["a country in words", set({ country: "Halvessia" }, "e3"), "bad-correction", /is no country/],
    ["half a state", set({ count: 0.5 }, "e3"), "bad-correction", /whole number/],
    ["nobody of that id", set({ sourceEntity: "e9" }), "no-entry", /no such entry/],
    [
      "a statement where an entity is asked for",
      set({ sourceEntity: "a1" }),
      "no-entry",
      /a1: this is not an entity/,
    ],
    [
      "an outlet where an entity is asked for",
      set({ sourceEntity: "outlet" }),
      "no-entry",
      /no such entry/,
    ],
    [
      "what stands there already",
      { type: "add", kind: "attribution", fields: { content: [at(DENIED)] } },
      "bad-correction",
      /a2 stands on these words already/,
    ],
    [
      "an entity without words",
      { type: "add", kind: "entity", fields: { name: "X" } },
      "bad-correction",
      /needs a mention/,
    ],
    [
      "a correction that is not there",
      { type: "undo", undoes: "c9" },
      "no-entry",
      /no such correction/,
    ],
  ])("%s", (_name, request, code, message) => {
    expect(() => new Desk().do(request)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  test("an unsigned one, or one that gives no reason", () => {
    const { machine } = new Desk();
    const sign = (by: string, why: string) => () =>
      newCorrection(
        "doc",
        machine,
        [],
        { type: "reject", entry: "a1" },
        { id: "c0", by, why, at: "2031" },
      );
    expect(sign(" ", "wrong")).toThrow(/--who/);
    expect(sign("Ines", "")).toThrow(/--why/);
  });

  test("undoing twice", () => {
    const desk = new Desk();
    const { id } = desk.do({ type: "reject", entry: "a1" });
    desk.do({ type: "undo", undoes: id });
    expect(() => desk.do({ type: "undo", undoes: id })).toThrow(/was undone by Ines already/);
  });
});

describe("spans as people give them", () => {
  test.each([
    ["10-27", [[10, 27]]],
    [
      "0-5+10-27",
      [
        [0, 5],
        [10, 27],
      ],
    ],
    ["Ada Lorne", [at("Ada Lorne")]],
    ["“We regret this letter,”", [at('"We regret this letter,"')]],
    ["on\nTuesday", [at("on Tuesday")]],
  ])("%s", (given, expected) => expect(readSpans(TEXT, given, "source")).toEqual(expected));

  test("words in several places are listed with what stands around them", () => {
    expect(() => readSpans(TEXT, "the boats", "content")).not.toThrow();
    expect(() => readSpans(TEXT, "boats", "content")).toThrow(
      /"boats" stands in 2 places: 109-114 \(…had turned back the boats\. The boats lay.*\), 121-126/,
    );
  });
  test("words that stand nowhere", () => {
    expect(() => readSpans(TEXT, "Bram", "source")).toThrow(/"Bram" does not stand in the text/);
  });
});

test("training examples: what the machine read and what people left, once for each entry", () => {
  const desk = new Desk();
  desk.do({ type: "set", entry: "a1", fields: { act: "complain" } });
  desk.do({ type: "set", entry: "a1", fields: { source: [] } });
  desk.do({ type: "reject", entry: "a2" });
  desk.do({ type: "add", kind: "attribution", fields: { content: [at("until noon")] } });
  const undone = desk.do({ type: "reject", entry: "v1" });
  desk.do({ type: "undo", undoes: undone.id });
  const examples = trainingExamples(desk.machine, desk.log);
  expect(examples.map(({ kind, by, corrections }) => [kind, by, corrections.length])).toEqual([
    ["attribution", "attribute/test@1", 2],
    ["attribution", "attribute/test@1", 1],
    ["attribution", null, 1],
  ]);
  expect(examples.map(({ before, after }) => [before !== null, after !== null])).toEqual([
    [true, true],
    [true, false],
    [false, true],
  ]);
  expect(examples[0]).toMatchObject({
    before: { source: [at("Corin Tarrade")], act: null, sourceEntity: "e@25-38" },
    after: { source: [], act: "complain", sourceEntity: null },
  });
});
