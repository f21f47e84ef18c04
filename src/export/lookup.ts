import type {
  Attribution,
  DocumentRecord,
  Entity,
  Occasion,
  Relation,
  SpanPair,
} from "../document/index.ts";
// The file itself: the folder loads the database.
import { documentKey } from "../store/document-key.ts";

export interface ExportOptions {
  /**
   * Where the record's page is served, without a slash at its end: `https://record.example`. Without
   * it permalinks begin at the root: `/d/…`.
   */
  readonly baseUrl?: string;
  /** The name a store has for a document; else it is computed from the record. */
  readonly keyOf?: (record: DocumentRecord) => string;
}

/** A record with what every writer asks of it. Everything is looked up, nothing searched. */
export interface Lookup {
  readonly record: DocumentRecord;
  /** The document's name across records. */
  readonly key: string;
  /** The page's address of these words: `/d/KEY#s=669-749,764-893`; without spans, of the document. */
  permalink(spans: readonly SpanPair[]): string;
  entity(id: string | null): Entity | null;
  attribution(id: string): Attribution | null;
  occasion(id: string | null): Occasion | null;
  relationsFrom(id: string): readonly Relation[];
  /** The text's own words, pieces joined by " … "; `null` where there are none. */
  words(spans: readonly SpanPair[]): string | null;
}

export function lookUp(
  record: DocumentRecord,
  { baseUrl = "", keyOf = documentKey }: ExportOptions,
): Lookup {
  const key = keyOf(record);
  const entities = byId(record.entities);
  const attributions = byId(record.attributions);
  const occasions = byId(record.occasions);
  const relations = relationsByFrom(record.relations);
  return {
    record,
    key,
    permalink(spans) {
      const fragment = spans.map(([start, end]) => `${start}-${end}`).join(",");
      return `${baseUrl}/d/${key}${fragment === "" ? "" : `#s=${fragment}`}`;
    },
    entity: (id) => (id === null ? null : (entities.get(id) ?? null)),
    attribution: (id) => attributions.get(id) ?? null,
    occasion: (id) => (id === null ? null : (occasions.get(id) ?? null)),
    relationsFrom: (id) => relations.get(id) ?? [],
    words: (spans) =>
      spans.length === 0 ? null : spans.map((span) => record.text.slice(...span)).join(" … "),
  };
}

function byId<T extends { readonly id: string }>(entries: readonly T[]): Map<string, T> {
  return new Map(entries.map((entry) => [entry.id, entry]));
}

function relationsByFrom(relations: readonly Relation[]): Map<string, Relation[]> {
  const groups = new Map<string, Relation[]>();
  for (const relation of relations) {
    const group = groups.get(relation.from);
    if (group === undefined) groups.set(relation.from, [relation]);
    else group.push(relation);
  }
  return groups;
}
