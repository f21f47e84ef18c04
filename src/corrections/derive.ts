import { inTextOrder, ownVoice } from "../attribute/index.ts";
import type {
  Attribution,
  Document,
  DocumentRecord,
  Event,
  Relation,
  SpanPair,
} from "../document/index.ts";
import { analyse, readsAsEnglish } from "../language/index.ts";
import { blocksOf, spanOfPair, typeOf } from "./settle.ts";

/**
 * A record whose entries people have changed, with all that follows from them: references to what
 * is gone, order, nesting, the outlet's own voice, on whose word events are, relations. What no
 * correction touches stays as the machine had it.
 */
export function deriveAgain(machine: DocumentRecord, changed: DocumentRecord): DocumentRecord {
  if (machine === changed) return machine;
  let record = dropReferences(changed);
  if (machine.attributions !== changed.attributions) {
    record = arrangeAttributions(record);
    record = tellEvents(record, touchedOf(machine, record));
    record = { ...record, ownVoice: ownVoiceOf(record) };
  }
  return {
    ...record,
    entities: insertInOrder(record.entities, ({ mentions }) => mentions[0]?.[0] ?? Infinity),
    events: insertInOrder(record.events, ({ spans }) => spans.trigger[0]?.[0] ?? Infinity),
    relations: standingRelations(machine, record),
  };
}

/** References to entities that are gone become `null`, or leave their list. */
function dropReferences(record: DocumentRecord): DocumentRecord {
  const known = new Set(record.entities.map(({ id }) => id));
  const still = (id: string | null) => (id !== null && known.has(id) ? id : null);
  return {
    ...record,
    attributions: record.attributions.map((entry) => {
      const { source, addressee, sourceEntity } = entry;
      const isGone = sourceEntity !== null && !known.has(sourceEntity);
      const isWhole =
        !isGone &&
        addressee.every((id) => known.has(id)) &&
        still(entry.onBehalfOf) === entry.onBehalfOf;
      if (isWhole) return entry;
      return {
        ...entry,
        sourceEntity: still(sourceEntity),
        sourceType: isGone ? typeOf(record, source, null) : entry.sourceType,
        onBehalfOf: still(entry.onBehalfOf),
        addressee: addressee.filter((id) => known.has(id)),
      };
    }),
    occasions: record.occasions.map((entry) => ({ ...entry, place: still(entry.place) })),
    events: record.events.map((entry) => ({
      ...entry,
      source: still(entry.source),
      target: still(entry.target),
      place: still(entry.place),
    })),
    lists: record.lists.map((entry) => ({
      ...entry,
      document: still(entry.document),
      entities: entry.entities.filter((id) => known.has(id)),
    })),
  };
}

/** In text order, with `within` as it then is. */
function arrangeAttributions(record: DocumentRecord): DocumentRecord {
  const relations = record.attributions.map((entry) => ({
    entry,
    source: entry.source.map(spanOfPair),
    cue: entry.cue.map(spanOfPair),
    content: entry.content.map(spanOfPair),
    kind: entry.kind,
    within: null,
    confidence: entry.confidence ?? 1, // has no part in the order
    by: entry.by,
  }));
  const arranged = inTextOrder(documentOf(record), relations);
  return {
    ...record,
    attributions: arranged.map(
      ({ entry, within }): Attribution => ({
        ...entry,
        within: within === null ? null : arranged[within]!.entry.id,
      }),
    ),
  };
}

/** Ids of attributions that are gone, new, or have other content than the machine gave them. */
function touchedOf(machine: DocumentRecord, record: DocumentRecord): ReadonlySet<string> {
  const contents = (entries: readonly Attribution[]) =>
    new Map(entries.map(({ id, content }) => [id, JSON.stringify(content)]));
  const [before, after] = [contents(machine.attributions), contents(record.attributions)];
  const ids = [...before.keys(), ...after.keys()];
  return new Set(ids.filter((id) => before.get(id) !== after.get(id)));
}

/** Events are told by the innermost attribution that holds them, unless a person has said by which. */
function tellEvents(record: DocumentRecord, touched: ReadonlySet<string>): DocumentRecord {
  const known = new Set(record.attributions.map(({ id }) => id));
  return {
    ...record,
    events: record.events.map((event) => {
      const isGone = event.accordingTo !== "outlet" && !known.has(event.accordingTo);
      if (!isGone && isToldByPerson(event)) return event;
      const teller = tellerOf(record, event);
      const concerns = isGone || touched.has(event.accordingTo) || touched.has(teller);
      return concerns ? { ...event, accordingTo: teller } : event;
    }),
  };
}

function isToldByPerson({ corrected }: Event): boolean {
  if (corrected === undefined) return false;
  return corrected.machine === null || "accordingTo" in corrected.machine;
}

function tellerOf({ attributions }: DocumentRecord, { spans }: Event): string {
  const trigger = spans.trigger[0];
  if (trigger === undefined) return "outlet";
  let teller = "outlet";
  let shortest = Infinity;
  for (const { id, content } of attributions) {
    const holder = content.find((span) => holds(span, trigger));
    if (holder === undefined || holder[1] - holder[0] >= shortest) continue;
    teller = id;
    shortest = holder[1] - holder[0];
  }
  return teller;
}

/** Those whose ends are both there; one that rests on nesting only while it is nested. */
function standingRelations(machine: DocumentRecord, record: DocumentRecord): readonly Relation[] {
  const entries = [...record.attributions, ...record.events, ...record.entities];
  const known = new Set(entries.map(({ id }) => id));
  const within = (attributions: readonly Attribution[]) =>
    new Map(attributions.map((entry) => [entry.id, entry.within]));
  const [before, after] = [within(machine.attributions), within(record.attributions)];
  return record.relations.filter(({ type, from, to }) => {
    if (!known.has(from) || !known.has(to)) return false;
    const wasNested = type === "reported-through" && before.get(from) === to;
    return !wasNested || after.get(from) === to;
  });
}

/** As the machine finds it: none in a document whose statements it cannot all find. */
function ownVoiceOf(record: DocumentRecord): DocumentRecord["ownVoice"] {
  const doc = documentOf(record);
  if (!readsAsEnglish(doc)) return record.ownVoice;
  const relations = record.attributions.map((entry) => ({
    source: entry.source.map(spanOfPair),
    cue: entry.cue.map(spanOfPair),
    content: entry.content.map(spanOfPair),
  }));
  return ownVoice(doc, analyse(doc), relations).map(({ start, end }) => ({ span: [start, end] }));
}

/** Entries that people have changed go where their words stand; the others keep their order. */
function insertInOrder<T extends { readonly corrected?: object }>(
  entries: readonly T[],
  placeOf: (entry: T) => number,
): readonly T[] {
  const moved = entries.filter(({ corrected }) => corrected !== undefined);
  if (moved.length === 0) return entries;
  const ordered = entries.filter(({ corrected }) => corrected === undefined);
  for (const entry of moved) {
    const next = ordered.findIndex((other) => placeOf(other) > placeOf(entry));
    ordered.splice(next < 0 ? ordered.length : next, 0, entry);
  }
  return ordered;
}

function documentOf(record: DocumentRecord): Document {
  const { id, text, document } = record;
  return { ...document, id, text, blocks: blocksOf(record), sourceMap: null };
}

function holds([start, end]: SpanPair, [from, to]: SpanPair): boolean {
  return start <= from && to <= end;
}
