import { type Kysely, sql } from "kysely";
import { mentionsDecided } from "../../merge/decisions.ts";
import type { Decision } from "../../merge/index.ts";
import type { Projected } from "../projections/projection.ts";
import { inPieces } from "../projections/rows.ts";
import type { Schema } from "../schema.ts";
import type { Store } from "../store.ts";
import { joinStored, misjoined, tiedBy } from "./join-stored.ts";
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

/** What of the rows on who is who in a document is not as it would be made now. */
export async function actorFaults(db: Kysely<Schema>, document: Projected): Promise<string[]> {
  const { seq, shown } = document;
  const met = await metIn(db, document);
  const byEntity = new Map([...met].map(([entity, { identity }]) => [entity, identity.key]));
  const [said, done] = [await keysOf(db, "statements", seq), await keysOf(db, "events", seq)];
  const places = (keys: ReadonlyMap<string, number>, links: readonly { entry: string }[]) =>
    links.map((link) => ({ ...link, document: seq, key: keys.get(link.entry) ?? null }));
  const wanted = {
    actorEntities: entityLinks(document, byEntity),
    statementActors: places(said, statementLinks(shown, byEntity)),
    eventActors: places(done, eventLinks(shown, byEntity)),
  };
  const faults: string[] = [];
  for (const table of LINKS) {
    const { rows } = await sql<Record<string, unknown>>`
      select link.*, identities.key as "identity" from ${sql.table(table)} as link
      left join identities on identities.id = link.identity
      where link.document = ${seq}`.execute(db);
    faults.push(...differences(table, rows, wanted[table]));
  }
  const acronyms = await db
    .selectFrom("acronyms")
    .select(["acronym", "name"])
    .where("document", "=", seq)
    .execute();
  faults.push(...differences("acronyms", acronyms, acronymRows(shown)));
  faults.push(...(await identityFaults(db, met)));
  return faults;
}

async function metIn(db: Kysely<Schema>, document: Projected): Promise<ReadonlyMap<string, Met>> {
  return identitiesIn(document, mentionsDecided(await actorLog(db), document.key));
}

const LINKS = ["actorEntities", "statementActors", "eventActors"] as const;

/** "actorEntities: 1 missing, 2 too many". */
function differences(
  table: string,
  stored: readonly object[],
  wanted: readonly object[],
): string[] {
  const [there, made] = [new Set(stored.map(asText)), new Set(wanted.map(asText))];
  const counts = {
    missing: [...made].filter((row) => !there.has(row)).length,
    "too many": stored.length - [...there].filter((row) => made.has(row)).length,
  };
  const said = Object.entries(counts).filter(([, count]) => count > 0);
  return said.length === 0
    ? []
    : [`${table}: ${said.map(([what, n]) => `${n} ${what}`).join(", ")}`];
}

function asText(row: object): string {
  return JSON.stringify(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Identities of a document that say something else than their key, or are not found by a name. */
async function identityFaults(
  db: Kysely<Schema>,
  met: ReadonlyMap<string, Met>,
): Promise<string[]> {
  const identities = new Map([...met.values()].map(({ identity }) => [identity.key, identity]));
  if (identities.size === 0) return [];
  const keys = [...identities.keys()];
  const stored = await db.selectFrom("identities").selectAll().where("key", "in", keys).execute();
  const ids = new Map(stored.map(({ id, key }) => [key, id]));
  const wrong = stored.filter(({ id, actor, ...row }) => {
    const { actor: _, ...made } = identityRow(identities.get(row.key)!);
    return asText(row) !== asText(made);
  });
  const faults = wrong.length === 0 ? [] : [`identities: ${wrong.length} different`];
  const wanted = namesOf(met, ids);
  for (const [table, column] of NAMES) {
    const { rows } = await sql<{ text: string; identity: number }>`
      select ${sql.ref(column)} as text, identity from ${sql.table(table)}
      where identity in (${sql.join([...ids.values(), -1])})`.execute(db);
    const there = new Set(rows.map(({ text, identity }) => `${text}\n${identity}`));
    const missing = [...wanted[column]].filter((pair) => !there.has(pair)).length;
    if (missing > 0) faults.push(`${table}: ${missing} missing`);
  }
  return faults;
}

const NAMES = [
  ["actorNames", "fold"],
  ["actorWords", "word"],
] as const;

function namesOf(met: ReadonlyMap<string, Met>, ids: ReadonlyMap<string, number>) {
  const fold = new Set<string>();
  const word = new Set<string>();
  for (const { entity, identity } of met.values()) {
    const id = ids.get(identity.key);
    if (!entity.named || id === undefined) continue;
    for (const name of foldsOf(entity, identity)) {
      fold.add(`${name}\n${id}`);
      for (const one of name.split(" ")) word.add(`${one}\n${id}`);
    }
  }
  return { fold, word };
}

/** Identities are shared: what one says, and is found by, is not made anew with a document. */
export async function correctIdentities(db: Kysely<Schema>, document: Projected): Promise<void> {
  const met = await metIn(db, document);
  const ids = new Map<string, number>();
  for (const { identity } of met.values()) {
    const { actor: _, key, ...row } = identityRow(identity);
    const [there] = await db
      .updateTable("identities")
      .set(row)
      .where("key", "=", key)
      .returning("id")
      .execute();
    if (there !== undefined) ids.set(key, there.id);
  }
  const { fold, word } = namesOf(met, ids);
  for (const piece of inPieces(pairsOf(fold, "fold"))) {
    await db
      .insertInto("actorNames")
      .values(piece)
      .onConflict((on) => on.doNothing())
      .execute();
  }
  for (const piece of inPieces(pairsOf(word, "word"))) {
    await db
      .insertInto("actorWords")
      .values(piece)
      .onConflict((on) => on.doNothing())
      .execute();
  }
}

const ORPHANED = sql`document not in (select seq from documents where latest = 1)`;
const OF_DOCUMENTS = [...LINKS, "acronyms"] as const;
const UNMET = sql`not exists (select 1 from "actorEntities" as link where link.identity = identities.id)`;
const OF_NOBODY = sql`identity not in (select id from identities)`;

/** How many rows are of no document, of nobody, or somebody's whom no document has. */
export async function countActorOrphans(db: Kysely<Schema>): Promise<number> {
  let count = 0;
  const add = async (query: ReturnType<typeof sql<{ n: number }>>) => {
    count += Number((await query.execute(db)).rows[0]!.n);
  };
  for (const table of OF_DOCUMENTS) {
    await add(sql`select count(*) as n from ${sql.table(table)} where ${ORPHANED}`);
  }
  await add(sql`select count(*) as n from identities where ${UNMET}`);
  for (const [table] of NAMES) {
    await add(sql`select count(*) as n from ${sql.table(table)} where ${OF_NOBODY}`);
  }
  return count;
}

export async function removeActorOrphans(db: Kysely<Schema>): Promise<void> {
  for (const table of OF_DOCUMENTS) {
    await sql`delete from ${sql.table(table)} where ${ORPHANED}`.execute(db);
  }
  await sql`delete from identities where ${UNMET}`.execute(db);
  for (const [table] of NAMES) {
    await sql`delete from ${sql.table(table)} where ${OF_NOBODY}`.execute(db);
  }
}

/** Names whose identities are looked at together. */
const PAGE = 500;

type Dialected = Pick<Store, "dialect">;

/** How many identities are entered as another actor than the rules and people's decisions make them. */
export async function countMisjoined(db: Kysely<Schema>, store: Dialected): Promise<number> {
  const log = await actorLog(db);
  let count = 0;
  for await (const names of pagesOfNames(db)) {
    for (const members of (await misjoined(db, store, names, log, { mentions: false })).values()) {
      count += members.length;
    }
  }
  // Who stands alone is nobody else, but for those whom decisions tie together.
  const tied = await misjoined(db, store, [...tiedBy(log).names], log, { mentions: true });
  for (const members of tied.values()) count += members.length;
  return count + (await misjoinedAlone(db, log)).length;
}

/** Enters who is who anew, for all. */
export async function joinAnew(db: Kysely<Schema>, store: Dialected): Promise<void> {
  const log = await actorLog(db);
  const alone = await misjoinedAlone(db, log);
  for (let i = 0; i < alone.length; i += PAGE) {
    await db
      .updateTable("identities")
      .set((set) => ({ actor: set.ref("id") }))
      .where("id", "in", alone.slice(i, i + PAGE))
      .execute();
  }
  for await (const names of pagesOfNames(db))
    await joinStored(db, store, names, log, { mentions: false });
  await joinStored(db, store, [...tiedBy(log).names], log, { mentions: true });
}

async function* pagesOfNames(db: Kysely<Schema>): AsyncGenerator<string[]> {
  for (let last = ""; ; ) {
    const page = await db
      .selectFrom("identities")
      .select("name")
      .distinct()
      .where("ownDocument", "is", null)
      .where("name", ">", last)
      .orderBy("name")
      .limit(PAGE)
      .execute();
    if (page.length > 0) yield page.map(({ name }) => name);
    if (page.length < PAGE) return;
    last = page.at(-1)!.name;
  }
}

/** Whom one document has for itself, and who is entered as somebody else without a decision. */
async function misjoinedAlone(
  db: Kysely<Schema>,
  log: readonly Decision[],
): Promise<readonly number[]> {
  const decided = [...tiedBy(log).documents];
  let query = db
    .selectFrom("identities")
    .select("id")
    .where("ownDocument", "is not", null)
    .where(({ or, eb }) => or([eb("actor", "is", null), eb("actor", "!=", eb.ref("id"))]));
  if (decided.length > 0) query = query.where("ownDocument", "not in", decided);
  return (await query.execute()).map(({ id }) => id);
}
