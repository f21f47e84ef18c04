import { indexPlaces, type Place, resolveActors } from "./actors/index.ts";
import {
  type AttributionRelation,
  attribute,
  attributeByMarks,
  nameOurselves,
  ownVoice,
  type Predict,
} from "./attribute/index.ts";
import type { Attribution, Document, DocumentRecord, Span, SpanPair } from "./document/index.ts";
import { findEvents } from "./events/index.ts";
import {
  analyse,
  type Language,
  type LanguageModel,
  parse,
  readsAsEnglish,
} from "./language/index.ts";
import { relate } from "./relate/index.ts";
import { readLetter } from "./relate/letter.ts";
import { findTimes } from "./time/index.ts";

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
  const places = indexPlaces(options.places ?? []);
  const named = nameOurselves(doc, relations);
  const actors = resolveActors(doc, language, parsed, named, places);
  const times = findTimes(doc, language, parsed, relations);
  const events = findEvents({ language, parsed, relations, actors, times, places });
  const related = relate(doc, language, parsed, relations, actors, times, events);
  const letter = readLetter(doc, actors.entities, places);
  return {
    ...blankRecord(doc),
    attributions: relations.map((relation, i): Attribution => {
      const { entity, type, onBehalfOf } = actors.sources[i]!;
      const { act, addressee, saidAt, occasion } = related.statements[i]!;
      return {
        ...attributionOf(relation, i),
        sourceEntity: entity,
        sourceType: type,
        onBehalfOf,
        act,
        addressee: isOwn(relation) || named[i] !== relation ? letter.addressees : addressee,
        saidAt,
        occasion,
      };
    }),
    ownVoice: ownVoice(doc, language, relations).map(({ start, end }) => ({ span: [start, end] })),
    entities: letter.entities,
    occasions: related.occasions,
    times: times.mentions.map(({ time }) => time),
    events,
    relations: related.relations,
    lists: letter.lists,
  };
}

/** What a letter says in its own voice, whether or not the text names whose that is. */
function isOwn({ by }: AttributionRelation): boolean {
  return by.startsWith("attribute/issuer@") || by.startsWith("attribute/first-person@");
}

/** A relation as the record has it, with nothing known of its source. */
function attributionOf(relation: AttributionRelation, i: number): Attribution {
  return {
    id: `a${i + 1}`,
    kind: relation.kind,
    source: pairs(relation.source),
    cue: pairs(relation.cue),
    content: pairs(relation.content),
    sourceEntity: null,
    sourceType: "none",
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
  return {
    ...blankRecord(doc),
    attributions: attributeByMarks(doc, language).map(attributionOf),
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
