import { type Kysely, sql } from "kysely";
import type { DocumentRecord, Entity } from "../../document/index.ts";
import { mentionsDecided } from "../../merge/decisions.ts";
import { foldName, foldPerson } from "../../merge/fold-name.ts";
import { acronymsOf, isActor } from "../../merge/identity.ts";
import { type Identity, identityOf } from "../../merge/index.ts";
import type { Projected, Projection } from "../projections/projection.ts";
import { inPieces } from "../projections/rows.ts";
import type { Schema } from "../schema.ts";
import type { Store } from "../store.ts";
import { timeKey } from "../time-key.ts";
import { joinStored } from "./join-stored.ts";
import { actorLog } from "./log.ts";

export const actors: Projection = {
  async insert(db, document, store) {
    const { seq, shown } = document;
    const { published, updated } = shown.document;
    const day = { key: timeKey(published ?? updated, seq), document: seq };
    await db.insertInto("documentDays").values(day).execute();
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
  { seq, shown }: Projected,
  met: ReadonlyMap<string, Met>,
  byEntity: ReadonlyMap<string, number>,
): Promise<void> {
  const acting = actingIn(shown);
  const key = timeKey(shown.document.published ?? shown.document.updated, seq);
  const links = [...byEntity].map(([entry, identity]) => {
    return { identity, document: seq, entry, key, acts: Number(acting.has(entry)) };
  });
  for (const piece of inPieces(links)) {
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
  document: number,
  shown: DocumentRecord,
  byEntity: ReadonlyMap<string, number>,
): Promise<void> {
  const whose = new Map<string, readonly number[]>();
  for (const { id, sourceEntity, onBehalfOf } of shown.attributions) {
    whose.set(id, known([sourceEntity, onBehalfOf], byEntity));
  }
  const keys = await keysOf(db, "statements", document);
  const rows = shown.attributions.flatMap(({ id: entry, within, saidAt }) => {
    const around = within === null ? [] : (whose.get(within) ?? []);
    // What stands inside somebody's own statement is in their words already.
    const others = whose.get(entry)!.filter((identity) => !around.includes(identity));
    const dated = Number((saidAt?.from ?? null) !== null);
    return others.map((identity) => ({ identity, key: keys.get(entry)!, document, entry, dated }));
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
  const rows = shown.events.flatMap(({ id: entry, source, target, date }) => {
    const dated = Number((date?.from ?? null) !== null);
    return known([source, target], byEntity).map((identity) => {
      return { identity, key: keys.get(entry)!, document, entry, dated };
    });
  });
  for (const piece of inPieces(rows)) await db.insertInto("eventActors").values(piece).execute();
}

/** The identities of entities, each once. */
function known(
  entities: readonly (string | null)[],
  byEntity: ReadonlyMap<string, number>,
): number[] {
  const found = entities.flatMap((id) => (id === null ? [] : (byEntity.get(id) ?? [])));
  return [...new Set(found)];
}

async function keysOf(
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

/** @returns the acronyms and names entered */
async function enterAcronyms(
  db: Kysely<Schema>,
  document: number,
  shown: DocumentRecord,
): Promise<string[]> {
  const spelled = new Set<string>();
  for (const entity of shown.entities) {
    for (const acronym of acronymsOf(shown, entity)) {
      spelled.add(`${acronym}\n${foldName(entity.name)}`);
    }
  }
  const rows = [...spelled].map((pair) => {
    const [acronym, name] = pair.split("\n");
    return { document, acronym: acronym!, name: name! };
  });
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
