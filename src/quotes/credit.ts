import type { Attribution, DocumentRecord, EntityKind } from "../document/index.ts";

/** Whom words are credited to, as far as it is known. */
export interface Party {
  readonly name: string;
  /** `false` where `name` is a description: "a diplomat". */
  readonly named: boolean;
  /** `null` is unknown. */
  readonly kind: EntityKind | null;
  /** Name of whom it speaks for. */
  readonly onBehalfOf: string | null;
  readonly country: string | null;
}

/** `unknown` where one of them is not named, or may speak for the other. */
export type SameParty = "same" | "other" | "unknown";

/** The source of a statement; `null` where the text does not settle who it is. */
export function partyOf({ entities }: DocumentRecord, statement: Attribution): Party | null {
  const entity = entities.find(({ id }) => id === statement.sourceEntity);
  if (entity === undefined) return null;
  const behalf = entities.find(({ id }) => id === statement.onBehalfOf);
  const { name, named, kind, country } = entity;
  return { name, named, kind, country, onBehalfOf: behalf?.name ?? null };
}

/** A party of which only the name is known. */
export function namedParty(name: string): Party {
  return { name, named: true, kind: null, onBehalfOf: null, country: null };
}

/** Whether words credited to the one and to the other are credited to the same. */
export function compareParties(a: Party | null, b: Party | null): SameParty {
  if (a === null || b === null || !a.named || !b.named) return "unknown";
  const names = [a.name, a.onBehalfOf].flatMap((name) => (name === null ? [] : [name]));
  const others = [b.name, b.onBehalfOf].flatMap((name) => (name === null ? [] : [name]));
  if (names.some((name) => others.some((other) => areOneName(name, other)))) return "same";
  return mayBeRelated(a, b) ? "unknown" : "other";
}

/** The word of a name by which it is told from others: "tarrade". */
export function lastName({ name }: Party): string {
  return nameWords(name).at(-1) ?? name;
}

/** A person may speak for an organisation or a state, and an organisation for a state. */
function mayBeRelated(a: Party, b: Party): boolean {
  const [kind, other] = [a.kind ?? b.kind, b.kind ?? a.kind];
  if (kind === "person" && other === "person") return false;
  if (shareStem(a, b)) return true;
  if (kind === other) return kind !== "state" && kind !== "organisation";
  return a.country === null || b.country === null || a.country === b.country;
}

/** "Orvania" and "the Orvanian Foreign Ministry". */
function shareStem(a: Party, b: Party): boolean {
  const stems = (party: Party) =>
    nameWords(`${party.name} ${party.onBehalfOf ?? ""}`).map((word) => word.slice(0, STEM));
  const others = new Set(stems(b));
  return stems(a).some((stem) => stem.length === STEM && others.has(stem));
}

const STEM = 5;

/** "Corin Tarrade", "C. Tarrade" and "Mr. Tarrade"; not "Odile Tarrade". */
function areOneName(a: string, b: string): boolean {
  const [one, other] = [nameWords(a), nameWords(b)];
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length === 0) return false;
  if (short.at(-1) !== long.at(-1)) return short.every((word) => long.includes(word));
  return short.slice(0, -1).every((word) => long.some((o) => startsAlike(word, o)));
}

function startsAlike(a: string, b: string): boolean {
  return a === b || (a.length === 1 && b.startsWith(a)) || (b.length === 1 && a.startsWith(b));
}

/** Stand beside names and are no part of them. */
const TITLES: ReadonlySet<string> = new Set(
  "mr mrs ms dr sir the of jr sr sen rep gov gen president senator governor".split(" "),
);

function nameWords(name: string): string[] {
  const folded = name
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}|['’]s\b/gu, "");
  return (folded.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !TITLES.has(word));
}
