import type { AttributionRelation } from "../attribute/index.ts";
import type { Document, Entity, SourceType, Span } from "../document/index.ts";
import type { Language, TokenRange, Tokens } from "../language/index.ts";
import { antecedents } from "./antecedents.ts";
import { Cast } from "./cast.ts";
import { type Description, describeSource } from "./describe.ts";
import { addMention, type Draft, entityOf, firstMention } from "./draft.ts";
import { findNames } from "./people.ts";
import type { PlaceIndex } from "./places.ts";

/** Who the sources are: entities in order of first mention, and for each relation its source's. */
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
 * Names the sources of the relations inside one document: "Tarrade", "he" and "the spokesperson"
 * become the full name given elsewhere in it. What the document does not settle stays unknown:
 * a surname two people share, a pronoun with nobody before it. Only sources become entities.
 */
export function resolveActors(
  doc: Document,
  language: Language,
  relations: readonly AttributionRelation[],
  places: PlaceIndex,
): Actors {
  const { tokens } = language;
  const sources = relations.map(({ source }) => {
    const range = source.length === 0 ? null : tokensIn(tokens, source[0]!);
    return range && { range, ...describeSource(tokens, range, places) };
  });
  const names = findNames(tokens, language.blocks);
  const cast = new Cast(doc, language, names, places);
  // Names first: a pronoun or an office may point to a name that is a source only later on.
  const drafts = sources.map((source) => source && cast.enter(source, source.range));
  cast.gatherMentions();
  const before = antecedents(doc, language, cast.drafts, names.runs);
  sources.forEach((source, i) => {
    if (source?.form === "pronoun" && (source.word === "he" || source.word === "she")) {
      drafts[i] = before.ofPronoun(source.range);
    } else if (source?.form === "role") {
      const holder = source.definite ? before.ofRole(source.stem, source.range) : null;
      drafts[i] = holder ?? cast.unnamed("person", source.range);
    } else {
      return;
    }
    if (drafts[i] !== null) addMention(drafts[i]!, spanOf(tokens, source.range));
  });
  const inOrder = cast.drafts.map((draft) => [firstMention(draft), draft] as const);
  inOrder.sort(([a], [b]) => a - b);
  const ids = new Map(inOrder.map(([, draft], i) => [draft, `e${i + 1}`]));
  return {
    entities: inOrder.map(([, draft]) => entityOf(doc.text, ids.get(draft)!, draft)),
    sources: sources.map((source, i) => {
      const draft = drafts[i] ?? null;
      return {
        entity: draft && ids.get(draft)!,
        type: sourceType(source, draft),
        onBehalfOf: null,
      };
    }),
    mentions: [],
  };
}

function sourceType(source: Description | null, draft: Draft | null): SourceType {
  if (source === null) return "none";
  if (draft?.kind === "document" || draft?.kind === "group") return draft.kind;
  return draft?.named ? "named" : "unnamed";
}

function spanOf(tokens: Tokens, range: TokenRange): Span {
  return { start: tokens.start[range.from]!, end: tokens.end[range.to - 1]! };
}

/** The tokens of a span; `null` where it holds none. */
function tokensIn(tokens: Tokens, span: Span): TokenRange | null {
  let from = 0;
  let high = tokens.length;
  while (from < high) {
    const middle = (from + high) >> 1;
    if (tokens.start[middle]! < span.start) from = middle + 1;
    else high = middle;
  }
  let to = from;
  while (to < tokens.length && tokens.start[to]! < span.end) to++;
  return to > from ? { from, to } : null;
}
