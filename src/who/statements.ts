import type { Attribution, DocumentRecord, SpanPair, TimeExpression } from "../document/index.ts";
import type { KeyedRecord } from "../merge/index.ts";
import { type Term, termsOf } from "./terms.ts";

/** Where an entry stands. */
export interface Place {
  /** The document's key. */
  readonly document: string;
  readonly title: string | null;
  readonly outlet: string | null;
  readonly file: string | null;
  readonly url: string | null;
  readonly published: string | null;
  /** Id of the entry in its record. */
  readonly entry: string;
  /** The line of the text it begins on, counted from 1. */
  readonly line: number;
}

/** When something was said; `which` tells which date that is. */
export interface When {
  readonly which: "said" | "published";
  readonly from: string | null;
  readonly to: string | null;
  readonly precision: TimeExpression["precision"];
  readonly basis: TimeExpression["basis"];
}

/** One statement, with what its document tells around it. */
export interface Statement {
  readonly place: Place;
  readonly kind: Attribution["kind"];
  readonly act: Attribution["act"];
  /** Who said it, by the name its document gives; `null`: not told or not settled. */
  readonly source: string | null;
  /** For whom they spoke. */
  readonly onBehalfOf: string | null;
  readonly to: readonly string[];
  /** In whose statement it stands, when it is known only through them. */
  readonly toldBy: string | null;
  readonly occasion: string | null;
  /** `null`: neither the day it was said nor that of publication is known. */
  readonly when: When | null;
  readonly content: string;
  readonly spans: readonly SpanPair[];
  readonly confidence: number | null;
  /** What it is about. */
  readonly terms: readonly Term[];
}

/** A statement as this document tells it. */
export function statementOf({ key, record }: KeyedRecord, attribution: Attribution): Statement {
  const { source, cue, content, sourceEntity, onBehalfOf, addressee, within } = attribution;
  const teller = record.attributions.find(({ id }) => id === within);
  const occasion = record.occasions.find(({ id }) => id === attribution.occasion);
  const first = Math.min(...[...cue, ...content].map(([start]) => start));
  return {
    place: placeOf(key, record, attribution.id, first),
    kind: attribution.kind,
    act: attribution.act,
    source: nameOf(record, sourceEntity) ?? (wordsAt(record.text, source) || null),
    onBehalfOf: nameOf(record, onBehalfOf),
    to: addressee.map((id) => nameOf(record, id)).filter((name) => name !== null),
    toldBy: teller === undefined ? null : nameOf(record, teller.sourceEntity),
    occasion: occasion === undefined ? null : wordsAt(record.text, [occasion.span]),
    when: whenOf(record, attribution.saidAt),
    content: wordsAt(record.text, content),
    spans: content,
    confidence: attribution.confidence,
    terms: termsOf(record, attribution),
  };
}

export function placeOf(
  document: string,
  { text, document: { title, outlet, file, url, published } }: DocumentRecord,
  entry: string,
  offset: number,
): Place {
  const before = text.slice(0, offset);
  const line = 1 + (before.match(/\r\n?|\n/g)?.length ?? 0);
  return { document, title, outlet, file, url, published, entry, line };
}

/** The day it was said, else that of its document. */
function whenOf({ document }: DocumentRecord, saidAt: TimeExpression | null): When | null {
  if (saidAt !== null && (saidAt.from ?? saidAt.to) !== null) {
    const { from, to, precision, basis } = saidAt;
    return { which: "said", from, to, precision, basis };
  }
  const date = document.published ?? document.updated;
  if (date === null) return null;
  return {
    which: "published",
    from: date,
    to: date,
    precision: precisionOf(date),
    basis: "stated",
  };
}

export function precisionOf(date: string): TimeExpression["precision"] {
  return date.length > 10 ? "minute" : date.length > 7 ? "day" : date.length > 4 ? "month" : "year";
}

/** What things are sorted by: unknown days first. */
export function dayOf(when: Pick<When, "from" | "to"> | null): string {
  return when?.from ?? when?.to ?? "";
}

export function nameOf({ entities }: DocumentRecord, id: string | null): string | null {
  if (id === null) return null;
  return entities.find((entity) => entity.id === id)?.name ?? null;
}

export function wordsAt(text: string, spans: readonly SpanPair[]): string {
  return spans.map((span) => text.slice(...span)).join(" … ");
}
