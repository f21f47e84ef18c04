import organisations from "../../data/organisations.json" with { type: "json" };
import { endsOutletName, isOrganisation } from "../actors/lexicon.ts";
import type { DocumentRecord, Entity, SpanPair } from "../document/index.ts";
import { foldName, foldPerson, isFullName } from "./fold-name.ts";

export type ActorKind = "person" | "state" | "organisation" | "outlet";

/** Where a person's role puts them: who is seen on one side may not be who is on the other. */
export type Side = "state" | "society";

/**
 * What one document alone says of who an entity is. Entities with equal identities are one actor;
 * which identities are one actor is decided over all documents (`joinIdentities`), so that an
 * identity never changes when documents are added.
 */
export interface Identity {
  /** Of all that is below, so that equal identities have equal keys. */
  readonly key: string;
  /** `null`: a group, or of a kind that could not be told. */
  readonly kind: ActorKind | null;
  /** As `foldName` folds it; of a state with a code, the code in lower case. */
  readonly name: string;
  readonly country: string | null;
  readonly side: Side | null;
  /** Where it is nobody beyond its document, that document and its first mention there. */
  readonly own: { readonly document: string; readonly span: SpanPair } | null;
}

/** A record, and the key of its document among all. */
export interface KeyedRecord {
  readonly key: string;
  readonly record: DocumentRecord;
}

/**
 * The identity of an entity of a document.
 *
 * Shared among documents are states by their codes, persons by full names, and organisations and
 * outlets by names that are not only those of an office ("the Foreign Ministry" of which country is
 * not known stays in its document). Groups, the unnamed, and who has only a surname or initials
 * are never shared.
 *
 * @param decided the mentions of the document that a person has decided on by themselves
 */
export function identityOf(
  document: string,
  entity: Entity,
  decided: readonly SpanPair[] = [],
): Identity {
  const apart = decided.find((span) => isMentionedAt(entity, span));
  const kind = actorKind(entity);
  const name = nameIn(entity, kind);
  const { country } = entity;
  const shared =
    apart === undefined && kind !== null && isName(entity) && isTelling(kind, name, country);
  const identity = {
    kind,
    name,
    country,
    side: kind === "person" ? sideOf(entity) : null,
    own: shared ? null : { document, span: apart ?? entity.mentions[0] ?? NOWHERE },
  };
  return { ...identity, key: keyOf(identity) };
}

/** A label in brackets stands for a name that is protected, and links nothing. */
function isName({ named, name }: Entity): boolean {
  return named && !name.startsWith("[");
}

const NOWHERE: SpanPair = [0, 0];

/** Whether a mention of the entity shares words with the span: a later reading may cut it otherwise. */
export function isMentionedAt({ mentions }: Entity, [start, end]: SpanPair): boolean {
  return mentions.some((mention) => mention[0] < end && start < mention[1]);
}

const ACTOR_KINDS: ReadonlySet<string | null> = new Set<ActorKind>([
  "person",
  "state",
  "organisation",
  "outlet",
]);

function actorKind({ kind }: Entity): ActorKind | null {
  return ACTOR_KINDS.has(kind) ? (kind as ActorKind) : null;
}

/** Whether somebody is an actor at all: places and documents are what one speaks of. */
export function isActor({ kind }: Entity): boolean {
  return kind !== "place" && kind !== "document";
}

function nameIn({ name, country }: Entity, kind: ActorKind | null): string {
  if (kind === "person") return foldPerson(name);
  if (kind === "state" && country !== null) return country.toLowerCase();
  const folded = foldName(name);
  return kind === "organisation" || kind === "outlet"
    ? (KNOWN_NAMES.get(folded) ?? folded)
    : folded;
}

/** Names of organisations that are known everywhere: "un" → "united nations". */
const KNOWN_NAMES: ReadonlyMap<string, string> = new Map(
  organisations.flatMap(({ name, aliases = [] }) =>
    [name, ...aliases].map((known) => [foldName(known), foldName(name)] as const),
  ),
);

function isTelling(kind: ActorKind, name: string, country: string | null): boolean {
  if (name.length < 2) return false;
  if (kind === "person") return isFullName(name);
  if (kind === "state" || country !== null || KNOWN_NAMES.has(name)) return true;
  return kind === "outlet" ? !endsOutletName(name) : !isOffice(name);
}

/**
 * Whether a name is that of an office which every country has: "foreign ministry", "supreme court",
 * "harbour service", "department of justice", whatever its business is; or one common noun alone.
 */
function isOffice(name: string): boolean {
  const head = name
    .split(/ (?:of|for) /)[0]!
    .split(" ")
    .at(-1)!;
  return OFFICES.has(head) || isOrganisation(name);
}

/** Organisations of which every country has one, by the head of their names. */
const OFFICES: ReadonlySet<string> = new Set(
  (
    "ministry council department court service office commission government administration " +
    "parliament senate congress assembly authority police army navy cabinet tribunal legislature " +
    "bureau treasury embassy prosecution presidency gendarmerie opposition delegation"
  ).split(" "),
);

// Sectors of PLOVER that one is hardly seen in at once: who serves a state, and who works with their
// hands or fights it. Others say nothing: businesspeople and doctors stand for office, ministers are
// somebody's rival or father. When every difference between "serves or seeks an office" and "does
// not" counted, it split 12 of 3397 names of PolNeAR train, 11 of them wrongly.
const STATE = new Set(["GOV", "MIL", "COP", "SPY", "LEG"]);
const SOCIETY = new Set(["AGR", "LAB", "REF", "CRM", "UAF", "REB", "PRM"]);

function sideOf({ sector }: Entity): Side | null {
  if (sector === null) return null;
  return STATE.has(sector) ? "state" : SOCIETY.has(sector) ? "society" : null;
}

function keyOf({ kind, name, country, side, own }: Omit<Identity, "key">): string {
  const place = own === null ? "" : `${own.document}#${own.span[0]}-${own.span[1]}`;
  return [kind ?? "", name, country ?? "", side ?? "", place].join("|");
}

/**
 * The other names under which a document introduces an organisation: "NSCB" where it says "North
 * Sea Cod Board (NSCB)". Folded, in text order.
 */
export function acronymsOf(record: DocumentRecord, entity: Entity): string[] {
  if (!entity.named || (entity.kind !== "organisation" && entity.kind !== "outlet")) return [];
  if (!foldName(entity.name).includes(" ")) return [];
  const written = entity.mentions.map((span) => record.text.slice(...span));
  return [...new Set(written.filter((words) => ACRONYM.test(words)).map(foldName))];
}

const ACRONYM = /^\p{Lu}[\p{Lu}.&-]{1,9}$/u;
