import type { DocumentRecord } from "../document/index.ts";
import { documents, openDocument, type Store } from "../store/index.ts";
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
 * publication. More than `most` are counted and not given.
 */
export async function accountsAbout(
  store: Store,
  about: string,
  most: number,
): Promise<{ readonly found: readonly Recorded[]; readonly total: number }> {
  const words = foldName(about).split(" ").filter(Boolean);
  const found: Recorded[] = [];
  let total = 0;
  for await (const { key, shown } of documents(store)) {
    const text = ` ${foldName(shown.text)} `;
    if (words.length === 0 || !words.every((word) => text.includes(` ${word} `))) continue;
    total++;
    if (found.length < most) found.push({ key, record: shown });
  }
  return { found, total };
}
