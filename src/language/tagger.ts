import { key1, key2, key3 } from "./hash.ts";
import { argmax, type Scorer } from "./weights.ts";
import { MARGIN, type SentenceWords } from "./words.ts";

/** At most this many features describe one word in context. */
export const TAGGER_FEATURES = 64;

/**
 * Tags the words of a sentence from left to right, each by the features of its neighbourhood and
 * the two tags before it; writes class indexes into `tags[MARGIN ..]`.
 *
 * Words that only ever have one pair of tags (27% of the treebanks) are given it without a decision.
 * A class is a pair of universal and Penn tag, so one decision yields both. Greedy averaged
 * perceptron after Collins (2002) with the contexts of Giménez and Màrquez (2004).
 */
export function tagSentence(
  words: SentenceWords,
  scorer: Scorer,
  tags: Uint8Array,
  room: TaggerRoom,
) {
  for (let i = MARGIN; i < words.length + MARGIN; i++) {
    tags[i] = words.fixed[i]!;
    if (tags[i] !== 0) continue;
    const n = taggerFeatures(words, tags, i, room.keys);
    scorer.score(room.keys, n, room.scores);
    tags[i] = argmax(room.scores, scorer.classes) + 1;
  }
}

/** Working space of the tagger, used again for each sentence. */
export interface TaggerRoom {
  readonly keys: Int32Array;
  readonly scores: Int32Array;
}

export function taggerRoom(classes: number): TaggerRoom {
  return { keys: new Int32Array(TAGGER_FEATURES), scores: new Int32Array(classes) };
}

/** Writes the feature keys of word `i` (margin included); returns how many. */
export function taggerFeatures(
  w: SentenceWords,
  /** Class index plus 1 of the words before `i`; 0 beyond the beginning. */
  tags: Uint8Array,
  i: number,
  keys: Int32Array,
): number {
  const form = w.folded[i]!;
  const before = w.folded[i - 1]!;
  const after = w.folded[i + 1]!;
  const t1 = tags[i - 1]!;
  const t2 = tags[i - 2]!;
  const letterCase = w.letterCase[i]! | (i === MARGIN ? 8 : 0);
  const ambiguity = w.tags[i]!;
  const nextTags = w.tags[i + 1]!;
  const cluster = w.cluster[i]!;
  let n = 0;
  keys[n++] = key1(1, w.form[i]!);
  keys[n++] = key1(2, form);
  keys[n++] = key1(3, w.prefix1[i]!);
  keys[n++] = key1(4, w.prefix2[i]!);
  keys[n++] = key1(5, w.prefix3[i]!);
  keys[n++] = key1(6, w.suffix1[i]!);
  keys[n++] = key1(7, w.suffix2[i]!);
  keys[n++] = key1(8, w.suffix3[i]!);
  keys[n++] = key1(9, w.suffix4[i]!);
  keys[n++] = key1(10, w.suffix5[i]!);
  keys[n++] = key1(11, w.shape[i]!);
  keys[n++] = key2(12, w.suffix2[i]!, letterCase);
  keys[n++] = key2(13, w.suffix3[i]!, letterCase);
  keys[n++] = key2(14, letterCase, w.letterCase[i + 1]!);
  keys[n++] = key1(15, before);
  keys[n++] = key1(16, w.folded[i - 2]!);
  keys[n++] = key1(17, after);
  keys[n++] = key1(18, w.folded[i + 2]!);
  keys[n++] = key2(19, before, form);
  keys[n++] = key2(20, form, after);
  keys[n++] = key1(21, t1);
  keys[n++] = key2(22, t1, t2);
  keys[n++] = key2(23, t1, form);
  keys[n++] = key3(24, t1, t2, form);
  keys[n++] = key2(25, t1, after);
  keys[n++] = key2(26, t1, w.suffix3[i]!);
  keys[n++] = key2(27, t1, nextTags);
  keys[n++] = key3(28, t1, ambiguity, nextTags);
  keys[n++] = key1(29, w.suffix3[i + 1]!);
  keys[n++] = key1(30, w.suffix3[i - 1]!);
  keys[n++] = key1(31, ambiguity);
  keys[n++] = key2(32, ambiguity, nextTags);
  keys[n++] = key3(33, ambiguity, nextTags, w.tags[i + 2]!);
  keys[n++] = key2(34, form, nextTags);
  keys[n++] = key2(35, ambiguity, after);
  keys[n++] = key2(36, t1, ambiguity);
  keys[n++] = key3(37, t1, t2, ambiguity);
  keys[n++] = key1(38, w.senses[i]!);
  keys[n++] = key2(39, w.senses[i]! >>> 6, t1);
  keys[n++] = key2(40, t1, w.senses[i + 1]!);
  keys[n++] = key1(41, cluster);
  keys[n++] = key2(42, w.cluster[i - 1]!, cluster);
  keys[n++] = key2(43, cluster, w.cluster[i + 1]!);
  keys[n++] = key2(44, t1, w.cluster[i + 1]!);
  keys[n++] = key2(45, t1, cluster);
  keys[n++] = key2(46, form, w.cluster[i + 1]!);
  keys[n++] = key2(47, form, w.cluster[i + 2]!);
  keys[n++] = key2(48, w.glued[i]! | (w.glued[i + 1]! << 1), letterCase);
  keys[n++] = key2(49, before, after);
  keys[n++] = key3(50, letterCase, w.letterCase[i - 1]!, w.names[i]!);
  keys[n++] = key2(51, t1, letterCase);
  keys[n++] = key2(52, form, w.tags[i + 2]!);
  keys[n++] = 53;
  return n;
}
