import type { Entity, SpanPair } from "../document/index.ts";
import { type Decision, decide, mentionsDecided } from "./decisions.ts";
import {
  type ActorKind,
  acronymsOf,
  type Identity,
  identityOf,
  isActor,
  isMentionedAt,
  type KeyedRecord,
} from "./identity.ts";
import { joinIdentities } from "./join.ts";

/** Something that documents say of an actor, and the keys of those that do, sorted. */
export interface Evidence {
  readonly text: string;
  readonly documents: readonly string[];
}

/** Who is one over all documents, with what shows it. */
export interface Actor {
  /** Holds for these documents and decisions only: decisions and links go by name or mention. */
  readonly id: string;
  readonly kind: ActorKind | null;
  /** The name that most documents give; of these the longest. */
  readonly name: string;
  /** `false` where no document names it. */
  readonly named: boolean;
  /** `null` also where documents say different ones. */
  readonly country: string | null;
  /** Those that most documents give come first. */
  readonly names: readonly Evidence[];
  readonly roles: readonly Evidence[];
  readonly countries: readonly Evidence[];
  /** Keys of documents, sorted; of a record those read last, where they are very many. */
  readonly documents: readonly string[];
  readonly documentCount: number;
  readonly entities: readonly { readonly document: string; readonly entity: string }[];
  readonly identities: readonly Identity[];
}

export interface Actors {
  /** By name, kind and id. */
  readonly actors: readonly Actor[];
  /** Whose entity of a document this is; `null` for places and documents. */
  readonly actorOf: (document: string, entity: string | null) => Actor | null;
  /** Who is mentioned at a span of a document; its key may be cut short where it is clear. */
  readonly actorAt: (document: string, span: SpanPair) => Actor | null;
}

/**
 * The actors of a set of documents: the same in whatever order these come.
 *
 * @param log what people have decided, in its order
 */
export function gatherActors(
  documents: Iterable<KeyedRecord>,
  log: readonly Decision[] = [],
): Actors {
  const identities = new Map<string, Identity>();
  const acronyms = new Map<string, Set<string>>();
  const met: (Met & { readonly entity: Entity })[] = [];
  for (const { key, record } of documents) {
    const decided = mentionsDecided(log, key);
    for (const entity of record.entities) {
      if (!isActor(entity)) continue;
      const identity = identityOf(key, entity, decided);
      identities.set(identity.key, identity);
      met.push({ document: key, entity, identity });
      for (const acronym of acronymsOf(record, entity)) {
        acronyms.set(acronym, (acronyms.get(acronym) ?? new Set()).add(identity.name));
      }
    }
  }
  const all = [...identities.values()];
  const labels = decide(joinIdentities(all, acronyms), all, log);
  const byLabel = new Map<string, Met[]>();
  for (const one of met) {
    const label = labels.get(one.identity.key)!;
    const group = byLabel.get(label);
    if (group === undefined) byLabel.set(label, [one]);
    else group.push(one);
  }
  const actors = [...byLabel].map(([label, group]) => actorFrom(label, group)).sort(byName);
  const owners = new Map<string, Actor>();
  for (const actor of actors) {
    for (const { document, entity } of actor.entities) owners.set(`${document} ${entity}`, actor);
  }
  const actorOf = (document: string, entity: string | null) =>
    owners.get(`${document} ${entity}`) ?? null;
  return {
    actors,
    actorOf,
    actorAt(document, span) {
      const there = met.filter((one) => one.document.startsWith(document));
      if (new Set(there.map((one) => one.document)).size !== 1) return null;
      const mentioned = there.find(({ entity }) => isMentionedAt(entity, span));
      return mentioned === undefined ? null : actorOf(mentioned.document, mentioned.entity.id);
    },
  };
}

/** An entity of a document, and who it is. */
export interface Met {
  readonly document: string;
  readonly entity: Pick<Entity, "id" | "name" | "named" | "country"> & {
    readonly roles: readonly { readonly text: string }[];
  };
  readonly identity: Identity;
}

/** The actor that all of these are. */
export function actorFrom(id: string, group: readonly Met[]): Actor {
  const names = evidence(group, ({ entity }) => [entity.name]).sort(
    (a, b) => b.documents.length - a.documents.length || nameRank(b.text) - nameRank(a.text),
  );
  const countries = evidence(group, ({ entity }) => (entity.country ? [entity.country] : []));
  const kinds = evidence(group, ({ identity }) => (identity.kind ? [identity.kind] : []));
  const identities = new Map(group.map(({ identity }) => [identity.key, identity]));
  const documents = [...new Set(group.map(({ document }) => document))].sort();
  return {
    id,
    kind: (kinds[0]?.text as ActorKind | undefined) ?? null,
    name: names[0]!.text,
    named: group.some(({ entity }) => entity.named),
    country: countries.length === 1 ? countries[0]!.text : null,
    names,
    roles: evidence(group, ({ entity }) => entity.roles.map(({ text }) => text)),
    countries,
    documents,
    documentCount: documents.length,
    entities: group
      .map(({ document, entity }) => ({ document, entity: entity.id }))
      .sort((a, b) => order(a.document, b.document) || order(a.entity, b.entity)),
    identities: [...identities.values()].sort((a, b) => order(a.key, b.key)),
  };
}

/** What is told of a group, by the number of documents that tell it, then by the alphabet. */
function evidence(group: readonly Met[], tell: (met: Met) => readonly string[]): Evidence[] {
  const told = new Map<string, Set<string>>();
  for (const met of group) {
    for (const text of tell(met)) {
      told.set(text, (told.get(text) ?? new Set()).add(met.document));
    }
  }
  return [...told]
    .map(([text, documents]) => ({ text, documents: [...documents].sort() }))
    .sort((a, b) => b.documents.length - a.documents.length || order(a.text, b.text));
}

/** Of names that equally many documents give: the longer one, but not one in capitals. */
function nameRank(name: string): number {
  return /\p{Ll}/u.test(name) ? name.length : 0;
}

function byName(a: Actor, b: Actor): number {
  return order(a.name, b.name) || order(a.kind ?? "", b.kind ?? "") || order(a.id, b.id);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
