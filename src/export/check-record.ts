import { Ajv, type ErrorObject } from "ajv";
import schema from "../../schema/onrecord-1.schema.json" with { type: "json" };
import type { DocumentRecord, SpanPair } from "../document/index.ts";

const validate = new Ajv({ strict: true }).compile<DocumentRecord>(schema);

/**
 * The first thing that is wrong with what should be a record, or `null`: whether it keeps to the
 * contract, every span lies inside the text and holds something, and every id that is named is
 * there. Whether the words say what the entries claim, nobody can check.
 */
export function recordFault(value: unknown): string | null {
  if (!validate(value)) return schemaFault(validate.errors![0]!);
  return spanFault(value) ?? idFault(value);
}

function schemaFault({ instancePath, message, params }: ErrorObject): string {
  const where = instancePath === "" ? "it" : `"${instancePath.slice(1)}"`;
  const extra = (params as { additionalProperty?: string }).additionalProperty;
  return `${where} ${message}${extra === undefined ? "" : ` ("${extra}")`}`;
}

/** Something with spans, and how messages name it. */
type Spanned = readonly [name: string, spans: readonly SpanPair[]];

function spanFault(record: DocumentRecord): string | null {
  const { length } = record.text;
  for (const [name, spans] of spansOf(record)) {
    for (const [start, end] of spans) {
      if (end < start) return `${name}: span ${start}-${end} ends before it starts`;
      if (end === start) return `${name}: span ${start}-${end} holds nothing`;
      if (end > length) return `${name}: span ${start}-${end} ends after the text, at ${length}`;
    }
  }
  return null;
}

function* spansOf(record: DocumentRecord): Generator<Spanned> {
  const at = (time: { readonly span: SpanPair | null } | null) =>
    time === null || time.span === null ? [] : [time.span];
  yield ["blocks", record.blocks.map(({ span }) => span)];
  for (const { id, source, cue, content, saidAt } of record.attributions) {
    yield [`attribution ${id}`, [...source, ...cue, ...content, ...at(saidAt)]];
  }
  yield ["ownVoice", record.ownVoice.map(({ span }) => span)];
  for (const { id, roles, mentions } of record.entities) {
    yield [`entity ${id}`, [...roles.map(({ span }) => span), ...mentions]];
  }
  for (const { id, span, date } of record.occasions) yield [`occasion ${id}`, [span, ...at(date)]];
  yield ["times", record.times.flatMap(at)];
  for (const { id, spans, date } of record.events) {
    yield [`event ${id}`, [...Object.values(spans).flat(), ...at(date)]];
  }
  yield ["relations", record.relations.flatMap(({ evidence }) => evidence)];
  yield ["lists", record.lists.flatMap(({ spans }) => spans)];
}

function idFault(record: DocumentRecord): string | null {
  const [entities, twice] = idsOf(record.entities);
  const [occasions, again] = idsOf(record.occasions);
  const [statements, anew] = idsOf(record.attributions);
  const [events, afresh] = idsOf(record.events);
  const doubled = twice ?? again ?? anew ?? afresh;
  if (doubled !== null) return `the id ${doubled} stands twice`;
  const any = new Set([...entities, ...statements, ...events]);
  for (const [name, ids, known] of namedIds(record, { entities, occasions, statements, any })) {
    const missing = ids.find((id) => id !== null && !known.has(id));
    if (missing !== undefined) return `${name} names ${missing}, which is not there`;
  }
  return null;
}

function idsOf(
  entries: readonly { readonly id: string }[],
): [ids: ReadonlySet<string>, doubled: string | null] {
  const ids = new Set<string>();
  let doubled: string | null = null;
  for (const { id } of entries) {
    if (ids.has(id)) doubled ??= id;
    ids.add(id);
  }
  return [ids, doubled];
}

type Ids = ReadonlySet<string>;

function* namedIds(
  record: DocumentRecord,
  { entities, occasions, statements, any }: Readonly<Record<string, Ids>>,
): Generator<readonly [name: string, ids: readonly (string | null)[], known: Ids]> {
  for (const a of record.attributions) {
    yield [`attribution ${a.id}`, [a.sourceEntity, a.onBehalfOf, ...a.addressee], entities!];
    yield [`attribution ${a.id}`, [a.occasion], occasions!];
    yield [`attribution ${a.id}`, [a.within], statements!];
  }
  for (const { id, place } of record.occasions) yield [`occasion ${id}`, [place], entities!];
  for (const { id, source, target, place, accordingTo } of record.events) {
    yield [`event ${id}`, [source, target, place], entities!];
    yield [`event ${id}`, [accordingTo === "outlet" ? null : accordingTo], statements!];
  }
  for (const { type, from, to } of record.relations)
    yield [`a relation (${type})`, [from, to], any!];
  for (const list of record.lists) yield ["a list", [list.document, ...list.entities], entities!];
}
