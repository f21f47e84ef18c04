import type { SpanPair } from "../../document/index.ts";
import { type Actor, actorFrom } from "../../merge/actors.ts";
import { foldName, foldPerson } from "../../merge/fold-name.ts";
import { isMentionedAt } from "../../merge/identity.ts";
import { type ActorFilter, parseMention } from "../../who/index.ts";
import { findDocument } from "../documents.ts";
import { shownRecord } from "../shown.ts";
import type { Store } from "../store.ts";
import { identityFrom } from "./join-stored.ts";

/** An actor as a record has it. */
export interface StoredActor extends Actor {
  /** The number of the identity that stands for it. */
  readonly number: number;
  /** The identities it is, by their numbers in the record. */
  readonly numbers: readonly number[];
}

/** How many of those a name may mean are told. */
const MOST_CHOICES = 50;

/** Of how many entities, those published last, an actor's names and roles are gathered. */
const MOST_EVIDENCE = 300;

/** Whom a name may mean, as `findActors`; at most fifty. */
export async function findStoredActors(
  store: Store,
  name: string,
  { kind, country }: ActorFilter = {},
): Promise<StoredActor[]> {
  const mention = parseMention(name);
  const ids =
    mention !== null
      ? await idsAt(store, mention.document, mention.span)
      : await idsCalled(store, name);
  const found: StoredActor[] = [];
  for (const id of ids) found.push(await loadActor(store, id));
  const among = found.filter(
    (actor) =>
      (kind === undefined || actor.kind === kind) &&
      (country === undefined || actor.countries.some(({ text }) => text === country)),
  );
  return among.sort((a, b) => order(a.name, b.name) || order(a.id, b.id));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Actors who are called that; else whose names hold all the words. */
async function idsCalled({ db }: Store, name: string): Promise<number[]> {
  const exact = await db
    .selectFrom("actorNames")
    .innerJoin("identities", "identities.id", "actorNames.identity")
    .select(["identities.actor", "identities.kind", "actorNames.fold"])
    .distinct()
    .where("fold", "in", [foldName(name), foldPerson(name)])
    .where((where) => where.or([where("ownDocument", "is", null), where("kind", "!=", "person")]))
    .limit(MOST_CHOICES)
    .execute();
  const called = exact.filter(({ kind, fold }) => {
    return fold === (kind === "person" ? foldPerson(name) : foldName(name));
  });
  if (called.length > 0) return [...new Set(called.map(({ actor }) => actor!))];
  const words = [...new Set(foldName(name).split(" "))].filter((word) => word !== "");
  if (words.length === 0) return [];
  let holding = db.selectFrom("identities").select("identities.actor").distinct();
  for (const word of words) {
    holding = holding.where((where) =>
      where(
        "identities.id",
        "in",
        where.selectFrom("actorWords").select("identity").where("word", "=", word),
      ),
    );
  }
  const found = await holding.limit(MOST_CHOICES).execute();
  return found.map(({ actor }) => actor!);
}

async function idsAt(store: Store, meant: string, span: SpanPair): Promise<number[]> {
  const { seq } = await findDocument(store, meant);
  const shown = await shownRecord(store.db, seq);
  const entity = shown.entities.find((one) => isMentionedAt(one, span));
  if (entity === undefined) return [];
  const found = await store.db
    .selectFrom("actorEntities")
    .innerJoin("identities", "identities.id", "actorEntities.identity")
    .select("identities.actor")
    .where("document", "=", seq)
    .where("entry", "=", entity.id)
    .execute();
  return found.map(({ actor }) => actor!);
}

/** @param id the number of the identity that stands for the actor */
export async function loadActor({ db }: Store, id: number): Promise<StoredActor> {
  const rows = await db.selectFrom("identities").selectAll().where("actor", "=", id).execute();
  const numbers = rows.map((row) => row.id);
  const identities = new Map(rows.map((row) => [row.id, identityFrom(row)]));
  const entities = await db
    .selectFrom("actorEntities as link")
    .innerJoin("entities", (join) =>
      join
        .onRef("entities.document", "=", "link.document")
        .onRef("entities.entry", "=", "link.entry"),
    )
    .innerJoin("documents", "documents.seq", "link.document")
    .select([
      "link.identity",
      "documents.key",
      "entities.entry",
      "entities.name",
      "entities.named",
      "entities.country",
      "entities.roles",
    ])
    .where("link.identity", "in", numbers)
    .orderBy("link.key", "desc")
    .limit(MOST_EVIDENCE)
    .execute();
  const met = entities.map(({ identity, key, entry, name, named, country, roles }) => ({
    document: key,
    identity: identities.get(identity)!,
    entity: {
      id: entry,
      name,
      named: named === 1,
      country,
      roles: (JSON.parse(roles) as string[]).map((text) => ({ text })),
    },
  }));
  const { count } = await db
    .selectFrom("actorEntities")
    // A key is one document's, and stands in the index: no row has to be looked at.
    .select(({ fn }) => fn.count<number>("key").distinct().as("count"))
    .where("identity", "in", numbers)
    .executeTakeFirstOrThrow();
  const actor = actorFrom(identities.get(id)!.key, met);
  return {
    ...actor,
    identities: [...identities.values()].sort((a, b) => order(a.key, b.key)),
    documentCount: Number(count),
    number: id,
    numbers,
  };
}
