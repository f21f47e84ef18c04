import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { OnRecordError } from "../document/index.ts";
import {
  type Actor,
  type ActorReference,
  foldName,
  type Identity,
  referenceTo,
  type Suggestion,
  suggestMerges,
} from "../merge/index.ts";
import {
  decideStored,
  findStoredActors,
  type NewDecision,
  type StoredActor,
  shownLog,
} from "../store/actors/index.ts";
import { openDocument, type Store } from "../store/index.ts";
import { actorOf } from "./actors.ts";
import { withoutOptions } from "./corrections.ts";
import { mutable } from "./mutable.ts";
import { ProblemError, problem } from "./problem.ts";
import { problems } from "./problem-schema.ts";
import { signatureFields } from "./signature.ts";

const named = z
  .strictObject({
    name: z
      .string()
      .max(200)
      .regex(/[\p{L}\p{N}]/u, "give a name")
      .openapi({ description: "A name, or `KEY#10-27`: whoever is mentioned there." }),
    kind: z.enum(["person", "state", "organisation", "outlet"]).optional(),
    country: z
      .string()
      .regex(/^[A-Za-z]{3}$/, "give a code of three letters")
      .optional(),
  })
  .openapi("NamedActor");

export type NamedActor = z.infer<typeof named>;

const decisionRequest = z
  .discriminatedUnion("action", [
    z.strictObject({
      action: z.literal("merge"),
      actors: z.array(named).min(2).max(20),
      ...signatureFields,
    }),
    z.strictObject({ action: z.literal("split"), actor: named, ...signatureFields }),
    z.strictObject({
      action: z.literal("undo"),
      undoes: z.number().int().min(1),
      ...signatureFields,
    }),
  ])
  .openapi("DecisionRequest");

const decision = z
  .looseObject({
    id: z.number().int(),
    action: z.enum(["merge", "split", "undo"]),
    by: z.string(),
    at: z.string(),
    why: z.string(),
  })
  .openapi("Decision");

const actor = z.looseObject({ name: z.string() });

const suggestRoute = createRoute({
  method: "get",
  path: "/api/decisions/suggestions",
  summary: "Who may be the same as an actor, for a person to decide",
  description: "Nothing is joined by it. Those are looked at who share a name or a surname.",
  request: { query: named },
  responses: {
    200: {
      description: "With why; or those whom the name may mean",
      content: {
        "application/json": {
          schema: z.object({
            actor: actor.nullable(),
            choices: z.array(actor),
            suggestions: z.array(z.object({ why: z.string(), actors: z.array(actor) })),
          }),
        },
      },
    },
    ...problems(400, 401, 404),
  },
});

const logRoute = createRoute({
  method: "get",
  path: "/api/decisions",
  summary: "What people decided on who is who, oldest first",
  responses: {
    200: {
      description: "All, those that are undone among them",
      content: { "application/json": { schema: z.object({ decisions: z.array(decision) }) } },
    },
    ...problems(401),
  },
});

const decideRoute = createRoute({
  method: "post",
  path: "/api/decisions",
  summary: "Decide that actors are one, or that one is not who they were taken for",
  request: {
    body: { required: true, content: { "application/json": { schema: decisionRequest } } },
  },
  responses: {
    201: { description: "The decision", content: { "application/json": { schema: decision } } },
    ...problems(400, 401, 403, 404, 415),
  },
});

/** Deciding who is who over HTTP. */
export function addPeopleRoutes(api: OpenAPIHono, store: Store): void {
  api.openapi(suggestRoute, async (context) => {
    const found = await findStoredActors(store, ...wanted(context.req.valid("query")));
    const [first] = found;
    if (first === undefined || found.length > 1) {
      return context.json({ actor: null, choices: found.map(actorOf), suggestions: [] }, 200);
    }
    const suggestions = (await suggestionsFor(store, first)).map(({ why, actors }) => ({
      why,
      actors: actors.map(actorOf),
    }));
    return context.json({ actor: actorOf(first), choices: [], suggestions }, 200);
  });
  api.openapi(logRoute, async (context) => {
    const decisions = (await shownLog(store.db)).map((one) => mutable(one) as Decision);
    context.header("cache-control", "private, no-store");
    return context.json({ decisions }, 200);
  });
  api.openapi(decideRoute, async (context) => {
    const asked = context.req.valid("json");
    const { by, why } = asked;
    const made =
      asked.action === "merge"
        ? await merge(store, asked.actors, { by, why })
        : asked.action === "split"
          ? await split(store, asked.actor, { by, why })
          : await undo(store, asked.undoes, { by, why });
    return context.json({ ...made } as Decision, 201);
  });
}

type Decision = z.infer<typeof decision>;

interface Signature {
  readonly by: string;
  readonly why: string;
}

/** @throws ProblemError where a name means nobody or several, or that cannot be */
export async function merge(store: Store, actors: readonly NamedActor[], signature: Signature) {
  const references = new Map<string, ActorReference>();
  for (const [i, one] of actors.entries()) {
    const { identities } = await theOne(store, one, `actors.${i}`);
    for (const identity of identities) {
      const reference = referenceTo(identity);
      references.set(JSON.stringify(reference), reference);
    }
  }
  const all = [...references.values()] as [ActorReference, ...ActorReference[]];
  return decide(store, { action: "merge", actors: all, ...stamped(signature) });
}

/**
 * @param identity key of the one that leaves; else the one of that name, or mentioned there
 * @throws ProblemError as `merge`
 */
export async function split(
  store: Store,
  who: NamedActor,
  signature: Signature,
  identity?: string,
) {
  const { identities } = await theOne(store, who, "actor");
  const meant = identities.find((one) =>
    identity === undefined ? isMeant(one, who.name) : one.key === identity,
  );
  const actor = referenceTo(meant ?? identities[0]!);
  return decide(store, { action: "split", actor, ...stamped(signature) });
}

function isMeant({ name, own }: Identity, given: string): boolean {
  if (name === foldName(given)) return true;
  const [key, place] = given.split("#");
  return own !== null && place === own.span.join("-") && own.document.startsWith(key!);
}

export async function undo(store: Store, undoes: number, signature: Signature) {
  return decide(store, { action: "undo", undoes, ...stamped(signature) });
}

function stamped({ by, why }: Signature) {
  return { by, why, at: new Date().toISOString() };
}

async function decide(store: Store, decision: NewDecision) {
  try {
    return await decideStored(store, decision);
  } catch (error) {
    if (!(error instanceof OnRecordError) || error.code !== "bad-decision") throw error;
    throw new ProblemError(problem(400, withoutOptions(error.message)));
  }
}

async function theOne(store: Store, who: NamedActor, field: string): Promise<StoredActor> {
  const found = await findStoredActors(store, ...wanted(who));
  if (found.length === 1) return found[0]!;
  if (found.length === 0) {
    throw new ProblemError(problem(404, `${field}: nobody on this record is called that.`, field));
  }
  const several = `${field}: the name may mean ${found.length} of this record. Give kind and country, or a place where the one is mentioned.`;
  throw new ProblemError({
    ...problem(400, several, field),
    more: { choices: found.map(actorOf) },
  });
}

function wanted({ name, kind, country }: NamedActor) {
  const filter = {
    ...(kind !== undefined && { kind }),
    ...(country !== undefined && { country: country.toUpperCase() }),
  };
  return [name, filter] as const;
}

/** By how many of their names those are looked for who may be the same. */
const MOST_NAMES = 4;

/** Who may be the same as an actor: of those who share a name or the last word of one. */
export async function suggestionsFor(store: Store, actor: StoredActor): Promise<Suggestion[]> {
  const names = actor.names.slice(0, MOST_NAMES).map(({ text }) => text);
  const last = names.map((name) => foldName(name).split(" ").at(-1)!);
  const found = new Map<number, StoredActor>([[actor.number, actor]]);
  for (const name of new Set([...names, ...last])) {
    if (name.startsWith("[")) continue;
    for (const other of await findStoredActors(store, name)) {
      if (!found.has(other.number)) found.set(other.number, other);
    }
  }
  const actors = [...found.values()];
  return suggestMerges({ actors }).filter((one) => one.actors.includes(actor));
}

/** A place where an actor is mentioned, which means this one and no other. */
export async function mentionOf(store: Store, actor: Actor): Promise<string | null> {
  for (const { document, entity } of actor.entities.slice(0, 5)) {
    const { shown } = await openDocument(store, document);
    const [span] = shown.entities.find(({ id }) => id === entity)?.mentions ?? [];
    if (span !== undefined) return `${document}#${span.join("-")}`;
  }
  return null;
}
