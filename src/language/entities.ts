import { key1, key2, key3 } from "./hash.ts";
import { BEGINS_ENTITY } from "./lexicon.ts";
import type { LanguageModel } from "./model.ts";
import type { TokenRange } from "./tokens.ts";
import type { Scorer } from "./weights.ts";
import { LOWER, OTHER } from "./word-forms.ts";
import { MARGIN, type SentenceWords } from "./words.ts";

/** What a named entity is; ROLE is a title or office before a name, NORP a nationality. */
export type EntityType = "PER" | "ORG" | "LOC" | "NORP" | "ROLE" | "DATE" | "MISC";

export interface Entity extends TokenRange {
  readonly type: EntityType;
}

/** At most this many features describe one word among its neighbours. */
export const ENTITY_FEATURES = 64;

/**
 * Finds the entities of a document sentence by sentence, in order: what a name was taken for
 * earlier in the document is a feature where it comes again.
 */
export class EntityFinder {
  readonly found: Entity[] = [];
  readonly #scorer: Scorer;
  readonly #classes: readonly string[];
  readonly #follows: readonly Uint8Array[];
  readonly #keys = new Int32Array(ENTITY_FEATURES);
  readonly #scores: Int32Array;
  readonly #memory: NameMemory;
  #labels = new Uint8Array(256);

  constructor(model: Pick<LanguageModel, "entities" | "entityClasses">) {
    this.#scorer = model.entities;
    this.#classes = model.entityClasses;
    this.#follows = allowedSuccessions(model.entityClasses);
    this.#scores = new Int32Array(model.entityClasses.length);
    this.#memory = new NameMemory();
  }

  /** Adds the entities of one sentence; `tags` are its tagger classes plus 1 at `MARGIN ..`. */
  read(words: SentenceWords, tags: Uint8Array): void {
    if (this.#classes.length === 0) return;
    const end = words.length + MARGIN;
    if (this.#labels.length < end + MARGIN) this.#labels = new Uint8Array(2 * end);
    const labels = this.#labels;
    for (let i = MARGIN; i < end; i++) {
      labels[i] = OUTSIDE;
      if (isPlainlyOutside(words, labels, i)) continue;
      const n = entityFeatures(words, tags, labels, this.#memory, i, this.#keys);
      this.#scorer.score(this.#keys, n, this.#scores);
      labels[i] = bestFollowing(this.#scores, this.#follows[labels[i - 1]!]!) + 1;
    }
    this.#memory.add(words, labels);
    this.#collect(words, labels);
  }

  #collect(words: SentenceWords, labels: Uint8Array): void {
    for (const { from, to, type } of entitiesOf(labels, words.length, this.#classes)) {
      this.found.push({ from: words.from + from, to: words.from + to, type });
    }
  }
}

/** Class plus 1 of "O", the first class. */
const OUTSIDE = 1;

/**
 * A word in small letters, or a mark, after no entity: it begins none unless the lexicon says it
 * has done so. Most of a text is settled by this.
 */
export function isPlainlyOutside(words: SentenceWords, labels: Uint8Array, i: number): boolean {
  const letterCase = words.letterCase[i]!;
  if (letterCase !== LOWER && letterCase !== OTHER) return false;
  if (i > MARGIN && labels[i - 1] !== OUTSIDE) return false;
  return (words.names[i]! & BEGINS_ENTITY) === 0;
}

/** Entities as runs of B- and I- classes; places count from the sentence's first word. */
export function entitiesOf(
  labels: Uint8Array,
  length: number,
  classes: readonly string[],
): Entity[] {
  const entities: Entity[] = [];
  for (let i = 0; i < length; ) {
    const name = classes[labels[i + MARGIN]! - 1]!;
    let to = i + 1;
    if (name !== "O") {
      const type = name.slice(2) as EntityType;
      while (to < length && classes[labels[to + MARGIN]! - 1] === `I-${type}`) to++;
      entities.push({ from: i, to, type });
    }
    i = to;
  }
  return entities;
}

/**
 * For each class plus 1 (0: the sentence begins), which classes may follow: "I-X" only "B-X" or
 * "I-X".
 */
export function allowedSuccessions(classes: readonly string[]): Uint8Array[] {
  return ["", ...classes].map((before) =>
    Uint8Array.from(classes, (name) =>
      !name.startsWith("I-") || (before.length > 1 && before.slice(2) === name.slice(2)) ? 1 : 0,
    ),
  );
}

/** The allowed class of the highest score. */
export function bestFollowing(scores: Int32Array, allowed: Uint8Array): number {
  let best = -1;
  for (let c = 0; c < allowed.length; c++) {
    if (allowed[c] === 1 && (best < 0 || scores[c]! > scores[best]!)) best = c;
  }
  return best;
}

/** What the words of a document's earlier sentences were taken for. */
export class NameMemory {
  readonly #last = new Map<number, number>();

  /** Class plus 1 of the capitalised word when it came last; 0 where it is new. */
  recall(form: number): number {
    return this.#last.get(form) ?? 0;
  }

  add(words: SentenceWords, labels: Uint8Array): void {
    for (let i = MARGIN; i < words.length + MARGIN; i++) {
      const letterCase = words.letterCase[i]!;
      if (letterCase < 2 || letterCase > 4) continue;
      // A sentence's first word has its capital from there: it only adds to what is known.
      if (i === MARGIN && labels[i] === 1) continue;
      this.#last.set(words.form[i]!, labels[i]!);
    }
  }
}

/** Writes the feature keys of word `i` (margin included); returns how many. */
export function entityFeatures(
  w: SentenceWords,
  tags: Uint8Array,
  /** Class plus 1 of the words before `i`. */
  labels: Uint8Array,
  memory: NameMemory,
  i: number,
  keys: Int32Array,
): number {
  const form = w.form[i]!;
  const folded = w.folded[i]!;
  const before = w.folded[i - 1]!;
  const after = w.folded[i + 1]!;
  const letterCase = w.letterCase[i]! | (i === MARGIN ? 8 : 0);
  const cases = (w.letterCase[i - 1]! << 8) | (letterCase << 4) | w.letterCase[i + 1]!;
  const tag = i < w.length + MARGIN ? tags[i]! : 0;
  const tagAfter = i + 1 < w.length + MARGIN ? tags[i + 1]! : 0;
  const tagBefore = i > MARGIN ? tags[i - 1]! : 0;
  const last = i > MARGIN ? labels[i - 1]! : 0;
  const last2 = i > MARGIN + 1 ? labels[i - 2]! : 0;
  const sense = w.senses[i]! & 63;
  const names = w.names[i]!;
  let n = 0;
  keys[n++] = key1(1, form);
  keys[n++] = key1(2, folded);
  keys[n++] = key1(3, before);
  keys[n++] = key1(4, after);
  keys[n++] = key1(5, w.folded[i - 2]!);
  keys[n++] = key1(6, w.folded[i + 2]!);
  keys[n++] = key2(7, before, folded);
  keys[n++] = key2(8, folded, after);
  keys[n++] = key1(9, w.prefix3[i]!);
  keys[n++] = key1(10, w.suffix2[i]!);
  keys[n++] = key1(11, w.suffix3[i]!);
  keys[n++] = key1(12, w.suffix4[i]!);
  keys[n++] = key1(13, w.shape[i]!);
  keys[n++] = key1(14, cases);
  keys[n++] = key3(15, w.shape[i - 1]!, w.shape[i]!, w.shape[i + 1]!);
  keys[n++] = key1(16, tag);
  keys[n++] = key2(17, tagBefore, tag);
  keys[n++] = key2(18, tag, tagAfter);
  keys[n++] = key3(19, tagBefore, tag, tagAfter);
  keys[n++] = key1(20, last);
  keys[n++] = key2(21, last, last2);
  keys[n++] = key2(22, last, folded);
  keys[n++] = key2(23, last, tag);
  keys[n++] = key2(24, last, cases);
  keys[n++] = key3(25, last, tag, tagAfter);
  keys[n++] = key2(26, last, before);
  keys[n++] = key2(27, last, after);
  keys[n++] = key1(28, w.cluster[i]!);
  keys[n++] = key2(29, last, w.cluster[i]!);
  keys[n++] = key1(30, w.cluster[i - 1]! | 0x100);
  keys[n++] = key1(31, w.cluster[i + 1]! | 0x200);
  keys[n++] = key2(32, sense, letterCase);
  keys[n++] = key3(33, last, sense, tag);
  keys[n++] = key2(34, w.senses[i - 1]! & 63, sense);
  keys[n++] = key2(35, sense, w.senses[i + 1]! & 63);
  keys[n++] = key2(36, names, letterCase);
  keys[n++] = key3(37, last, names, w.names[i + 1]!);
  keys[n++] = key2(38, w.names[i - 1]!, names);
  keys[n++] = key2(39, names, w.names[i + 1]!);
  keys[n++] = key2(40, w.names[i - 2]!, w.names[i - 1]!);
  keys[n++] = key1(41, memory.recall(form));
  keys[n++] = key2(42, memory.recall(form), last);
  keys[n++] = key2(43, memory.recall(w.form[i + 1]!), last);
  keys[n++] = key2(44, w.suffix3[i]!, cases);
  keys[n++] = key3(45, before, letterCase, after);
  keys[n++] = key3(46, before, letterCase, tagAfter);
  keys[n++] = key2(47, w.tags[i]!, letterCase);
  keys[n++] = key3(48, w.folded[i - 2]!, before, letterCase);
  keys[n++] = key3(49, after, w.folded[i + 2]!, letterCase);
  keys[n++] = key2(50, w.suffix3[i + 1]!, cases);
  keys[n++] = key2(51, w.suffix3[i - 1]!, cases);
  keys[n++] = key2(52, before, cases);
  keys[n++] = key2(53, after, cases);
  keys[n++] = 54;
  return n;
}
