import type { Actor, Actors } from "./actors.ts";
import { isFullName, surnameOf } from "./fold-name.ts";
import { conflicts } from "./join.ts";

/** Actors that may be one, for a person to decide; nothing is joined by it. */
export interface Suggestion {
  readonly why: Reason;
  /** In the order of `Actors.actors`; two or more. */
  readonly actors: readonly Actor[];
}

export type Reason =
  | "same name, different countries or roles"
  | "same name, of an office that many countries have"
  | "a surname alone"
  | "initials"
  | "one name holds the other"
  | "similar spelling";

/**
 * Which actors may be one without saying so surely enough. Unnamed ones and groups are never
 * suggested: who they are the text does not tell.
 */
export function suggestMerges({ actors }: Pick<Actors, "actors">): Suggestion[] {
  const named = actors.filter((actor) => {
    return actor.named && actor.kind !== null && namesOf(actor).length > 0;
  });
  const persons = named.filter(({ kind }) => kind === "person");
  const organisations = named.filter(({ kind }) => kind === "organisation" || kind === "outlet");
  return [
    ...sameNames(persons, "same name, different countries or roles"),
    ...sameNames(organisations, "same name, of an office that many countries have"),
    ...surnames(persons),
    ...fullNames(persons),
  ];
}

function sameNames(actors: readonly Actor[], why: Reason): Suggestion[] {
  const groups = groupBy(actors, (actor) =>
    namesOf(actor).filter((name) => actor.kind !== "person" || isFullName(name)),
  );
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => ({ why, actors: group }));
}

/** Who has only a surname, with those of that surname whom nothing known speaks against. */
function surnames(persons: readonly Actor[]): Suggestion[] {
  const full = groupBy(
    persons.filter((actor) => namesOf(actor).some(isFullName)),
    (actor) => [...new Set(namesOf(actor).map(surnameOf))],
  );
  return persons
    .filter((actor) => !namesOf(actor).some(isFullName))
    .flatMap((actor) => {
      const namesakes = (full.get(surnameOf(namesOf(actor)[0]!)) ?? []).filter((other) =>
        mayBeOne(actor, other),
      );
      if (namesakes.length === 0) return [];
      return [{ why: "a surname alone" as const, actors: [actor, ...namesakes] }];
    });
}

/** Pairs of different full names of one surname, or of one sound, that may be the same person's. */
function fullNames(persons: readonly Actor[]): Suggestion[] {
  const full = persons.filter((actor) => namesOf(actor).some(isFullName));
  const bySound = groupBy(full, (actor) => [
    ...new Set(namesOf(actor).map((name) => soundOf(surnameOf(name)))),
  ]);
  const seen = new Set<string>();
  const found: Suggestion[] = [];
  for (const group of bySound.values()) {
    group.forEach((one, i) => {
      for (const other of group.slice(i + 1)) {
        const pair = `${one.id}\n${other.id}`;
        if (seen.has(pair) || !mayBeOne(one, other)) continue;
        seen.add(pair);
        const why = likeness(one, other);
        if (why !== null) found.push({ why, actors: [one, other] });
      }
    });
  }
  return found;
}

function likeness(one: Actor, other: Actor): Reason | null {
  for (const a of namesOf(one)) {
    for (const b of namesOf(other)) {
      const why = a === b ? null : likenessOf(a, b);
      if (why !== null) return why;
    }
  }
  return null;
}

function likenessOf(a: string, b: string): Reason | null {
  if (surnameOf(a) === surnameOf(b)) {
    const [short, long] = [a.split(" "), b.split(" ")].sort((x, y) => x.length - y.length);
    if (isInitialOf(short![0]!, long![0]!)) return "initials";
    if (short![0] === long![0]) {
      const middle = [...short!, ...long!].filter((word) => word.length === 1);
      return middle.length > 0 ? "initials" : "one name holds the other";
    }
  }
  return soundOf(a) === soundOf(b) ? "similar spelling" : null;
}

function isInitialOf(a: string, b: string): boolean {
  return a !== b && (a.length === 1 || b.length === 1) && a[0] === b[0];
}

/**
 * What names of one sound have in common however they are written in Latin letters: consonants
 * with those that transcriptions mix up made one, doubled ones single. "yousef khalil" and "youssef
 * halil" are "y s f h l l"-like keys.
 */
function soundOf(name: string): string {
  return name
    .replace(/ph/g, "f")
    .replace(/[kg]h/g, "h")
    .replace(/ck|[cq]/g, "k")
    .replace(/ts|tz|z/g, "s")
    .replace(/w/g, "v")
    .replace(/(\p{L})\1/gu, "$1")
    .replace(/(?<=\p{L})[aeiouyj]/gu, "");
}

function mayBeOne(one: Actor, other: Actor): boolean {
  return one.identities.some((a) => other.identities.some((b) => !conflicts(a, b)));
}

/** Folded, sorted, each once. */
function namesOf({ identities }: Actor): string[] {
  return [...new Set(identities.map(({ name }) => name))].filter((name) => name !== "").sort();
}

/** Actors by each of their keys; the order of both is that in which they come. */
function groupBy(
  actors: readonly Actor[],
  keysOf: (actor: Actor) => readonly string[],
): Map<string, Actor[]> {
  const groups = new Map<string, Actor[]>();
  for (const actor of actors) {
    for (const key of keysOf(actor)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [actor]);
      else group.push(actor);
    }
  }
  return groups;
}
