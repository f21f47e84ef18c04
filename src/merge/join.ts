import type { Identity } from "./identity.ts";

/** Of each identity, by its key, the key that stands for the actor it is. */
export type Joined = ReadonlyMap<string, string>;

/**
 * Which identities are one actor: those of one kind and name between which nothing speaks, neither
 * countries nor sides that differ, and that no third one of the name tells apart.
 *
 * "Ines Lorck" of Orvania and "Ines Lorck" of whom no country is told are one, until there is also
 * an Ines Lorck of Halvessia: the one without a country may then be either, and stays alone. So
 * two are joined only where whoever could be the one could also be the other, which is an
 * equivalence: the result does not depend on the order in which documents came.
 *
 * Acronyms are the name they stand for where all documents together know one such name.
 *
 * @param acronyms folded acronyms with the folded names that documents introduce them for
 */
export function joinIdentities(
  identities: readonly Identity[],
  acronyms: ReadonlyMap<string, ReadonlySet<string>>,
): Map<string, string> {
  const joined = new Map<string, string>();
  const groups = new Map<string, Identity[]>();
  for (const identity of identities) {
    if (identity.own !== null) joined.set(identity.key, identity.key);
    else push(groups, groupOf(identity, acronyms), identity);
  }
  for (const group of groups.values()) {
    const classes = new Map<string, string[]>();
    for (const identity of group) push(classes, couldBe(identity, group), identity.key);
    for (const keys of classes.values()) {
      const label = least(keys);
      for (const key of keys) joined.set(key, label);
    }
  }
  return joined;
}

/** Kind and name; an outlet is an organisation that one document knows better than another. */
function groupOf(
  { kind, name }: Identity,
  acronyms: ReadonlyMap<string, ReadonlySet<string>>,
): string {
  if (kind !== "organisation" && kind !== "outlet") return `${kind}|${name}`;
  const names = acronyms.get(name);
  return `organisation|${names?.size === 1 ? [...names][0] : name}`;
}

/** All of the group that an identity could be, itself among them. */
function couldBe(identity: Identity, group: readonly Identity[]): string {
  return group
    .filter((other) => !conflicts(identity, other))
    .map(({ key }) => key)
    .sort()
    .join("\n");
}

/** Whether what is known of both speaks against their being one. What is unknown does not. */
export function conflicts(a: Identity, b: Identity): boolean {
  return differ(a.country, b.country) || differ(a.side, b.side);
}

function differ(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a !== b;
}

export function least(keys: Iterable<string>): string {
  let first: string | null = null;
  for (const key of keys) if (first === null || key < first) first = key;
  if (first === null) throw new Error("no keys");
  return first;
}

function push<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}
