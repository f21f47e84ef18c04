import { NearDuplicates } from "../read/near-duplicates/index.ts";
import { mix } from "../read/near-duplicates/signature.ts";
import { type Random, seededRandom, shuffle } from "../train/random.ts";
import { formatTable, percent } from "./table.ts";

/** What is done to a story before it comes again, by name. */
const COPIES: Readonly<Record<string, (words: string[], random: Random) => string[]>> = {
  "word for word": (words) => words,
  "other headline, credit below": (words, random) => [
    ...story(8, random),
    ...words.slice(8),
    ...story(12, random),
  ],
  "one word in twenty changed": (words, random) =>
    words.map((word) => (random() < 0.05 ? wordAt(random) : word)),
  "last third cut": (words) => words.slice(0, Math.floor((words.length * 2) / 3)),
  "updated: a fifth new": (words, random) => updated(words, 0.2, random),
  "updated: two fifths new": (words, random) => updated(words, 0.4, random),
};

function updated(words: readonly string[], share: number, random: Random): string[] {
  const fresh = Math.floor(words.length * share);
  return [...words.slice(0, words.length - fresh), ...story(fresh, random)];
}

/** One document in ten is a copy of one of the last this many. */
const REACH = 500_000;
const SHARE = 0.1;

/**
 * Near-duplicates in a synthetic stream: stories of 150 to 600 words drawn from 30,000 words as
 * unevenly as language has them, and among them copies of earlier ones, in six kinds.
 */
export function benchDuplicates(documents: number): string {
  const random = seededRandom(20310312);
  const kinds = Object.keys(COPIES);
  const tally = new Map(kinds.map((kind) => [kind, { planted: 0, found: 0 }]));
  const index = new NearDuplicates({ capacity: Math.min(documents, 1_000_000) });
  // A story is made again from its seed, so that the stream need not be held.
  const seeds: number[] = [];
  let [matched, right, spent, words] = [0, 0, 0, 0];
  for (let i = 0; i < documents; i++) {
    const original = i > 100 && random() < SHARE ? earlier(i, seeds, random) : null;
    const kind = kinds[Math.floor(random() * kinds.length)]!;
    const seed = Math.floor(random() * 2 ** 32);
    seeds.push(original === null ? seed : -1);
    const text =
      original === null ? storyOf(seed) : COPIES[kind]!(storyOf(seeds[original]!), random);
    words += text.length;
    const joined = text.join(" ");
    const start = process.cpuUsage().user;
    const seen = index.add(joined);
    spent += process.cpuUsage().user - start;
    if (seen.nearest !== null) matched++;
    if (original === null) continue;
    const count = tally.get(kind)!;
    count.planted++;
    if (seen.first === original) {
      count.found++;
      right++;
    }
  }
  const rows = [...tally].map(([kind, { planted, found }]) => [
    kind,
    String(planted),
    percent(found / planted),
  ]);
  const megabytes = Math.round(process.memoryUsage().arrayBuffers / 2 ** 20);
  return [
    formatTable(["copies", "planted", "found %"], rows),
    `${documents} documents, ${Math.round(words / documents)} words each; ${percent(right / matched)}% of ${matched} matches right`,
    `${Math.round(documents / (spent / 1e6))} documents and ${Math.round(words / (spent / 1e3))}k words per CPU-second, index ${megabytes} MiB`,
  ].join("\n");
}

/** An original among the last `REACH` documents; `null` where a few tries find copies only. */
function earlier(i: number, seeds: readonly number[], random: Random): number | null {
  for (let tries = 0; tries < 5; tries++) {
    const at = i - 1 - Math.floor(random() * Math.min(i, REACH));
    if (seeds[at]! >= 0) return at;
  }
  return null;
}

const VOCABULARY = makeVocabulary(30_000);

function makeVocabulary(size: number): string[] {
  const random = seededRandom(7);
  const syllables = "ba ke li mo nu ra se ti vo za har len mir ost pel quin tar vel wen yor".split(
    " ",
  );
  const words = new Set<string>();
  while (words.size < size) {
    let word = "";
    for (let n = 1 + Math.floor(random() * 4); n > 0; n--)
      word += syllables[Math.floor(random() * syllables.length)]!;
    words.add(word);
  }
  return shuffle([...words], random);
}

/** A word, the common ones far more often: about as Zipf's law has it. */
function wordAt(random: Random): string {
  return VOCABULARY[Math.floor(VOCABULARY.length ** random()) - 1]!;
}

function story(length: number, random: Random): string[] {
  return Array.from({ length }, () => wordAt(random));
}

function storyOf(seed: number): string[] {
  // Not the seeded generator: its sequences from two seeds are parts of one, and would overlap.
  let n = 0;
  const random = () => (mix(seed ^ mix(++n)) >>> 0) / 2 ** 32;
  return story(150 + Math.floor(random() * 450), random);
}
