import type { BlockKind } from "../../document/index.ts";
import type { Unit } from "./units.ts";

/** A rule's claim on one unit. */
export interface Mark {
  /** Index of the unit. */
  readonly unit: number;
  readonly kind: BlockKind;
  /** Whether it goes on with the block of the unit before it. */
  readonly joins?: true;
}

/** What the rules before have claimed, by unit. */
export type Kinds = readonly (BlockKind | null)[];

/** Proposes what units are. A unit stays what the first rule made it; rules see earlier claims. */
export type Rule = (units: readonly Unit[], kinds: Kinds) => readonly Mark[];

/** A rule that looks at each unclaimed unit and tells its kind, `null` for none. */
export function eachUnit(
  kindOf: (unit: Unit, i: number, units: readonly Unit[], kinds: Kinds) => BlockKind | null,
): Rule {
  return (units, kinds) => {
    const marks: Mark[] = [];
    for (let i = 0; i < units.length; i++) {
      const kind = kinds[i] === null ? kindOf(units[i]!, i, units, kinds) : null;
      if (kind !== null) marks.push({ unit: i, kind });
    }
    return marks;
  };
}

/** A rule that claims for one kind what a test holds of. */
export function unitsThat(kind: BlockKind, is: (unit: Unit) => boolean): Rule {
  return eachUnit((unit) => (is(unit) ? kind : null));
}

/** Marks for the units from `from` up to but without `to`. */
export function marksBetween(from: number, to: number, kind: BlockKind): Mark[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => ({ unit: from + i, kind }));
}
