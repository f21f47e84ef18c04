import context from "../../data/jsonld-context.json" with { type: "json" };
import {
  type Attribution,
  type DocumentRecord,
  type Entity,
  type EntityKind,
  type OffsetConverter,
  offsetConverter,
  type SpanPair,
} from "../document/index.ts";
import { addressOf, type GraphNode, iriOf, toGraph } from "./graph.ts";
import { type ExportOptions, type Lookup, lookUp } from "./lookup.ts";

/**
 * The records as JSON-LD: each document, its entities, and each statement as a schema.org Quotation
 * (direct) or Claim (mixed and indirect), with a W3C Web Annotation that says where its words stand.
 * Positions count code points, as Web Annotation asks. Nothing is rated: never a ClaimReview.
 */
export function toJsonLd(
  records: AsyncIterable<DocumentRecord>,
  options: ExportOptions = {},
): AsyncGenerator<string> {
  return toGraph(context, nodeGroups(records, options));
}

async function* nodeGroups(records: AsyncIterable<DocumentRecord>, options: ExportOptions) {
  for await (const record of records) {
    const doc = lookUp(record, options);
    const offsets = offsetConverter(record.text, "codepoints");
    yield [
      documentNode(doc),
      ...record.entities.map((entity) => entityNode(doc, entity)),
      ...record.attributions.flatMap((attribution) => [
        statementNode(doc, attribution),
        annotationNode(doc, offsets, attribution),
      ]),
    ];
  }
}

function documentNode({ record, key }: Lookup): GraphNode {
  const { title, outlet, byline, published, updated, language, genre, url, sha256 } =
    record.document;
  return {
    id: iriOf(key),
    type: genre === "report" ? "NewsArticle" : "CreativeWork",
    headline: title,
    publisher: outlet === null ? null : { type: "Organization", name: outlet },
    author: byline.map((name) => ({ type: "Person", name })),
    datePublished: published,
    dateModified: updated,
    inLanguage: language,
    url: addressOf(url),
    identifier: { type: "PropertyValue", propertyID: "sha256", value: sha256 },
  };
}

const TYPES: Readonly<Record<EntityKind, string | readonly string[]>> = {
  person: "Person",
  // A state is a place, and speaks as an organisation does.
  state: ["Country", "Organization"],
  organisation: "Organization",
  outlet: "Organization",
  place: "Place",
  document: "CreativeWork",
  group: "Thing",
};

function entityNode({ key }: Lookup, entity: Entity): GraphNode {
  const { id, kind, named, name, roles, country, sector } = entity;
  const isPerson = kind === "person";
  return {
    id: iriOf(key, id),
    type: kind === null ? "Thing" : TYPES[kind],
    // What the text only describes has no name.
    [named ? "name" : "description"]: name,
    jobTitle: isPerson ? roles.map(({ text }) => text) : null,
    named,
    country,
    sector,
  };
}

function statementNode(doc: Lookup, attribution: Attribution): GraphNode {
  const { id, kind, source, cue, content, sourceEntity, saidAt, onBehalfOf, within } = attribution;
  const isDirect = kind === "direct";
  const entity = (other: string | null) => (other === null ? null : iriOf(doc.key, other));
  return {
    id: iriOf(doc.key, id),
    type: isDirect ? "Quotation" : "Claim",
    text: doc.words(content),
    [isDirect ? "spokenByCharacter" : "claimant"]: entity(sourceEntity),
    [isDirect ? "isPartOf" : "appearance"]: iriOf(doc.key),
    url: addressOf(doc.permalink(content)),
    kind,
    sourceType: attribution.sourceType,
    sourceWords: doc.words(source),
    cueWords: doc.words(cue),
    act: attribution.act,
    onBehalfOf: entity(onBehalfOf),
    addressee: attribution.addressee.map(entity),
    saidFrom: saidAt?.from ?? null,
    saidTo: saidAt?.to ?? null,
    saidBasis: saidAt?.basis ?? null,
    within: entity(within),
    confidence: attribution.confidence,
    by: attribution.by,
  };
}

function annotationNode(
  doc: Lookup,
  offsets: OffsetConverter,
  { id, source, cue, content }: Attribution,
): GraphNode {
  const targets = (part: string, spans: readonly SpanPair[]) =>
    spans.map((span) => ({
      type: "SpecificResource",
      source: iriOf(doc.key),
      part,
      selector: selectorsOf(doc.record.text, offsets, span),
    }));
  return {
    id: `${iriOf(doc.key, id)}:words`,
    type: "Annotation",
    motivation: "identifying",
    body: iriOf(doc.key, id),
    target: [...targets("content", content), ...targets("cue", cue), ...targets("source", source)],
  };
}

/** Code points of text before and after the words, by which they are found in a changed text. */
const CONTEXT = 32;

function selectorsOf(text: string, offsets: OffsetConverter, span: SpanPair) {
  const [start, end] = [offsets.fromUtf16(span[0]), offsets.fromUtf16(span[1])];
  const words = (from: number, to: number) =>
    text.slice(offsets.toUtf16(Math.max(from, 0)), offsets.toUtf16(Math.min(to, offsets.length)));
  return [
    { type: "TextPositionSelector", start, end },
    {
      type: "TextQuoteSelector",
      exact: words(start, end),
      prefix: words(start - CONTEXT, start),
      suffix: words(end, end + CONTEXT),
    },
  ];
}
