import { speaksForItself } from "./cited-documents.ts";
import type { Passage } from "./passages.ts";
import type { Link } from "./same-words.ts";
import { areElsewhere, compareSpeakers, type Sameness, type Speaker } from "./speakers.ts";
import { weightOf } from "./words.ts";

/** What must agree, by whose words the two are. */
export interface Bar {
  /** How many words that are no names, "Monday" and the like half. */
  readonly plain: number;
  /** How many stems. */
  readonly shared: number;
  /** Of the weight of the one with less, and of both together. */
  readonly ofShorter: number;
  readonly ofBoth: number;
}

/**
 * Two tellings by one source need to agree in less than two by different ones, and those in less
 * than where nobody is named.
 */
const BARS: Readonly<Record<Sameness, Bar>> = {
  same: { plain: 2, shared: 3, ofShorter: 0.5, ofBoth: 0.4 },
  perhaps: { plain: 2.5, shared: 3, ofShorter: 0.6, ofBoth: 0.5 },
  other: { plain: 3, shared: 4, ofShorter: 0.6, ofBoth: 0.5 },
};

/** The part of all words of both that must agree: three rare words are little in a long sentence. */
const OF_WORDS = 0.3;

/** The part of the words that are no names, of the passage with fewer of them, that must agree. */
const PLAIN = 0.4;

/** How many of a passage's stems are looked up, the rarest first. */
const LOOKED_UP = 8;

/** Stems in more passages than this (or a twentieth of them) lead nowhere. */
const COMMON = 60;

/** Pairs of passages of different accounts that share the words that matter. */
export function linkSameMatter(
  passages: readonly Passage[],
  speakers: ReadonlyMap<Passage, Speaker>,
  weights: Weights,
): Link[] {
  const rare = passages.map((passage) => weights.rarest(passage, LOOKED_UP));
  const holders = new Map<string, number[]>();
  const links: Link[] = [];
  passages.forEach((passage, b) => {
    const shared = new Map<number, number>();
    for (const word of rare[b]!) {
      const before = holders.get(word) ?? [];
      for (const a of before) {
        if (passages[a]!.account !== passage.account) shared.set(a, (shared.get(a) ?? 0) + 1);
      }
      if (before.length === 0) holders.set(word, before);
      before.push(b);
    }
    for (const [a, count] of shared) {
      if (count < 2) continue;
      const other = passages[a]!;
      if (isFormula(passage) && isFormula(other)) continue;
      const [x, y] = [speakers.get(passage)!, speakers.get(other)!];
      if (areElsewhere(x, y)) continue;
      const sameness = compareSpeakers(x, y);
      const score = weights.agreement(other, passage, BARS[sameness]);
      if (score !== null) links.push({ a, b, by: "content", score });
    }
  });
  return links;
}

/** Passages by each of their stems that are looked up. */
export function holdersOf(
  passages: readonly Passage[],
  weights: Weights,
): ReadonlyMap<string, readonly number[]> {
  const holders = new Map<string, number[]>();
  passages.forEach((passage, i) => {
    for (const word of weights.rarest(passage, LOOKED_UP)) {
      const list = holders.get(word);
      if (list === undefined) holders.set(word, [i]);
      else list.push(i);
    }
  });
  return holders;
}

/** "We request that this letter be circulated": of each letter it is said of another one. */
function isFormula({ record, lower }: Passage): boolean {
  return speaksForItself(record) && FORMULA.test(lower.join(" "));
}

const FORMULA =
  /\b(?:this|present) (?:letter|document|communication)\b|\bassurances? of \w+ highest\b/;

/** How much each stem tells: the fewer passages have it, the more. */
export class Weights {
  readonly #count = new Map<string, number>();
  readonly #total: number;
  readonly #sums = new Map<Passage, number>();

  constructor(passages: readonly Passage[]) {
    for (const { stems } of passages) {
      for (const word of stems) this.#count.set(word, (this.#count.get(word) ?? 0) + 1);
    }
    this.#total = passages.length;
  }

  of(word: string): number {
    return weightOf(word) * Math.log((this.#total + 20) / ((this.#count.get(word) ?? 0) + 1));
  }

  /** Whether few passages have it. */
  isRare(word: string): boolean {
    return weightOf(word) === 1 && (this.#count.get(word) ?? 0) <= Math.max(8, this.#total / 20);
  }

  /** Stems that at least two passages have, but not too many. */
  rarest({ stems }: Passage, most: number): string[] {
    const limit = Math.max(COMMON, this.#total / 20);
    const found: { word: string; count: number }[] = [];
    for (const word of stems) {
      const count = this.#count.get(word) ?? 0;
      if (count > 1 && count <= limit) found.push({ word, count });
    }
    found.sort((x, y) => x.count - y.count);
    return found.slice(0, most).map(({ word }) => word);
  }

  /** How much of the weight of both is in what they share, from 0 to 1; `more` is shared too. */
  agreementOf(a: ReadonlySet<string>, b: ReadonlySet<string>, more = 0): number {
    let [sum, shared] = [2 * more, more];
    for (const word of a) {
      sum += this.of(word);
      if (b.has(word)) shared += this.of(word);
    }
    for (const word of b) sum += this.of(word);
    return (2 * shared) / (sum || 1);
  }

  /** The agreement of two passages, where it is over the bar; else `null`. */
  agreement(a: Passage, b: Passage, { plain, shared, ofShorter, ofBoth }: Bar): number | null {
    let number = 0;
    let weight = 0;
    const [few, many] = a.stems.size <= b.stems.size ? [a, b] : [b, a];
    for (const word of few.stems) {
      if (!many.stems.has(word)) continue;
      number++;
      weight += this.of(word);
    }
    if (number < shared || !this.#tellTheSame(a, b, plain)) return null;
    if ((2 * number) / (a.stems.size + b.stems.size) < OF_WORDS) return null;
    const [x, y] = [this.#sum(a), this.#sum(b)];
    const score = (2 * weight) / (x + y);
    return weight / Math.min(x, y) >= ofShorter && score >= ofBoth ? score : null;
  }

  /** Whether enough agrees beside names: the same three governors are in many sentences. */
  #tellTheSame(a: Passage, b: Passage, least: number): boolean {
    const weigh = (words: Iterable<string>) =>
      [...words].reduce((sum, word) => sum + weightOf(word), 0);
    const shared = weigh([...a.plain].filter((word) => b.plain.has(word)));
    return shared >= least && shared >= PLAIN * Math.min(weigh(a.plain), weigh(b.plain));
  }

  #sum(passage: Passage): number {
    const known = this.#sums.get(passage);
    if (known !== undefined) return known;
    let sum = 0;
    for (const word of passage.stems) sum += this.of(word);
    this.#sums.set(passage, sum);
    return sum;
  }
}
