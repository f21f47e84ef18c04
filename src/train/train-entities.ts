import {
  allowedSuccessions,
  bestFollowing,
  ENTITY_FEATURES,
  EntityFinder,
  entityFeatures,
  isPlainlyOutside,
  NameMemory,
} from "../language/entities.ts";
import { BEGINS_ENTITY, GIVEN_NAME, type Lexicon } from "../language/lexicon.ts";
import type { LanguageModel } from "../language/model.ts";
import { Tagger } from "../language/tagger.ts";
import type { Scorer } from "../language/weights.ts";
import { WordForms } from "../language/word-forms.ts";
import { MARGIN, SentenceWords } from "../language/words.ts";
import type { TreebankSentence } from "./conllu.ts";
import type { EntityDocument } from "./entity-corpora.ts";
import { Perceptron } from "./perceptron.ts";
import { seededRandom, shuffle } from "./random.ts";
import { layOut, layOutWords } from "./treebank.ts";

/** The classes of the entity model; "O" first. */
export const ENTITY_CLASSES: readonly string[] = [
  "O",
  ...["PER", "ORG", "LOC", "NORP", "ROLE", "DATE", "MISC"].flatMap((t) => [`B-${t}`, `I-${t}`]),
];

/** Gold class of a word of which nothing is known, "?". */
const UNKNOWN = 255;

export interface EntityOptions {
  readonly seed: number;
  readonly epochs: number;
  readonly minUpdates: number;
  readonly margin: number;
}

/**
 * Trains the entity model. A corpus that does not mark a type says nothing about it: there the
 * type is no rival of "O".
 */
export function trainEntities(
  documents: readonly EntityDocument[],
  tagger: Scorer,
  lexicon: Lexicon,
  options: EntityOptions,
): Perceptron {
  const model = new Perceptron(ENTITY_CLASSES.length, { minUpdates: options.minUpdates });
  const random = seededRandom(options.seed);
  const follows = allowedSuccessions(ENTITY_CLASSES);
  const words = new SentenceWords(new WordForms(lexicon));
  const reader = new Tagger(tagger);
  const keys = new Int32Array(ENTITY_FEATURES);
  const scores = new Int32Array(ENTITY_CLASSES.length);
  const prepared = documents.map((document) => prepare(document));
  let order = prepared.map((_, d) => d);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    order = shuffle(order, random);
    for (const d of order) trainDocument(prepared[d]!);
  }
  return model;

  function prepare(document: EntityDocument) {
    const { tokens, ranges } = layOutWords(document.words);
    const tags = ranges.map((range) => {
      words.fill(tokens, range);
      const sentence = new Uint8Array(words.length + 2 * MARGIN);
      reader.tag(words, sentence);
      return sentence;
    });
    const gold = document.classes.map((names) =>
      Uint8Array.from(names, (name) => ENTITY_CLASSES.indexOf(name) & 0xff),
    );
    const rivals = Uint8Array.from(ENTITY_CLASSES, (name) =>
      name === "O" || document.marks.has(name.slice(2)) ? 1 : 0,
    );
    return { tokens, ranges, tags, gold, rivals };
  }

  function trainDocument({ tokens, ranges, tags, gold, rivals }: ReturnType<typeof prepare>): void {
    const memory = new NameMemory();
    const mask = new Uint8Array(ENTITY_CLASSES.length);
    ranges.forEach((range, s) => {
      words.fill(tokens, range);
      const labels = new Uint8Array(words.length + 2 * MARGIN);
      for (let i = MARGIN; i < words.length + MARGIN; i++) {
        labels[i] = 1;
        if (isPlainlyOutside(words, labels, i)) continue;
        const n = entityFeatures(words, tags[s]!, labels, memory, i, keys);
        model.score(keys, n, scores);
        const allowed = follows[labels[i - 1]!]!;
        const right = gold[s]![i - MARGIN]!;
        model.advance();
        if (right === UNKNOWN) {
          labels[i] = bestFollowing(scores, allowed) + 1;
          continue;
        }
        for (let c = 0; c < mask.length; c++) {
          mask[c] = allowed[c]! & (right === 0 ? rivals[c]! : 1) & (c === right ? 0 : 1);
        }
        const rival = bestFollowing(scores, mask);
        if (
          allowed[right] === 1 &&
          rival >= 0 &&
          scores[rival]! + options.margin >= scores[right]!
        ) {
          model.update(keys, n, right, rival);
        }
        mask[right] = allowed[right]!;
        labels[i] = bestFollowing(scores, mask) + 1;
      }
      memory.add(words, labels);
    });
  }
}

/**
 * The lexicon's `names`: given names, and the words that begin an entity in small letters at
 * least twice.
 */
export function nameBits(
  documents: readonly EntityDocument[],
  givenNames: readonly string[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { words, classes } of documents) {
    classes.forEach((names, s) => {
      names.forEach((name, i) => {
        const word = words[s]![i]!;
        if (!name.startsWith("B-") || word !== word.toLowerCase()) return;
        counts.set(word, (counts.get(word) ?? 0) + 1);
      });
    });
  }
  const bits = new Map(givenNames.map((name) => [name, GIVEN_NAME]));
  for (const [word, n] of counts) {
    if (n >= 2) bits.set(word, (bits.get(word) ?? 0) | BEGINS_ENTITY);
  }
  return bits;
}

/**
 * Documents of a treebank with the entities a first model finds in them, to learn its kind of
 * text: entities with a proper noun in them are kept, other words are outside, and of a proper
 * noun the model passes over nothing is known.
 */
export function labelTreebank(
  documents: readonly (readonly TreebankSentence[])[],
  model: Pick<LanguageModel, "entities" | "entityClasses">,
  tagger: Scorer,
  lexicon: Lexicon,
): EntityDocument[] {
  const words = new SentenceWords(new WordForms(lexicon));
  const reader = new Tagger(tagger);
  return documents.map((document) => {
    const { tokens, ranges } = layOut(document);
    const finder = new EntityFinder(model);
    for (const range of ranges) {
      words.fill(tokens, range);
      const tags = new Uint8Array(words.length + 2 * MARGIN);
      reader.tag(words, tags);
      finder.read(words, tags);
    }
    const isProper = document.flatMap(({ upos }) => upos.map((tag) => tag === "PROPN"));
    const classes: string[] = isProper.map((proper) => (proper ? "?" : "O"));
    for (const { from, to, type } of finder.found) {
      if (!isProper.slice(from, to).includes(true)) continue;
      for (let k = from; k < to; k++) classes[k] = `${k === from ? "B" : "I"}-${type}`;
    }
    return {
      words: document.map(({ form }) => form),
      classes: ranges.map(({ from, to }) => classes.slice(from, to)),
      marks: new Set(["PER", "ORG", "LOC", "MISC"]),
    };
  });
}
