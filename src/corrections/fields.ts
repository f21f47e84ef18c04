import type { Attribution, DocumentRecord, Entity, Event, SpanPair } from "../document/index.ts";
import { addressOf, kindOfId, type RecordEntry } from "./address.ts";
import type {
  Address,
  AttributionFields,
  EntityFields,
  EventFields,
  Fields,
  SomeFields,
} from "./log.ts";

/** An entry as the log keeps it. A reference to what no words name is `null`, or left out of a list. */
export function fieldsOf(record: DocumentRecord, entry: RecordEntry): Fields {
  const kind = kindOfId(entry.id);
  if (kind === "attribution") return attributionFields(record, entry as Attribution);
  return kind === "event" ? eventFields(record, entry as Event) : entityFields(entry as Entity);
}

function attributionFields(record: DocumentRecord, entry: Attribution): AttributionFields {
  const { kind, source, cue, content, sourceType, act, saidAt, addressee } = entry;
  const nameOf = (id: string | null) => entityAddress(record, id);
  return {
    kind,
    source,
    cue,
    content,
    sourceEntity: nameOf(entry.sourceEntity),
    sourceType,
    onBehalfOf: nameOf(entry.onBehalfOf),
    act,
    addressee: addressee.map(nameOf).filter((address) => address !== null),
    saidAt,
  };
}

function eventFields(record: DocumentRecord, entry: Event): EventFields {
  const { sourceCode, targetCode, plover, mode, code, contexts, status, spans, date } = entry;
  const teller = record.attributions.find(({ id }) => id === entry.accordingTo);
  return {
    source: entityAddress(record, entry.source),
    target: entityAddress(record, entry.target),
    sourceCode,
    targetCode,
    plover,
    mode,
    code,
    contexts,
    status,
    spans,
    date,
    place: entityAddress(record, entry.place),
    accordingTo: (teller && addressOf(record, teller)) ?? "outlet",
  };
}

function entityFields(entry: Entity): EntityFields {
  const { name, kind, named, country, sector, count, approximate, roles, mentions } = entry;
  const roughly = approximate && { approximate };
  return { name, kind, named, country, sector, count, ...roughly, roles, mentions };
}

function entityAddress(record: DocumentRecord, id: string | null): Address | null {
  const entity = record.entities.find((one) => one.id === id);
  return entity ? addressOf(record, entity) : null;
}

/** Every span that some fields name, with what to call it in a message. */
export function spansOf(fields: SomeFields): (readonly [role: string, span: SpanPair])[] {
  const found: [string, SpanPair][] = [];
  const note = (role: string, spans: readonly SpanPair[] | undefined) => {
    for (const span of spans ?? []) found.push([role, span]);
  };
  const { source, cue, content, saidAt } = fields as Partial<AttributionFields>;
  if (Array.isArray(source)) note("source", source);
  note("cue", cue);
  note("content", content);
  if (saidAt?.span) note("time", [saidAt.span]);
  const { spans, date } = fields as Partial<EventFields>;
  for (const [role, part] of Object.entries(spans ?? {})) note(role, part);
  if (date?.span) note("time", [date.span]);
  const { mentions, roles } = fields as Partial<EntityFields>;
  note("mention", mentions);
  note(
    "role",
    roles?.map(({ span }) => span),
  );
  return found;
}
