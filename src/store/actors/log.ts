import type { Kysely } from "kysely";
import type { ActorReference, Decision } from "../../merge/index.ts";
import type { Schema } from "../schema.ts";
import type { ActorDecisionRow } from "./tables.ts";

/** What people decided on who is who, in the order they did. */
export async function actorLog(db: Kysely<Schema>): Promise<Decision[]> {
  const rows = await db.selectFrom("actorDecisions").selectAll().orderBy("id").execute();
  return rows.map(decisionOf);
}

function decisionOf({ action, actors, undoes, ...told }: ActorDecisionRow): Decision {
  const references = JSON.parse(actors) as [ActorReference, ...ActorReference[]];
  if (action === "merge") return { action, actors: references, ...told };
  if (action === "split") return { action, actor: references[0], ...told };
  return { action, undoes: undoes!, ...told };
}
