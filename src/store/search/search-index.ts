import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";
import type { Store } from "../store.ts";
import { fts5 } from "./fts5.ts";
import type { Term } from "./query.ts";
import { tsvector } from "./tsvector.ts";

/*
 * The port: what searching needs from a store. Two stores have it in their own way, and one suite
 * (search.test.ts) holds both to the same hits.
 *
 * A facet, such as "act=deny", is a word of the same index: no word of a text holds "=". So one
 * index answers words and filters together.
 */
export interface SearchIndex {
  createTables(db: Kysely<Schema>): Promise<void>;
  insert(db: Kysely<Schema>, table: IndexTable, rows: readonly IndexRow[]): Promise<void>;
  /** Rows that are not there are no error. */
  remove(db: Kysely<Schema>, table: IndexTable, keys: readonly number[]): Promise<void>;
  find(db: Kysely<Schema>, table: IndexTable, match: Match, wanted: Wanted): Promise<Found>;
  /** How many rows are in the index and not in the table it is made of. */
  countStrays(db: Kysely<Schema>, table: IndexTable): Promise<number>;
  removeStrays(db: Kysely<Schema>, table: IndexTable): Promise<void>;
}

/** The tables whose rows have the same keys. */
export const INDEXED = { statement_words: "statements", document_words: "document_rows" } as const;

export interface Wanted {
  /** Where the page begins, and all after it. */
  readonly range: KeyRange;
  readonly newestFirst: boolean;
  /** Where nearly all that matches is, when a day of publication is asked for; else `null`. */
  readonly around: KeyRange | null;
  readonly limit: number;
  /** How many there are in all, where that was counted on an earlier page; else `null`. */
  readonly counted: number | null;
  /** Counting stops there. More than a page has. */
  readonly cap: number;
}

export interface Found {
  /** Of the first rows that match, in their order, at most `limit`. */
  readonly keys: readonly number[];
  /** How many rows match, but never more than `cap`; or what was counted before. */
  readonly count: number;
}

export type IndexTable = "statement_words" | "document_words";

export interface IndexRow {
  /** Counts up with time: see time-key.ts. */
  readonly key: number;
  /** Folded, in the order of the text. */
  readonly words: readonly string[];
  readonly facets: readonly string[];
}

export type Expression =
  | Term
  | { readonly every: readonly Expression[] }
  | { readonly some: readonly Expression[] };

export interface Match {
  /** All of them are true; never empty. */
  readonly all: readonly Expression[];
  readonly none: readonly Expression[];
}

/** `from` ≤ key < `below`. */
export interface KeyRange {
  readonly from: number;
  readonly below: number;
}

export function searchIndex({ dialect }: Pick<Store, "dialect">): SearchIndex {
  return dialect === "sqlite" ? fts5 : tsvector;
}
