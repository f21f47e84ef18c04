import { indexPlaces, resolveActors } from "../actors/index.ts";
import type { Attribution, DocumentRecord, SpanPair } from "../document/index.ts";
import { analyse, type LanguageModel, parse } from "../language/index.ts";
import { textDocument } from "../read/text-document.ts";

/** An annotated article of PolNeAR with what its metadata says. */
export interface PublishedArticle {
  readonly id: string;
  readonly text: string;
  readonly publisher: string;
  readonly date: string;
  readonly title: string | null;
  readonly attributions: readonly {
    readonly kind: Attribution["kind"];
    readonly source: readonly SpanPair[] | null;
    readonly cue: readonly SpanPair[];
    readonly content: readonly SpanPair[];
  }[];
}

/** The record of an article as it would be if its attributions were found as annotated. */
export function goldRecord(article: PublishedArticle, model: LanguageModel): DocumentRecord {
  const { id, text, title, publisher, date } = article;
  const doc = textDocument(text);
  const language = analyse(doc);
  const spans = (pairs: readonly SpanPair[] | null) =>
    (pairs ?? []).map(([start, end]) => ({ start, end }));
  const relations = article.attributions.map(({ source, cue, content, kind }) => ({
    source: spans(source),
    cue: spans(cue),
    content: spans(content),
    kind,
    within: null,
    confidence: 1,
    by: "gold",
  }));
  const parsed = parse(model, language);
  const actors = resolveActors(doc, language, parsed, relations, indexPlaces([]));
  return {
    schema: "onrecord/1",
    id,
    offsets: "utf16",
    text,
    document: {
      title,
      outlet: publisher,
      byline: [],
      published: date,
      updated: null,
      language: "en",
      genre: "report",
      url: null,
      file: null,
      sha256: doc.sha256,
    },
    blocks: doc.blocks.map(({ kind, start, end }) => ({ kind, span: [start, end] })),
    attributions: article.attributions.map(({ source, cue, content, kind }, i) => ({
      id: `a${i + 1}`,
      kind,
      source: source ?? [],
      cue,
      content,
      sourceEntity: actors.sources[i]!.entity,
      sourceType: actors.sources[i]!.type,
      onBehalfOf: actors.sources[i]!.onBehalfOf,
      act: null,
      addressee: [],
      saidAt: null,
      occasion: null,
      within: null,
      confidence: 1,
      by: "gold",
    })),
    ownVoice: [],
    entities: actors.entities,
    occasions: [],
    times: [],
    events: [],
    relations: [],
    lists: [],
  };
}
