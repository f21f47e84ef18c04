import { z } from "@hono/zod-openapi";
import type { Actor } from "../merge/index.ts";
import {
  actorStatements,
  findStoredActors,
  type TimelineCursor,
  timelinePage,
} from "../store/actors/index.ts";
import type { Store } from "../store/index.ts";
import {
  type ActorFilter,
  type Matter,
  mattersOf,
  type Statement,
  type TimelineEntry,
} from "../who/index.ts";
import { mutable } from "./mutable.ts";

const day = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, "write a date as 2031, 2031-03 or 2031-03-11");

const KINDS = ["person", "state", "organisation", "outlet"] as const;

/** Whom a name means. */
export const actorFields = {
  name: z
    .string()
    .max(200)
    .regex(/[\p{L}\p{N}]/u, "give a name, or a part of one")
    .openapi({ description: "A name, a part of one, or `KEY#10-27`: whoever is mentioned there." }),
  kind: z.enum(KINDS).optional(),
  country: z
    .string()
    .regex(/^[A-Za-z]{3}$/, "give a code of three letters")
    .optional(),
};

export const spanOfTime = {
  from: day.optional().openapi({ description: "On that day or later." }),
  to: day.optional().openapi({ description: "On that day or earlier." }),
  limit: z.coerce.number().int().min(1).max(200).default(100),
};

/** Whose statements are asked for. */
export const whoQuery = z.object({
  ...actorFields,
  ...spanOfTime,
  cursor: z
    .string()
    .regex(/^\d{1,16}$/, 'give the "next" of a list, as it was')
    .optional(),
});

export type WhoQuery = z.infer<typeof whoQuery>;

/** Which days are asked for, of everybody or of one. */
export const timelineQuery = z.object({
  ...actorFields,
  name: actorFields.name.optional(),
  ...spanOfTime,
  cursor: z
    .string()
    .regex(/^-?\d{1,16}(\.-?\d{1,16}){2}$/, 'give the "next" of a list, as it was')
    .optional(),
});

export type TimelineQuery = z.infer<typeof timelineQuery>;

interface FoundStatements {
  readonly actor: Actor;
  /** In order of time. */
  readonly statements: readonly Statement[];
  readonly matters: readonly Matter[];
  readonly next: number | null;
}

/** Statements by matter, of whom the name means; those it may mean where that is not one. */
export async function findWho(
  store: Store,
  query: WhoQuery,
): Promise<FoundStatements | readonly Actor[]> {
  const { name, from, to, limit, cursor } = query;
  const found = await findStoredActors(store, name, actorFilter(query));
  const [actor] = found;
  if (actor === undefined || found.length > 1) return found;
  const after = cursor === undefined ? undefined : Number(cursor);
  const { statements, next } = await actorStatements(store, actor, { after, from, to, limit });
  return { actor, statements, matters: mattersOf(statements), next };
}

export async function findTimeline(
  store: Store,
  query: TimelineQuery,
): Promise<
  { actor: Actor | null; entries: readonly TimelineEntry[]; next: string | null } | readonly Actor[]
> {
  const { name, from, to, limit, cursor } = query;
  const found = name === undefined ? [] : await findStoredActors(store, name, actorFilter(query));
  const [actor] = found;
  if (name !== undefined && (actor === undefined || found.length > 1)) return found;
  const after = cursor === undefined ? undefined : parseCursor(cursor);
  const { entries, next } = await timelinePage(store, { actor, from, to, limit, after });
  return { actor: actor ?? null, entries, next: next === null ? null : formatCursor(next) };
}

function parseCursor(text: string): TimelineCursor {
  const [said, done, published] = text.split(".").map(Number) as [number, number, number];
  return { said, done, published };
}

function formatCursor({ said, done, published }: TimelineCursor): string {
  return [said, done, published].join(".");
}

export function actorFilter({ kind, country }: Pick<WhoQuery, "kind" | "country">): ActorFilter {
  return {
    ...(kind !== undefined && { kind }),
    ...(country !== undefined && { country: country.toUpperCase() }),
  };
}

/** An actor without what holds for the record's inside only. */
export function actorOf({
  name,
  kind,
  country,
  names,
  roles,
  countries,
  documents,
  documentCount,
}: Actor) {
  return mutable({ name, kind, country, names, roles, countries, documents, documentCount });
}
