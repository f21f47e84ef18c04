import { ArcEager, LEFT, MOVES, type Move, RIGHT } from "../language/arc-eager.ts";
import type { Lemmatiser } from "../language/lemmas.ts";
import type { Lexicon } from "../language/lexicon.ts";
import { createNodes, fillNodes } from "../language/nodes.ts";
import { bestAllowed, forcedMove, NEVER, PUNCTUATION, parserRoom } from "../language/parser.ts";
import { arcFeatures, stateFeatures } from "../language/parser-features.ts";
import type { Tagset } from "../language/tagset.ts";
import { argmax } from "../language/weights.ts";
import { WordForms } from "../language/word-forms.ts";
import { MARGIN, SentenceWords } from "../language/words.ts";
import { moveCosts, projectivize } from "./oracle.ts";
import { Perceptron } from "./perceptron.ts";
import { seededRandom, shuffle } from "./random.ts";
import { strongestRival } from "./train-tagger.ts";
import type { Treebank } from "./treebank.ts";

export interface ParserOptions {
  readonly seed: number;
  readonly epochs: number;
  readonly minUpdates: number;
  /** From the second epoch on, how often a wrong move is followed, so that errors are seen. */
  readonly explore: number;
  readonly margin: number;
}

export interface TrainedParser {
  readonly moves: Perceptron;
  readonly labels: Perceptron;
}

/** The labels of a treebank, the most frequent first. */
export function labelClasses(treebank: Treebank): string[] {
  const counts = new Map<string, number>();
  for (const { label } of treebank.sentences) {
    for (const name of label) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([name]) => name);
}

/**
 * Trains moves and labels with a dynamic oracle: from the second epoch on the parser follows its
 * own moves, and learns from whatever state it got into.
 *
 * `classes` are the tags the tagger gives to text it was not trained on (jackknifed).
 */
export function trainParser(
  treebank: Treebank,
  classes: Uint8Array,
  language: { labels: readonly string[]; tagset: Tagset; lexicon: Lexicon; lemmatiser: Lemmatiser },
  options: ParserOptions,
  report: (epoch: number, parser: TrainedParser) => void = () => {},
): TrainedParser {
  const { labels, tagset, lexicon, lemmatiser } = language;
  const moves = new Perceptron(MOVES, { minUpdates: options.minUpdates });
  const labelModel = new Perceptron(labels.length, { minUpdates: options.minUpdates });
  const random = seededRandom(options.seed);
  const words = new SentenceWords(new WordForms(lexicon));
  const nodes = createNodes();
  const state = new ArcEager();
  const room = parserRoom(labels);
  const costs = new Int32Array(MOVES);
  const gold = treebank.sentences.map((sentence) => goldNodes(sentence.head));
  const goldLabels = treebank.sentences.map(({ label }) =>
    Uint8Array.from(label, (name) => labels.indexOf(name)),
  );
  const lemmas = lemmasOf(treebank, classes, tagset, lemmatiser);
  let order = treebank.ranges.map((_, s) => s);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    order = shuffle(order, random);
    for (const s of order) {
      const range = treebank.ranges[s]!;
      words.fill(treebank.tokens, range);
      fillNodes(nodes, words, tagsFrom(classes, range), lemmas, tagset, lexicon);
      state.reset(words.length);
      moves.advance();
      labelModel.advance();
      trainSentence(gold[s]!, goldLabels[s]!, epoch);
    }
    report(epoch, { moves, labels: labelModel });
  }
  return { moves, labels: labelModel };

  function trainSentence(goldHeads: Int32Array, sentenceLabels: Uint8Array, epoch: number): void {
    const follows = epoch > 0 ? options.explore : 0;
    while (!state.isFinished) {
      const forced = forcedMove(state);
      if (forced >= 0) {
        state.make(forced as Move, trainLabel(forced as Move, goldHeads, sentenceLabels) + 1);
        continue;
      }
      const n = stateFeatures(state, nodes, room.keys);
      moves.score(room.keys, n, room.moveScores);
      const predicted = bestAllowed(state, room.moveScores);
      moveCosts(state, goldHeads, costs);
      const best = cheapest(costs, room.moveScores);
      const rival = dearer(costs, room.moveScores, costs[best]!);
      if (rival >= 0 && room.moveScores[rival]! + options.margin >= room.moveScores[best]!) {
        moves.update(room.keys, n, best, rival);
      }
      const move = costs[predicted] === costs[best] || random() < follows ? predicted : best;
      state.make(move, trainLabel(move, goldHeads, sentenceLabels) + 1);
    }
  }

  /** Learns the label of the arc that `move` makes, where the arc is right; returns the guess. */
  function trainLabel(move: Move, goldHeads: Int32Array, sentenceLabels: Uint8Array): number {
    if (move !== LEFT && move !== RIGHT) return 0;
    const head = move === LEFT ? state.buffer : state.top;
    const child = move === LEFT ? state.top : state.buffer;
    if (head === state.root) return Math.max(0, room.rootLabel);
    if (nodes.upos[child] === PUNCTUATION && room.punctLabel >= 0) return room.punctLabel;
    const n = arcFeatures(state, nodes, head, child, room.keys);
    labelModel.score(room.keys, n, room.labelScores);
    if (room.rootLabel >= 0) room.labelScores[room.rootLabel] = NEVER;
    const guess = argmax(room.labelScores, labels.length);
    if (goldHeads[child] !== head) return guess;
    const right = sentenceLabels[child - 1]!;
    const rival = strongestRival(room.labelScores, labels.length, right);
    if (room.labelScores[rival]! + options.margin >= room.labelScores[right]!) {
      labelModel.update(room.keys, n, right, rival);
    }
    return guess;
  }
}

/** The highest-scored of the moves that cost least. */
function cheapest(costs: Int32Array, scores: Int32Array): Move {
  let best = 0;
  for (let m = 1; m < MOVES; m++) {
    if (costs[m]! < costs[best]! || (costs[m] === costs[best] && scores[m]! > scores[best]!))
      best = m;
  }
  return best as Move;
}

/** The highest-scored allowed move that costs more than `least`; -1 where none does. */
function dearer(costs: Int32Array, scores: Int32Array, least: number): number {
  let best = -1;
  for (let m = 0; m < MOVES; m++) {
    if (costs[m]! <= least || costs[m]! >= 1 << 20) continue;
    if (best < 0 || scores[m]! > scores[best]!) best = m;
  }
  return best;
}

/** Heads as nodes: words from 1, the root's node last; made projective. */
export function goldNodes(head: readonly number[]): Int32Array {
  const gold = new Int32Array(head.length + 2);
  head.forEach((h, i) => {
    gold[i + 1] = h < 0 ? head.length + 1 : h + 1;
  });
  projectivize(gold, head.length);
  return gold;
}

/** Tags of one sentence as `fillNodes` takes them. */
export function tagsFrom(classes: Uint8Array, range: { from: number; to: number }): Uint8Array {
  const tags = new Uint8Array(range.to - range.from + 2 * MARGIN);
  for (let k = range.from; k < range.to; k++) tags[k - range.from + MARGIN] = classes[k]! + 1;
  return tags;
}

/** Lemmas of all tokens under the tags given. */
export function lemmasOf(
  { tokens }: Treebank,
  classes: Uint8Array,
  tagset: Tagset,
  lemmatiser: Lemmatiser,
): string[] {
  return tokens.word.map((word, k) => {
    const xpos = tagset.xposNames[tagset.xpos[classes[k]!]!]!;
    return lemmatiser(word, tokens.lower[k]!, xpos);
  });
}
