import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "../../test/fast-check.ts";
import { read } from "../read-text.ts";
import { recordFaults } from "./record-faults.ts";

const TEXT =
  'Harbour closes\n\n"We close the harbour," Ines Lorck of Ollan said. "It is late," she said.\n';
const SOUND = read(TEXT);

/** The record with another value at a path, or without it. */
function changed(path: string, value?: unknown): unknown {
  const record: unknown = JSON.parse(JSON.stringify(SOUND));
  const steps = path.split(".");
  const last = steps.pop()!;
  const part = steps.reduce((at, step) => at[step] as Part, record as Part);
  if (value === undefined) delete part[last];
  else part[last] = value;
  return record;
}
type Part = Record<string, unknown>;

test("a record as it is read is sound", () => {
  expect(SOUND.attributions).toHaveLength(2);
  expect(recordFaults(SOUND)).toEqual([]);
});

test.each<[fault: string, path: string, value?: unknown]>([
  ['its schema is "onrecord/9"', "schema", "onrecord/9"],
  ["it has no text", "text"],
  ["its document has no hash", "document.sha256", "abc"],
  ["it lacks entities", "entities"],
  ["attributions 2 is no entry", "attributions.1", null],
  [
    "attributions a1, content: [16,9999] is no span of its text",
    "attributions.0.content",
    [[16, 9999]],
  ],
  ["attributions a1, cue: [9,9] is no span of its text", "attributions.0.cue", [[9, 9]]],
  [
    "attributions a1, content: 0-3 is out of order",
    "attributions.0.content",
    [
      [16, 20],
      [0, 3],
    ],
  ],
  ['attributions a1, sourceEntity: nothing has the id "e99"', "attributions.0.sourceEntity", "e99"],
  ["attributions: two entries with the id a1", "attributions.1.id", "a1"],
  ['entities: "a7" is no id of theirs', "entities.0.id", "a7"],
  ["blocks 2 lacks span", "blocks.1", {}],
  ["attributions a1 lacks content", "attributions.0.content", null],
  ["blocks 2 begins within the one before", "blocks.1.span", [3, 60]],
])("%s", (fault, path, value) => {
  expect(recordFaults(changed(path, value))).toContain(fault);
});

test("no other JSON passes, and none makes it throw", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(recordFaults(value)).not.toEqual([]);
    }),
    { numRuns: runs(1000) },
  );
});

test("no JSON in place of a part makes it throw", () => {
  const parts = Object.keys(SOUND);
  fc.assert(
    fc.property(fc.constantFrom(...parts), fc.jsonValue(), (part, value) => {
      recordFaults({ ...SOUND, [part]: value });
      recordFaults({ ...SOUND, attributions: [{ ...SOUND.attributions[0], [part]: value }] });
      recordFaults({ ...SOUND, [part]: [value, value] });
    }),
    { numRuns: runs(1000) },
  );
});
