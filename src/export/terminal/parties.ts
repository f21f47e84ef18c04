import type { Attribution, Entity } from "../../document/index.ts";
import type { Nesting } from "./nesting.ts";
import { groupBy, type Page } from "./page.ts";

/** One source with what it said. */
export interface Party {
  readonly who: Entity | "not identified" | "not given";
  /** In text order, without those inside another one. */
  readonly statements: readonly Attribution[];
  /** What it said by somebody else's account; shown inside that statement. */
  readonly reported: readonly Attribution[];
}

/**
 * The sources in the order in which they first speak. Last come those that could not be
 * identified, together, since one word need not mean one person; and those the text does not give.
 */
export function gatherParties({ record, entities }: Page, { outer }: Nesting): Party[] {
  const groups = groupBy(record.attributions, ({ source, sourceEntity }) => {
    if (sourceEntity !== null && entities.has(sourceEntity)) return sourceEntity;
    return source.length > 0 ? "not identified" : "not given";
  });
  const known = [...groups.keys()].filter((key) => entities.has(key));
  const parties = [
    ...known.map((id) => ({ who: entities.get(id)!, all: groups.get(id)! })),
    { who: "not identified" as const, all: groups.get("not identified") ?? [] },
    { who: "not given" as const, all: groups.get("not given") ?? [] },
  ].map(({ who, all }): Party => {
    const statements = all.filter(({ id }) => outer.has(id));
    const reported = all.filter(({ id }) => !outer.has(id));
    return { who, statements, reported: typeof who === "string" ? [] : reported };
  });
  return parties.filter(({ statements, reported }) => statements.length + reported.length > 0);
}
