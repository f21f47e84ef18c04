import { key1, key2, key3 } from "./hash.ts";
import type { Scorer } from "./weights.ts";
import type { WordForms } from "./word-forms.ts";
import { MARGIN, type SentenceWords } from "./words.ts";

/** At most this many features describe one word in context. */
export const TAGGER_FEATURES = 64;

/**
 * Tags the words of a sentence from left to right, each by the features of its neighbourhood and
 * the two tags before it.
 *
 * Words that only ever have one pair of tags (27% of the treebanks) are given it without a decision.
 * A class is a pair of universal and Penn tag, so one decision yields both. Greedy averaged
 * perceptron after Collins (2002) with the contexts of Giménez and Màrquez (2004).
 *
 * Two thirds of the weights to be added depend on little: on the word alone, on letter case and
 * spaces around it, on the tags before it. Their sums are kept for when the same comes again.
 */
export class Tagger {
  readonly #scorer: Scorer;
  readonly #keys = new Int32Array(TAGGER_FEATURES);
  readonly #scores: Int32Array;
  readonly #ofForm: ScoreMemory;
  readonly #ofCase: ScoreMemory;
  readonly #ofHistory: ScoreMemory;
  /** The forms whose places `#ofForm` goes by. */
  #forms: WordForms | null = null;
  #generation = 0;

  constructor(scorer: Scorer) {
    this.#scorer = scorer;
    this.#scores = new Int32Array(scorer.classes);
    this.#ofForm = new ScoreMemory(scorer, 4096);
    this.#ofCase = new ScoreMemory(scorer, 512);
    this.#ofHistory = new ScoreMemory(scorer, 1024);
  }

  /** Writes class indexes plus 1 into `tags[MARGIN ..]`. */
  tag(words: SentenceWords, tags: Uint8Array): void {
    const { forms } = words;
    if (forms !== this.#forms || forms.generation !== this.#generation) {
      this.#forms = forms;
      this.#generation = forms.generation;
      this.#ofForm.clear();
    }
    for (let i = MARGIN; i < words.length + MARGIN; i++) {
      const fixed = words.fixed[i]!;
      tags[i] = fixed !== 0 ? fixed : this.#decide(words, tags, i) + 1;
    }
  }

  #decide(words: SentenceWords, tags: Uint8Array, i: number): number {
    const keys = this.#keys;
    const scores = this.#scores;
    const form = this.#formSums(words, i);
    const letterCase = this.#caseSums(words, i);
    const history = this.#historySums(words, tags, i);
    this.#scorer.score(keys, contextFeatures(words, tags, i, keys, 0), scores);
    const formSums = this.#ofForm.sums;
    const caseSums = this.#ofCase.sums;
    const historySums = this.#ofHistory.sums;
    let best = 0;
    let most = Number.MIN_SAFE_INTEGER;
    for (let c = 0; c < scores.length; c++) {
      const score =
        scores[c]! + formSums[form + c]! + caseSums[letterCase + c]! + historySums[history + c]!;
      if (score <= most) continue;
      best = c;
      most = score;
    }
    return best;
  }

  #formSums(words: SentenceWords, i: number): number {
    const key = words.place[i]!;
    const known = this.#ofForm.find(key);
    if (known >= 0) return known;
    return this.#ofForm.keep(key, this.#keys, formFeatures(words, i, this.#keys, 0));
  }

  #caseSums(words: SentenceWords, i: number): number {
    const { letterCase, glued } = words;
    const cases = (caseOf(words, i) << 6) | (letterCase[i - 1]! << 3) | letterCase[i + 1]!;
    const key =
      REMEMBERED | (cases << 10) | (words.names[i]! << 2) | glued[i]! | (glued[i + 1]! << 1);
    const known = this.#ofCase.find(key);
    if (known >= 0) return known;
    return this.#ofCase.keep(key, this.#keys, caseFeatures(words, i, this.#keys, 0));
  }

  #historySums(words: SentenceWords, tags: Uint8Array, i: number): number {
    const key = REMEMBERED | (caseOf(words, i) << 16) | (tags[i - 2]! << 8) | tags[i - 1]!;
    const known = this.#ofHistory.find(key);
    if (known >= 0) return known;
    return this.#ofHistory.keep(key, this.#keys, historyFeatures(words, tags, i, this.#keys, 0));
  }
}

/** Keeps the keys of a memory apart from 0. */
const REMEMBERED = 1 << 20;

/**
 * Sums of weights over groups of features that a small number settles. The last group of a slot
 * stays; what is asked of it does not depend on what it holds.
 */
class ScoreMemory {
  /** The sums of a group for every class, one group after the other. */
  readonly sums: Int16Array;
  readonly #scorer: Scorer;
  readonly #size: number;
  readonly #keys: Int32Array;
  readonly #scores: Int32Array;

  /** `size` is a power of two. */
  constructor(scorer: Scorer, size: number) {
    this.#scorer = scorer;
    this.#size = size;
    this.#keys = new Int32Array(size).fill(-1);
    this.#scores = new Int32Array(scorer.classes);
    this.sums = new Int16Array((size + 1) * scorer.classes);
  }

  clear(): void {
    this.#keys.fill(-1);
  }

  /** Where the sums of a group begin; -1 where they are not here. */
  find(key: number): number {
    const slot = this.#slot(key);
    return this.#keys[slot] === key ? slot * this.#scorer.classes : -1;
  }

  /** Adds up the group's weights; those of group 0 are not kept beyond the next. */
  keep(key: number, features: Int32Array, n: number): number {
    this.#scorer.score(features, n, this.#scores);
    const slot = key === 0 ? this.#size : this.#slot(key);
    if (key !== 0) this.#keys[slot] = key;
    this.sums.set(this.#scores, slot * this.#scorer.classes);
    return slot * this.#scorer.classes;
  }

  #slot(key: number): number {
    return (Math.imul(key, 0x9e3779b1) >>> 8) & (this.#size - 1);
  }
}

/** Letter case of word `i`, and whether it begins the sentence. */
function caseOf(w: SentenceWords, i: number): number {
  return w.letterCase[i]! | (i === MARGIN ? 8 : 0);
}

/** Writes the feature keys of word `i` (margin included); returns how many. */
export function taggerFeatures(
  w: SentenceWords,
  /** Class index plus 1 of the words before `i`; 0 beyond the beginning. */
  tags: Uint8Array,
  i: number,
  keys: Int32Array,
): number {
  let n = formFeatures(w, i, keys, 0);
  n = caseFeatures(w, i, keys, n);
  n = historyFeatures(w, tags, i, keys, n);
  return contextFeatures(w, tags, i, keys, n);
}

// The four write their keys from `keys[n]` on and return the new number of keys.

function formFeatures(w: SentenceWords, i: number, keys: Int32Array, from: number): number {
  let n = from;
  keys[n++] = key1(1, w.form[i]!);
  keys[n++] = key1(2, w.folded[i]!);
  keys[n++] = key1(3, w.prefix1[i]!);
  keys[n++] = key1(4, w.prefix2[i]!);
  keys[n++] = key1(5, w.prefix3[i]!);
  keys[n++] = key1(6, w.suffix1[i]!);
  keys[n++] = key1(7, w.suffix2[i]!);
  keys[n++] = key1(8, w.suffix3[i]!);
  keys[n++] = key1(9, w.suffix4[i]!);
  keys[n++] = key1(10, w.suffix5[i]!);
  keys[n++] = key1(11, w.shape[i]!);
  keys[n++] = key1(31, w.tags[i]!);
  keys[n++] = key1(38, w.senses[i]!);
  keys[n++] = key1(41, w.cluster[i]!);
  keys[n++] = 53;
  return n;
}

/** Features of letter case, spaces and lists of names: what `#caseSums` makes its key of. */
function caseFeatures(w: SentenceWords, i: number, keys: Int32Array, from: number): number {
  const letterCase = caseOf(w, i);
  let n = from;
  keys[n++] = key2(14, letterCase, w.letterCase[i + 1]!);
  keys[n++] = key2(48, w.glued[i]! | (w.glued[i + 1]! << 1), letterCase);
  keys[n++] = key3(50, letterCase, w.letterCase[i - 1]!, w.names[i]!);
  return n;
}

/** Features of the tags before: what `#historySums` makes its key of. */
function historyFeatures(
  w: SentenceWords,
  tags: Uint8Array,
  i: number,
  keys: Int32Array,
  from: number,
): number {
  let n = from;
  keys[n++] = key1(21, tags[i - 1]!);
  keys[n++] = key2(22, tags[i - 1]!, tags[i - 2]!);
  keys[n++] = key2(51, tags[i - 1]!, caseOf(w, i));
  return n;
}

function contextFeatures(
  w: SentenceWords,
  tags: Uint8Array,
  i: number,
  keys: Int32Array,
  from: number,
): number {
  const form = w.folded[i]!;
  const before = w.folded[i - 1]!;
  const after = w.folded[i + 1]!;
  const t1 = tags[i - 1]!;
  const t2 = tags[i - 2]!;
  const letterCase = caseOf(w, i);
  const ambiguity = w.tags[i]!;
  const nextTags = w.tags[i + 1]!;
  const cluster = w.cluster[i]!;
  let n = from;
  keys[n++] = key2(12, w.suffix2[i]!, letterCase);
  keys[n++] = key2(13, w.suffix3[i]!, letterCase);
  keys[n++] = key1(15, before);
  keys[n++] = key1(16, w.folded[i - 2]!);
  keys[n++] = key1(17, after);
  keys[n++] = key1(18, w.folded[i + 2]!);
  keys[n++] = key2(19, before, form);
  keys[n++] = key2(20, form, after);
  keys[n++] = key2(23, t1, form);
  keys[n++] = key3(24, t1, t2, form);
  keys[n++] = key2(25, t1, after);
  keys[n++] = key2(26, t1, w.suffix3[i]!);
  keys[n++] = key2(27, t1, nextTags);
  keys[n++] = key3(28, t1, ambiguity, nextTags);
  keys[n++] = key1(29, w.suffix3[i + 1]!);
  keys[n++] = key1(30, w.suffix3[i - 1]!);
  keys[n++] = key2(32, ambiguity, nextTags);
  keys[n++] = key3(33, ambiguity, nextTags, w.tags[i + 2]!);
  keys[n++] = key2(34, form, nextTags);
  keys[n++] = key2(35, ambiguity, after);
  keys[n++] = key2(36, t1, ambiguity);
  keys[n++] = key3(37, t1, t2, ambiguity);
  keys[n++] = key2(39, w.senses[i]! >>> 6, t1);
  keys[n++] = key2(40, t1, w.senses[i + 1]!);
  keys[n++] = key2(42, w.cluster[i - 1]!, cluster);
  keys[n++] = key2(43, cluster, w.cluster[i + 1]!);
  keys[n++] = key2(44, t1, w.cluster[i + 1]!);
  keys[n++] = key2(45, t1, cluster);
  keys[n++] = key2(46, form, w.cluster[i + 1]!);
  keys[n++] = key2(47, form, w.cluster[i + 2]!);
  keys[n++] = key2(49, before, after);
  keys[n++] = key2(52, form, w.tags[i + 2]!);
  return n;
}
