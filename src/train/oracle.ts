import {
  type ArcEager,
  LEFT,
  MOVES,
  type Move,
  REDUCE,
  RIGHT,
  SHIFT,
} from "../language/arc-eager.ts";

/**
 * For each move, how many gold arcs it puts out of reach (Goldberg and Nivre 2012); a move that
 * is not allowed costs `FORBIDDEN`. Exact for projective trees.
 *
 * `gold` holds each node's gold head: nodes 1 to n, the root's node for the root word.
 */
export function moveCosts(s: ArcEager, gold: Int32Array, costs: Int32Array): void {
  for (let move = 0; move < MOVES; move++) {
    costs[move] = s.allows(move as Move) ? costOf(s, gold, move as Move) : FORBIDDEN;
  }
}

export const FORBIDDEN = 1 << 20;

function costOf(s: ArcEager, gold: Int32Array, move: Move): number {
  const { top, buffer } = s;
  switch (move) {
    case SHIFT:
      return arcsWithStack(s, gold, buffer, s.depth);
    case RIGHT:
      // The front gets `top` as its head: any other head, and its children on the stack, are lost.
      return gold[buffer] === top
        ? 0
        : arcsWithStack(s, gold, buffer, s.depth) + (gold[buffer]! > buffer ? 1 : 0);
    case LEFT:
      return (
        (gold[top] !== buffer && gold[top]! > buffer ? 1 : 0) + childrenFrom(s, gold, top, buffer)
      );
    case REDUCE:
      return childrenFrom(s, gold, top, buffer);
  }
}

/** Gold arcs between `node` and the `depth` lowest words of the stack that are still to be had. */
function arcsWithStack(s: ArcEager, gold: Int32Array, node: number, depth: number): number {
  let arcs = 0;
  for (let d = 0; d < depth; d++) {
    const below = s.stack[d]!;
    if (gold[node] === below) arcs++;
    if (gold[below] === node && s.head[below] === 0) arcs++;
  }
  return arcs;
}

function childrenFrom(s: ArcEager, gold: Int32Array, node: number, from: number): number {
  let children = 0;
  for (let k = from; k < s.root; k++) if (gold[k] === node) children++;
  return children;
}

/**
 * The heads with every crossing arc lifted to the nearest ancestor where it crosses nothing
 * (Nivre and Nilsson 2005). Nodes as in `moveCosts`.
 */
export function projectivize(gold: Int32Array, words: number): void {
  const root = words + 1;
  for (;;) {
    const crossing = shortestCrossing(gold, words);
    if (crossing === 0) return;
    const head = gold[crossing]!;
    gold[crossing] = head === root ? root : gold[head]!;
  }
}

/** Child of the shortest arc over a word that does not descend from its head; 0 where none. */
function shortestCrossing(gold: Int32Array, words: number): number {
  const root = words + 1;
  let best = 0;
  let bestLength = Number.MAX_SAFE_INTEGER;
  for (let child = 1; child <= words; child++) {
    const head = gold[child]!;
    const length = Math.abs(head - child);
    if (head === root || length >= bestLength) continue;
    for (let k = Math.min(head, child) + 1; k < Math.max(head, child); k++) {
      if (!descends(gold, k, head, root)) {
        best = child;
        bestLength = length;
        break;
      }
    }
  }
  return best;
}

function descends(gold: Int32Array, node: number, ancestor: number, root: number): boolean {
  for (let k = node; k !== root; k = gold[k]!) if (k === ancestor) return true;
  return false;
}
