import { OnRecordError } from "../../document/index.ts";
import { findDocument } from "../documents.ts";
import type { Store } from "../store.ts";
import { makeCursor, readCursor } from "./cursor.ts";
import { documentDays, documentRange } from "./document-rows.ts";
import { everything } from "./everything.ts";
import {
  type DocumentWordsFilter,
  documentExpressions,
  keyRange,
  type StatementFilter,
  statementExpressions,
} from "./filter.ts";
import { type DocumentHit, documentHits, type StatementHit, statementHits } from "./hits.ts";
import { parseQuery, type Query } from "./query.ts";
import {
  type Expression,
  type IndexTable,
  type KeyRange,
  type Match,
  searchIndex,
} from "./search-index.ts";

export interface SearchOptions<Filter> {
  /** See `parseQuery`. Without any, all that passes the filter. */
  readonly words?: string;
  readonly filter?: Filter;
  /** By time: see `timeKey`. `newest` first where nothing is said; unknown days are the oldest. */
  readonly order?: "newest" | "oldest";
  /** Hits of a page; 20 where nothing is said, 500 at most. */
  readonly limit?: number;
  /** Where the last page ended: its `next`. */
  readonly cursor?: string;
}

export interface SearchPage<Hit> {
  readonly hits: readonly Hit[];
  /** How many there were on all pages when the first was asked for, exactly up to 1000. */
  readonly count: number;
  /** Whether there are more than `count`. */
  readonly isMore: boolean;
  /** Cursor of the next page; `null`: this is the last. */
  readonly next: string | null;
}

const PAGE = 20;
const LONGEST_PAGE = 500;
const COUNTED = 1000;

/**
 * Statements whose content has the words, and that pass the filter, in order of time.
 *
 * @throws OnRecordError `bad-query`, `bad-date`, `bad-cursor`, or as `findDocument`
 */
export async function searchStatements(
  store: Store,
  options: SearchOptions<StatementFilter> = {},
): Promise<SearchPage<StatementHit>> {
  const { filter = {} } = options;
  const query = parseQuery(options.words ?? "");
  const seqs = await Promise.all(
    (filter.document ?? []).map(async (meant) => (await findDocument(store, meant)).seq),
  );
  const bounds = filter.published === undefined ? null : await documentDays(store);
  const found = await findKeys(store, options, {
    table: "statement_words",
    match: matchOf(query, statementExpressions(filter, seqs, bounds)),
    range: keyRange(filter.time, filter.said),
    around: filter.published === undefined ? null : keyRange(filter.published),
  });
  return pageOf(found, await statementHits(store, found.keys, query));
}

/**
 * Documents whose whole text has the words, and that pass the filter, in order of publication.
 *
 * @throws OnRecordError `bad-query`, `bad-date` or `bad-cursor`
 */
export async function searchDocuments(
  store: Store,
  options: SearchOptions<DocumentWordsFilter> = {},
): Promise<SearchPage<DocumentHit>> {
  const { filter = {} } = options;
  const query = parseQuery(options.words ?? "");
  const found = await findKeys(store, options, {
    table: "document_words",
    match: matchOf(query, documentExpressions(filter)),
    range: documentRange(store, keyRange(filter.published)),
    around: null,
  });
  return pageOf(found, await documentHits(store, found.keys, query));
}

/** @throws OnRecordError `bad-query` where there is nothing to find, only something to leave out */
function matchOf({ all, none }: Query, filters: readonly Expression[]): Match {
  if (all.length === 0 && filters.length === 0 && none.length > 0) {
    throw new OnRecordError(
      "bad-query",
      "The query says only what must not be there. Add a word that must, or a filter.",
    );
  }
  return { all: [...all.map((some): Expression => ({ some })), ...filters], none };
}

interface Wanted {
  readonly table: IndexTable;
  readonly match: Match;
  readonly range: KeyRange;
  readonly around: KeyRange | null;
}

async function findKeys(
  store: Store,
  options: SearchOptions<object>,
  { table, match, range, around }: Wanted,
) {
  const { words = "", filter = {}, order = "newest", cursor } = options;
  const limit = Math.min(Math.max(Math.floor(options.limit ?? PAGE), 1), LONGEST_PAGE);
  const search = [table, words, filter, order];
  const newestFirst = order === "newest";
  const after = cursor === undefined ? null : readCursor(search, cursor);
  const rest = { ...range };
  if (after !== null && newestFirst) rest.below = Math.min(range.below, after.key);
  if (after !== null && !newestFirst) rest.from = Math.max(range.from, after.key + 1);
  const index = match.all.length === 0 ? everything : searchIndex(store);
  const { keys, count } = await index.find(store.db, table, match, {
    range: rest,
    newestFirst,
    around,
    limit: limit + 1,
    counted: after?.count ?? null,
    cap: COUNTED + 1,
  });
  return {
    keys: keys.slice(0, limit),
    count: Math.min(count, COUNTED),
    isMore: count > COUNTED,
    next: keys.length > limit ? makeCursor(search, { key: keys[limit - 1]!, count }) : null,
  };
}

function pageOf<Hit>(
  { count, isMore, next }: Omit<SearchPage<never>, "hits">,
  hits: readonly Hit[],
): SearchPage<Hit> {
  return { hits, count, isMore, next };
}
