import type { Actors } from "../actors/index.ts";
import type { StatementAct } from "../acts/index.ts";
import type { DependencyTree } from "../language/index.ts";
import type { Statement, TimeMention } from "../time/index.ts";
import { type FoundOccasion, isSpoken, isWritten } from "./occasions.ts";

export interface Gathered {
  readonly occasions: readonly FoundOccasion[];
  /** For each statement the index of its occasion; `null` for none. */
  readonly occasionOf: readonly (number | null)[];
}

/** What is known of the statements before their occasions are gathered; one entry each. */
export interface Told {
  readonly tree: DependencyTree;
  readonly statements: readonly Statement[];
  readonly acts: readonly StatementAct[];
  readonly saidAt: readonly (TimeMention | null)[];
  /** The occasion the statement's own sentence names. */
  readonly named: readonly (FoundOccasion | null)[];
}

/**
 * One occasion for each that is named: "the press conference" is the one named before, and so is
 * one of the same kind on the same day. A source that speaks on one occasion only goes on speaking
 * there, as reports are written.
 */
export function gatherOccasions(told: Told, sources: Actors["sources"]): Gathered {
  const { statements, named, saidAt } = told;
  const occasions: FoundOccasion[] = [];
  const latest = new Map<string, number>();
  const bySource = new Map<string, { index: number; since: number } | null>();
  const indexOf = new Map<FoundOccasion, number>();
  const occasionOf = named.map((found, s) => {
    if (found === null) return null;
    const day = saidAt[s]?.time.from ?? null;
    const dayKey = `${found.kind} ${day}`;
    const before =
      indexOf.get(found) ??
      (day === null ? undefined : latest.get(dayKey)) ??
      (found.definite ? latest.get(found.kind) : undefined);
    const index = before ?? occasions.push(found) - 1;
    indexOf.set(found, index);
    latest.set(found.kind, index);
    if (day !== null) latest.set(dayKey, index);
    const { entity } = sources[s]!;
    if (entity === null) return index;
    const known = bySource.get(entity);
    if (known === undefined) bySource.set(entity, { index, since: s });
    else if (known !== null && known.index !== index) bySource.set(entity, null);
    return index;
  });
  return {
    occasions,
    occasionOf: occasionOf.map((occasion, s) => {
      const { entity } = sources[s]!;
      const only = entity === null ? null : (bySource.get(entity) ?? null);
      if (occasion !== null || only === null || s <= only.since) return occasion;
      return goesOn(told, s, statements[s]!) ? only.index : null;
    }),
  };
}

/**
 * Whether a statement is told as part of the same speech: with no time of its own, not written,
 * not in a headline, not told by somebody else, and not as something that "has" been said before.
 * In its own words, or with a plain verb of saying: what he "promised" may be of another day.
 */
function goesOn({ tree, acts, saidAt }: Told, s: number, statement: Statement): boolean {
  const { relation, cue } = statement;
  if (relation.within !== null || relation.by === "attribute/headline@1") return false;
  if (saidAt[s] !== null || acts[s]!.act === null || isWritten(tree, cue)) return false;
  if (relation.kind === "indirect" && !isSpoken(tree, cue)) return false;
  return !cue.some(({ from, to }) => {
    for (let i = from; i < to; i++)
      if (/^(?:has|have|had)$/.test(tree.tokens.lower[i]!)) return true;
    return false;
  });
}
