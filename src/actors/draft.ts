import type { Entity, EntityKind, Span } from "../document/index.ts";
import type { Address } from "./names.ts";

/** An entity while its mentions are still being gathered. */
export interface Draft {
  /** The fullest name so far; for an unnamed one, its own words. */
  name: string;
  kind: EntityKind | null;
  readonly named: boolean;
  country: string | null;
  sector: string | null;
  readonly count: number | null;
  /** Whether the text gives the count roughly: "about 22". */
  readonly isAbout: boolean;
  /** The pronoun the text itself uses; never leaves this stage. */
  address: Address | null;
  /** By their words in lower case; the first place that gives each. */
  readonly roles: Map<string, Span>;
  /** By start offset; where two start together, the longer. */
  readonly mentions: Map<number, Span>;
}

export function newDraft(
  name: string,
  kind: EntityKind | null,
  facts: {
    named?: boolean;
    country?: string | null;
    sector?: string | null;
    count?: number | null;
    isAbout?: boolean;
  },
): Draft {
  const { named = true, country = null, sector = null, count = null, isAbout = false } = facts;
  const address = null;
  const [roles, mentions] = [new Map<string, Span>(), new Map<number, Span>()];
  return { name, kind, named, country, sector, count, isAbout, address, roles, mentions };
}

export function addMention(draft: Draft, { start, end }: Span): void {
  const known = draft.mentions.get(start);
  if (known === undefined || known.end < end) draft.mentions.set(start, { start, end });
}

export function firstMention(draft: Draft): number {
  let first = Number.POSITIVE_INFINITY;
  for (const start of draft.mentions.keys()) first = Math.min(first, start);
  return first;
}

export function entityOf(text: string, id: string, draft: Draft): Entity {
  const { name, kind, named, country, sector, count, isAbout } = draft;
  const roles = [...draft.roles.values()].map(({ start, end }) => ({
    text: text.slice(start, end).replace(/\s+/g, " "),
    span: [start, end] as const,
  }));
  const mentions = [...draft.mentions.values()]
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => [start, end] as const);
  const approximate = isAbout && { approximate: true as const };
  return { id, name, kind, named, country, sector, count, ...approximate, roles, mentions };
}
