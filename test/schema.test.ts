import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import type { DocumentRecord } from "../src/document/index.ts";
import { parsePlaces, read, readSources } from "../src/index.ts";

const schema = JSON.parse(readFileSync("schema/onrecord-1.schema.json", "utf8"));
const validate = new Ajv({ strict: true, allErrors: true }).compile(schema);

/** What a reader of the written record finds wrong with it. */
function faultsOf(record: unknown): string[] {
  if (validate(JSON.parse(JSON.stringify(record)))) return [];
  return validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const places = parsePlaces(readFileSync("examples/places.json", "utf8"), "examples/places.json");
const examples: DocumentRecord[] = [];
for await (const result of readSources(["examples"])) {
  if ("error" in result) throw result.error;
  examples.push(read(result.document, { places }));
}

test("the schema file says what src/document/record.ts says", () => {
  const { status, stderr } = spawnSync(process.execPath, ["scripts/schema.mjs", "--check"], {
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test("the examples exercise the parts of a record that are not empty yet", () => {
  expect(examples.length).toBeGreaterThanOrEqual(8);
  expect(examples.some((record) => record.sourceMap !== undefined)).toBe(true);
  expect(examples.some((record) => record.entities.some(({ roles }) => roles.length > 0))).toBe(
    true,
  );
});

test.each(examples.map((record) => [record.document.file, record] as const))(
  "%s",
  (_file, record) => {
    expect(faultsOf(record)).toEqual([]);
  },
);

test.each([
  ["empty", ""],
  ["white space", " \n\t\u00a0\n"],
  ["one mark", '"'],
  ["emoji", '👩‍🚒 "We 👍 this," 👩‍🚒 said. 🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
  ["a lone surrogate", '\ud83d "We regret \udc00 this," Tarrade said. \ud83d'],
  ["right to left", "قالت الوزيرة: «لن ننتظر». \u202eאמרה השרה: ״לא נחכה״."],
  ["a line without end", `"${"word ".repeat(2_000)}`],
  ["control characters", '\u0000"We wait,\u0007" Ada Lorne said.\u2028\u0085'],
])("a strange text: %s", (_name, text) => {
  expect(faultsOf(read(text))).toEqual([]);
});

describe("the schema finds what is wrong", () => {
  type Loose = Record<string, unknown>;
  const broken = (change: (record: Loose & { attributions: Loose[] }) => void) => {
    const record = structuredClone(read('"We will wait," Ada Lorne said.'));
    expect(faultsOf(record)).toEqual([]);
    expect(record.attributions).toHaveLength(1);
    change(record as never);
    return faultsOf(record);
  };

  test.each<[string, Parameters<typeof broken>[0]]>([
    ["a field nobody knows", (record) => Object.assign(record, { verdict: true })],
    ["a missing field", (record) => delete record.events],
    ["a missing field of an attribution", ({ attributions }) => delete attributions[0]!.cue],
    ["a span of three numbers", ({ attributions }) => (attributions[0]!.source = [[0, 1, 2]])],
    ["a span of one number", ({ attributions }) => (attributions[0]!.source = [[0]])],
    ["a span below zero", ({ attributions }) => (attributions[0]!.source = [[-1, 2]])],
    ["a span of fractions", ({ attributions }) => (attributions[0]!.source = [[0.5, 2]])],
    ["no content", ({ attributions }) => (attributions[0]!.content = [])],
    ["a kind nobody knows", ({ attributions }) => (attributions[0]!.kind = "quote")],
    ["a confidence above one", ({ attributions }) => (attributions[0]!.confidence = 1.5)],
    [
      "a guess for null",
      (record) => Object.assign(record.document as Loose, { published: "soon" }),
    ],
    ["another version", (record) => (record.schema = "onrecord/2")],
  ])("%s", (_name, change) => {
    expect(broken(change)).not.toEqual([]);
  });
});
