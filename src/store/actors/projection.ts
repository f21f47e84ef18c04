import { type Kysely, sql } from "kysely";
import { mentionsDecided } from "../../merge/decisions.ts";
import type { Identity } from "../../merge/index.ts";
import { rowKeys } from "../projections/derived-table.ts";
import type { Projected, Projection } from "../projections/projection.ts";
import { insertRows, isAmong } from "../projections/rows.ts";
import type { Schema } from "../schema.ts";
import type { Store } from "../store.ts";
import { actorFaults, correctIdentities, countActorOrphans, removeActorOrphans } from "./check.ts";
import { joinStored } from "./join-stored.ts";
import { actorLog } from "./log.ts";
import {
  acronymRows,
  entityLinks,
  eventLinks,
  foldsOf,
  identitiesIn,
  identityRow,
  type Met,
  pairsOf,
  statementLinks,
} from "./rows.ts";

export const actors: Projection = {
  name: "actors",

  async insert(db, documents, store) {
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

  faults: actorFaults,
  correct: correctIdentities,
  countOrphans: countActorOrphans,
  removeOrphans: removeActorOrphans,
};

const OF_DOCUMENTS = ["statementActors", "eventActors", "actorEntities"] as const;

/**
 * Who is one depends on others' documents: of two writers the second waits until it sees what the
 * first has written. SQLite has one writer anyway.
 */
export async function lockActors(
  db: Kysely<Schema>,
  { dialect }: Pick<Store, "dialect">,
): Promise<void> {
  if (dialect === "postgres") await sql`select pg_advisory_xact_lock(${LOCK})`.execute(db);
}

/** Any number; one that no other lock of ours has. */
const LOCK = 7_110_382_117;

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

async function enterEntities(
  db: Kysely<Schema>,
  store: Store,
  casts: readonly Cast[],
  ids: Ids,
): Promise<void> {
  const links = casts.flatMap((cast) => entityLinks(cast, byEntity(cast, ids)));
  await insertRows(db, store, "actorEntities", links);
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

async function enterStatements(
  db: Kysely<Schema>,
  store: Store,
  casts: readonly Cast[],
  ids: Ids,
): Promise<void> {
  const keys = await rowKeys(db, store, "statements", casts);
  const rows = casts.flatMap((cast) => {
    const links = statementLinks(cast.shown, byEntity(cast, ids));
    return links.map((link) => placed(link, cast, keys));
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
  const rows = acted.flatMap((cast) => {
    const links = eventLinks(cast.shown, byEntity(cast, ids));
    return links.map((link) => placed(link, cast, keys));
  });
  await insertRows(db, store, "eventActors", rows);
}

/** The numbers of a document's identities, by entity. */
function byEntity({ met }: Cast, ids: Ids): ReadonlyMap<string, number> {
  return new Map([...met].map(([entity, { identity }]) => [entity, ids.get(identity.key)!]));
}

function placed<Link extends { readonly entry: string }>(
  link: Link,
  { seq }: Cast,
  keys: Awaited<ReturnType<typeof rowKeys>>,
) {
  return { ...link, key: keys.get(seq)!.get(link.entry)!, document: seq };
}

/** @returns the acronyms and names entered */
async function enterAcronyms(
  db: Kysely<Schema>,
  store: Store,
  casts: readonly Cast[],
): Promise<string[]> {
  const rows = casts.flatMap(({ seq, shown }) =>
    acronymRows(shown).map((row) => ({ document: seq, ...row })),
  );
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
