import { readFileSync } from "node:fs";
import { indexPlaces, type Place, resolveActors } from "./actors/index.ts";
import { attribute, ownVoice, type Predict } from "./attribute/index.ts";
import type { Attribution, Document, DocumentRecord, Span, SpanPair } from "./document/index.ts";
import { findEvents } from "./events/index.ts";
import { analyse, type LanguageModel, loadLanguageModel, parse } from "./language/index.ts";
import { textDocument } from "./read/text-document.ts";
import { relate } from "./relate/index.ts";
import { findTimes } from "./time/index.ts";

export interface RecordOptions {
  /** States beyond those of ISO 3166, or spelled otherwise; see `parsePlaces`. */
  readonly places?: readonly Place[];
  /** The trained attribution stage (`loadAttribution`); without it, rules alone read the text. */
  readonly predict?: Predict | null;
  /** The language model (`loadLanguageModel`); the shipped one where none is given. */
  readonly languageModel?: LanguageModel | null;
}

let model: LanguageModel | undefined;

/**
 * Puts one document on the record: reads a text, or takes a document, through every stage.
 *
 * Pure and synchronous; the same input gives the same record. Never throws on any text.
 */
export function read(input: Document | string, options: RecordOptions = {}): DocumentRecord {
  const doc = typeof input === "string" ? textDocument(input) : input;
  const language = analyse(doc);
  const relations = attribute(doc, language, options.predict ?? null);
  model ??= loadLanguageModel(readFileSync(new URL("../data/language.bin", import.meta.url)));
  const places = indexPlaces(options.places ?? []);
  const parsed = parse(options.languageModel ?? model, language);
  const actors = resolveActors(doc, language, parsed, relations, places);
  const times = findTimes(doc, language, parsed, relations);
  const related = relate(doc, language, parsed, relations, actors, times);
  const events = findEvents({ language, parsed, relations, actors, times, places });
  const attributions = relations.map((relation, i): Attribution => {
    const source = actors.sources[i]!;
    const circumstances = related.statements[i];
    return {
      id: `a${i + 1}`,
      kind: relation.kind,
      source: pairs(relation.source),
      cue: pairs(relation.cue),
      content: pairs(relation.content),
      sourceEntity: source.entity,
      sourceType: source.type,
      onBehalfOf: source.onBehalfOf,
      act: circumstances?.act ?? null,
      addressee: circumstances?.addressee ?? [],
      saidAt: circumstances?.saidAt ?? null,
      occasion: circumstances?.occasion ?? null,
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
    entities: actors.entities,
    occasions: related.occasions,
    times: times.mentions.map(({ time }) => time),
    events: events,
    relations: related.relations,
    lists: [],
  };
}

function pairs(spans: readonly Span[]): SpanPair[] {
  return spans.map(({ start, end }) => [start, end]);
}
