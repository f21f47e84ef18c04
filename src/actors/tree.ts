import { DependencyTree, type Language, type Parse, type TokenRange } from "../language/index.ts";

/** How many tokens a search among the dependents of a token goes; keeps it linear in broken texts. */
export const REACH = 60;

/** The dependency trees of a document, with where what hangs on a token stands. */
export class Tree extends DependencyTree {
  /** First token of what descends from a token, and one past the last. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Index of the sentence of a token. */
  readonly sentence: Int32Array;
  /** Index of the block of a token. */
  readonly block: Int32Array;

  /** Linear: every token hands its extent up once. */
  constructor({ tokens, sentences, blocks }: Language, parsed: Parse) {
    super(tokens, parsed);
    const { head } = parsed;
    const { length } = tokens;
    const left = Int32Array.from(head, (_, i) => i);
    const right = Int32Array.from(head, (_, i) => i + 1);
    const waiting = new Int32Array(length);
    for (const h of head) if (h >= 0) waiting[h] = waiting[h]! + 1;
    const ready: number[] = [];
    for (let i = 0; i < length; i++) if (waiting[i] === 0) ready.push(i);
    for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
      const h = head[next]!;
      if (h < 0) continue;
      left[h] = Math.min(left[h]!, left[next]!);
      right[h] = Math.max(right[h]!, right[next]!);
      waiting[h] = waiting[h]! - 1;
      if (waiting[h] === 0) ready.push(h);
    }
    this.left = left;
    this.right = right;
    this.sentence = indexesOf(sentences, length);
    this.block = indexesOf(blocks, length);
  }
}

function indexesOf(ranges: readonly TokenRange[], length: number): Int32Array {
  const indexes = new Int32Array(length);
  for (const [i, { from, to }] of ranges.entries()) indexes.fill(i, from, to);
  return indexes;
}

/** What a phrase is about: of the tokens whose head lies outside the range, the first noun or pronoun. */
export function headOf(tree: Tree, { from, to }: TokenRange): number {
  let first = -1;
  for (let i = from; i < to; i++) {
    const h = tree.head(i);
    if (h >= from && h < to) continue;
    if (tree.isNominal(i)) return i;
    if (first < 0 && !/^(?:punct|case|det|amod|advmod|cc)$/.test(tree.base(i))) first = i;
  }
  if (first >= 0) return subjectOf(tree, first, { from, to }) ?? first;
  // A broken tree: the last noun before a preposition or comma.
  for (let i = from; i < to; i++) if (tree.isNominal(i) && !tree.isNominal(i + 1)) return i;
  return to - 1;
}

/** "the Governors named below" taken for a clause: what is named is its subject. */
function subjectOf(tree: Tree, clause: number, { from }: TokenRange): number | null {
  const subjects = tree.children(clause, "nsubj");
  return subjects.find((i) => i >= from && i < clause && tree.isNominal(i)) ?? null;
}
