import type { Kysely } from "kysely";
import { isMention } from "../../merge/decisions.ts";
import { isActor, isMentionedAt } from "../../merge/identity.ts";
import {
  type ActorKind,
  type ActorReference,
  checkDecision,
  type Decision,
  type Found,
  identityOf,
  type MentionReference,
  type Merge,
  type Split,
  type Undo,
} from "../../merge/index.ts";
import { project } from "../project.ts";
import type { Schema } from "../schema.ts";
import { shownRecord } from "../shown.ts";
import type { Store } from "../store.ts";
import { joinStored } from "./join-stored.ts";
import { actorLog, referencesOf } from "./log.ts";

/** A decision before it has its place in the log. */
export type NewDecision = Omit<Merge, "id"> | Omit<Split, "id"> | Omit<Undo, "id">;

/**
 * Enters what a person decided on who is who, and makes it so, in one transaction.
 *
 * @throws OnRecordError "bad-decision" where it cannot be or changes nothing
 */
export async function decideStored(store: Store, decision: NewDecision): Promise<Decision> {
  return store.db.transaction().execute(async (db) => {
    const log = await actorLog(db);
    const found: Found[][] = [];
    for (const reference of referencesOf(decision)) found.push(await findReferred(db, reference));
    const entered = { ...decision, id: (log.at(-1)?.id ?? 0) + 1 } as Decision;
    checkDecision(entered, found, log);
    const { action, by, at, why } = decision;
    const { id } = await db
      .insertInto("actorDecisions")
      .values({
        action,
        actors: JSON.stringify(referencesOf(decision)),
        undoes: action === "undo" ? decision.undoes : null,
        by,
        at,
        why,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const undone = log.find((one) => action === "undo" && one.id === decision.undoes);
    await apply(store, db, referencesOf(undone ?? decision));
    return { ...entered, id };
  });
}

/** Entities that a decision takes out of their documents' reading are entered anew. */
async function apply(store: Store, db: Kysely<Schema>, references: readonly ActorReference[]) {
  const mentioned = references.filter(isMention).map(({ document }) => document);
  for (const key of [...new Set(mentioned)].sort()) {
    const row = await db
      .selectFrom("documents")
      .select(["seq", "latest"])
      .where("key", "=", key)
      .executeTakeFirst();
    if (row?.latest === 1) await project(store, db, row.seq);
  }
  const names = references.flatMap((reference) => (isMention(reference) ? [] : [reference.name]));
  await joinStored(db, store, names, await actorLog(db), { mentions: mentioned.length > 0 });
}

/** Whom a reference means now. */
async function findReferred(db: Kysely<Schema>, reference: ActorReference): Promise<Found[]> {
  if (isMention(reference)) return findMentioned(db, reference);
  const rows = await namedIdentities(db, reference);
  return Promise.all(rows.map(({ actor, kind, entities }) => foundAs(db, actor, kind, entities)));
}

async function foundAs(
  db: Kysely<Schema>,
  actor: number,
  kind: string | null,
  entities: number,
): Promise<Found> {
  const { ofActor } = await db
    .selectFrom("actorEntities")
    .innerJoin("identities", "identities.id", "actorEntities.identity")
    .select(({ fn }) => fn.countAll<number>().as("ofActor"))
    .where("identities.actor", "=", actor)
    .executeTakeFirstOrThrow();
  const ofThese = { entities, ofActor: Number(ofActor) };
  return { actor: String(actor), kind: kind as ActorKind | null, ...ofThese };
}

async function namedIdentities(
  db: Kysely<Schema>,
  { kind, name, country }: Exclude<ActorReference, { document: string }>,
) {
  const kinds = kind === "organisation" || kind === "outlet" ? ["organisation", "outlet"] : [kind];
  const rows = await db
    .selectFrom("identities")
    .innerJoin("actorEntities", "actorEntities.identity", "identities.id")
    .select(({ fn }) => ["actor", "kind", fn.countAll<number>().as("entities")])
    .where("name", "=", name)
    .where("kind", "in", kinds)
    .where("country", country === null ? "is" : "=", country)
    .where("ownDocument", "is", null)
    .groupBy(["actor", "kind"])
    .execute();
  return rows.map((row) => ({ ...row, actor: row.actor!, entities: Number(row.entities) }));
}

async function findMentioned(
  db: Kysely<Schema>,
  { document, span }: MentionReference,
): Promise<Found[]> {
  const row = await db
    .selectFrom("documents")
    .select("seq")
    .where("key", "=", document)
    .executeTakeFirst();
  if (row === undefined) return [];
  const shown = await shownRecord(db, row.seq);
  const entity = shown.entities.find((one) => isActor(one) && isMentionedAt(one, span));
  if (entity === undefined) return [];
  const there = await db
    .selectFrom("actorEntities")
    .innerJoin("identities", "identities.id", "actorEntities.identity")
    .select(["actor", "kind"])
    .where("document", "=", row.seq)
    .where("entry", "=", entity.id)
    .executeTakeFirst();
  if (there !== undefined) return [await foundAs(db, there.actor!, there.kind, 1)];
  // Who neither speaks nor acts is entered once a person decides on them.
  const { kind, key } = identityOf(document, entity);
  return [{ actor: key, kind, entities: 1, ofActor: 1 }];
}
