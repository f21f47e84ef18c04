import type { Attribution, DocumentRecord, Entity, Event } from "../document/index.ts";
import {
  type EntryKind,
  entriesOfKind,
  kindOfAddress,
  matching,
  type RecordEntry,
} from "./address.ts";
import { deriveAgain } from "./derive.ts";
import {
  type Address,
  type AttributionFields,
  type EntityFields,
  type EventFields,
  type Fields,
  inForce,
  type LogEntry,
  type SomeFields,
} from "./log.ts";
import { settleAttribution, settleEvent } from "./settle.ts";

/** Why a correction could not be applied. */
export type UnplacedReason =
  /** The text has other words where it points: another version, or read otherwise. */
  | "words-changed"
  /** No entry stands on these words. */
  | "no-entry"
  /** Several do. */
  | "ambiguous"
  /** It names an entity that the record does not have. */
  | "no-entity"
  /** Somebody has rejected the entry. */
  | "rejected";

export interface Unplaced {
  readonly entry: LogEntry;
  readonly reason: UnplacedReason;
  /** Ids of entries that share words with the one that is meant: one of them may be it. */
  readonly near: readonly string[];
}

export interface Corrected {
  readonly record: DocumentRecord;
  /** Ids of the entries of the log that hold and were applied, in order. */
  readonly applied: readonly string[];
  readonly unplaced: readonly Unplaced[];
}

/**
 * The record as people have corrected it: what holds of the log of this document, applied in order
 * to what a machine has read. What rests on the entries follows: order and nesting, the outlet's own
 * voice, on whose word events are, relations.
 *
 * The log is the authority, whatever the machine reads next. What was rejected stays away; what was
 * added or changed stays as the person left it, also where the machine no longer finds it. Nothing
 * is applied by guess: where the words themselves have changed, a correction is unplaced.
 *
 * Pure: the same record and log give the same result.
 */
export function applyCorrections(record: DocumentRecord, log: readonly LogEntry[]): Corrected {
  const state: State = { machine: record, record, rejected: new Set(), numbers: numbersOf(log) };
  const applied: string[] = [];
  const unplaced: Unplaced[] = [];
  for (const entry of inForce(log)) {
    const reason = wordsHold(record, entry) ? applyOne(state, entry) : "words-changed";
    if (reason === null) applied.push(entry.id);
    else unplaced.push({ entry, reason, near: nearIds(state.record, entry) });
  }
  return { record: deriveAgain(record, state.record), applied, unplaced };
}

interface State {
  readonly machine: DocumentRecord;
  record: DocumentRecord;
  /** Addresses of what holds as rejected. */
  readonly rejected: Set<Address>;
  /** Place of each entry in the whole log, so that undoing one does not renumber what another made. */
  readonly numbers: ReadonlyMap<string, number>;
}

function numbersOf(log: readonly LogEntry[]): ReadonlyMap<string, number> {
  return new Map(log.map(({ id }, i) => [id, i]));
}

function wordsHold({ text }: DocumentRecord, { words }: LogEntry): boolean {
  return words.every(([start, expected]) => text.startsWith(expected, start));
}

function applyOne(state: State, entry: LogEntry): UnplacedReason | null {
  const { target, change } = entry;
  const kind = kindOfAddress(target);
  const found = matching(entriesOfKind(state.record, kind), target);
  if (found.length > 1) return "ambiguous";
  const before = found[0] ?? null;
  switch (change.type) {
    case "reject":
      state.rejected.add(target);
      if (before === null) return "no-entry";
      replace(state, kind, before, null);
      return null;
    case "set": {
      if (before === null && state.rejected.has(target)) return "rejected";
      const changed = resolve(state.record, change.fields);
      if (changed === null) return "no-entity";
      const standing = before ?? restore(state, entry, change.was);
      replace(state, kind, standing, corrected(state, standing, changed, entry));
      return null;
    }
    case "add":
      state.rejected.delete(target);
      if (before === null) create(state, entry, change.fields);
      else {
        const fields = resolveKnown(state.record, change.fields);
        replace(state, kind, before, corrected(state, before, fields, entry));
      }
      return null;
    default:
      throw new Error(`an entry "${change.type}" holds`);
  }
}

/** Puts back what the machine no longer finds. Its new reading of the same words gives way. */
function restore(state: State, entry: LogEntry, was: Fields): RecordEntry {
  for (const id of nearIds(state.record, entry)) {
    const kind = kindOfAddress(entry.target);
    const other = entriesOfKind(state.record, kind).find((one) => one.id === id)!;
    if (other.corrected === undefined) replace(state, kind, other, null);
  }
  return create(state, entry, was);
}

function create(state: State, entry: LogEntry, fields: Fields): RecordEntry {
  const kind = kindOfAddress(entry.target);
  const blank = BLANK[kind](newId(state, kind, entry));
  const made = { ...blank, ...resolveKnown(state.record, fields) } as RecordEntry;
  const correction = {
    entry: entry.target,
    by: `person/${entry.by}`,
    log: [entry.id],
    machine: null,
  };
  const created = signed({ ...made, corrected: correction } as RecordEntry, entry);
  replace(state, kind, null, created);
  return created;
}

function corrected(
  state: State,
  before: RecordEntry,
  changed: Partial<RecordEntry>,
  entry: LogEntry,
): RecordEntry {
  const explicit = Object.keys(changed);
  const settled = settle(state.record, before, { ...before, ...changed } as RecordEntry, explicit);
  const after = signed(settled, entry);
  return {
    ...after,
    corrected: {
      entry: entry.target,
      by: `person/${entry.by}`,
      log: [...new Set([...(before.corrected?.log ?? []), entry.id])],
      machine: machineOf(before, after),
    },
  } as RecordEntry;
}

/** What the machine had in the fields in which two states of an entry differ, or an earlier one did. */
function machineOf(before: RecordEntry, after: RecordEntry): Partial<RecordEntry> | null {
  if (before.corrected?.machine === null) return null;
  const differing = Object.entries(before).filter(
    ([field, value]) =>
      field !== "corrected" &&
      JSON.stringify(value) !== JSON.stringify(after[field as keyof RecordEntry]),
  );
  return { ...Object.fromEntries(differing), ...before.corrected?.machine };
}

function settle(
  record: DocumentRecord,
  before: RecordEntry,
  after: RecordEntry,
  explicit: readonly string[],
): RecordEntry {
  if ("content" in after) {
    return settleAttribution(record, before as Attribution, after, explicit);
  }
  return "spans" in after ? settleEvent(record, after, explicit) : after;
}

/** With the person's name where the machine's would stand. */
function signed(entry: RecordEntry, { by }: LogEntry): RecordEntry {
  return "by" in entry ? { ...entry, confidence: null, by: `person/${by}` } : entry;
}

const BLANK: Readonly<Record<EntryKind, (id: string) => object>> = {
  attribution: (id) => ({ id, occasion: null, within: null, confidence: null, by: "" }),
  entity: (id) => ({ id }),
  event: (id) => ({ id, confidence: null, by: "" }),
};

/** An id that no entry of the machine has, and that no other correction gives. */
function newId({ machine, numbers }: State, kind: EntryKind, { id }: LogEntry): string {
  const taken = entriesOfKind(machine, kind).map((entry) => Number(entry.id.slice(1)) || 0);
  const letter = { attribution: "a", entity: "e", event: "v" }[kind];
  return `${letter}${Math.max(0, ...taken) + 1 + numbers.get(id)!}`;
}

/** Puts `after` in the place of `before`; at the end where there is none, out where `after` is `null`. */
function replace(
  state: State,
  kind: EntryKind,
  before: RecordEntry | null,
  after: RecordEntry | null,
): void {
  const entries = entriesOfKind(state.record, kind);
  const changed =
    before === null
      ? [...entries, after!]
      : entries.flatMap((entry) => (entry !== before ? [entry] : after === null ? [] : [after]));
  const layer = { attribution: "attributions", entity: "entities", event: "events" }[kind];
  state.record = { ...state.record, [layer]: changed };
}

/** Addresses become ids of the record; `null` where one of them is of nothing there. */
function resolve(record: DocumentRecord, fields: SomeFields): Partial<RecordEntry> | null {
  let isWhole = true;
  const resolved = mapReferences(record, fields, () => {
    isWhole = false;
    return null;
  });
  return isWhole ? resolved : null;
}

/** The same, where what is not known is `null`, or left out of a list. */
function resolveKnown(record: DocumentRecord, fields: SomeFields): Partial<RecordEntry> {
  return mapReferences(record, fields, () => null);
}

function mapReferences(
  record: DocumentRecord,
  fields: SomeFields,
  missing: () => null,
): Partial<RecordEntry> {
  const entity = (address: Address | null): string | null =>
    address === null ? null : (onlyId(record.entities, address) ?? missing());
  if ("name" in fields || "mentions" in fields || "roles" in fields) {
    return fields as Partial<EntityFields>;
  }
  const mapped: Record<string, unknown> = { ...fields };
  const { sourceEntity, onBehalfOf, addressee } = fields as Partial<AttributionFields>;
  if (sourceEntity !== undefined) mapped.sourceEntity = entity(sourceEntity);
  if (onBehalfOf !== undefined) mapped.onBehalfOf = entity(onBehalfOf);
  if (addressee !== undefined) mapped.addressee = addressee.map(entity).filter((id) => id !== null);
  const { source, target, place, accordingTo } = fields as Partial<EventFields>;
  // An attribution's source is a list of spans, an event's an entity.
  if (source !== undefined && !Array.isArray(source)) mapped.source = entity(source);
  if (target !== undefined) mapped.target = entity(target);
  if (place !== undefined) mapped.place = entity(place);
  if (accordingTo !== undefined && accordingTo !== "outlet") {
    mapped.accordingTo = onlyId(record.attributions, accordingTo) ?? missing() ?? "outlet";
  }
  return mapped as Partial<RecordEntry>;
}

function onlyId(entries: readonly (Attribution | Entity)[], address: Address): string | null {
  const found = matching<Attribution | Entity>(entries, address);
  return found.length === 1 ? found[0]!.id : null;
}

/** Entries that share what identifies the one that was corrected: its cue and content, its trigger, a mention. */
function nearIds(record: DocumentRecord, { target, change }: LogEntry): string[] {
  if (!("was" in change)) return [];
  const kind = kindOfAddress(target);
  return entriesOfKind(record, kind)
    .filter((entry) => sharesWords(kind, entry, change.was))
    .map(({ id }) => id);
}

type Spans = readonly (readonly [number, number])[];

function sharesWords(kind: EntryKind, entry: RecordEntry, was: Fields): boolean {
  if (kind === "attribution") {
    const [one, other] = [entry as Attribution, was as AttributionFields];
    return overlap(one.content, other.content) && overlap(one.cue, other.cue);
  }
  if (kind === "event") {
    const [one, other] = [(entry as Event).spans, (was as EventFields).spans];
    return overlap(one.trigger, other.trigger) && overlap(one.source, other.source);
  }
  return overlap((entry as Entity).mentions, (was as EntityFields).mentions);
}

function overlap(some: Spans, others: Spans): boolean {
  return some.some(([from, to]) => others.some(([start, end]) => from < end && start < to));
}
