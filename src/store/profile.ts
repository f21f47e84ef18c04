import { sql } from "kysely";
import type { DocumentRecord } from "../document/index.ts";
import { countProfile, type Profile, type Source } from "../profile/index.ts";
import type { StoredActor } from "./actors/index.ts";
import { keyRange } from "./actors/pages.ts";
import { shownRecord } from "./shown.ts";
import type { Store } from "./store.ts";

/** Which documents are counted; all fields must hold. */
export interface ProfileSet {
  readonly outlet?: string | undefined;
  /** Published on that day or later, and on that day or earlier; ISO 8601 or its beginning. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Keys of documents. */
  readonly documents?: readonly string[] | undefined;
  /** Statements of this actor alone, or made on its behalf. */
  readonly actor?: StoredActor | undefined;
}

export interface RecordedProfile {
  readonly profile: Profile;
  /** Whether the set has more documents than were counted, which are those published last. */
  readonly isMore: boolean;
}

/** Rows of an actor's statements that are read for each document that may be counted. */
const ROWS_EACH = 8;

/** Who speaks in a set of documents, and how much; of the `most` of them published last. */
export async function recordedProfile(
  store: Store,
  set: ProfileSet,
  most = Number.POSITIVE_INFINITY,
): Promise<RecordedProfile> {
  const sources = new Map<number, Source>();
  if (set.actor !== undefined) sources.set(set.actor.number, set.actor);
  const count = countProfile({ actor: set.actor });
  let counted = 0;
  for await (const { seq, key } of documentsOf(store, set, most + 1)) {
    if (counted === most) return { profile: count.profile(), isMore: true };
    counted++;
    const record = await shownRecord(store.db, seq);
    const actors = await actorsIn(store, seq, record, sources);
    count.add({ key, record }, (_, entity) => actors.get(entity ?? "") ?? null);
  }
  return { profile: count.profile(), isMore: false };
}

/**
 * Who a document's entities are, by their ids, called as the first document calls them that was
 * asked about: what all documents call them takes ten milliseconds each to gather.
 */
async function actorsIn(
  { db }: Store,
  seq: number,
  { entities }: DocumentRecord,
  known: Map<number, Source>,
): Promise<ReadonlyMap<string, Source>> {
  const rows = await db
    .selectFrom("actorEntities")
    .innerJoin("identities", "identities.id", "actorEntities.identity")
    .select(["entry", "actor", "kind"])
    .where("document", "=", seq)
    .where("acts", "=", 1)
    .execute();
  const byId = new Map(entities.map((entity) => [entity.id, entity]));
  const actors = new Map<string, Source>();
  for (const { entry, actor, kind } of rows) {
    const entity = byId.get(entry);
    if (entity === undefined) continue;
    const { name, named, country } = entity;
    const source = known.get(actor!) ?? { name, named, country, kind: kind as Source["kind"] };
    known.set(actor!, source);
    actors.set(entry, source);
  }
  return actors;
}

interface Listed {
  readonly seq: number;
  readonly key: string;
}

/** Documents asked for at a time. */
const PAGE = 100;

/** Those published last first; those of unknown date come last. */
async function* documentsOf(store: Store, set: ProfileSet, most: number): AsyncGenerator<Listed> {
  const among =
    set.actor === undefined ? null : await documentsWith(store, { ...set, actor: set.actor }, most);
  // The same expression as in the indexes `documents_in_order` and `documents_of_outlet`.
  const day = sql<string>`coalesce(published, '')`;
  let after: { readonly day: string; readonly key: string } | null = null;
  for (let left = most; left > 0; left -= PAGE) {
    let query = store.db
      .selectFrom("documents")
      .select(["seq", "key", day.as("day")])
      .where("latest", "=", 1);
    if (set.outlet !== undefined) query = query.where("outlet", "=", set.outlet);
    if (set.documents !== undefined) query = query.where("key", "in", [...set.documents]);
    if (set.from !== undefined) query = query.where(day, ">=", set.from);
    if (set.to !== undefined) query = query.where(day, "<=", `${set.to}~`).where(day, ">", "");
    if (among !== null) query = query.where("seq", "in", among);
    if (after !== null) {
      query = query
        .where(day, "<=", after.day)
        .where(sql<boolean>`(${day}, key) < (${after.day}, ${after.key})`);
    }
    const limit = Math.min(left, PAGE);
    const page: (Listed & { day: string })[] = await query
      .orderBy(day, "desc")
      .orderBy("key", "desc")
      .limit(limit)
      .execute();
    yield* page;
    if (page.length < limit) return;
    after = page.at(-1)!;
  }
}

/** Documents in which an actor speaks: of its last statements, so many that `most` may be counted. */
async function documentsWith(
  { db }: Store,
  { actor, to }: ProfileSet & { readonly actor: StoredActor },
  most: number,
): Promise<number[]> {
  // What was published on a day was said on it or earlier.
  const { first, end } = keyRange({ to });
  const documents = new Set<number>();
  for (const identity of actor.numbers) {
    let query = db
      .selectFrom("statementActors")
      .select("document")
      .where("identity", "=", identity)
      .where("key", ">=", first)
      .where("key", "<", end)
      .orderBy("key", "desc");
    if (Number.isFinite(most)) query = query.limit(ROWS_EACH * most);
    for (const { document } of await query.execute()) documents.add(document);
  }
  return [...documents];
}

/** Names of outlets are listed at most. */
const MOST_OUTLETS = 200;

/** The outlets of a record by name, the first of them after one; each found by one look at an index. */
export async function outlets({ db }: Store, after = ""): Promise<string[]> {
  const { rows } = await sql<{ outlet: string }>`
    with recursive names (outlet) as (
      select min(outlet) from documents where outlet > ${after}
      union all
      select (select min(outlet) from documents d where d.outlet > names.outlet)
      from names where names.outlet is not null
    )
    select outlet from names where outlet is not null limit ${MOST_OUTLETS}`.execute(db);
  return rows.map(({ outlet }) => outlet);
}
