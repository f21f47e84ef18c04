import type { Attribution } from "../../document/index.ts";
import { groupBy } from "./page.ts";

/** Which attributions stand within which, as trees. */
export interface Nesting {
  /** Ids of those that stand in no other. */
  readonly outer: ReadonlySet<string>;
  /** By the id of the one around them. */
  readonly inside: ReadonlyMap<string, readonly Attribution[]>;
}

/** Every attribution has one place: those that name each other as parent hang under the first. */
export function nestingOf(attributions: readonly Attribution[]): Nesting {
  const ids = new Set(attributions.map(({ id }) => id));
  const byParent = groupBy(attributions, ({ within }) => within ?? "");
  const outer = new Set<string>();
  const inside = new Map<string, Attribution[]>();
  const placed = new Set<string>();
  const plant = (root: Attribution) => {
    outer.add(root.id);
    placed.add(root.id);
    const open = [root.id];
    while (open.length > 0) {
      const parent = open.pop()!;
      const children = (byParent.get(parent) ?? []).filter(({ id }) => !placed.has(id));
      inside.set(parent, children);
      for (const { id } of children) {
        placed.add(id);
        open.push(id);
      }
    }
  };
  for (const attribution of attributions) {
    if (attribution.within === null || !ids.has(attribution.within)) plant(attribution);
  }
  for (const attribution of attributions) if (!placed.has(attribution.id)) plant(attribution);
  return { outer, inside };
}

export interface Nested {
  readonly attribution: Attribution;
  /** Those around it, the outermost first; not more than there are bars for. */
  readonly around: readonly Attribution[];
}

/** More bars than these would leave no room for words. */
const MOST_BARS = 4;

/** An attribution and all that stands in it, each after the one around it. */
export function withNested({ inside }: Nesting, outermost: Attribution): Nested[] {
  const all: Nested[] = [];
  const open: Nested[] = [{ attribution: outermost, around: [] }];
  while (open.length > 0) {
    const nested = open.pop()!;
    all.push(nested);
    const { attribution, around } = nested;
    const bars = around.length < MOST_BARS ? [...around, attribution] : around;
    for (const child of (inside.get(attribution.id) ?? []).toReversed()) {
      open.push({ attribution: child, around: bars });
    }
  }
  return all;
}
