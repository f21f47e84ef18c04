import type { Entity, EntityKind, Span } from "../document/index.ts";

/** An entity while its mentions are still being gathered. */
export interface Draft {
  readonly name: string;
  readonly kind: EntityKind | null;
  readonly named: boolean;
  country: string | null;
  readonly count: number | null;
  /** By their words in lower case; the first place that gives each. */
  readonly roles: Map<string, Span>;
  /** By start offset; where two start together, the longer. */
  readonly mentions: Map<number, Span>;
}

export function addMention(draft: Draft, span: Span): void {
  const known = draft.mentions.get(span.start);
  if (known === undefined || known.end < span.end) draft.mentions.set(span.start, span);
}

export function firstMention(draft: Draft): number {
  let first = Number.POSITIVE_INFINITY;
  for (const start of draft.mentions.keys()) first = Math.min(first, start);
  return first;
}

export function entityOf(text: string, id: string, draft: Draft): Entity {
  const { name, kind, named, country, count } = draft;
  const roles = [...draft.roles.values()].map(({ start, end }) => ({
    text: text.slice(start, end).replace(/\s+/g, " "),
    span: [start, end] as const,
  }));
  const mentions = [...draft.mentions.values()]
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => [start, end] as const);
  return { id, name, kind, named, country, sector: null, count, roles, mentions };
}
