import { type Kysely, sql } from "kysely";
import type { DocumentRecord } from "../../document/index.ts";
import { mentionsDecided } from "../../merge/decisions.ts";
import type { Projected, Projection } from "../projections/projection.ts";
import { inPieces } from "../projections/rows.ts";
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
  keysOf,
  type Met,
  pairsOf,
  statementLinks,
} from "./rows.ts";

export const actors: Projection = {
  name: "actors",

  async insert(db, document, store) {
    const { seq, shown } = document;
    const log = await actorLog(db);
    const decided = mentionsDecided(log, document.key);
    const met = identitiesIn(document, decided);
    if (met.size === 0) return;
    await lockActors(db, store);
    const ids = await enterIdentities(db, met);
    await enterEntities(db, document, met, ids.byEntity);
    await enterStatements(db, seq, shown, ids.byEntity);
    await enterEvents(db, seq, shown, ids.byEntity);
    const spelled = await enterAcronyms(db, seq, shown);
    await joinStored(db, [...ids.added, ...spelled], log, { mentions: decided.length > 0 });
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
    await joinStored(db, names, await actorLog(db), { mentions: gone.own });
  },

  faults: actorFaults,
  correct: correctIdentities,
  countOrphans: (db) => countActorOrphans(db),
  removeOrphans: (db) => removeActorOrphans(db),
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

interface Entered {
  readonly byEntity: ReadonlyMap<string, number>;
  /** Names of those that were not there before. */
  readonly added: readonly string[];
}

async function enterIdentities(
  db: Kysely<Schema>,
  met: ReadonlyMap<string, Met>,
): Promise<Entered> {
  const byKey = new Map([...met.values()].map(({ identity }) => [identity.key, identity]));
  const ids = new Map<string, number>();
  const keys = [...byKey.keys()];
  const known = await db
    .selectFrom("identities")
    .select(["id", "key"])
    .where("key", "in", keys)
    .execute();
  for (const { key, id } of known) ids.set(key, id);
  const fresh = keys.filter((key) => !ids.has(key)).map((key) => byKey.get(key)!);
  for (const piece of inPieces(fresh.map(identityRow))) {
    const added = await db
      .insertInto("identities")
      .values(piece)
      .returning(["id", "key"])
      .execute();
    for (const { key, id } of added) ids.set(key, id);
  }
  const own = fresh.filter((identity) => identity.own !== null).map(({ key }) => ids.get(key)!);
  if (own.length > 0) {
    // Who is nobody else's needs no joining; a decision on them joins them later.
    await db
      .updateTable("identities")
      .set((set) => ({ actor: set.ref("id") }))
      .where("id", "in", own)
      .execute();
  }
  return {
    byEntity: new Map([...met].map(([entity, { identity }]) => [entity, ids.get(identity.key)!])),
    added: fresh.filter((identity) => identity.own === null).map(({ name }) => name),
  };
}

async function enterEntities(
  db: Kysely<Schema>,
  { seq, shown }: Projected,
  met: ReadonlyMap<string, Met>,
  byEntity: ReadonlyMap<string, number>,
): Promise<void> {
  for (const piece of inPieces(entityLinks({ seq, shown }, byEntity))) {
    await db.insertInto("actorEntities").values(piece).execute();
  }
  await enterNames(db, met, byEntity);
}

/** Names that are not there yet; hardly any document has one. */
async function enterNames(
  db: Kysely<Schema>,
  met: ReadonlyMap<string, Met>,
  byEntity: ReadonlyMap<string, number>,
): Promise<void> {
  const folds = new Set<string>();
  for (const [id, { entity, identity }] of met) {
    if (!entity.named) continue;
    for (const fold of foldsOf(entity, identity)) folds.add(`${fold}\n${byEntity.get(id)}`);
  }
  const there = await db
    .selectFrom("actorNames")
    .select(["fold", "identity"])
    .where("identity", "in", [...new Set(byEntity.values())])
    .execute();
  for (const { fold, identity } of there) folds.delete(`${fold}\n${identity}`);
  const words = new Set<string>();
  for (const fold of folds) {
    const [name, identity] = fold.split("\n");
    for (const word of name!.split(" ")) words.add(`${word}\n${identity}`);
  }
  for (const piece of inPieces(pairsOf(folds, "fold"))) {
    await db.insertInto("actorNames").values(piece).execute();
  }
  for (const piece of inPieces(pairsOf(words, "word"))) {
    await db
      .insertInto("actorWords")
      .values(piece)
      .onConflict((on) => on.doNothing())
      .execute();
  }
}

async function enterStatements(
  db: Kysely<Schema>,
  document: number,
  shown: DocumentRecord,
  byEntity: ReadonlyMap<string, number>,
): Promise<void> {
  const keys = await keysOf(db, "statements", document);
  const rows = statementLinks(shown, byEntity).map((link) => {
    return { ...link, key: keys.get(link.entry)!, document };
  });
  for (const piece of inPieces(rows))
    await db.insertInto("statementActors").values(piece).execute();
}

async function enterEvents(
  db: Kysely<Schema>,
  document: number,
  shown: DocumentRecord,
  byEntity: ReadonlyMap<string, number>,
): Promise<void> {
  const keys = await keysOf(db, "events", document);
  const rows = eventLinks(shown, byEntity).map((link) => {
    return { ...link, key: keys.get(link.entry)!, document };
  });
  for (const piece of inPieces(rows)) await db.insertInto("eventActors").values(piece).execute();
}

/** @returns the acronyms and names entered */
async function enterAcronyms(
  db: Kysely<Schema>,
  document: number,
  shown: DocumentRecord,
): Promise<string[]> {
  const rows = acronymRows(shown).map((row) => ({ document, ...row }));
  for (const piece of inPieces(rows)) await db.insertInto("acronyms").values(piece).execute();
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
