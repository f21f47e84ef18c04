import type { Kysely } from "kysely";
import { isMention } from "../../merge/decisions.ts";
import type { ActorReference, Decision, Merge, Split, Undo } from "../../merge/index.ts";
import { wordsShown } from "../protections.ts";
import type { Schema } from "../schema.ts";
import type { ActorDecisionRow } from "./tables.ts";

/** What people decided on who is who, in the order they did. */
export async function actorLog(db: Kysely<Schema>): Promise<Decision[]> {
  const rows = await db.selectFrom("actorDecisions").selectAll().orderBy("id").execute();
  return rows.map(decisionOf);
}

/** Whom a decision is about, as it may be shown now; `null`: nobody who is shown any more. */
export type ShownReference = ActorReference | null;

/** A decision as it may be shown. */
export interface ShownDecision {
  readonly id: number;
  readonly action: Decision["action"];
  readonly actors: readonly ShownReference[];
  readonly undoes: number | null;
  readonly by: string;
  readonly at: string;
  readonly why: string;
}

/**
 * The log as it may be shown: without names that are protected, in reasons too; without names that
 * nobody on the record has any more, since they may have been protected after the decision, and
 * without keys of documents that are not there.
 */
export async function shownLog(db: Kysely<Schema>): Promise<ShownDecision[]> {
  const log = await actorLog(db);
  const words = await wordsShown(db);
  const shown: ShownDecision[] = [];
  for (const decision of log) {
    const { id, action, by, at, why } = decision;
    const actors: ShownReference[] = [];
    for (const reference of referencesOf(decision)) {
      const isNameHidden = !isMention(reference) && words(reference.name) !== reference.name;
      actors.push(!isNameHidden && (await isShown(db, reference)) ? reference : null);
    }
    const undoes = decision.action === "undo" ? decision.undoes : null;
    shown.push({ id, action, actors, undoes, by: words(by), at, why: words(why) });
  }
  return shown;
}

async function isShown(db: Kysely<Schema>, reference: ActorReference): Promise<boolean> {
  const found = isMention(reference)
    ? await db
        .selectFrom("documents")
        .select("seq")
        .where("key", "=", reference.document)
        .executeTakeFirst()
    : await db
        .selectFrom("identities")
        .select("id")
        .where("name", "=", reference.name)
        .executeTakeFirst();
  return found !== undefined;
}

/** Whom a decision speaks of: nobody but another decision, for an undo. */
export function referencesOf(
  decision: Omit<Merge, "id"> | Omit<Split, "id"> | Omit<Undo, "id">,
): readonly ActorReference[] {
  if (decision.action === "undo") return [];
  return decision.action === "merge" ? decision.actors : [decision.actor];
}

function decisionOf({ action, actors, undoes, ...told }: ActorDecisionRow): Decision {
  const references = JSON.parse(actors) as [ActorReference, ...ActorReference[]];
  if (action === "merge") return { action, actors: references, ...told };
  if (action === "split") return { action, actor: references[0], ...told };
  return { action, undoes: undoes!, ...told };
}
