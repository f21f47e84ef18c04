import { type Kysely, sql } from "kysely";
import type { DocumentRecord, Entity } from "../../document/index.ts";
import { mentionsDecided } from "../../merge/decisions.ts";
import { foldName, foldPerson } from "../../merge/fold-name.ts";
import { acronymsOf, isActor } from "../../merge/identity.ts";
import { type Identity, identityOf } from "../../merge/index.ts";
import { rowKeys } from "../projections/derived-table.ts";
import type { Projected, Projection } from "../projections/projection.ts";
import { insertRows, isAmong } from "../projections/rows.ts";
import type { Schema } from "../schema.ts";
import type { Store } from "../store.ts";
import { timeKey } from "../time-key.ts";
import { joinStored } from "./join-stored.ts";
import { actorLog } from "./log.ts";

export const actors: Projection = {
  async insert(db, documents, store) {
    const days = documents.map(({ seq, shown }) => ({ key: keyOfDay(seq, shown), document: seq }));
    await insertRows(db, store, "documentDays", days);
    const log = await actorLog(db);
    const casts: Cast[] = [];
    let mentions = false;
    for (const document of documents) {
      const decided = mentionsDecided(log, document.key);
      const met = identitiesIn(document, decided);
      if (met.size > 0) casts.push({ ...document, met });
      mentions ||= met.size > 0 && decided.length > 0;
    }
    if (casts.length === 0) return;
    await lockActors(db, store);
    const { ids, added } = await enterIdentities(db, store, casts);
    await enterEntities(db, store, casts, ids);
    await enterNames(db, store, casts, ids);
    await enterStatements(db, store, casts, ids);
    await enterEvents(db, store, casts, ids);
    const spelled = await enterAcronyms(db, store, casts);
    await joinStored(db, store, [...added, ...spelled], log, { mentions });
  },

  async remove(db, seq, store) {
    await lockActors(db, store);
    const there = await db
      .selectFrom("actorEntities")
      .select("identity")
      .distinct()
      .where("document", "=", seq)
      .execute();
    const spelled = await db
      .deleteFrom("acronyms")
      .where("document", "=", seq)
      .returning(["acronym", "name"])
      .execute();
    for (const table of OF_DOCUMENTS) {
      await db.deleteFrom(table).where("document", "=", seq).execute();
    }
    const gone = await forgetUnmet(
      db,
      there.map(({ identity }) => identity),
    );
    const names = [...gone.names, ...spelled.flatMap(({ acronym, name }) => [acronym, name])];
    await joinStored(db, store, names, await actorLog(db), { mentions: gone.own });
  },
};

const OF_DOCUMENTS = ["statementActors", "eventActors", "actorEntities", "documentDays"] as const;

/**
 * Who is one depends on others' documents: of two writers the second waits until it sees what the
 * first has written. SQLite has one writer anyway.
 */
async function lockActors(db: Kysely<Schema>, { dialect }: Pick<Store, "dialect">): Promise<void> {
  if (dialect === "postgres") await sql`select pg_advisory_xact_lock(${LOCK})`.execute(db);
}

/** Any number; one that no other lock of ours has. */
const LOCK = 7_110_382_117;

interface Met {
  readonly entity: Entity;
  readonly identity: Identity;
}

/**
 * The identities of a document that are kept, by entity: those it shares with others, those whom
 * a person decided on, and of its own those with a name who speak or act.
 */
function identitiesIn(
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

/** A document with the identities in it. */
interface Cast extends Projected {
  readonly met: ReadonlyMap<string, Met>;
}

/** The numbers of identities, by their keys. */
type Ids = ReadonlyMap<string, number>;

/** @returns also the names of those that were not there before */
async function enterIdentities(
  db: Kysely<Schema>,
  store: Store,
  casts: readonly Cast[],
): Promise<{ readonly ids: Ids; readonly added: readonly string[] }> {
  const byKey = new Map<string, Identity>();
  for (const { met } of casts) {
    for (const { identity } of met.values()) byKey.set(identity.key, identity);
  }
  const ids = await idsOf(db, store, [...byKey.keys()]);
  const fresh = [...byKey.values()].filter(({ key }) => !ids.has(key));
  if (fresh.length === 0) return { ids, added: [] };
  await insertRows(db, store, "identities", fresh.map(identityRow));
  for (const [key, id] of await idsOf(
    db,
    store,
    fresh.map(({ key }) => key),
  )) {
    ids.set(key, id);
  }
  const own = fresh.filter((identity) => identity.own !== null).map(({ key }) => ids.get(key)!);
  if (own.length > 0) {
    // Who is nobody else's needs no joining; a decision on them joins them later.
    await db
      .updateTable("identities")
      .set((set) => ({ actor: set.ref("id") }))
      .where(isAmong(store, "id", own))
      .execute();
  }
  const shared = fresh.filter((identity) => identity.own === null);
  return { ids, added: [...new Set(shared.map(({ name }) => name))] };
}

async function idsOf(
  db: Kysely<Schema>,
  store: Store,
  keys: readonly string[],
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom("identities")
    .select(["id", "key"])
    .where(isAmong(store, "key", keys))
    .execute();
  return new Map(rows.map(({ key, id }) => [key, id]));
}

function identityRow({ key, kind, name, country, side, own }: Identity) {
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

async function enterEntities(
  db: Kysely<Schema>,
  store: Store,
  casts: readonly Cast[],
  ids: Ids,
): Promise<void> {
  const links = casts.flatMap(({ seq, shown, met }) => {
    const acting = actingIn(shown);
    const key = keyOfDay(seq, shown);
    return [...met].map(([entry, { identity }]) => ({
      identity: ids.get(identity.key)!,
      document: seq,
      entry,
      key,
      acts: Number(acting.has(entry)),
    }));
  });
  await insertRows(db, store, "actorEntities", links);
}

function keyOfDay(seq: number, { document }: DocumentRecord): number {
  return timeKey(document.published ?? document.updated, seq);
}

/** Names that are not there yet; hardly any document has one. */
async function enterNames(
  db: Kysely<Schema>,
  store: Store,
  casts: readonly Cast[],
  ids: Ids,
): Promise<void> {
  const folds = new Set<string>();
  const identities = new Set<number>();
  for (const { entity, identity } of casts.flatMap(({ met }) => [...met.values()])) {
    const id = ids.get(identity.key)!;
    identities.add(id);
    if (!entity.named) continue;
    for (const fold of foldsOf(entity, identity)) folds.add(`${fold}\n${id}`);
  }
  const there = await db
    .selectFrom("actorNames")
    .select(["fold", "identity"])
    .where(isAmong(store, "identity", [...identities]))
    .execute();
  for (const { fold, identity } of there) folds.delete(`${fold}\n${identity}`);
  if (folds.size === 0) return;
  const words = new Set<string>();
  for (const fold of folds) {
    const [name, identity] = fold.split("\n");
    for (const word of name!.split(" ")) words.add(`${word}\n${identity}`);
  }
  await insertRows(db, store, "actorNames", pairsOf(folds, "fold"));
  const known = await db
    .selectFrom("actorWords")
    .select(["word", "identity"])
    .where(isAmong(store, "identity", [...identities]))
    .execute();
  for (const { word, identity } of known) words.delete(`${word}\n${identity}`);
  await insertRows(db, store, "actorWords", pairsOf(words, "word"));
}

/** What one is asked for by: every name as folded, of a person without titles; a state's code. */
function foldsOf({ name, kind }: Entity, identity: Identity): string[] {
  const folds = [kind === "person" ? foldPerson(name) : foldName(name)];
  if (identity.kind === "state") folds.push(identity.name);
  return [...new Set(folds)].filter((fold) => fold !== "");
}

function pairsOf<Column extends string>(pairs: ReadonlySet<string>, column: Column) {
  return [...pairs].sort().map((pair) => {
    const [text, identity] = pair.split("\n");
    return { [column]: text!, identity: Number(identity) } as Record<Column, string> & {
      identity: number;
    };
  });
}

async function enterStatements(
  db: Kysely<Schema>,
  store: Store,
  casts: readonly Cast[],
  ids: Ids,
): Promise<void> {
  const keys = await rowKeys(db, store, "statements", casts);
  const rows = casts.flatMap(({ seq, shown, met }) => {
    const whose = new Map(
      shown.attributions.map(({ id, sourceEntity, onBehalfOf }) => {
        return [id, known([sourceEntity, onBehalfOf], met, ids)];
      }),
    );
    return shown.attributions.flatMap(({ id: entry, within, saidAt }) => {
      const around = within === null ? [] : (whose.get(within) ?? []);
      // What stands inside somebody's own statement is in their words already.
      const others = whose.get(entry)!.filter((identity) => !around.includes(identity));
      const dated = Number((saidAt?.from ?? null) !== null);
      const key = keys.get(seq)!.get(entry)!;
      return others.map((identity) => ({ identity, key, document: seq, entry, dated }));
    });
  });
  await insertRows(db, store, "statementActors", rows);
}

async function enterEvents(
  db: Kysely<Schema>,
  store: Store,
  casts: readonly Cast[],
  ids: Ids,
): Promise<void> {
  const acted = casts.filter(({ shown }) => shown.events.length > 0);
  if (acted.length === 0) return;
  const keys = await rowKeys(db, store, "events", acted);
  const rows = acted.flatMap(({ seq, shown, met }) =>
    shown.events.flatMap(({ id: entry, source, target, date }) => {
      const dated = Number((date?.from ?? null) !== null);
      const key = keys.get(seq)!.get(entry)!;
      return known([source, target], met, ids).map((identity) => {
        return { identity, key, document: seq, entry, dated };
      });
    }),
  );
  await insertRows(db, store, "eventActors", rows);
}

/** The identities of entities, each once. */
function known(
  entities: readonly (string | null)[],
  met: ReadonlyMap<string, Met>,
  ids: Ids,
): number[] {
  const found = entities.flatMap((id) => {
    const identity = id === null ? undefined : met.get(id)?.identity;
    return identity === undefined ? [] : ids.get(identity.key)!;
  });
  return [...new Set(found)];
}

/** @returns the acronyms and names entered */
async function enterAcronyms(
  db: Kysely<Schema>,
  store: Store,
  casts: readonly Cast[],
): Promise<string[]> {
  const rows = casts.flatMap(({ seq, shown }) => {
    const spelled = new Set<string>();
    for (const entity of shown.entities) {
      for (const acronym of acronymsOf(shown, entity)) {
        spelled.add(`${acronym}\n${foldName(entity.name)}`);
      }
    }
    return [...spelled].map((pair) => {
      const [acronym, name] = pair.split("\n");
      return { document: seq, acronym: acronym!, name: name! };
    });
  });
  await insertRows(db, store, "acronyms", rows);
  return rows.flatMap(({ acronym, name }) => [acronym, name]);
}

/**
 * Takes away those of these identities that no document has any more. Those that are left may have
 * been one actor with them.
 *
 * @returns the names that documents shared, and whether some were a document's own
 */
async function forgetUnmet(
  db: Kysely<Schema>,
  identities: readonly number[],
): Promise<{ readonly names: readonly string[]; readonly own: boolean }> {
  if (identities.length === 0) return { names: [], own: false };
  const gone = await db
    .deleteFrom("identities")
    .where("id", "in", identities)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("actorEntities")
            .select("identity")
            .whereRef("actorEntities.identity", "=", "identities.id"),
        ),
      ),
    )
    .returning(["name", "ownDocument"])
    .execute();
  return {
    names: gone.filter(({ ownDocument }) => ownDocument === null).map(({ name }) => name),
    own: gone.some(({ ownDocument }) => ownDocument !== null),
  };
}
