import { type ArcEager, LEFT, MOVES, type Move, REDUCE, RIGHT, SHIFT } from "./arc-eager.ts";
import {
  arcFeatures,
  PARSER_FEATURES,
  type ParserNodes,
  stateFeatures,
} from "./parser-features.ts";
import { UPOS } from "./tagset.ts";
import { argmax, type Scorer } from "./weights.ts";

/** Working space of the parser, used again for each sentence. */
export interface ParserRoom {
  readonly keys: Int32Array;
  readonly moveScores: Int32Array;
  readonly labelScores: Int32Array;
  /** Index of the label "root"; -1 where there is none. */
  readonly rootLabel: number;
  /** Index of the label "punct"; -1 where there is none. */
  readonly punctLabel: number;
}

export function parserRoom(labels: readonly string[]): ParserRoom {
  return {
    keys: new Int32Array(PARSER_FEATURES),
    moveScores: new Int32Array(MOVES),
    labelScores: new Int32Array(labels.length),
    rootLabel: labels.indexOf("root"),
    punctLabel: labels.indexOf("punct"),
  };
}

/** A score that no label reaches. */
export const NEVER = -(2 ** 30);

/** Value of `upos` of a punctuation mark, whose label is always "punct". */
export const PUNCTUATION = UPOS.indexOf("PUNCT") + 1;

/**
 * Parses one sentence greedily: fills the heads and labels of `state`, which must be reset.
 *
 * Linear in the sentence's length: each word is pushed once and popped once.
 */
export function parseSentence(
  state: ArcEager,
  nodes: ParserNodes,
  moves: Scorer,
  labels: Scorer,
  room: ParserRoom,
): void {
  while (!state.isFinished) {
    let move = forcedMove(state);
    if (move < 0) {
      const n = stateFeatures(state, nodes, room.keys);
      moves.score(room.keys, n, room.moveScores);
      move = bestAllowed(state, room.moveScores);
    }
    state.make(move as Move, arcLabel(state, nodes, move as Move, labels, room) + 1);
  }
}

/** The only move allowed, -1 where there is a choice. Once only the root is left there is none. */
export function forcedMove(state: ArcEager): Move | -1 {
  if (state.depth === 0) return SHIFT;
  if (state.buffer < state.root) return -1;
  return state.head[state.top] === 0 ? LEFT : REDUCE;
}

/** The allowed move of the highest score. In any unfinished state one is allowed. */
export function bestAllowed(state: ArcEager, scores: Int32Array): Move {
  let best = -1;
  for (let move = 0; move < MOVES; move++) {
    if (!state.allows(move as Move)) continue;
    if (best < 0 || scores[move]! > scores[best]!) best = move;
  }
  return best as Move;
}

/** The label the arc of `move` should carry; 0 where it makes none. */
export function arcLabel(
  state: ArcEager,
  nodes: ParserNodes,
  move: Move,
  labels: Scorer,
  room: ParserRoom,
): number {
  if (move !== LEFT && move !== RIGHT) return 0;
  const head = move === LEFT ? state.buffer : state.top;
  const child = move === LEFT ? state.top : state.buffer;
  if (head === state.root) return Math.max(0, room.rootLabel);
  if (nodes.upos[child] === PUNCTUATION && room.punctLabel >= 0) return room.punctLabel;
  const n = arcFeatures(state, nodes, head, child, room.keys);
  labels.score(room.keys, n, room.labelScores);
  if (room.rootLabel >= 0) room.labelScores[room.rootLabel] = NEVER;
  return argmax(room.labelScores, labels.classes);
}
