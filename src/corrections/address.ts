import type { Attribution, DocumentRecord, Entity, Event, SpanPair } from "../document/index.ts";
import type { Address } from "./log.ts";

export type EntryKind = "attribution" | "entity" | "event";

/** What the log can name. */
export type RecordEntry = Attribution | Entity | Event;

const LETTERS = { attribution: "a", entity: "e", event: "v" } as const;
const KINDS: Readonly<Record<string, EntryKind>> = { a: "attribution", e: "entity", v: "event" };
const ADDRESS = /^[aev]@[0-9+/-]+$/;

export function isAddress(text: string): boolean {
  return ADDRESS.test(text);
}

export function kindOfAddress(address: Address): EntryKind {
  return KINDS[address[0]!]!;
}

/** Spans as an address has them: `10-27+40-50`; `-` for none. */
export function writeSpans(spans: readonly SpanPair[]): string {
  return spans.length === 0 ? "-" : spans.map(([start, end]) => `${start}-${end}`).join("+");
}

/** The short address of an attribution, by its content. */
export function attributionAddress({ content }: Pick<Attribution, "content">): Address {
  return `${LETTERS.attribution}@${writeSpans(content)}`;
}

export function eventAddress({ spans }: Pick<Event, "spans">): Address {
  const parts = [spans.trigger, spans.source, spans.target];
  return `${LETTERS.event}@${parts.map(writeSpans).join("/")}`;
}

export function mentionAddress(mention: SpanPair): Address {
  return `${LETTERS.entity}@${writeSpans([mention])}`;
}

/** With the source, for where two attributions have the same content. */
function fullAttributionAddress(attribution: Pick<Attribution, "content" | "source">): Address {
  return `${attributionAddress(attribution)}/${writeSpans(attribution.source)}`;
}

/** All names that mean this attribution, event or entity, the one to be written first. */
function addressesOf(kind: EntryKind, entry: RecordEntry): Address[] {
  if (kind === "entity") return (entry as Entity).mentions.map(mentionAddress);
  if (kind === "event") return [eventAddress(entry as Event)];
  const attribution = entry as Attribution;
  return [attributionAddress(attribution), fullAttributionAddress(attribution)];
}

/** The entries of a record of one kind. */
export function entriesOfKind(record: DocumentRecord, kind: EntryKind): readonly RecordEntry[] {
  if (kind === "attribution") return record.attributions;
  return kind === "entity" ? record.entities : record.events;
}

/**
 * The entries that an address means, among those given. One, as a rule: none where the text was
 * read otherwise, several where their words are the same. The address that a corrected entry was
 * first known by goes on meaning it, and before any other.
 */
export function matching<T extends RecordEntry>(entries: readonly T[], address: Address): T[] {
  const known = entries.filter(({ corrected }) => corrected?.entry === address);
  if (known.length > 0) return known;
  const kind = kindOfAddress(address);
  return entries.filter(
    (entry) => kindOfId(entry.id) === kind && addressesOf(kind, entry).includes(address),
  );
}

/**
 * The name of an entry in the log; `null` where no words tell it from the others.
 */
export function addressOf(record: DocumentRecord, entry: RecordEntry): Address | null {
  if (entry.corrected) return entry.corrected.entry;
  const kind = kindOfId(entry.id);
  const entries = entriesOfKind(record, kind);
  return (
    addressesOf(kind, entry).find((address) => {
      const found = matching(entries, address);
      return found.length === 1 && found[0] === entry;
    }) ?? null
  );
}

/** What an entry's id says that it is. */
export function kindOfId(id: string): EntryKind {
  return KINDS[id[0]!]!;
}
