import { type Language, type Parse, type TokenRange, UPOS } from "../language/index.ts";

const NOMINAL = new Set(["NOUN", "PROPN", "PRON"].map((tag) => UPOS.indexOf(tag as "NOUN")));

/** How many tokens a search among the dependents of a token goes; keeps it linear in broken texts. */
export const REACH = 60;

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
  /** A noun, a name or a pronoun. */
  readonly isNominal: (token: number) => boolean;
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
    isNominal: (token) => NOMINAL.has(parsed.upos[token]!),
    sentence: indexesOf(language.sentences, length),
    block: indexesOf(language.blocks, length),
  };
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
    const h = tree.head[i]!;
    if (h >= from && h < to) continue;
    if (tree.isNominal(i)) return i;
    if (first < 0 && !/^(?:punct|case|det|amod|advmod|cc)$/.test(tree.relation(i))) first = i;
  }
  if (first >= 0) return subjectOf(tree, first, { from, to }) ?? first;
  // A broken tree: the last noun before a preposition or comma.
  for (let i = from; i < to; i++) if (tree.isNominal(i) && !tree.isNominal(i + 1)) return i;
  return to - 1;
}

/** "the Governors named below" taken for a clause: what is named is its subject. */
function subjectOf(tree: Tree, clause: number, { from, to }: TokenRange): number | null {
  for (let i = Math.max(from, clause - REACH); i < Math.min(to, clause); i++) {
    if (tree.head[i] === clause && tree.relation(i) === "nsubj" && tree.isNominal(i)) return i;
  }
  return null;
}
