import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ARBITRARY_RECORD } from "../../test/arbitrary-record.ts";
import {
  DENIAL,
  DIRECT,
  INES,
  SAMPLE_TEXT,
  SINKING,
  sampleRecord,
  stream,
} from "../../test/sample-record.ts";
import { recordFault } from "./check-record.ts";
import { ndjsonLine } from "./ndjson.ts";
import { readRecords } from "./read-records.ts";

const END = SAMPLE_TEXT.length;

test("a sound record has no fault", () => {
  expect(recordFault(sampleRecord())).toBeNull();
});

describe("a record that is not sound", () => {
  test.each([
    ["no object", "text", "it must be object"],
    ["a field missing", { ...sampleRecord(), text: undefined }, "required property 'text'"],
    [
      "a field too many",
      { ...sampleRecord(), verdict: "true" },
      'additional properties ("verdict")',
    ],
    ["another contract", { ...sampleRecord(), schema: "onrecord/2" }, '"schema" must be equal'],
    ["a hash that is none", sampleRecord({}, { sha256: "abc" }), '"document/sha256" must match'],
    [
      "a span that ends before it starts",
      sampleRecord({ attributions: [{ ...DIRECT, cue: [[120, 98]] }], relations: [] }),
      "attributions a1, cue: [120,98] is no span of its text",
    ],
    [
      "a span after the text",
      sampleRecord({ entities: [{ ...INES, mentions: [[0, END + 1]] }] }),
      `entities e1, mentions: [0,${END + 1}] is no span of its text`,
    ],
    [
      "an empty span",
      sampleRecord({ ownVoice: [{ span: [3, 3] }] }),
      "ownVoice 1, span: [3,3] is no span of its text",
    ],
    [
      "a block within another",
      sampleRecord({ blocks: [0, 1].map((start) => ({ kind: "paragraph", span: [start, END] })) }),
      "blocks 2 begins within the one before",
    ],
    [
      "an entity that is not there",
      sampleRecord({ attributions: [DIRECT, { ...DENIAL, addressee: ["e9"] }] }),
      'attributions a2, addressee: nothing has the id "e9"',
    ],
    [
      "an event according to nobody",
      sampleRecord({ events: [{ ...SINKING, accordingTo: "a9" }] }),
      'events v1, accordingTo: nothing has the id "a9"',
    ],
    [
      "an id that stands twice",
      sampleRecord({ attributions: [DIRECT, { ...DENIAL, id: "a1" }], relations: [] }),
      "attributions: two entries with the id a1",
    ],
  ])("%s", (_name, record, fault) => {
    expect(recordFault(JSON.parse(JSON.stringify(record)))).toContain(fault);
  });

  test.each([
    ["a span up to the end", sampleRecord({ ownVoice: [{ span: [END - 1, END] }] })],
    ["an event of the outlet's", sampleRecord({ events: [{ ...SINKING, accordingTo: "outlet" }] })],
  ])("but %s is sound", (_name, record) => {
    expect(recordFault(record)).toBeNull();
  });
});

async function linesOf(text: string | Buffer) {
  const results = [];
  for await (const line of readRecords(stream([Buffer.from(text)]), "a.ndjson")) results.push(line);
  return results.map((line) => ("record" in line ? line.record : line.error));
}

test("any record comes back from its line, byte for byte", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(ARBITRARY_RECORD, { maxLength: 3 }), async (records) => {
      const text = records.map(ndjsonLine).join("");
      const back = await linesOf(text);
      expect(back).toEqual(records);
      expect(back.map(ndjsonLine).join("")).toBe(text);
    }),
  );
});

describe("a line that cannot be used is an error in its place", () => {
  test.each([
    ["{", "bad-json", "a.ndjson:2: the line is not JSON."],
    ["[]", "bad-line", "a.ndjson:2: the line is no record: it must be object."],
    ['{"id":"7","text":"We wait."}', "bad-line", '"onrecord add" reads texts'],
    ['{"id":"7","error":{"code":"empty","message":""}}', "bad-line", "could not be read"],
    [Buffer.from([0x7b, 0xff, 0x7d]), "encoding", "a.ndjson:2: the line is not UTF-8."],
  ])("%s", async (line, code, message) => {
    const sound = ndjsonLine(sampleRecord());
    const parts = [sound, line, "\n\n", sound].map((part) => Buffer.from(part as string));
    const [before, error, after] = await linesOf(Buffer.concat(parts));
    expect([before, after]).toEqual([sampleRecord(), sampleRecord()]);
    expect(error).toMatchObject({ code, facts: { file: "a.ndjson", line: 2 } });
    expect((error as Error).message).toContain(message);
  });
});
