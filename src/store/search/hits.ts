import type { AttributionKind, SourceType, SpanPair, SpeechAct } from "../../document/index.ts";
import { DOCUMENT_COLUMNS, type DocumentEntry } from "../documents.ts";
import { shownRecords } from "../shown.ts";
import type { Store } from "../store.ts";
import { findHits, type Passage, passagesOf } from "./highlight.ts";
import type { Query } from "./query.ts";
import { type Word, wordsIn } from "./words.ts";

export interface StatementHit {
  /** The document's key; with `entry` the statement's address. */
  readonly document: string;
  readonly entry: string;
  /** Path of the words on the record's page. */
  readonly link: string;
  readonly kind: AttributionKind;
  readonly act: SpeechAct | null;
  /** The text's words for the source; empty where it names none. */
  readonly source: string;
  readonly sourceName: string | null;
  readonly sourceType: SourceType;
  readonly country: string | null;
  readonly onBehalfOf: string | null;
  /** The words credited; pieces are joined by " … ". */
  readonly content: string;
  /** Of the content, in the document's text. */
  readonly spans: readonly SpanPair[];
  /** Words of the query in the document's text; a phrase is one span. */
  readonly hits: readonly SpanPair[];
  readonly said: { readonly from: string | null; readonly to: string | null } | null;
  readonly published: string | null;
  readonly updated: string | null;
  readonly title: string | null;
  readonly outlet: string | null;
  readonly url: string | null;
  readonly confidence: number | null;
  /** Whether a person made or changed it. */
  readonly isHuman: boolean;
}

export interface DocumentHit extends DocumentEntry {
  readonly link: string;
  /** The first stretches of the text that hold words of the query; none where it has no words. */
  readonly passages: readonly Passage[];
  /** How often words of the query stand in the text. */
  readonly hits: number;
}

/** The statements with these keys, in their order. */
export async function statementHits(
  { db }: Store,
  keys: readonly number[],
  query: Query,
): Promise<StatementHit[]> {
  if (keys.length === 0) return [];
  const rows = await db
    .selectFrom("statements")
    .innerJoin("documents", "documents.seq", "statements.document")
    .select(["statements.key", "documents.key as documentKey", "entry", "kind", "act"])
    .select(["source", "sourceName", "sourceType", "country", "onBehalfOf", "content", "spans"])
    .select(["saidFrom", "saidTo", "confidence", "human"])
    .select(["published", "updated", "title", "outlet", "url"])
    .where("statements.key", "in", [...keys])
    .execute();
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return keys.flatMap((key) => {
    const row = byKey.get(key);
    if (row === undefined) return [];
    const { saidFrom, saidTo, human, documentKey, ...columns } = row;
    const [, , spans] = JSON.parse(row.spans) as [SpanPair[], SpanPair[], SpanPair[]];
    return {
      document: documentKey,
      entry: columns.entry,
      link: linkTo(documentKey, spans),
      kind: columns.kind as AttributionKind,
      act: columns.act as SpeechAct | null,
      source: columns.source,
      sourceName: columns.sourceName,
      sourceType: columns.sourceType as SourceType,
      country: columns.country,
      onBehalfOf: columns.onBehalfOf,
      content: columns.content,
      spans,
      hits: findHits(wordsOfContent(columns.content, spans), query),
      said: saidFrom === null && saidTo === null ? null : { from: saidFrom, to: saidTo },
      published: columns.published,
      updated: columns.updated,
      title: columns.title,
      outlet: columns.outlet,
      url: columns.url,
      confidence: columns.confidence,
      isHuman: human === 1,
    };
  });
}

/** Path of a stretch of a document on the record's page. */
function linkTo(document: string, spans: readonly SpanPair[]): string {
  const [first, last] = [spans[0], spans.at(-1)];
  const place = first === undefined || last === undefined ? "" : `#s=${first[0]}-${last[1]}`;
  return `/d/${document}${place}`;
}

/** The words of a content whose pieces are joined, where they stand in the document's text. */
function wordsOfContent(content: string, spans: readonly SpanPair[]): Word[] {
  const words: Word[] = [];
  let at = 0;
  for (const [start, end] of spans) {
    const piece = content.slice(at, at + end - start);
    for (const word of wordsIn(piece)) {
      words.push({ ...word, start: word.start + start, end: word.end + start });
    }
    at += end - start + " … ".length;
  }
  return words;
}

/** Stretches of a document that are shown. */
const PASSAGES = 3;

/** The documents with these rows in the index, in their order. */
export async function documentHits(
  { db }: Store,
  keys: readonly number[],
  query: Query,
): Promise<DocumentHit[]> {
  if (keys.length === 0) return [];
  const rows = await db
    .selectFrom("document_rows")
    .innerJoin("documents", "documents.seq", "document_rows.document")
    .select("document_rows.key as row")
    .select(DOCUMENT_COLUMNS.map((column) => `documents.${column}` as const))
    .where("document_rows.key", "in", [...keys])
    .execute();
  const byKey = new Map(rows.map((row) => [row.row, row]));
  const seqs = query.all.length === 0 ? [] : rows.map(({ seq }) => seq);
  const records = await shownRecords(db, seqs);
  const hits: DocumentHit[] = [];
  for (const key of keys) {
    const found = byKey.get(key);
    if (found === undefined) continue;
    const { row: _, ...entry } = found;
    const text = records.get(entry.seq)?.record.text ?? "";
    const words = wordsIn(text);
    const spans = findHits(words, query);
    const passages = passagesOf(text, words, spans, PASSAGES);
    const link = linkTo(entry.key, spans.slice(0, 1));
    hits.push({ ...entry, link, passages, hits: spans.length });
  }
  return hits;
}
