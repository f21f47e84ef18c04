/**
 * State of an arc-eager parse (Nivre 2008) of one sentence.
 *
 * Words are nodes 1 to n, the root is node n + 1, the last of the buffer (Ballesteros and Nivre
 * 2013): so the root's own arc is decided last, when the rest of the tree is known. Node 0 stands
 * for "no such node" and all its columns stay 0.
 */
export class ArcEager {
  /** Node of the root: number of words plus 1. */
  root = 0;
  /** The first node of the buffer; at `root` nothing but the root is left. */
  buffer = 1;
  /** Nodes on the stack, `stack[0 .. depth)`; the top last. */
  stack = new Int32Array(0);
  depth = 0;
  /** Head of each node, 0 while it has none. */
  head = new Int32Array(0);
  /** Label of the arc to the head plus 1; 0 while there is none. */
  label = new Uint8Array(0);
  /** Outermost child on each side, and the last before it. */
  left1 = new Int32Array(0);
  left2 = new Int32Array(0);
  right1 = new Int32Array(0);
  right2 = new Int32Array(0);
  leftCount = new Uint8Array(0);
  rightCount = new Uint8Array(0);
  /** One bit a label (of 32, labels share) of the children on each side. */
  leftLabels = new Int32Array(0);
  rightLabels = new Int32Array(0);

  reset(words: number): void {
    if (this.head.length < words + 2) this.#reserve((words + 2) * 2);
    else {
      for (const column of this.#columns()) column.fill(0, 0, words + 2);
    }
    this.root = words + 1;
    this.buffer = 1;
    this.depth = 0;
  }

  get top(): number {
    return this.depth > 0 ? this.stack[this.depth - 1]! : 0;
  }

  get isFinished(): boolean {
    return this.buffer === this.root && this.depth === 0;
  }

  allows(move: Move): boolean {
    switch (move) {
      case SHIFT:
        return this.buffer < this.root;
      case LEFT:
        return this.depth > 0 && this.head[this.top] === 0;
      case RIGHT:
        return this.depth > 0 && this.buffer < this.root;
      default:
        return this.depth > 0 && this.head[this.top] !== 0;
    }
  }

  /** Makes a move that `allows` permits; `label` is that of the new arc plus 1. */
  make(move: Move, label: number): void {
    const { top, buffer } = this;
    switch (move) {
      case SHIFT:
        this.stack[this.depth++] = this.buffer++;
        return;
      case LEFT:
        this.head[top] = buffer;
        this.label[top] = label;
        this.left2[buffer] = this.left1[buffer]!;
        this.left1[buffer] = top;
        this.leftCount[buffer]!++;
        this.leftLabels[buffer]! |= 1 << (label & 31);
        this.depth--;
        return;
      case RIGHT:
        this.head[buffer] = top;
        this.label[buffer] = label;
        this.right2[top] = this.right1[top]!;
        this.right1[top] = buffer;
        this.rightCount[top]!++;
        this.rightLabels[top]! |= 1 << (label & 31);
        this.stack[this.depth++] = this.buffer++;
        return;
      default:
        this.depth--;
    }
  }

  #columns() {
    return [
      ...[this.head, this.label, this.left1, this.left2, this.right1, this.right2],
      ...[this.leftCount, this.rightCount, this.leftLabels, this.rightLabels],
    ];
  }

  #reserve(size: number): void {
    this.stack = new Int32Array(size);
    this.head = new Int32Array(size);
    this.label = new Uint8Array(size);
    this.left1 = new Int32Array(size);
    this.left2 = new Int32Array(size);
    this.right1 = new Int32Array(size);
    this.right2 = new Int32Array(size);
    this.leftCount = new Uint8Array(size);
    this.rightCount = new Uint8Array(size);
    this.leftLabels = new Int32Array(size);
    this.rightLabels = new Int32Array(size);
  }
}

export const SHIFT = 0;
export const LEFT = 1;
export const RIGHT = 2;
export const REDUCE = 3;
export const MOVES = 4;
export type Move = 0 | 1 | 2 | 3;
