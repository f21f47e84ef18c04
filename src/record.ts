import { indexPlaces, type Place, resolveActors } from "./actors/index.ts";
import {
  type AttributionRelation,
  attribute,
  attributeByMarks,
  ownVoice,
  type Predict,
} from "./attribute/index.ts";
import type {
  Attribution,
  Document,
  DocumentRecord,
  SourceType,
  Span,
  SpanPair,
} from "./document/index.ts";
import {
  analyse,
  type Language,
  type LanguageModel,
  parse,
  readsAsEnglish,
} from "./language/index.ts";

/** The trained parts of the chain. */
export interface Models {
  readonly language: LanguageModel;
  /** Finds attributions (`loadAttribution`); `null`: rules alone do. */
  readonly predict: Predict | null;
}

export interface RecordOptions {
  /** States beyond those of ISO 3166, or spelled otherwise; see `parsePlaces`. */
  readonly places?: readonly Place[];
}

/**
 * Puts one document on the record: takes it through every stage. The same in Node and a browser.
 *
 * Of a document in another language than English (`readsAsEnglish`) only direct quotations are on
 * the record, by their marks.
 *
 * Pure and synchronous; the same document and models give the same record. Never throws on any text.
 */
export function recordOf(
  doc: Document,
  models: Models,
  options: RecordOptions = {},
): DocumentRecord {
  const language = analyse(doc);
  if (!readsAsEnglish(doc)) return recordByMarks(doc, language);
  const parsed = parse(models.language, language);
  const relations = attribute(doc, language, parsed, models.predict);
  const actors = resolveActors(doc, language, relations, indexPlaces(options.places ?? []));
  const attributions = relations.map((relation, i) =>
    attributionOf(relation, i, actors.sources[i]!),
  );
  return {
    ...blankRecord(doc),
    attributions,
    ownVoice: ownVoice(doc, language, relations).map(({ start, end }) => ({ span: [start, end] })),
    entities: actors.entities,
  };
}

function attributionOf(
  relation: AttributionRelation,
  i: number,
  source: { readonly entity: string | null; readonly type: SourceType },
): Attribution {
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
    addressee: [],
    saidAt: null,
    occasion: null,
    within: relation.within === null ? null : `a${relation.within + 1}`,
    confidence: relation.confidence,
    by: relation.by,
  };
}

/**
 * The record of a document in another language: its direct quotations, by their marks. Who said
 * them is not known, nor what is reported in other words, so no sentence is called the outlet's own.
 */
function recordByMarks(doc: Document, language: Language): DocumentRecord {
  const relations = attributeByMarks(doc, language);
  const unknown = { entity: null, type: "none" } as const;
  return {
    ...blankRecord(doc),
    attributions: relations.map((relation, i) => attributionOf(relation, i, unknown)),
  };
}

/** The record of a document of which nothing is known but itself. */
function blankRecord(doc: Document): DocumentRecord {
  const { id, text, blocks, sourceMap, pages, ...document } = doc;
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
    ...(pages && { pages: pages.map(({ at, page }) => [at, page] as const) }),
    attributions: [],
    ownVoice: [],
    entities: [],
    occasions: [],
    times: [],
    events: [],
    relations: [],
    lists: [],
  };
}

function pairs(spans: readonly Span[]): SpanPair[] {
  return spans.map(({ start, end }) => [start, end]);
}
