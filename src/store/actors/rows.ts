import type { Kysely } from "kysely";
import type { DocumentRecord, Entity } from "../../document/index.ts";
import type { mentionsDecided } from "../../merge/decisions.ts";
import { foldName, foldPerson } from "../../merge/fold-name.ts";
import { acronymsOf, isActor } from "../../merge/identity.ts";
import { type Identity, identityOf } from "../../merge/index.ts";
import type { Projected } from "../projections/projection.ts";
import type { Schema } from "../schema.ts";
import { timeKey } from "../time-key.ts";

/* What the actor tables have of one document: made by the projection, compared by the check. */

export interface Met {
  readonly entity: Entity;
  readonly identity: Identity;
}

/**
 * The identities of a document that are kept, by entity: those it shares with others, those whom
 * a person decided on, and of its own those with a name who speak or act.
 */
export function identitiesIn(
  { key, shown }: Projected,
  decided: ReturnType<typeof mentionsDecided>,
): Map<string, Met> {
  const acting = actingIn(shown);
  const met = new Map<string, Met>();
  for (const entity of shown.entities) {
    if (!isActor(entity)) continue;
    const identity = identityOf(key, entity, decided);
    const { own } = identity;
    const isKept =
      own === null ||
      (entity.named && acting.has(entity.id)) ||
      decided.some(([start, end]) => own.span[0] === start && own.span[1] === end);
    if (isKept) met.set(entity.id, { entity, identity });
  }
  return met;
}

/** Ids of those who speak, are spoken for, do something or have it done to them. */
function actingIn({ attributions, events }: DocumentRecord): ReadonlySet<string | null> {
  return new Set([
    ...attributions.flatMap(({ sourceEntity, onBehalfOf }) => [sourceEntity, onBehalfOf]),
    ...events.flatMap(({ source, target }) => [source, target]),
  ]);
}

export function identityRow({ key, kind, name, country, side, own }: Identity) {
  return {
    key,
    kind,
    name,
    country,
    side,
    ownDocument: own?.document ?? null,
    ownStart: own?.span[0] ?? null,
    ownEnd: own?.span[1] ?? null,
    actor: null,
  };
}

/** Rows of `actorEntities`; `Id` is how identities are called. */
export function entityLinks<Id>(
  { seq, shown }: Pick<Projected, "seq" | "shown">,
  byEntity: ReadonlyMap<string, Id>,
) {
  const acting = actingIn(shown);
  const key = timeKey(shown.document.published ?? shown.document.updated, seq);
  return [...byEntity].map(([entry, identity]) => {
    return { identity, document: seq, entry, key, acts: Number(acting.has(entry)) };
  });
}

/** What one is asked for by: every name as folded, of a person without titles; a state's code. */
export function foldsOf({ name, kind }: Entity, identity: Identity): string[] {
  const folds = [kind === "person" ? foldPerson(name) : foldName(name)];
  if (identity.kind === "state") folds.push(identity.name);
  return [...new Set(folds)].filter((fold) => fold !== "");
}

/** Whose a document's statements are, but for the places of their rows. */
export function statementLinks<Id>(
  { attributions }: DocumentRecord,
  byEntity: ReadonlyMap<string, Id>,
) {
  const whose = new Map<string, readonly Id[]>();
  for (const { id, sourceEntity, onBehalfOf } of attributions) {
    whose.set(id, known([sourceEntity, onBehalfOf], byEntity));
  }
  return attributions.flatMap(({ id: entry, within, saidAt }) => {
    const around = within === null ? [] : (whose.get(within) ?? []);
    // What stands inside somebody's own statement is in their words already.
    const others = whose.get(entry)!.filter((identity) => !around.includes(identity));
    const dated = Number((saidAt?.from ?? null) !== null);
    return others.map((identity) => ({ identity, entry, dated }));
  });
}

/** Who does the events of a document or has them done to them, but for the places of their rows. */
export function eventLinks<Id>({ events }: DocumentRecord, byEntity: ReadonlyMap<string, Id>) {
  return events.flatMap(({ id: entry, source, target, date }) => {
    const dated = Number((date?.from ?? null) !== null);
    return known([source, target], byEntity).map((identity) => ({ identity, entry, dated }));
  });
}

/** The identities of entities, each once. */
function known<Id>(entities: readonly (string | null)[], byEntity: ReadonlyMap<string, Id>): Id[] {
  const found = entities.flatMap((id) => (id === null ? [] : (byEntity.get(id) ?? [])));
  return [...new Set(found)];
}

export function acronymRows(shown: DocumentRecord) {
  const spelled = new Set<string>();
  for (const entity of shown.entities) {
    for (const acronym of acronymsOf(shown, entity)) {
      spelled.add(`${acronym}\n${foldName(entity.name)}`);
    }
  }
  return [...spelled].map((pair) => {
    const [acronym, name] = pair.split("\n");
    return { acronym: acronym!, name: name! };
  });
}

export function pairsOf<Column extends string>(pairs: ReadonlySet<string>, column: Column) {
  return [...pairs].sort().map((pair) => {
    const [text, identity] = pair.split("\n");
    return { [column]: text!, identity: Number(identity) } as Record<Column, string> & {
      identity: number;
    };
  });
}

/** The keys of a document's statements or events, by entry. */
export async function keysOf(
  db: Kysely<Schema>,
  table: "statements" | "events",
  document: number,
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom(table)
    .select(["entry", "key"])
    .where("document", "=", document)
    .execute();
  return new Map(rows.map(({ entry, key }) => [entry, key]));
}
