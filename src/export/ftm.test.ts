import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ARBITRARY_RECORD } from "../../test/arbitrary-record.ts";
import { DENIAL, INES, SINKING, sampleRecord, stream, written } from "../../test/sample-record.ts";
import type { DocumentRecord, Entity } from "../document/index.ts";
import { type FtmEntity, ftmEntities, toFtm } from "./ftm.ts";

interface Schema {
  readonly extends: readonly string[];
  readonly abstract: boolean;
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, string>>;
}

const { schemata } = JSON.parse(readFileSync("test/fixtures/followthemoney.json", "utf8")) as {
  schemata: Readonly<Record<string, Schema>>;
};

/** A schema and all that it extends. */
function lineage(name: string): string[] {
  return [name, ...schemata[name]!.extends.flatMap(lineage)];
}

/** What FollowTheMoney would find wrong with the entities of one file. */
function faultsOf(entities: readonly FtmEntity[]): string[] {
  const schemaOf = new Map(entities.map(({ id, schema }) => [id, schema]));
  return entities.flatMap(({ id, schema, properties }) => {
    const faults: string[] = [];
    if (schemata[schema] === undefined) return [`${id}: no schema ${schema}`];
    if (schemata[schema].abstract) faults.push(`${id}: ${schema} is abstract`);
    const levels = lineage(schema).map((name) => schemata[name]!);
    for (const name of levels.flatMap(({ required }) => required)) {
      if (properties[name] === undefined) faults.push(`${id}: ${schema} needs ${name}`);
    }
    for (const [name, values] of Object.entries(properties)) {
      const type = levels.map((level) => level.properties[name]).find((found) => found);
      if (type === undefined) faults.push(`${id}: ${schema} has no ${name}`);
      else
        for (const value of values) {
          const fault = faultOf(value, type, schemaOf);
          if (fault !== null) faults.push(`${id}: ${name} ${fault}`);
        }
    }
    return faults;
  });
}

function faultOf(value: string, type: string, schemaOf: Map<string, string>): string | null {
  const [kind, range] = type.split(" ");
  if (value === "") return "is empty";
  if (kind === "date") return /^\d{4}(-\d\d(-\d\d)?)?$/.test(value) ? null : `${value} is no date`;
  if (kind === "country") return /^[a-z]{2}$/.test(value) ? null : `${value} is no country`;
  if (kind === "url") return /^https?:\/\//.test(value) ? null : `${value} is no address`;
  if (kind !== "entity") return null;
  const other = schemaOf.get(value);
  if (other === undefined) return `${value} is not there`;
  return lineage(other).includes(range!) ? null : `${value} is a ${other}, no ${range}`;
}

function withSchema(record: DocumentRecord, schema: string) {
  return ftmEntities(record).filter((entity) => entity.schema === schema);
}

describe("the check finds what is wrong", () => {
  const [note] = withSchema(sampleRecord(), "Note");
  const [document] = withSchema(sampleRecord(), "Article");
  test.each<[string, FtmEntity]>([
    ["a schema that is none", { ...note!, schema: "Statement" }],
    [
      "a property of another schema",
      { ...note!, properties: { ...note!.properties, title: ["x"] } },
    ],
    ["a required property missing", { ...document!, properties: { name: ["x"] } }],
    ["a reference to nothing", { ...note!, properties: { ...note!.properties, proof: ["x"] } }],
    ["an entity of the wrong schema", { ...note!, properties: { name: ["x"], proof: [note!.id] } }],
  ])("%s", (_name, entity) => {
    const others = ftmEntities(sampleRecord()).filter(({ id }) => id !== entity.id);
    expect(faultsOf([...others, entity])).toHaveLength(1);
  });
});

test("a document with its statements, and whom it names", () => {
  const entities = ftmEntities(sampleRecord());
  expect(faultsOf(entities)).toEqual([]);
  const [document] = entities;
  expect(document).toMatchObject({
    schema: "Article",
    properties: {
      title: ["=1+1"],
      publisher: ["The Ollan Courier"],
      publishedAt: ["2031-03-12"],
      sourceUrl: ["https://courier.example/harbour"],
    },
  });
  const [ines] = withSchema(sampleRecord(), "Person");
  expect(ines!.properties).toEqual({
    name: ["Ines Lorck"],
    country: ["no"],
    proof: [document!.id],
  });
  const [direct, denial] = withSchema(sampleRecord(), "Note");
  expect(direct!.properties).toMatchObject({
    name: ["Statement by Ines Lorck as reported (direct)"],
    description: ['"We close it," … "until May."'],
    entity: [ines!.id],
  });
  expect(denial!.properties.summary).toEqual(["Said on 2031-03-11"]);
});

test("nobody whom the text does not name is an entity", () => {
  const names = ftmEntities(sampleRecord()).flatMap(({ properties }) => properties.name);
  expect(names).not.toContain("the ferry");
  const unnamed = sampleRecord({ entities: [{ ...INES, named: false, name: "a diplomat" }] });
  expect(withSchema(unnamed, "Person")).toEqual([]);
  const [statement] = withSchema(unnamed, "Note");
  expect(statement!.properties).toMatchObject({
    name: ["Statement by a diplomat as reported (direct)"],
    entity: [ftmEntities(unnamed)[0]!.id],
  });
});

test("an event is there where it is said to have happened, and not where it is denied", () => {
  expect(withSchema(sampleRecord(), "Event")).toEqual([]);
  const happened = { ...SINKING, status: "happened", source: "e2", target: "e1" } as const;
  const [event] = withSchema(sampleRecord({ events: [happened] }), "Event");
  expect(event!.properties).toMatchObject({
    name: ["Reported: =SUM sunk Ines Lorck"],
    summary: ["According to =SUM"],
    notes: ["CAMEO 190, PLOVER ASSAULT"],
  });
  expect(event!.properties.involved).toHaveLength(2);
});

test.each<[Entity["kind"], string | null, string]>([
  ["person", null, "Person"],
  ["state", null, "PublicBody"],
  ["organisation", null, "Organization"],
  ["organisation", "NGO", "Organization"],
  ["organisation", "GOV", "PublicBody"],
  ["outlet", "JRN", "Organization"],
  ["place", null, "Address"],
  ["group", null, "LegalEntity"],
  [null, null, "LegalEntity"],
])("a named %s of sector %s is a %s", (kind, sector, schema) => {
  const record = sampleRecord({ entities: [{ ...INES, kind, sector }], attributions: [DENIAL] });
  expect(withSchema(record, schema)[0]?.properties.name).toEqual(["Ines Lorck"]);
  expect(faultsOf(ftmEntities(record))).toEqual([]);
});

test("whatever the record, the model holds, and a line is an entity", async () => {
  await fc.assert(
    fc.asyncProperty(ARBITRARY_RECORD, async (record) => {
      const lines = (await written(toFtm(stream([record])))).toString("utf8").trimEnd().split("\n");
      expect(faultsOf(lines.map((line) => JSON.parse(line) as FtmEntity))).toEqual([]);
    }),
  );
});
