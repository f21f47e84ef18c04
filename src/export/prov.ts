import context from "../../data/prov-context.json" with { type: "json" };
import type { DocumentRecord, SpanPair } from "../document/index.ts";
import { addressOf, type GraphNode, iriOf, toGraph } from "./graph.ts";
import { type ExportOptions, type Lookup, lookUp } from "./lookup.ts";

/**
 * Where every entry of the records comes from, as PROV-O in JSON-LD: the file that was read; the
 * text taken from it; the reading, an activity; the rule or model that made each entry, a software
 * agent; and people, where they made or changed one. Who is quoted is no agent here: that somebody
 * said a thing is what the entry claims, and not where the entry comes from.
 */
export function toProv(
  records: AsyncIterable<DocumentRecord>,
  options: ExportOptions = {},
): AsyncGenerator<string> {
  return toGraph(context, nodeGroups(records, options));
}

async function* nodeGroups(records: AsyncIterable<DocumentRecord>, options: ExportOptions) {
  // An agent is described where it first appears; there are as many as rules, not as entries.
  const described = new Set<string>();
  for await (const record of records) {
    const doc = lookUp(record, options);
    const entries = entriesOf(doc);
    const agents = new Set(entries.map(({ by }) => by));
    const fresh = [...agents].filter((by) => !described.has(by));
    for (const by of fresh) described.add(by);
    yield [
      ...fresh.map(agentNode),
      ...originNodes(doc, [...agents]),
      ...entries.flatMap((entry) => [...decisionNodes(doc, entry), entryNode(doc, entry)]),
    ];
  }
}

interface ProvEntry {
  readonly id: string;
  readonly what: string;
  readonly spans: readonly SpanPair[];
  readonly by: string;
}

function entriesOf({ record }: Lookup): ProvEntry[] {
  return [
    ...record.attributions.map(({ id, content, by }) => {
      return { id, what: "statement", spans: content, by };
    }),
    ...record.events.map(({ id, spans, by }) => {
      return { id, what: "event", spans: spans.trigger, by };
    }),
  ];
}

/** The file, the text taken from it, and the reading. */
function originNodes({ record, key }: Lookup, agents: readonly string[]): GraphNode[] {
  const { sha256, url, title } = record.document;
  const file = `urn:onrecord:sha256:${sha256}`;
  const reading = iriOf(key, "reading");
  const machines = agents.filter((by) => !isPerson(by));
  return [
    { id: file, type: "Entity", sha256, atLocation: addressOf(url) },
    { id: iriOf(key), type: "Entity", label: title, wasDerivedFrom: file, wasGeneratedBy: reading },
    {
      id: reading,
      type: "Activity",
      label: "reading",
      used: file,
      wasAssociatedWith: machines.map(agentIri),
    },
  ];
}

function entryNode(doc: Lookup, { id, what, spans, by }: ProvEntry): GraphNode {
  return {
    id: iriOf(doc.key, id),
    type: "Entity",
    label: what,
    value: doc.words(spans),
    spansUtf16: spans,
    atLocation: addressOf(doc.permalink(spans)),
    wasQuotedFrom: iriOf(doc.key),
    wasGeneratedBy: isPerson(by) ? decisionIri(doc, id) : iriOf(doc.key, "reading"),
    wasAttributedTo: agentIri(by),
  };
}

/** What a person did to make an entry what it is. */
function decisionNodes(doc: Lookup, { id, by }: ProvEntry): GraphNode[] {
  if (!isPerson(by)) return [];
  const used = iriOf(doc.key);
  const wasAssociatedWith = agentIri(by);
  return [
    { id: decisionIri(doc, id), type: "Activity", label: "correction", used, wasAssociatedWith },
  ];
}

function decisionIri({ key }: Lookup, entry: string): string {
  return `${iriOf(key, entry)}:correction`;
}

function agentNode(by: string): GraphNode {
  return {
    id: agentIri(by),
    type: isPerson(by) ? "Person" : "SoftwareAgent",
    label: isPerson(by) ? by.slice(PERSON.length) : by,
  };
}

function agentIri(by: string): string {
  return `urn:onrecord:agent:${by.split("/").map(encodeURIComponent).join("/")}`;
}

// As `by` has it of entries that people made or changed.
const PERSON = "person/";

function isPerson(by: string): boolean {
  return by.startsWith(PERSON);
}
