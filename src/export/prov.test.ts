import fc from "fast-check";
import jsonld from "jsonld";
import { expect, test } from "vitest";
import { ARBITRARY_RECORD } from "../../test/arbitrary-record.ts";
import { runs } from "../../test/fast-check.ts";
import { DENIAL, DIRECT, sampleRecord, stream, written } from "../../test/sample-record.ts";
import type { DocumentRecord } from "../document/index.ts";
import { toProv } from "./prov.ts";

const PROV = "http://www.w3.org/ns/prov#";
const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const LABEL = "http://www.w3.org/2000/01/rdf-schema#label";

interface Triple {
  readonly subject: { readonly value: string };
  readonly predicate: { readonly value: string };
  readonly object: { readonly value: string };
}

async function triplesOf(records: readonly DocumentRecord[]) {
  const text = (await written(toProv(stream(records)))).toString("utf8");
  const documentLoader = (url: string) => Promise.reject(new Error(`${url} is asked for`));
  const strict = { documentLoader, safe: true };
  const quads = (await jsonld.toRDF(JSON.parse(text), strict)) as Triple[];
  return quads.map(({ subject, predicate, object }) => {
    return [subject.value, predicate.value, object.value] as const;
  });
}

type Triples = Awaited<ReturnType<typeof triplesOf>>;

const objectsOf = (triples: Triples, subject: string, predicate: string) =>
  triples.filter(([s, p]) => s === subject && p === predicate).map(([, , object]) => object);
const typed = (triples: Triples, type: string) =>
  triples.filter(([, p, o]) => p === TYPE && o === `${PROV}${type}`).map(([subject]) => subject);

/** What the range of each property asks of its object (PROV-O, section 4). */
const RANGES: Readonly<Record<string, readonly string[]>> = {
  used: ["Entity"],
  wasDerivedFrom: ["Entity"],
  wasQuotedFrom: ["Entity"],
  wasGeneratedBy: ["Activity"],
  wasAssociatedWith: ["SoftwareAgent", "Person"],
  wasAttributedTo: ["SoftwareAgent", "Person"],
};

function checkRanges(triples: Triples): number {
  let checked = 0;
  for (const [, predicate, object] of triples) {
    const ranges = RANGES[predicate.replace(PROV, "")];
    if (ranges === undefined) continue;
    const types = objectsOf(triples, object, TYPE).map((type) => type.replace(PROV, ""));
    expect(ranges).toContain(types[0]);
    checked++;
  }
  return checked;
}

test("an entry was quoted from the text by the reading, and is its rule's", async () => {
  const triples = await triplesOf([sampleRecord()]);
  expect(checkRanges(triples)).toBeGreaterThan(10);
  const [statement] = triples.find(([, p, o]) => p === `${PROV}value` && o.includes("We close"))!;
  const follow = (from: string, ...path: string[]) =>
    path.reduce((at, step) => objectsOf(triples, at, `${PROV}${step}`)[0]!, from);
  const text = follow(statement, "wasQuotedFrom");
  expect(objectsOf(triples, text, LABEL)).toEqual(["=1+1"]);
  expect(objectsOf(triples, follow(statement, "wasAttributedTo"), LABEL)).toEqual([
    "attribute/gru@1",
  ]);
  expect(follow(statement, "wasGeneratedBy", "used")).toBe(follow(text, "wasDerivedFrom"));
  expect(follow(text, "wasDerivedFrom", "atLocation")).toBe("https://courier.example/harbour");
});

test("an entry that a person made or changed is theirs, by an activity of their own", async () => {
  const corrected = { ...DIRECT, by: "person/Jessa Torvin" };
  const triples = await triplesOf([sampleRecord({ attributions: [corrected, DENIAL] })]);
  checkRanges(triples);
  const [person] = typed(triples, "Person");
  expect(objectsOf(triples, person!, LABEL)).toEqual(["Jessa Torvin"]);
  const activities = triples
    .filter(([, p, o]) => p === `${PROV}wasAssociatedWith` && o === person)
    .map(([activity]) => activity);
  expect(activities.flatMap((activity) => objectsOf(triples, activity, LABEL))).toEqual([
    "correction",
  ]);
  const [statement] = triples.find(([, p, o]) => p === `${PROV}wasAttributedTo` && o === person)!;
  expect(objectsOf(triples, statement, `${PROV}wasGeneratedBy`)).toEqual(activities);
});

test("whom the text quotes is no agent", async () => {
  const triples = await triplesOf([sampleRecord()]);
  expect(typed(triples, "Person")).toEqual([]);
});

test("an agent is described once, however many entries are its own", async () => {
  const text = await written(toProv(stream([sampleRecord(), sampleRecord({ id: "b" })])));
  expect(text.toString("utf8").match(/"type":"SoftwareAgent"/g)).toHaveLength(3);
});

test("whatever the record, the graph holds together", async () => {
  await fc.assert(
    fc.asyncProperty(ARBITRARY_RECORD, async (record) => {
      checkRanges(await triplesOf([record]));
    }),
    { numRuns: runs(30) },
  );
});
