import type { DocumentRecord } from "../document/index.ts";
import { openDocument, type Store, searchDocuments } from "../store/index.ts";
import { foldName } from "./entities.ts";

/** A record as it is shown, under its key. */
export interface Recorded {
  readonly key: string;
  readonly record: DocumentRecord;
}

/** The documents that are meant, by key, beginning of a key, id or file; see `findDocument`. */
export async function recordedAccounts(
  store: Store,
  meant: readonly string[],
): Promise<Recorded[]> {
  const found: Recorded[] = [];
  for (const one of meant) {
    const { key, shown } = await openDocument(store, one);
    if (!found.some((other) => other.key === key)) found.push({ key, record: shown });
  }
  return found;
}

/**
 * The latest versions of documents that have all of the words, in any order and case, in order of
 * publication. More than `most` are counted and not given; of more than a thousand, a thousand are.
 */
export async function accountsAbout(
  store: Store,
  about: string,
  most: number,
): Promise<{
  readonly found: readonly Recorded[];
  readonly total: number;
  readonly isMore: boolean;
}> {
  const words = foldName(about);
  if (words === "") return { found: [], total: 0, isMore: false };
  const { hits, count, isMore } = await searchDocuments(store, {
    // Only words: no phrase, prefix or word to leave out.
    words: words.replace(/[^\p{L}\p{M}\p{N}' ]+/gu, " "),
    order: "oldest",
    limit: most,
  });
  const found = await recordedAccounts(
    store,
    hits.map(({ key }) => key),
  );
  return { found, total: count, isMore };
}
