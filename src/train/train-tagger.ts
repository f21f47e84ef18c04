import type { Lexicon } from "../language/lexicon.ts";
import { TAGGER_FEATURES, Tagger, taggerFeatures } from "../language/tagger.ts";
import { argmax, type Scorer } from "../language/weights.ts";
import { WordForms } from "../language/word-forms.ts";
import { MARGIN, SentenceWords } from "../language/words.ts";
import { Perceptron } from "./perceptron.ts";
import { seededRandom, shuffle } from "./random.ts";
import type { Treebank } from "./treebank.ts";

/** The pairs of universal and Penn tag of a treebank, the most frequent first, at most `most`. */
export function tagClasses(treebank: Treebank, most = 110): string[] {
  const counts = new Map<string, number>();
  for (const { upos, xpos } of treebank.sentences) {
    upos.forEach((tag, i) => {
      const name = `${tag}/${xpos[i]}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    });
  }
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([name]) => name);
}

/** What "only ever" means: the treebanks have a few slips in thousands of "the". */
const SURE = 0.997;

/**
 * Words, in lower case, that were seen at least `least` times and as good as always with one of
 * `classes`; with its number plus 1. Only words in small letters and marks count.
 */
export function fixedTags(
  treebank: Treebank,
  classes: readonly string[],
  least = 30,
): Map<string, number> {
  const seen = new Map<string, Map<number, number>>();
  const gold = goldClasses(treebank, classes);
  treebank.tokens.lower.forEach((lower, k) => {
    if (lower !== treebank.tokens.word[k] || /\d/.test(lower)) return;
    const counts = seen.get(lower) ?? new Map<number, number>();
    seen.set(lower, counts.set(gold[k]!, (counts.get(gold[k]!) ?? 0) + 1));
  });
  const fixed = new Map<string, number>();
  for (const [word, counts] of seen) {
    const [[best, count]] = [...counts].sort((a, b) => b[1] - a[1]) as [[number, number]];
    const total = [...counts.values()].reduce((sum, n) => sum + n);
    if (best >= 0 && total >= least && count >= SURE * total) fixed.set(word, best + 1);
  }
  return fixed;
}

export interface TaggerOptions {
  readonly seed: number;
  readonly epochs: number;
  readonly minUpdates: number;
  readonly margin: number;
}

/** Trains the tagger; words whose tag pair is not among `classes` teach nothing. */
export function trainTagger(
  treebank: Treebank,
  classes: readonly string[],
  lexicon: Lexicon,
  options: TaggerOptions,
): Perceptron {
  const gold = goldClasses(treebank, classes);
  const model = new Perceptron(classes.length, { minUpdates: options.minUpdates });
  const random = seededRandom(options.seed);
  const words = new SentenceWords(new WordForms(lexicon));
  const keys = new Int32Array(TAGGER_FEATURES);
  const scores = new Int32Array(classes.length);
  let order = treebank.ranges.map((_, s) => s);
  let tags = new Uint8Array(256);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    order = shuffle(order, random);
    for (const s of order) {
      const range = treebank.ranges[s]!;
      words.fill(treebank.tokens, range);
      if (tags.length < words.length + 2 * MARGIN) tags = new Uint8Array(words.length * 2);
      for (let i = MARGIN; i < words.length + MARGIN; i++) {
        tags[i] = words.fixed[i]!;
        if (tags[i] !== 0) continue;
        const n = taggerFeatures(words, tags, i, keys);
        model.score(keys, n, scores);
        const best = argmax(scores, classes.length);
        const right = gold[range.from + i - MARGIN]!;
        tags[i] = best + 1;
        model.advance();
        if (right < 0) continue;
        const rival = strongestRival(scores, classes.length, right);
        if (scores[rival]! + options.margin >= scores[right]!) model.update(keys, n, right, rival);
      }
    }
  }
  return model;
}

/** The best class that is not `right`. */
export function strongestRival(scores: Int32Array, n: number, right: number): number {
  let best = right === 0 ? 1 : 0;
  for (let c = best + 1; c < n; c++) if (c !== right && scores[c]! > scores[best]!) best = c;
  return best;
}

/** Index of each token's tag pair among `classes`; -1 where it is not there. */
export function goldClasses(treebank: Treebank, classes: readonly string[]): Int16Array {
  const index = new Map(classes.map((name, c) => [name, c]));
  const gold = new Int16Array(treebank.tokens.length);
  treebank.sentences.forEach(({ upos, xpos }, s) => {
    const { from } = treebank.ranges[s]!;
    upos.forEach((tag, i) => {
      gold[from + i] = index.get(`${tag}/${xpos[i]}`) ?? -1;
    });
  });
  return gold;
}

/** Class of every token as the tagger gives it. */
export function predictClasses(treebank: Treebank, scorer: Scorer, lexicon: Lexicon): Uint8Array {
  const predicted = new Uint8Array(treebank.tokens.length);
  const words = new SentenceWords(new WordForms(lexicon));
  const tagger = new Tagger(scorer);
  for (const range of treebank.ranges) {
    words.fill(treebank.tokens, range);
    const tags = new Uint8Array(words.length + 2 * MARGIN);
    tagger.tag(words, tags);
    for (let i = 0; i < words.length; i++) predicted[range.from + i] = tags[i + MARGIN]! - 1;
  }
  return predicted;
}
