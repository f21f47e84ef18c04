import { wordsOfRecord } from "../quotes/passage.ts";
import { likeliest, type Shelf, type Shelved } from "../quotes/shelf.ts";
import { sampleShingles, shinglesOf } from "../quotes/shingles.ts";
import type { Words } from "../quotes/words.ts";
import { shownRecord } from "./shown.ts";
import type { Store } from "./store.ts";

/** Shingles that are asked for at most; of a longer quotation a sample is. */
const MOST_SHINGLES = 60;

/**
 * Rows that are read at most: those of the rarest shingles. Shingles that thousands of documents
 * have find nothing that these do not.
 */
const MOST_ROWS = 3000;

/** The documents of a record, as quotations are looked up in them. */
export class StoreShelf implements Shelf {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async candidates(words: Words, most: number): Promise<readonly string[]> {
    const counts = await this.#rarest(shinglesToAsk(words));
    // Primary texts and then the earliest come first, and stay so among equals.
    const rows = await this.#rows([...counts.keys()]);
    const documents = new Map<number, number>();
    for (const { document, hash } of rows) {
      const weight = 1 / Math.log(2 + counts.get(hash)!);
      documents.set(document, (documents.get(document) ?? 0) + weight);
    }
    return this.#keys(likeliest(documents, most));
  }

  async document(key: string): Promise<Shelved | null> {
    const { db } = this.#store;
    const row = await db
      .selectFrom("documents")
      .select("seq")
      .where("key", "=", key)
      .executeTakeFirst();
    if (row === undefined) return null;
    const record = await shownRecord(db, row.seq);
    return { key, record, words: wordsOfRecord(record) };
  }

  /**
   * As many of the shingles as `MOST_ROWS` allows, those of the fewest documents first, with how
   * many documents have each.
   */
  async #rarest(shingles: readonly number[]): Promise<Map<number, number>> {
    const chosen = new Map<number, number>();
    if (shingles.length === 0) return chosen;
    const counts = await this.#store.db
      .selectFrom("shingles")
      .select(["hash", ({ fn }) => fn.countAll<number>().as("documents")])
      .where("hash", "in", [...shingles])
      .groupBy("hash")
      .execute();
    let rows = 0;
    for (const { hash, documents } of counts.sort((a, b) => a.documents - b.documents)) {
      rows += documents;
      if (chosen.size > 0 && rows > MOST_ROWS) break;
      chosen.set(hash, documents);
    }
    return chosen;
  }

  async #rows(hashes: readonly number[]) {
    if (hashes.length === 0) return [];
    return this.#store.db
      .selectFrom("shingles")
      .select(["hash", "document"])
      .where("hash", "in", [...hashes])
      .orderBy("report")
      .orderBy("document")
      .limit(MOST_ROWS)
      .execute();
  }

  async #keys(documents: readonly number[]): Promise<string[]> {
    if (documents.length === 0) return [];
    const rows = await this.#store.db
      .selectFrom("documents")
      .select(["seq", "key"])
      .where("seq", "in", [...documents])
      .execute();
    const keys = new Map(rows.map(({ seq, key }) => [seq, key]));
    return documents.flatMap((document) => keys.get(document) ?? []);
  }
}

function shinglesToAsk(words: Words): number[] {
  const all = new Set(shinglesOf(words));
  if (all.size <= MOST_SHINGLES) return [...all];
  const window = Math.ceil((2 * all.size) / MOST_SHINGLES);
  return [...sampleShingles(words, window)].slice(0, MOST_SHINGLES);
}
