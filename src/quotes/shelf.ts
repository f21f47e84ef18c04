import type { DocumentRecord } from "../document/index.ts";
import { shinglesToIndex, wordsOfRecord } from "./passage.ts";
import { shinglesOf } from "./shingles.ts";
import type { Words } from "./words.ts";

/** A document as quotations are looked up in it. */
export interface Shelved {
  /** Of the document; part of its permalinks. */
  readonly key: string;
  readonly record: DocumentRecord;
  /** As `wordsOfRecord` gives them. */
  readonly words: Words;
}

/** The documents that quotations are looked up in. */
export interface Shelf {
  /**
   * Keys of the documents in which the words may stand, wholly or in part, the likeliest first, and
   * of equally likely ones primary texts first.
   */
  candidates(words: Words, most: number): Promise<readonly string[]>;
  /** `null` where there is no such document any more. */
  document(key: string): Promise<Shelved | null>;
}

/** A shelf in memory. */
export class MemoryShelf implements Shelf {
  readonly #documents = new Map<string, DocumentRecord>();
  readonly #words = new Map<string, Words>();
  readonly #byShingle = new Map<number, string[]>();
  readonly #byWord = new Map<string, string[]>();

  add(key: string, record: DocumentRecord): void {
    if (this.#documents.has(key)) return;
    this.#documents.set(key, record);
    const words = wordsOfRecord(record);
    this.#words.set(key, words);
    for (const shingle of shinglesToIndex(record)) push(this.#byShingle, shingle, key);
    for (const form of new Set(words.forms)) push(this.#byWord, form, key);
  }

  candidates(words: Words, most: number): Promise<readonly string[]> {
    const scores = new Map<string, number>();
    const count = (keys: readonly string[] = []) => {
      const weight = Math.log(1 + this.#documents.size / (keys.length + 1));
      for (const key of keys) scores.set(key, (scores.get(key) ?? 0) + weight);
    };
    for (const shingle of new Set(shinglesOf(words))) count(this.#byShingle.get(shingle));
    if (words.forms.length < FEW_WORDS) {
      for (const form of new Set(words.forms)) count(this.#byWord.get(form));
    }
    return Promise.resolve(likeliest(scores, most));
  }

  document(key: string): Promise<Shelved | null> {
    const record = this.#documents.get(key);
    const words = this.#words.get(key);
    return Promise.resolve(record && words ? { key, record, words } : null);
  }
}

/** Documents that share so much less than the likeliest hold no half of the words. */
const LEAST_OF_BEST = 0.2;

/** The documents with the best scores, best first; of equal ones the first in the map. */
export function likeliest<T>(scores: ReadonlyMap<T, number>, most: number): T[] {
  const ranked = [...scores].sort(([, a], [, b]) => b - a).slice(0, most);
  const least = LEAST_OF_BEST * (ranked[0]?.[1] ?? 0);
  return ranked.filter(([, score]) => score >= least).map(([document]) => document);
}

/** Quotations of fewer words are looked up by their words: one changed may leave no shingle whole. */
export const FEW_WORDS = 8;

function push<K>(map: Map<K, string[]>, at: K, key: string): void {
  const keys = map.get(at);
  if (keys === undefined) map.set(at, [key]);
  else keys.push(key);
}
