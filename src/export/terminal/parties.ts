import type { Attribution, Entity } from "../../document/index.ts";
import type { Nesting } from "./nesting.ts";
import { groupBy, type Page } from "./page.ts";

/** `not read`: the text is in a language of which only quotation marks are read. */
export type Unknown = "not identified" | "not given" | "not read";

/** One source with what it said. */
export interface Party {
  readonly who: Entity | Unknown;
  /** In text order, without those inside another one. */
  readonly statements: readonly Attribution[];
  /** What it said by somebody else's account; shown inside that statement. */
  readonly reported: readonly Attribution[];
}

/**
 * The sources in the order in which they first speak. Last come those that could not be
 * identified, together, since one word need not mean one person; those the text does not give; and
 * those that were not looked for.
 */
export function gatherParties({ record, entities }: Page, { outer }: Nesting): Party[] {
  const groups = groupBy(record.attributions, (attribution) => {
    const { sourceEntity } = attribution;
    if (sourceEntity !== null && entities.has(sourceEntity)) return sourceEntity;
    return unknownSource(attribution);
  });
  const known = [...groups.keys()].filter((key) => entities.has(key));
  const parties = [
    ...known.map((id) => ({ who: entities.get(id)!, all: groups.get(id)! })),
    { who: "not identified" as const, all: groups.get("not identified") ?? [] },
    { who: "not given" as const, all: groups.get("not given") ?? [] },
    { who: "not read" as const, all: groups.get("not read") ?? [] },
  ].map(({ who, all }): Party => {
    const statements = all.filter(({ id }) => outer.has(id));
    const reported = all.filter(({ id }) => !outer.has(id));
    return { who, statements, reported: typeof who === "string" ? [] : reported };
  });
  return parties.filter(({ statements, reported }) => statements.length + reported.length > 0);
}

/** What is known of a source that is no entity. */
export function unknownSource({ source, by }: Attribution): Unknown {
  if (source.length > 0) return "not identified";
  return by.startsWith("attribute/marks") ? "not read" : "not given";
}
