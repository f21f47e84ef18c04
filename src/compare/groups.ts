import type { Passage } from "./passages.ts";
import { isByContent, type Link } from "./same-words.ts";

/**
 * Passages that go together, each list in order; those in none are left out. Links are followed
 * from the surest to the least sure. Two groups become one where the same words join them, else only
 * where no account would come in twice and at least half of all pairs across are linked: a chain of
 * tellings, each a little like the next, would end elsewhere than it began.
 */
export function groupLinked(passages: readonly Passage[], links: readonly Link[]): number[][] {
  const groups = new Map<number, number[]>();
  const groupOf = (i: number) => groups.get(i) ?? [i];
  const linked = new Set(links.map(({ a, b }) => a * passages.length + b));
  const haveOneAccount = (one: readonly number[], other: readonly number[]) =>
    one.some((i) => other.some((k) => passages[i]!.account === passages[k]!.account));
  const isLinked = (a: number, b: number) =>
    linked.has(Math.min(a, b) * passages.length + Math.max(a, b));
  const byScore = [...links].sort(
    (x, y) =>
      Number(isByContent(x)) - Number(isByContent(y)) ||
      y.score - x.score ||
      x.a - y.a ||
      x.b - y.b,
  );
  for (const link of byScore) {
    const { a, b } = link;
    const [one, other] = [groupOf(a), groupOf(b)];
    if (one === other) continue;
    const isSure = !isByContent(link);
    if (!isSure && (haveOneAccount(one, other) || !agree(one, other, isLinked))) continue;
    const [large, small] = one.length >= other.length ? [one, other] : [other, one];
    groups.set(large[0]!, large);
    for (const i of small) {
      large.push(i);
      groups.set(i, large);
    }
  }
  return [...new Set(groups.values())]
    .map((group) => [...group].sort((x, y) => x - y))
    .sort((x, y) => x[0]! - y[0]!);
}

/** Of large groups the first members stand for all. */
const ASKED = 6;

function agree<T>(
  one: readonly T[],
  other: readonly T[],
  isLinked: (a: T, b: T) => boolean,
): boolean {
  const [some, others] = [one.slice(0, ASKED), other.slice(0, ASKED)];
  let pairs = 0;
  for (const a of some) for (const b of others) if (isLinked(a, b)) pairs++;
  return pairs * 2 >= some.length * others.length;
}

/** With how many earlier items of a key one is compared. */
const MOST = 200;

/**
 * Items that are the same as one another, directly or through others; in order, without loners. With
 * `needsHalf`, two groups become one only where half of the pairs across are the same.
 */
export function groupSame<T>(
  items: readonly T[],
  keysOf: (item: T) => readonly string[],
  areSame: (a: T, b: T) => boolean,
  { needsHalf = false }: { readonly needsHalf?: boolean } = {},
): T[][] {
  const groups = new Map<T, T[]>();
  const byKey = new Map<string, T[]>();
  const groupOf = (item: T) => groups.get(item) ?? [item];
  const join = (a: T, b: T) => {
    const [one, other] = [groupOf(a), groupOf(b)];
    const [large, small] = one.length >= other.length ? [one, other] : [other, one];
    groups.set(large[0]!, large);
    for (const item of small) {
      large.push(item);
      groups.set(item, large);
    }
  };
  for (const item of items) {
    for (const key of keysOf(item)) {
      const before = byKey.get(key) ?? [];
      for (const other of before.slice(-MOST)) {
        const group = groups.get(item);
        const isJoined = other === item || (group !== undefined && group === groups.get(other));
        if (isJoined || !areSame(other, item)) continue;
        if (needsHalf && !agree(groupOf(other), groupOf(item), areSame)) continue;
        join(other, item);
      }
      if (before.length === 0) byKey.set(key, before);
      before.push(item);
    }
  }
  const order = new Map(items.map((item, i) => [item, i]));
  return [...new Set(groups.values())].map((group) =>
    [...group].sort((a, b) => order.get(a)! - order.get(b)!),
  );
}
