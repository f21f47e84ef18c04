import { indexPlaces, type Place, resolveActors } from "./actors/index.ts";
import {
  type AttributionRelation,
  attribute,
  nameOurselves,
  ownVoice,
  type Predict,
} from "./attribute/index.ts";
import type { Attribution, Document, DocumentRecord, Span, SpanPair } from "./document/index.ts";
import { analyse } from "./language/index.ts";
import { textDocument } from "./read/text-document.ts";
import { readLetter } from "./relate/letter.ts";
import { relateTurns } from "./relate/turns.ts";

export interface RecordOptions {
  /** States beyond those of ISO 3166, or spelled otherwise; see `parsePlaces`. */
  readonly places?: readonly Place[];
  /** The trained attribution stage (`loadAttribution`); without it, rules alone read the text. */
  readonly predict?: Predict | null;
}

/**
 * Puts one document on the record: reads a text, or takes a document, through every stage.
 *
 * Pure and synchronous; the same input gives the same record. Never throws on any text.
 */
export function read(input: Document | string, options: RecordOptions = {}): DocumentRecord {
  const doc = typeof input === "string" ? textDocument(input) : input;
  const language = analyse(doc);
  const relations = attribute(doc, language, options.predict ?? null);
  const places = indexPlaces(options.places ?? []);
  const actors = resolveActors(doc, language, nameOurselves(doc, relations), places);
  const letter = readLetter(doc, actors.entities, places);
  const attributions = relations.map((relation, i): Attribution => {
    const source = actors.sources[i]!;
    return {
      id: `a${i + 1}`,
      kind: relation.kind,
      source: pairs(relation.source),
      cue: pairs(relation.cue),
      content: pairs(relation.content),
      sourceEntity: source.entity,
      sourceType: source.type,
      onBehalfOf: null,
      act: null,
      addressee: isOwn(relation) ? letter.addressees : [],
      saidAt: null,
      occasion: null,
      within: relation.within === null ? null : `a${relation.within + 1}`,
      confidence: relation.confidence,
      by: relation.by,
    };
  });
  const { id, text, blocks, sourceMap, ...document } = doc;
  return {
    schema: "onrecord/1",
    id,
    offsets: "utf16",
    text,
    document,
    blocks: blocks.map(({ kind, start, end }) => ({ kind, span: [start, end] })),
    ...(sourceMap && {
      sourceMap: sourceMap.map((run) => [run.at, run.from, run.length] as const),
    }),
    attributions,
    ownVoice: ownVoice(doc, language, relations).map(({ start, end }) => ({ span: [start, end] })),
    entities: letter.entities,
    occasions: [],
    times: [],
    events: [],
    relations: relateTurns(doc, relations),
    lists: letter.lists,
  };
}

/** What a letter itself says, not what it reports others to have said. */
function isOwn({ by }: AttributionRelation): boolean {
  return by.startsWith("attribute/issuer@") || by.startsWith("attribute/first-person@");
}

function pairs(spans: readonly Span[]): SpanPair[] {
  return spans.map(({ start, end }) => [start, end]);
}
