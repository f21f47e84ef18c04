import type { Words } from "../quotes/words.ts";
import { documentRange } from "./search/document-rows.ts";
import {
  type Expression,
  type IndexTable,
  type KeyRange,
  searchIndex,
} from "./search/search-index.ts";
import { wordsIn } from "./search/words.ts";
import type { Store } from "./store.ts";

/** Rows that are taken from the full-text index at most: the earliest. */
const MOST_ROWS = 50;

/** Of so few words none may be another. */
const WHOLE = 3;

const ALL_TIME = { from: 0, below: 2 ** 53 };

/**
 * Documents in which a quotation of a few words stands, one of them perhaps another: by the
 * full-text index, since of so few words one that differs may leave no shingle whole.
 *
 * @returns `documents.seq`, the earliest first, those with primary texts among others
 */
export async function documentsWithFewWords(store: Store, quotation: Words): Promise<number[]> {
  const { db } = store;
  const some = allButOne(quotation);
  if (some.length === 0) return [];
  const index = searchIndex(store);
  const match = { all: [{ some }], none: [] };
  // Nothing is to be counted.
  const wanted = {
    newestFirst: false,
    around: null,
    limit: MOST_ROWS,
    counted: MOST_ROWS,
    cap: MOST_ROWS + 1,
  };
  const keysIn = async (table: IndexTable, range: KeyRange) =>
    (await index.find(db, table, match, { ...wanted, range })).keys;
  const statements = await keysIn("statement_words", ALL_TIME);
  const texts = await keysIn("document_words", documentRange(store, ALL_TIME));
  const found = [
    ...(await documentsOf(store, "document_rows", texts)),
    ...(await documentsOf(store, "statements", statements)),
  ];
  return [...new Set(found)];
}

/** The words with each of them left out in turn, those before it and after it as phrases. */
function allButOne({ text, starts, ends }: Words): Expression[] {
  const words = starts.map((start, i) =>
    wordsIn(text.slice(start, ends[i])).map(({ word }) => word),
  );
  if (words.length <= WHOLE) return phraseOf(words);
  return words.map((_, i) => ({
    every: [...phraseOf(words.slice(0, i)), ...phraseOf(words.slice(i + 1))],
  }));
}

function phraseOf(words: readonly (readonly string[])[]): Expression[] {
  const phrase = words.flat();
  if (phrase.length === 0) return [];
  return phrase.length === 1 ? [{ word: phrase[0]!, prefix: false }] : [{ phrase, prefix: false }];
}

async function documentsOf(
  { db }: Store,
  table: "statements" | "document_rows",
  keys: readonly number[],
): Promise<number[]> {
  if (keys.length === 0) return [];
  const rows = await db
    .selectFrom(table)
    .select("document")
    .where("key", "in", [...keys])
    .orderBy("key")
    .execute();
  return rows.map(({ document }) => document);
}
