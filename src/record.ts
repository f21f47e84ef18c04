import { indexPlaces, type Place, resolveActors } from "./actors/index.ts";
import {
  type AttributionRelation,
  attribute,
  nameOurselves,
  ownVoice,
  type Predict,
} from "./attribute/index.ts";
import type { Attribution, Document, DocumentRecord, Span, SpanPair } from "./document/index.ts";
import { analyse, type LanguageModel, parse } from "./language/index.ts";
import { readLetter } from "./relate/letter.ts";
import { relateTurns } from "./relate/turns.ts";

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
 * Pure and synchronous; the same document and models give the same record. Never throws on any text.
 */
export function recordOf(
  doc: Document,
  models: Models,
  options: RecordOptions = {},
): DocumentRecord {
  const language = analyse(doc);
  const parsed = parse(models.language, language);
  const relations = attribute(doc, language, parsed, models.predict);
  const places = indexPlaces(options.places ?? []);
  const named = nameOurselves(doc, relations);
  const actors = resolveActors(doc, language, named, places);
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
      addressee: isOwn(relation) || named[i] !== relation ? letter.addressees : [],
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

/** What a letter says in its own voice, whether or not the text names whose that is. */
function isOwn({ by }: AttributionRelation): boolean {
  return by.startsWith("attribute/issuer@") || by.startsWith("attribute/first-person@");
}

function pairs(spans: readonly Span[]): SpanPair[] {
  return spans.map(({ start, end }) => [start, end]);
}
