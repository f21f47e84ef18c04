import type { Attribution, Entity, Event, Role, SpanPair } from "../document/index.ts";

/*
 * The log of corrections: what people decided about the entries of a record. It is only ever
 * appended to. Entries are named by the words they stand on, never by the ids of a record, which
 * another reading may number otherwise.
 */

/**
 * Names an entry of a document: `a@10-27+40-50` the attribution with this content,
 * `a@10-27/0-5` with this source too where two have the same content; `e@10-27` the entity
 * mentioned there; `v@10-17/0-5/20-27` the event with this trigger, source and target (`-`: none).
 */
export type Address = string;

/** An attribution as the log keeps it: entities by a mention instead of an id. */
export interface AttributionFields
  extends Pick<
    Attribution,
    "kind" | "source" | "cue" | "content" | "sourceType" | "act" | "saidAt"
  > {
  readonly sourceEntity: Address | null;
  readonly onBehalfOf: Address | null;
  readonly addressee: readonly Address[];
}

/** An event as the log keeps it. */
export interface EventFields
  extends Pick<
    Event,
    | "sourceCode"
    | "targetCode"
    | "plover"
    | "mode"
    | "code"
    | "contexts"
    | "status"
    | "spans"
    | "date"
  > {
  readonly source: Address | null;
  readonly target: Address | null;
  readonly place: Address | null;
  /** An attribution, or `"outlet"`. */
  readonly accordingTo: Address;
}

/** An entity as the log keeps it. */
export type EntityFields = Pick<
  Entity,
  "name" | "kind" | "named" | "country" | "sector" | "count" | "approximate"
> & {
  readonly roles: readonly Role[];
  readonly mentions: readonly SpanPair[];
};

export type Fields = AttributionFields | EventFields | EntityFields;
/** Some fields of one of them. */
export type SomeFields = Partial<AttributionFields> | Partial<EventFields> | Partial<EntityFields>;

/** What a person decided. `was`: the entry as that person saw it. */
export type Change =
  | { readonly type: "set"; readonly fields: SomeFields; readonly was: Fields }
  | { readonly type: "reject"; readonly was: Fields }
  | { readonly type: "add"; readonly fields: Fields }
  | { readonly type: "undo"; readonly undoes: string };

/** One entry of the log. */
export interface LogEntry {
  /** Says nothing of the rest: a hash would let anyone confirm a guess of what is protected. */
  readonly id: string;
  /** When, in ISO 8601, UTC. */
  readonly at: string;
  /** Who. */
  readonly by: string;
  readonly why: string;
  /** Key of the document. */
  readonly document: string;
  /** Which entry; for `add`, the one it makes; for `undo`, that of what it takes back. */
  readonly target: Address;
  readonly change: Change;
  /** Id of the last entry of the log about `target` that this person saw; `null`: there was none. */
  readonly after: string | null;
  /** The words at each span that is named, so that a changed text is noticed. */
  readonly words: readonly (readonly [start: number, words: string])[];
}

/** The last entry of the log about an entry of a document; `null`: nobody has touched it. */
export function lastAbout(
  log: readonly LogEntry[],
  document: string,
  target: Address,
): LogEntry | null {
  return log.findLast((entry) => entry.document === document && entry.target === target) ?? null;
}

/** For each entry that is taken back, the undo that does it; an undo that is itself undone does not. */
export function undoneBy(log: readonly LogEntry[]): ReadonlyMap<string, LogEntry> {
  const undone = new Map<string, LogEntry>();
  for (const entry of log.toReversed()) {
    if (entry.change.type !== "undo" || undone.has(entry.id)) continue;
    if (!undone.has(entry.change.undoes)) undone.set(entry.change.undoes, entry);
  }
  return undone;
}

/** The decisions that hold: neither undone nor an undo. In the order they were made. */
export function inForce(log: readonly LogEntry[]): LogEntry[] {
  const undone = undoneBy(log);
  return log.filter(({ id, change }) => change.type !== "undo" && !undone.has(id));
}
