import type { Language, Parse, TokenRange } from "../language/index.ts";

/** The dependency trees of a document, with what the resolving of actors asks of them. */
export interface Tree {
  readonly head: Int32Array;
  /** Label without its subtype: "nsubj", "acl". */
  readonly relation: (token: number) => string;
  /** Label with its subtype: "nsubj:pass". */
  readonly label: (token: number) => string;
  /** First token of what descends from a token, and one past the last. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Index of the sentence of a token. */
  readonly sentence: Int32Array;
  /** Index of the block of a token. */
  readonly block: Int32Array;
}

/** Linear: every token hands its extent up once. */
export function treeOf(language: Language, parsed: Parse): Tree {
  const { head, label, labelNames } = parsed;
  const length = head.length;
  const relations = labelNames.map((name) => name.split(":")[0]!);
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
  return {
    head,
    relation: (token) => relations[label[token]!]!,
    label: (token) => labelNames[label[token]!]!,
    left,
    right,
    sentence: indexesOf(language.sentences, length),
    block: indexesOf(language.blocks, length),
  };
}

function indexesOf(ranges: readonly TokenRange[], length: number): Int32Array {
  const indexes = new Int32Array(length);
  for (const [i, { from, to }] of ranges.entries()) indexes.fill(i, from, to);
  return indexes;
}

/** The token of a range whose head lies outside it: what the phrase is about. */
export function headOf(tree: Tree, { from, to }: TokenRange): number {
  for (let i = from; i < to; i++) {
    const h = tree.head[i]!;
    if ((h < from || h >= to) && tree.relation(i) !== "punct" && tree.relation(i) !== "case")
      return i;
  }
  return to - 1;
}
