import type { Kysely } from "kysely";
import { isMention } from "../../merge/decisions.ts";
import {
  type ActorKind,
  type Decision,
  decide,
  type Identity,
  joinIdentities,
  standingDecisions,
} from "../../merge/index.ts";
import { isAmong } from "../projections/rows.ts";
import type { Schema } from "../schema.ts";
import type { Store } from "../store.ts";
import type { IdentityRow } from "./tables.ts";

/**
 * Finds out anew who is one among those of these names, and, where decisions speak of them, among
 * all that decisions tie together, and enters it.
 *
 * @param mentions whether somebody was entered or removed whom one document has for itself
 */
export async function joinStored(
  db: Kysely<Schema>,
  store: Pick<Store, "dialect">,
  names: readonly string[],
  log: readonly Decision[],
  options: { readonly mentions: boolean },
): Promise<void> {
  const moved = new Map(await misjoined(db, store, names, log, options));
  // Most are new, and stand for themselves.
  const alone = [...moved].filter(([actor, [member, ...more]]) => member === actor && !more.length);
  if (alone.length > 0) {
    const members = alone.map(([actor]) => actor);
    await db
      .updateTable("identities")
      .set((set) => ({ actor: set.ref("id") }))
      .where(isAmong(store, "id", members))
      .execute();
    for (const actor of members) moved.delete(actor);
  }
  for (const [actor, members] of moved) {
    await db
      .updateTable("identities")
      .set({ actor })
      .where(isAmong(store, "id", members))
      .execute();
  }
}

/** Identities that are entered as another actor than they are: by the one who stands for them. */
export async function misjoined(
  db: Kysely<Schema>,
  store: Pick<Store, "dialect">,
  names: readonly string[],
  log: readonly Decision[],
  { mentions }: { readonly mentions: boolean },
): Promise<ReadonlyMap<number, readonly number[]>> {
  const tied = tiedBy(log);
  const byMention = mentions && tied.documents.size > 0;
  if (names.length === 0 && !byMention) return new Map();
  let { acronyms, all } = await namesTogether(db, store, names);
  const isDecided = byMention || [...all].some((name) => tied.names.has(name));
  if (isDecided) ({ acronyms, all } = await namesTogether(db, store, [...all, ...tied.names]));
  const rows = await identitiesOf(db, store, [...all], isDecided ? [...tied.documents] : []);
  const identities = rows.map(identityFrom);
  const rules = joinIdentities(identities, acronyms);
  const joined = isDecided ? decide(rules, identities, log) : rules;
  const ids = new Map(rows.map(({ key, id }) => [key, id]));
  const moved = new Map<number, number[]>();
  for (const { key, id, actor } of rows) {
    const label = ids.get(joined.get(key)!)!;
    if (label !== actor) moved.set(label, [...(moved.get(label) ?? []), id]);
  }
  return moved;
}

/** Of whom decisions speak, by name and by a mention in a document. */
export function tiedBy(log: readonly Decision[]) {
  const names = new Set<string>();
  const documents = new Set<string>();
  for (const decision of standingDecisions(log)) {
    for (const reference of decision.action === "merge" ? decision.actors : [decision.actor]) {
      if (isMention(reference)) documents.add(reference.document);
      else names.add(reference.name);
    }
  }
  return { names, documents };
}

/** The names, with those that an acronym of any document makes the same. */
async function namesTogether(
  db: Kysely<Schema>,
  store: Pick<Store, "dialect">,
  names: readonly string[],
) {
  const all = new Set(names);
  const acronyms = new Map<string, Set<string>>();
  let asked: readonly string[] = [...all];
  while (asked.length > 0) {
    const found = await db
      .selectFrom("acronyms")
      .select(["acronym", "name"])
      .distinct()
      .where((where) => where.or([isAmong(store, "acronym", asked), isAmong(store, "name", asked)]))
      .execute();
    const added: string[] = [];
    for (const { acronym, name } of found) {
      acronyms.set(acronym, (acronyms.get(acronym) ?? new Set()).add(name));
      for (const one of [acronym, name]) {
        if (all.has(one)) continue;
        all.add(one);
        added.push(one);
      }
    }
    asked = added;
  }
  return { acronyms, all };
}

async function identitiesOf(
  db: Kysely<Schema>,
  store: Pick<Store, "dialect">,
  names: readonly string[],
  documents: readonly string[],
): Promise<IdentityRow[]> {
  const shared =
    names.length === 0
      ? []
      : await db
          .selectFrom("identities")
          .selectAll()
          .where(isAmong(store, "name", names))
          .where("ownDocument", "is", null)
          .execute();
  if (documents.length === 0) return shared;
  const own = await db
    .selectFrom("identities")
    .selectAll()
    .where("ownDocument", "in", documents)
    .execute();
  return [...shared, ...own];
}

export function identityFrom(row: IdentityRow): Identity {
  const { key, kind, name, country, side, ownDocument, ownStart, ownEnd } = row;
  return {
    key,
    kind: kind as ActorKind | null,
    name,
    country,
    side: side as Identity["side"],
    own:
      ownDocument === null ? null : { document: ownDocument, span: [ownStart ?? 0, ownEnd ?? 0] },
  };
}
