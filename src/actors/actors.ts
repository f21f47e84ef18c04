import type { AttributionRelation } from "../attribute/index.ts";
import type { Document, Entity, SourceType, Span } from "../document/index.ts";
import { type Language, type Parse, spanOf, type TokenRange } from "../language/index.ts";
import { addMention, type Draft, entityOf, firstMention } from "./draft.ts";
import type { PlaceIndex } from "./places.ts";
import { readThrough } from "./reading.ts";

/** Who and what a document names: entities in order of first mention, and for each relation its source's. */
export interface Actors {
  readonly entities: readonly Entity[];
  /** One for each relation, in order. */
  readonly sources: readonly ResolvedSource[];
  /** Every place where an entity is named, described or pointed to, in text order; they may nest. */
  readonly mentions: readonly ActorMention[];
}

export interface ResolvedSource {
  /** Id of an entity; `null` where it could not be told. */
  readonly entity: string | null;
  readonly type: SourceType;
  /** Id of the entity a spokesperson speaks for. */
  readonly onBehalfOf: string | null;
}

/** `from`, `to` count tokens; `start`, `end` are offsets of the same words. */
export interface ActorMention extends TokenRange, Span {
  /** Id of the entity. */
  readonly entity: string;
}

/**
 * Entities of one document with their mentions, and who the sources of the relations are:
 * "Tarrade", "he" and "the spokesperson" become the full name given elsewhere in it. What the
 * document does not settle stays unknown: a surname two people share, a pronoun with nobody
 * before it.
 */
export function resolveActors(
  doc: Document,
  language: Language,
  parsed: Parse,
  relations: readonly AttributionRelation[],
  places: PlaceIndex,
): Actors {
  const { tokens } = language;
  const { drafts, links, sources, principals } = readThrough(
    doc,
    language,
    parsed,
    relations,
    places,
  );
  for (const { draft, range } of links) addMention(draft, spanOf(tokens, range));
  const inOrder = drafts
    .filter((draft) => draft.mentions.size > 0)
    .map((draft) => [firstMention(draft), draft] as const)
    .sort(([a], [b]) => a - b);
  const ids = new Map(inOrder.map(([, draft], i) => [draft, `e${i + 1}`]));
  return {
    entities: inOrder.map(([, draft]) => entityOf(doc.text, ids.get(draft)!, draft)),
    sources: sources.map((draft, i) => ({
      entity: draft && ids.get(draft)!,
      type: relations[i]!.source.length === 0 ? "none" : sourceType(draft),
      onBehalfOf: principals[i] ? (ids.get(principals[i]!) ?? null) : null,
    })),
    mentions: links.map(({ draft, range }) => ({
      ...range,
      ...spanOf(tokens, range),
      entity: ids.get(draft)!,
    })),
  };
}

function sourceType(draft: Draft | null): SourceType {
  switch (draft?.kind) {
    case "document":
    case "outlet":
    case "group":
      return draft.kind;
    default:
      return draft?.named ? "named" : "unnamed";
  }
}
