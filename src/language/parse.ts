import { ArcEager } from "./arc-eager.ts";
import { type Entity, EntityFinder } from "./entities.ts";
import type { Language } from "./language.ts";
import type { LanguageModel } from "./model.ts";
import { createNodes, fillNodes } from "./nodes.ts";
import { parserRoom, parseSentence } from "./parser.ts";
import { MARGIN, SentenceWords } from "./words.ts";

/**
 * What the trained models say of a document's tokens: columns beside `Tokens`, one entry a token.
 *
 * In every sentence one token is the root and all others descend from it.
 */
export interface Parse {
  /** Indexes into `UPOS`. */
  readonly upos: Uint8Array;
  /** Indexes into `xposNames`. */
  readonly xpos: Uint8Array;
  /** Penn tags, as in the English UD treebanks. */
  readonly xposNames: readonly string[];
  readonly lemma: readonly string[];
  /** WordNet's lexicographer file of the lemma's commonest sense, plus 1; 0 where it has none. */
  readonly sense: Uint8Array;
  /** Token index of the head, in the same sentence; -1 for the root. */
  readonly head: Int32Array;
  /** Indexes into `labelNames`. */
  readonly label: Uint8Array;
  /** Universal Dependencies labels, subtypes included ("nsubj:pass"). */
  readonly labelNames: readonly string[];
  /** In text order, without overlap; none crosses a sentence. */
  readonly entities: readonly Entity[];
}

/**
 * Tags, lemmas, dependency trees and entities of a document.
 *
 * Needs the token and sentence layers. Pure: the same tokens give the same parse. Time is linear
 * in the number of tokens.
 */
export function parse(
  model: LanguageModel,
  language: Pick<Language, "tokens" | "sentences">,
): Parse {
  const { tokens, sentences } = language;
  const { tagset, labels, lexicon } = model;
  const upos = new Uint8Array(tokens.length);
  const xpos = new Uint8Array(tokens.length);
  const lemma: string[] = [];
  const sense = new Uint8Array(tokens.length);
  const head = new Int32Array(tokens.length);
  const label = new Uint8Array(tokens.length);
  const entities = new EntityFinder(model);
  const words = new SentenceWords(model.forms);
  const nodes = createNodes();
  const state = new ArcEager();
  const parsing = parserRoom(labels);
  let longest = 0;
  for (const { from, to } of sentences) longest = Math.max(longest, to - from);
  const tags = new Uint8Array(longest + 2 * MARGIN);
  const classes = new Uint8Array(tokens.length);
  // Each model reads the whole document before the next: their weights do not fit a core's cache
  // together.
  for (const sentence of sentences) {
    const { from, to } = sentence;
    words.fill(tokens, sentence);
    model.tagger.tag(words, tags);
    for (let token = from; token < to; token++) {
      const tagClass = tags[token - from + MARGIN]! - 1;
      classes[token] = tagClass + 1;
      upos[token] = tagset.upos[tagClass]!;
      xpos[token] = tagset.xpos[tagClass]!;
      const penn = tagset.xposNames[xpos[token]!]!;
      lemma.push(model.lemmatise(tokens.word[token]!, tokens.lower[token]!, penn));
    }
  }
  for (const sentence of sentences) {
    const { from, to } = sentence;
    words.fill(tokens, sentence);
    tags.set(classes.subarray(from, to), MARGIN);
    fillNodes(nodes, words, tags, lemma, tagset, lexicon);
    state.reset(words.length);
    parseSentence(state, nodes, model.moves, model.arcs, parsing);
    copyTree(state, from, head, label, labels);
  }
  for (const sentence of sentences) {
    words.fill(tokens, sentence);
    tags.set(classes.subarray(sentence.from, sentence.to), MARGIN);
    entities.read(words, tags);
  }
  return {
    upos,
    xpos,
    xposNames: tagset.xposNames,
    lemma,
    sense,
    head,
    label,
    labelNames: labels,
    entities: entities.found,
  };
}

/**
 * The tree of one sentence in document terms. Where several words were left to the root the first
 * is the root and the others hang on it as parataxis, for a sentence has one root.
 */
function copyTree(
  state: ArcEager,
  from: number,
  head: Int32Array,
  label: Uint8Array,
  labels: readonly string[],
): void {
  let rootToken = -1;
  const parataxis = Math.max(0, labels.indexOf("parataxis"));
  const root = Math.max(0, labels.indexOf("root"));
  for (let node = 1; node < state.root; node++) {
    const token = from + node - 1;
    if (state.head[node] !== state.root) {
      head[token] = from + state.head[node]! - 1;
      label[token] = state.label[node]! - 1;
    } else if (rootToken < 0) {
      rootToken = token;
      head[token] = -1;
      label[token] = root;
    } else {
      head[token] = rootToken;
      label[token] = parataxis;
    }
  }
}
