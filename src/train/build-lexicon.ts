import { hashWord } from "../language/hash.ts";
import type { LexiconRows } from "../language/lexicon.ts";

/** What the lexicon is made of. */
export interface LexiconSources {
  readonly wordnet: Wordnet;
  /** Tagged words of other corpora: "word_TAG" lines, as in MASC. */
  readonly tagged: readonly string[];
  /** Cluster of a word in lower case, 1 to 255. */
  readonly clusters: ReadonlyMap<string, number>;
  /** Bits of the name lists of a word in lower case. */
  readonly names: ReadonlyMap<string, number>;
  /** Class plus 1 of the words, in lower case, that only ever have one pair of tags. */
  readonly fixed: ReadonlyMap<string, number>;
}

/** `lex`: lemma to [noun file, verb file, "A" and "R" flags]; `exc`: irregular form to lemma. */
export interface Wordnet {
  readonly lex: Readonly<Record<string, readonly [string, string, string]>>;
  readonly exc: Readonly<Record<string, string>>;
}

/** Joins the sources into the lexicon's columns, by the hash of the word in lower case. */
export function buildLexicon(sources: LexiconSources): LexiconRows {
  const tagClasses = ambiguityClasses(sources.tagged);
  const words = new Set([
    ...Object.keys(sources.wordnet.lex),
    ...tagClasses.keys(),
    ...sources.clusters.keys(),
    ...sources.names.keys(),
    ...sources.fixed.keys(),
  ]);
  const byKey = new Map<number, string>();
  for (const word of words) {
    const key = hashWord(word) >>> 0;
    // Two words with one hash: the one WordNet has is kept.
    if (!byKey.has(key) || word in sources.wordnet.lex) byKey.set(key, word);
  }
  const keys = Uint32Array.from([...byKey.keys()].sort((a, b) => a - b));
  const column = (value: (word: string) => number) =>
    Uint8Array.from(keys, (key) => value(byKey.get(key)!));
  const wordnet = (word: string) =>
    Object.hasOwn(sources.wordnet.lex, word) ? sources.wordnet.lex[word]! : ["-", "-", ""];
  return {
    keys,
    columns: {
      noun: column((w) => fileNumber(wordnet(w)[0]!)),
      verb: column((w) => fileNumber(wordnet(w)[1]!)),
      other: column((w) => {
        const flags = wordnet(w)[2]!;
        return (flags.includes("A") ? 1 : 0) | (flags.includes("R") ? 2 : 0);
      }),
      tags: column((w) => tagClasses.get(w) ?? 0),
      cluster: column((w) => sources.clusters.get(w) ?? 0),
      names: column((w) => sources.names.get(w) ?? 0),
      fixed: column((w) => sources.fixed.get(w) ?? 0),
    },
  };
}

function fileNumber(file: string): number {
  return file === "-" ? 0 : Number(file) + 1;
}

const LEAST_SEEN = 2;
const MOST_CLASSES = 255;

/**
 * Words by the tags they were seen with: the commonest tag, how far it leads, and the second.
 * The classes that cover most words get the numbers 1 to 255; words of others get 0.
 */
export function ambiguityClasses(tagged: readonly string[]): Map<string, number> {
  const counts = new Map<string, Map<string, number>>();
  for (const text of tagged) {
    for (const item of text.split(/\s+/)) {
      const cut = item.lastIndexOf("_");
      if (cut < 1) continue;
      const word = item.slice(0, cut).toLowerCase();
      const tags = counts.get(word) ?? new Map<string, number>();
      counts.set(word, tags);
      const tag = item.slice(cut + 1);
      tags.set(tag, (tags.get(tag) ?? 0) + 1);
    }
  }
  const classOf = new Map<string, string>();
  for (const [word, tags] of counts) {
    const name = className(tags);
    if (name !== "") classOf.set(word, name);
  }
  const sizes = new Map<string, number>();
  for (const name of classOf.values()) sizes.set(name, (sizes.get(name) ?? 0) + 1);
  const kept = [...sizes]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MOST_CLASSES)
    .map(([name]) => name);
  const number = new Map(kept.map((name, i) => [name, i + 1]));
  return new Map(
    [...classOf].flatMap(([word, name]) => (number.has(name) ? [[word, number.get(name)!]] : [])),
  );
}

function className(tags: ReadonlyMap<string, number>): string {
  let total = 0;
  for (const n of tags.values()) total += n;
  if (total < LEAST_SEEN) return "";
  const [first, second] = [...tags].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const share = first![1] / total;
  if (share > 0.98 || second === undefined) return `${first![0]}${total >= 10 ? "!" : ""}`;
  return `${first![0]}${share > 0.85 ? ">>" : share > 0.6 ? ">" : "="}${second[0]}`;
}
