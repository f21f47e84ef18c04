import { wordsOfRecord } from "../quotes/passage.ts";
import { FEW_WORDS, likeliest, type Shelf, type Shelved } from "../quotes/shelf.ts";
import { sampleShingles, shinglesOf } from "../quotes/shingles.ts";
import type { Words } from "../quotes/words.ts";
import { documentsWithFewWords } from "./few-words.ts";
import { newShingleRows } from "./projections/shingles.ts";
import type { ShingleTable } from "./schema.ts";
import { shownRecord } from "./shown.ts";
import type { Store } from "./store.ts";

/** Shingles that are asked for at most; of a longer quotation a sample is. */
const MOST_SHINGLES = 60;

/**
 * Rows that are read at most: those of the rarest shingles. Shingles that thousands of documents
 * have find nothing that these do not.
 */
const MOST_ROWS = 3000;

/** Documents that are kept at hand: the quotations of one text stand in few others. */
const MOST_KEPT = 48;

/** The documents of a record, as quotations are looked up in them. Made for one question. */
export class StoreShelf implements Shelf {
  readonly #store: Store;
  readonly #kept = new Map<string, Shelved>();

  constructor(store: Store) {
    this.#store = store;
  }

  async candidates(words: Words, most: number): Promise<readonly string[]> {
    const scores = await this.#byShingles(words);
    if (words.forms.length < FEW_WORDS) {
      const best = Math.max(1, ...scores.values());
      for (const document of await documentsWithFewWords(this.#store, words)) {
        scores.set(document, best);
      }
    }
    return this.#keys(likeliest(scores, most));
  }

  /** How much documents share: by `documents.seq`, primary texts and then the earliest first. */
  async #byShingles(words: Words): Promise<Map<number, number>> {
    const scores = new Map<number, number>();
    const asked = new Set(shinglesToAsk(words));
    if (asked.size === 0) return scores;
    const merged = await this.#mergedRows([...asked]);
    const rows = [...merged, ...(await newShingleRows(this.#store.db, asked))];
    const counts = new Map<number, number>();
    for (const { hash } of rows) counts.set(hash, (counts.get(hash) ?? 0) + 1);
    rows.sort((a, b) => a.report - b.report || a.document - b.document);
    for (const { document, hash } of rows) {
      const weight = 1 / Math.log(2 + counts.get(hash)!);
      scores.set(document, (scores.get(document) ?? 0) + weight);
    }
    return scores;
  }

  async document(key: string): Promise<Shelved | null> {
    const kept = this.#kept.get(key) ?? (await this.#load(key));
    if (kept === null) return null;
    this.#kept.delete(key);
    if (this.#kept.size >= MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value!);
    this.#kept.set(key, kept);
    return kept;
  }

  async #load(key: string): Promise<Shelved | null> {
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

  /** Rows of as many of the shingles as `MOST_ROWS` allows, those of the fewest documents first. */
  async #mergedRows(asked: readonly number[]): Promise<ShingleTable[]> {
    const { db } = this.#store;
    const counts = await db
      .selectFrom("shingles")
      .select(["hash", ({ fn }) => fn.countAll<number>().as("documents")])
      .where("hash", "in", [...asked])
      .groupBy("hash")
      .execute();
    const rarest: number[] = [];
    let rows = 0;
    for (const { hash, documents } of counts.sort((a, b) => a.documents - b.documents)) {
      rows += Number(documents);
      if (rarest.length > 0 && rows > MOST_ROWS) break;
      rarest.push(hash);
    }
    if (rarest.length === 0) return [];
    return db
      .selectFrom("shingles")
      .selectAll()
      .where("hash", "in", rarest)
      .orderBy("hash")
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
