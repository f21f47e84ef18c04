import { cameoActor } from "../actors/code.ts";
import { kindOf } from "../attribute/kind.ts";
import type {
  Attribution,
  Block,
  DocumentRecord,
  Entity,
  Event,
  SourceType,
  Span,
  SpanPair,
} from "../document/index.ts";
import { findQuotations } from "../language/quotations.ts";

/*
 * What follows from a correction for other fields of the same entry, unless the person said
 * otherwise. Only what the contract of the record defines: nothing is read into the text.
 */

/**
 * With other content, whether it is direct; with another source, which entity that is, where these
 * very words are a mention of one; with another entity, what type of source it is.
 */
export function settleAttribution(
  record: DocumentRecord,
  before: Attribution | null,
  after: Attribution,
  explicit: readonly string[],
): Attribution {
  const says = (field: keyof Attribution) => explicit.includes(field);
  let { kind, sourceEntity, sourceType } = after;
  if (says("content") && !says("kind") && isByMarks(record, before)) {
    kind = kindByMarks(record, after.content);
  }
  if (says("source") && !says("sourceEntity")) sourceEntity = entityAt(record, after);
  if ((says("source") || says("sourceEntity")) && !says("sourceType")) {
    sourceType = typeOf(record, after.source, sourceEntity);
  }
  return { ...after, kind, sourceEntity, sourceType };
}

/** A turn of a transcript or a sentence of a letter is direct without marks, and stays so. */
function isByMarks(record: DocumentRecord, before: Attribution | null): boolean {
  return before === null || kindByMarks(record, before.content) === before.kind;
}

export function kindByMarks(
  record: DocumentRecord,
  content: readonly SpanPair[],
): Attribution["kind"] {
  const quotations = findQuotations(record.text, blocksOf(record));
  return kindOf(record.text, content.map(spanOfPair), quotations);
}

/** The entity that is mentioned at the source's very words; else the one it was, if it still stands in them. */
function entityAt(record: DocumentRecord, { source, sourceEntity }: Attribution): string | null {
  const exact = record.entities.find(({ mentions }) =>
    mentions.some(([from, to]) => source.some(([start, end]) => from === start && to === end)),
  );
  if (exact) return exact.id;
  const former = record.entities.find(({ id }) => id === sourceEntity);
  const stands = former?.mentions.some(([from, to]) =>
    source.some(([start, end]) => start <= from && to <= end),
  );
  return stands ? former!.id : null;
}

/** What an entity is as a source; as docs/formats.md defines it. */
export function typeOf(
  { entities }: DocumentRecord,
  source: readonly SpanPair[],
  id: string | null,
): SourceType {
  if (source.length === 0) return "none";
  const entity = entities.find((one) => one.id === id);
  if (entity === undefined) return "unnamed";
  if (entity.kind === "document" || entity.kind === "outlet") return entity.kind;
  if (entity.named) return "named";
  return entity.kind === "group" ? "group" : "unnamed";
}

/** With another party, its code. */
export function settleEvent(
  record: DocumentRecord,
  after: Event,
  explicit: readonly string[],
): Event {
  const says = (field: keyof Event) => explicit.includes(field);
  const codeOf = (id: string | null) => {
    const entity = record.entities.find((one) => one.id === id);
    return entity === undefined ? null : (codeOfEntity(entity) ?? "---");
  };
  return {
    ...after,
    ...(says("source") && !says("sourceCode") && { sourceCode: codeOf(after.source) }),
    ...(says("target") && !says("targetCode") && { targetCode: codeOf(after.target) }),
  };
}

function codeOfEntity({ country, sector }: Entity): string | null {
  return cameoActor({ country, international: null, sector, isSeat: false });
}

export function blocksOf({ blocks }: DocumentRecord): Block[] {
  return blocks.map(({ kind, span: [start, end] }) => ({ kind, start, end }));
}

export function spanOfPair([start, end]: SpanPair): Span {
  return { start, end };
}
