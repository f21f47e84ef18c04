import fc from "fast-check";
import jsonld from "jsonld";
import { expect, test } from "vitest";
import { ARBITRARY_RECORD } from "../../test/arbitrary-record.ts";
import { runs } from "../../test/fast-check.ts";
import { DIRECT, SAMPLE_TEXT, sampleRecord, stream, written } from "../../test/sample-record.ts";
import type { DocumentRecord } from "../document/index.ts";
import { toJsonLd } from "./jsonld.ts";
import type { ExportOptions } from "./lookup.ts";

const SCHEMA = "https://schema.org/";
const OA = "http://www.w3.org/ns/oa#";

type Node = Readonly<Record<string, { "@id"?: string; "@value"?: unknown }[]>> & {
  readonly "@id": string;
  readonly "@type": readonly string[];
};

/** The nodes of the graph, flattened; fails for a term that no context knows, and for any fetch. */
async function graphOf(records: readonly DocumentRecord[], options?: ExportOptions) {
  const text = (await written(toJsonLd(stream(records), options))).toString("utf8");
  const documentLoader = (url: string) => Promise.reject(new Error(`${url} is asked for`));
  const strict = { documentLoader, safe: true };
  return (await jsonld.flatten(JSON.parse(text), undefined, strict)) as Node[];
}

const typed = (nodes: readonly Node[], type: string) =>
  nodes.filter((node) => node["@type"]?.includes(type));
const literal = (node: Node, term: string) => node[term]?.[0]?.["@value"];

test("a direct statement is a quotation, another one a claim", async () => {
  const nodes = await graphOf([sampleRecord()], { baseUrl: "https://record.example" });
  const [quotation] = typed(nodes, `${SCHEMA}Quotation`);
  expect(literal(quotation!, `${SCHEMA}text`)).toBe('"We close it," … "until May."');
  const named = (node: Node, term: string) =>
    nodes.find((other) => other["@id"] === node[`${SCHEMA}${term}`]?.[0]?.["@id"])!;
  expect(literal(named(quotation!, "spokenByCharacter"), `${SCHEMA}name`)).toBe("Ines Lorck");
  expect(literal(named(quotation!, "isPartOf"), `${SCHEMA}headline`)).toBe("=1+1");
  expect(quotation![`${SCHEMA}url`]![0]!["@id"]).toMatch(/^https:\/\/record\.example\/d\//);
  const [claim] = typed(nodes, `${SCHEMA}Claim`);
  expect(literal(named(claim!, "author"), `${SCHEMA}name`)).toBe("=SUM");
  expect(literal(named(claim!, "appearance"), `${SCHEMA}headline`)).toBe("=1+1");
});

test("what has no name in the text has a description", async () => {
  const nodes = await graphOf([sampleRecord()]);
  const ferry = nodes.find((node) => literal(node, `${SCHEMA}description`) === "the ferry");
  expect(ferry![`${SCHEMA}name`]).toBeUndefined();
});

test("selectors find the words, by code points and by what stands around them", async () => {
  const nodes = await graphOf([sampleRecord()]);
  const characters = [...SAMPLE_TEXT];
  const positions = typed(nodes, `${OA}TextPositionSelector`);
  const quotes = typed(nodes, `${OA}TextQuoteSelector`);
  const words = positions.map((node) =>
    characters
      .slice(Number(literal(node, `${OA}start`)), Number(literal(node, `${OA}end`)))
      .join(""),
  );
  const exact = quotes.map((node) => literal(node, `${OA}exact`));
  expect(words.toSorted()).toEqual(exact.toSorted());
  expect(words).toContain(SAMPLE_TEXT.slice(...DIRECT.content[1]!));
  for (const node of quotes) {
    const parts = ["prefix", "exact", "suffix"].map((part) => literal(node, `${OA}${part}`));
    expect(SAMPLE_TEXT).toContain(parts.join(""));
  }
});

test("an annotation leads from the words to the statement", async () => {
  const nodes = await graphOf([sampleRecord()]);
  const annotations = typed(nodes, `${OA}Annotation`);
  expect(annotations).toHaveLength(2);
  for (const annotation of annotations) {
    const body = annotation[`${OA}hasBody`]![0]!["@id"];
    expect(nodes.find((node) => node["@id"] === body)?.["@type"][0]).toMatch(/Quotation|Claim/);
    expect(annotation[`${OA}motivatedBy`]![0]!["@id"]).toBe(`${OA}identifying`);
    for (const target of annotation[`${OA}hasTarget`]!) {
      const resource = nodes.find((node) => node["@id"] === target["@id"])!;
      const document = resource[`${OA}hasSource`]![0]!["@id"];
      expect(literal(nodes.find((node) => node["@id"] === document)!, `${SCHEMA}headline`)).toBe(
        "=1+1",
      );
    }
  }
});

test("nothing is rated", async () => {
  const text = (await written(toJsonLd(stream([sampleRecord()])))).toString("utf8");
  expect(text).not.toMatch(/ClaimReview|[rR]ating/);
});

test("no record is an empty graph", async () => {
  expect(await graphOf([])).toEqual([]);
});

test("whatever the record, it is JSON-LD without an unknown term", async () => {
  await fc.assert(
    fc.asyncProperty(ARBITRARY_RECORD, async (record) => {
      const nodes = await graphOf([record, record]);
      expect(typed(nodes, `${OA}Annotation`)).toHaveLength(record.attributions.length);
    }),
    { numRuns: runs(30) },
  );
});
