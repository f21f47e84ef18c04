import { createRoute, z } from "@hono/zod-openapi";
import type { Actor } from "../merge/index.ts";
import { findStoredActors, type StoredActor } from "../store/actors/index.ts";
import { outlets, type RecordedProfile, recordedProfile, type Store } from "../store/index.ts";
import { actorFields, actorFilter, spanOfTime } from "./actors.ts";
import { mutable } from "./mutable.ts";
import { renderSources } from "./pages/sources.tsx";
import { problems } from "./problem-schema.ts";
import { asked, isUnchanged, sendPage, type ViewRoutes } from "./view-routes.ts";

/** More columns than these are too narrow to read. */
const MOST_SETS = 3;

/** Documents that are counted where nothing is said: two milliseconds of processor time each. */
export const COUNTED = 60;

const outlet = z.string().min(1).max(300);
const setFields = {
  name: actorFields.name.optional().openapi({
    description: "Statements of this actor alone, or made on its behalf: a name or a part of one.",
  }),
  kind: actorFields.kind,
  country: actorFields.country,
  from: spanOfTime.from,
  to: spanOfTime.to,
  d: z
    .preprocess(
      (given) => (given === undefined ? undefined : [given].flat()),
      z
        .array(z.string().regex(/^[0-9a-f]{20}$/, "give whole keys: 20 digits from 0 to f"))
        .max(100)
        .optional(),
    )
    .openapi({ description: "Only documents with these keys, one in each `d`." }),
  limit: z.coerce.number().int().min(1).max(1000).default(COUNTED).openapi({
    description: "How many documents are counted at most: those published last.",
  }),
};

/** Whose profile is asked for; of several outlets, one beside the other. */
export const profileQuery = z.object({
  ...setFields,
  outlet: z.preprocess(
    (given) => (given === undefined ? [] : [given].flat()),
    z.array(outlet).max(MOST_SETS, `choose ${MOST_SETS} outlets at most`),
  ),
  after: z.string().max(300).optional(),
});

export type ProfileQuery = z.infer<typeof profileQuery>;

export interface NamedProfile extends RecordedProfile {
  /** `null`: all outlets. */
  readonly outlet: string | null;
}

/** Profiles of one actor or everybody, one for each outlet; or those whom the name may mean. */
export interface FoundProfiles {
  readonly actor: Actor | null;
  readonly profiles: readonly NamedProfile[];
}

type SetQuery = Omit<ProfileQuery, "after">;

export async function findProfiles(
  store: Store,
  query: SetQuery,
): Promise<FoundProfiles | readonly Actor[]> {
  const { name, outlet, from, to, d, limit } = query;
  let actor: StoredActor | undefined;
  if (name !== undefined) {
    const found = await findStoredActors(store, name, actorFilter(query));
    if (found.length !== 1) return found;
    actor = found[0];
  }
  const profiles: NamedProfile[] = [];
  for (const one of outlet.length === 0 ? [undefined] : outlet) {
    const set = { outlet: one, from, to, documents: d, actor };
    profiles.push({ outlet: one ?? null, ...(await recordedProfile(store, set, limit)) });
  }
  return { actor: actor ?? null, profiles };
}

/** The view of who is quoted and how much, and its part of the API. */
export function addSources({ app, api, store, assets }: ViewRoutes): void {
  app.get("/sources", async (context) => {
    const query = asked(context, profileQuery);
    const { after, outlet, ...rest } = query;
    const isAsked =
      outlet.length > 0 ||
      new URL(context.req.url).searchParams.has("limit") ||
      [rest.name, rest.from, rest.to, rest.d].some((value) => value !== undefined);
    const found = isAsked ? await findProfiles(store, query) : null;
    const listed = isAsked ? [] : await outlets(store, after);
    return sendPage(context, renderSources({ assets, query, found, listed }));
  });
  api.openapi(profileRoute(), async (context) => {
    const { outlet, ...query } = context.req.valid("query");
    const asked = { ...query, outlet: outlet === undefined ? [] : [outlet] };
    const found = await findProfiles(store, asked);
    const body = mutable(
      "profiles" in found
        ? { choices: [], isMore: found.profiles[0]!.isMore, profile: found.profiles[0]!.profile }
        : { choices: found.map(shortOf), isMore: false, profile: null },
    );
    return isUnchanged(context, body) ? context.body(null, 304) : context.json(body, 200);
  });
  api.openapi(outletsRoute(), async (context) => {
    const names = await outlets(store, context.req.valid("query").after);
    return context.json({ outlets: names }, 200);
  });
}

function shortOf({ name, kind, country, documentCount }: Actor) {
  return { name, kind, country, documentCount };
}

function profileRoute() {
  return createRoute({
    method: "get",
    path: "/api/profile",
    summary: "Who is quoted in a set of documents, and how much",
    description:
      "Counts with 95% intervals (Wilson). Of a larger set the documents published last are counted, and `isMore` says so. Says nothing of anyone but how often they are quoted.",
    request: { query: z.object({ ...setFields, outlet: outlet.optional() }) },
    responses: {
      200: {
        description: "The profile, as `onrecord profile --json` prints it",
        content: {
          "application/json": {
            schema: z.object({
              profile: z
                .looseObject({ documents: z.number().int(), statements: z.number().int() })
                .nullable(),
              isMore: z.boolean(),
              choices: z
                .array(z.looseObject({ name: z.string() }))
                .openapi({ description: "Whom the name may mean, if several." }),
            }),
          },
        },
      },
      304: { description: "It is the one whose ETag was sent" },
      ...problems(400, 401),
    },
  });
}

function outletsRoute() {
  return createRoute({
    method: "get",
    path: "/api/outlets",
    summary: "The outlets of the documents, by name, 200 at once",
    request: {
      query: z.object({
        after: z.string().max(300).default("").openapi({ description: "The last of a list." }),
      }),
    },
    responses: {
      200: {
        description: "Their names, as documents have them",
        content: { "application/json": { schema: z.object({ outlets: z.array(z.string()) }) } },
      },
      ...problems(400, 401),
    },
  });
}
