import type { DocumentRecord, Entity } from "../document/index.ts";

/** What an entity is called across the documents of one comparison; equal for the same one. */
export type EntityKey = string;

/** Looks up the key of an entity; `null` for one that cannot be told from others of its kind. */
export type EntityKeys = (document: number, entity: string) => EntityKey | null;

/** The country that some document gives a person in office, by the person's key. */
export function statesOf(
  records: readonly DocumentRecord[],
  keys: EntityKeys,
): ReadonlyMap<EntityKey, string> {
  const states = new Map<EntityKey, string>();
  records.forEach(({ entities, attributions }, i) => {
    const byId = new Map(entities.map((entity) => [entity.id, entity]));
    const add = (entity: string, country: string | null | undefined) => {
      const key = keys(i, entity);
      if (key !== null && country != null && !states.has(key)) states.set(key, country);
    };
    for (const { id, sector, country } of entities) if (sector === "GOV") add(id, country);
    for (const { sourceEntity, onBehalfOf } of attributions) {
      if (sourceEntity !== null) add(sourceEntity, byId.get(onBehalfOf ?? "")?.country);
    }
  });
  return states;
}

/**
 * Which entities of several records are the same one: states by their code; persons by given name
 * and surname, or by a surname that belongs to one full name only, unless their countries differ;
 * all others by their name. What has no name of its own is the same as nothing else.
 */
export function alignEntities(records: readonly DocumentRecord[]): EntityKeys {
  const people = new People(records);
  const keys = records.map(
    ({ entities }, i) => new Map(entities.map((entity) => [entity.id, keyOf(entity, i, people)])),
  );
  return (document, entity) => keys[document]!.get(entity) ?? null;
}

function keyOf(entity: Entity, document: number, people: People): EntityKey | null {
  const { kind, named, country, name } = entity;
  if (!named) return null;
  if (kind === "state") return country === null ? `name ${foldName(name)}` : stateKey(country);
  if (kind === "person") return people.key(entity, document);
  const folded = foldName(name);
  return folded === "" ? null : `name ${folded}`;
}

export function stateKey(country: string): EntityKey {
  return `state ${country}`;
}

/** Persons by their names and, where several have one name, by their countries. */
class People {
  /** By surname, the full names that end in it. */
  readonly #bySurname = new Map<string, Set<string>>();
  /** By full name, the countries that are given for it. */
  readonly #countries = new Map<string, Set<string>>();

  constructor(records: readonly DocumentRecord[]) {
    for (const { entities } of records) {
      for (const entity of entities) {
        if (entity.kind !== "person" || !entity.named) continue;
        const { full, surname } = partsOf(entity.name);
        if (full === null) continue;
        addTo(this.#bySurname, surname, full);
        if (entity.country !== null) addTo(this.#countries, full, entity.country);
      }
    }
  }

  key({ name, country }: Entity, document: number): EntityKey | null {
    const { full, surname } = partsOf(name);
    if (surname === "") return null;
    const named = full ?? this.#only(surname);
    if (named === null) return `surname ${surname}`;
    const countries = this.#countries.get(named);
    if (full === null && country !== null && countries !== undefined && !countries.has(country)) {
      return `surname ${surname} ${country}`;
    }
    // Two people of one name: only those whose country is given can be told apart.
    if (countries === undefined || countries.size < 2) return `person ${named}`;
    return `person ${named} ${country ?? `of ${document}`}`;
  }

  #only(surname: string): string | null {
    const names = this.#bySurname.get(surname);
    return names?.size === 1 ? [...names][0]! : null;
  }
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([value]));
  else set.add(value);
}

/** Given name and surname, without what stands between; `full` is `null` for a surname alone. */
function partsOf(name: string): { full: string | null; surname: string } {
  const words = foldName(name).split(" ");
  while (words.length > 1 && TITLES.has(words[0]!)) words.shift();
  while (words.length > 1 && SUFFIXES.has(words.at(-1)!)) words.pop();
  const surname = words.at(-1)!;
  return { full: words.length > 1 ? `${words[0]} ${surname}` : null, surname };
}

const TITLES = new Set(
  "mr mrs ms miss dr prof professor sir lady lord president minister".split(" "),
);
const SUFFIXES = new Set("jr sr ii iii".split(" "));

/** For comparing only: a name without case, article, marks, and with "and" for "&". */
export function foldName(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("&", " and ")
    .replaceAll("’", "'")
    .replace(/'s?(?!\p{L})/gu, "")
    .replace(/[^\p{L}\p{M}\p{N}']+/gu, " ")
    .trim()
    .replace(/^the /, "");
}
