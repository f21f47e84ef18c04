import type { ArcEager } from "./arc-eager.ts";
import { key1, key2, key3 } from "./hash.ts";

/** At most this many features describe one state or one arc. */
export const PARSER_FEATURES = 128;

/**
 * What the parser reads of each node: columns over nodes 0 to n + 1 (see `ArcEager`), where
 * node 0 is all 0 and the root has values of its own.
 */
export interface ParserNodes {
  /** Words as hashes: as written in lower case, and lemma. */
  word: Int32Array;
  lemma: Int32Array;
  /** Class of universal and Penn tag plus 1, and universal tag plus 1. */
  tag: Uint8Array;
  upos: Uint8Array;
  /** WordNet lexicographer file of the word under its tag; 0 where none. */
  sense: Uint8Array;
  cluster: Uint8Array;
  suffix: Int32Array;
  /** Words up to and including each node that are commas, verbs, conjunctions. */
  commas: Uint16Array;
  verbs: Uint16Array;
  conjunctions: Uint16Array;
}

/** Distances as they are told apart: 1, 2, 3, 4, 5-6, 7-9, 10 and more. */
function bucket(distance: number): number {
  if (distance < 5) return distance;
  return distance < 7 ? 5 : distance < 10 ? 6 : 7;
}

/** What stands strictly between two nodes: none, one or more commas, verbs, conjunctions. */
function between(v: ParserNodes, a: number, b: number): number {
  if (b - a < 2) return 0;
  const count = (column: Uint16Array) => Math.min(2, column[b - 1]! - column[a]!);
  return 1 + count(v.commas) + 3 * count(v.verbs) + 9 * count(v.conjunctions);
}

/**
 * Feature keys of a state, for the choice of the next move; returns how many.
 *
 * The rich features of Zhang and Nivre (2011), with lemmas in the bilexical ones, WordNet senses,
 * what stands between stack and buffer, and the words around both.
 */
export function stateFeatures(s: ArcEager, v: ParserNodes, keys: Int32Array): number {
  const { word, lemma, tag, upos, sense, cluster } = v;
  const s0 = s.top;
  const s1 = s.depth > 1 ? s.stack[s.depth - 2]! : 0;
  const s2 = s.depth > 2 ? s.stack[s.depth - 3]! : 0;
  const n0 = s.buffer;
  const n1 = n0 < s.root ? n0 + 1 : 0;
  const n2 = n1 !== 0 && n1 < s.root ? n1 + 1 : 0;
  const n3 = n2 !== 0 && n2 < s.root ? n2 + 1 : 0;
  const s0h = s.head[s0]!;
  const s0h2 = s.head[s0h]!;
  const s0l = s.left1[s0]!;
  const s0l2 = s.left2[s0]!;
  const s0r = s.right1[s0]!;
  const s0r2 = s.right2[s0]!;
  const n0l = s.left1[n0]!;
  const n0l2 = s.left2[n0]!;
  const s0w = word[s0]!;
  const s0m = lemma[s0]!;
  const s0t = tag[s0]!;
  const s0u = upos[s0]!;
  const n0w = word[n0]!;
  const n0m = lemma[n0]!;
  const n0t = tag[n0]!;
  const n0u = upos[n0]!;
  const n1w = word[n1]!;
  const n1t = tag[n1]!;
  const n2t = tag[n2]!;
  const distance = s0 === 0 ? 0 : bucket(n0 - s0);
  const gap = s0 === 0 ? 0 : between(v, s0, n0);
  const s0valency = s.leftCount[s0]! * 8 + s.rightCount[s0]!;
  const n0valency = s.leftCount[n0]!;
  const s0label = s.label[s0]!;
  let n = 0;
  keys[n++] = key2(1, s0w, s0t);
  keys[n++] = key1(2, s0w);
  keys[n++] = key1(3, s0t);
  keys[n++] = key2(4, n0w, n0t);
  keys[n++] = key1(5, n0w);
  keys[n++] = key1(6, n0t);
  keys[n++] = key2(7, n1w, n1t);
  keys[n++] = key1(8, n1w);
  keys[n++] = key1(9, n1t);
  keys[n++] = key2(10, word[n2]!, n2t);
  keys[n++] = key1(11, word[n2]!);
  keys[n++] = key1(12, n2t);
  // Pairs and triples of stack and buffer.
  keys[n++] = key3(13, s0m, n0m, (s0t << 8) | n0t);
  keys[n++] = key3(14, s0w, s0t, n0w);
  keys[n++] = key3(15, s0w, n0w, n0t);
  keys[n++] = key3(16, s0w, s0t, n0t);
  keys[n++] = key3(17, s0t, n0w, n0t);
  keys[n++] = key2(18, s0m, n0m);
  keys[n++] = key2(19, s0t, n0t);
  keys[n++] = key2(20, n0t, n1t);
  keys[n++] = key3(21, n0t, n1t, n2t);
  keys[n++] = key3(22, s0t, n0t, n1t);
  keys[n++] = key3(23, tag[s0h]!, s0t, n0t);
  keys[n++] = key3(24, s0t, tag[s0l]!, n0t);
  keys[n++] = key3(25, s0t, tag[s0r]!, n0t);
  keys[n++] = key3(26, s0t, n0t, tag[n0l]!);
  // Distance.
  keys[n++] = key2(27, s0w, distance);
  keys[n++] = key2(28, s0t, distance);
  keys[n++] = key2(29, n0w, distance);
  keys[n++] = key2(30, n0t, distance);
  keys[n++] = key3(31, s0w, n0w, distance);
  keys[n++] = key3(32, s0t, n0t, distance);
  // Valency and labels of children.
  keys[n++] = key2(33, s0w, s0valency);
  keys[n++] = key2(34, s0t, s0valency);
  keys[n++] = key2(35, n0w, n0valency);
  keys[n++] = key2(36, n0t, n0valency);
  keys[n++] = key2(37, s0w, s.rightLabels[s0]!);
  keys[n++] = key2(38, s0t, s.rightLabels[s0]!);
  keys[n++] = key2(39, s0w, s.leftLabels[s0]!);
  keys[n++] = key2(40, s0t, s.leftLabels[s0]!);
  keys[n++] = key2(41, n0w, s.leftLabels[n0]!);
  keys[n++] = key2(42, n0t, s.leftLabels[n0]!);
  keys[n++] = key3(43, s0t, n0t, s.rightLabels[s0]!);
  keys[n++] = key3(44, s0t, n0t, s.leftLabels[n0]!);
  // Head and children of the top, children of the front.
  keys[n++] = key2(45, word[s0h]!, s0label);
  keys[n++] = key2(46, tag[s0h]!, s0label);
  keys[n++] = key2(47, s0t, s0label);
  keys[n++] = key3(48, s0t, s0label, n0t);
  keys[n++] = key3(49, s0w, s0label, n0t);
  keys[n++] = key2(50, word[s0l]!, s.label[s0l]!);
  keys[n++] = key2(51, tag[s0l]!, s.label[s0l]!);
  keys[n++] = key2(52, word[s0r]!, s.label[s0r]!);
  keys[n++] = key2(53, tag[s0r]!, s.label[s0r]!);
  keys[n++] = key2(54, word[n0l]!, s.label[n0l]!);
  keys[n++] = key2(55, tag[n0l]!, s.label[n0l]!);
  keys[n++] = key2(56, word[s0h2]!, tag[s0h2]!);
  keys[n++] = key2(57, s0label, s.label[s0h]!);
  keys[n++] = key2(58, word[s0l2]!, s.label[s0l2]!);
  keys[n++] = key2(59, word[s0r2]!, s.label[s0r2]!);
  keys[n++] = key2(60, word[n0l2]!, s.label[n0l2]!);
  keys[n++] = key3(61, s0t, tag[s0l]!, tag[s0l2]!);
  keys[n++] = key3(62, s0t, tag[s0r]!, tag[s0r2]!);
  keys[n++] = key3(63, s0t, tag[s0h]!, tag[s0h2]!);
  keys[n++] = key3(64, n0t, tag[n0l]!, tag[n0l2]!);
  keys[n++] = key3(65, s0t, n0t, s.label[s0r]!);
  keys[n++] = key3(66, s0m, n0t, word[s0r]!);
  keys[n++] = key3(67, s0t, n0m, word[n0l]!);
  keys[n++] = key3(68, s0t, n0t, word[n0l]!);
  keys[n++] = key3(69, s0m, n0m, word[n0l]!);
  // Deeper in the stack, further in the buffer.
  keys[n++] = key2(70, word[s1]!, s0t);
  keys[n++] = key2(71, tag[s1]!, s0t);
  keys[n++] = key3(72, tag[s1]!, s0t, n0t);
  keys[n++] = key2(73, word[s1]!, n0t);
  keys[n++] = key3(74, tag[s1]!, s0label, n0t);
  keys[n++] = key2(75, lemma[s1]!, n0m);
  keys[n++] = key3(76, upos[s2]!, upos[s1]!, s0u);
  keys[n++] = key3(77, s0w, n0t, n1t);
  keys[n++] = key3(78, s0t, n0w, n1t);
  keys[n++] = key3(79, s0t, n0t, n1w);
  keys[n++] = key2(80, n0w, n1t);
  keys[n++] = key2(81, n0t, n1w);
  keys[n++] = key3(82, (s0u << 5) | n0u, (upos[n1]! << 5) | upos[n2]!, upos[n3]!);
  keys[n++] = key3(83, n0t, n1t, tag[n3]!);
  keys[n++] = key3(84, s0t, (tag[s0 + 1]! << 8) | tag[n0 - 1]!, n0t);
  keys[n++] = key2(85, tag[s0 > 0 ? s0 - 1 : 0]!, s0t);
  keys[n++] = key2(86, word[n0 - 1]!, n0t);
  // What stands between, senses, clusters.
  keys[n++] = key3(87, s0t, n0t, gap);
  keys[n++] = key2(88, s0w, gap);
  keys[n++] = key2(89, n0w, gap);
  keys[n++] = key3(90, s0u, n0t, (gap << 3) | distance);
  keys[n++] = key3(91, (sense[s0]! << 6) | sense[n0]!, s0t, n0t);
  keys[n++] = key3(92, sense[s0]!, s0t, n0t);
  keys[n++] = key3(93, sense[n0]!, s0t, n0t);
  keys[n++] = key3(94, sense[s0]!, n0m, s0u);
  keys[n++] = key3(95, s0m, sense[n0]!, n0u);
  keys[n++] = key3(96, s0m, sense[n0]!, word[n0l]!);
  keys[n++] = key3(97, cluster[s0]!, cluster[n0]!, (s0u << 5) | n0u);
  keys[n++] = key3(98, cluster[s0]!, n0t, s0u);
  keys[n++] = key3(99, s0t, cluster[n0]!, n0u);
  keys[n++] = key2(100, cluster[n1]!, n0t);
  keys[n++] = key3(101, sense[s1]!, tag[s1]!, (sense[n0]! << 8) | n0t);
  keys[n++] = key3(102, lemma[s0h]!, s0m, n0m);
  keys[n++] = key3(103, lemma[s0h]!, s0w, n0t);
  keys[n++] = key3(104, s.rightLabels[s0]!, s0m, n0t);
  keys[n++] = key3(105, s0h === 0 ? 1 : 0, s.leftCount[n0]!, (s0u << 5) | n0u);
  keys[n++] = key2(106, Math.min(s.depth, 4), n0 === s.root ? 99 : s0t);
  keys[n++] = 107;
  return n;
}

/**
 * Feature keys of an arc about to be made, for the choice of its label; returns how many.
 */
export function arcFeatures(
  s: ArcEager,
  v: ParserNodes,
  head: number,
  child: number,
  keys: Int32Array,
): number {
  const { word, lemma, tag, upos, sense, cluster, suffix } = v;
  const isLeft = child < head ? 1 : 0;
  const ht = tag[head]!;
  const hu = upos[head]!;
  const hw = word[head]!;
  const hm = lemma[head]!;
  const ct = tag[child]!;
  const cu = upos[child]!;
  const cw = word[child]!;
  const cm = lemma[child]!;
  const way = isLeft | (bucket(Math.abs(head - child)) << 1);
  const gap = isLeft ? between(v, child, head) : between(v, head, child);
  const cl = s.left1[child]!;
  const cl2 = s.left2[child]!;
  const cr = s.right1[child]!;
  const headLabels = isLeft ? s.leftLabels[head]! : s.rightLabels[head]!;
  const sibling = isLeft ? s.left1[head]! : s.right1[head]!;
  const pair = (isLeft << 16) | (ht << 8) | ct;
  const next = child + 1 <= s.root ? child + 1 : 0;
  const afterHead = head + 1 <= s.root ? head + 1 : 0;
  let n = 0;
  keys[n++] = key1(129, pair);
  keys[n++] = key2(130, ht, way);
  keys[n++] = key2(131, ct, way);
  keys[n++] = key2(132, pair, way);
  keys[n++] = key2(133, hw, isLeft);
  keys[n++] = key2(134, cw, isLeft);
  keys[n++] = key2(135, hm, pair);
  keys[n++] = key2(136, cm, pair);
  keys[n++] = key2(137, cw, pair);
  keys[n++] = key3(138, hm, cm, isLeft);
  keys[n++] = key3(139, hm, ct, isLeft);
  keys[n++] = key3(140, cm, hu, isLeft);
  keys[n++] = key2(141, suffix[child]!, pair);
  keys[n++] = key2(142, sense[child]!, pair);
  keys[n++] = key2(143, sense[head]!, pair);
  keys[n++] = key3(144, sense[child]!, hm, (isLeft << 8) | cu);
  keys[n++] = key3(145, sense[head]!, sense[child]!, pair);
  keys[n++] = key2(146, cluster[child]!, pair);
  keys[n++] = key3(147, cluster[head]!, cluster[child]!, isLeft);
  keys[n++] = key2(148, headLabels, pair);
  keys[n++] = key3(149, headLabels, hm, isLeft);
  keys[n++] = key3(150, s.label[sibling]!, tag[sibling]!, pair);
  keys[n++] = key3(151, s.leftLabels[child]!, s.rightLabels[child]!, pair);
  keys[n++] = key2(152, s.leftLabels[child]!, pair);
  keys[n++] = key2(153, word[cl]!, pair);
  keys[n++] = key3(154, word[cl]!, hm, (isLeft << 8) | cu);
  keys[n++] = key3(155, word[cl]!, cm, isLeft);
  keys[n++] = key3(156, tag[cl]!, s.label[cl]!, pair);
  keys[n++] = key2(157, word[cl2]!, pair);
  keys[n++] = key3(158, word[cr]!, s.label[cr]!, pair);
  keys[n++] = key3(159, s.leftLabels[head]!, s.rightLabels[head]!, pair);
  keys[n++] = key2(160, gap, pair);
  keys[n++] = key2(161, tag[child - 1]!, pair);
  keys[n++] = key2(162, tag[next]!, pair);
  keys[n++] = key2(163, word[child - 1]!, pair);
  keys[n++] = key2(164, word[next]!, pair);
  keys[n++] = key2(165, tag[head - 1]!, pair);
  keys[n++] = key2(166, tag[afterHead]!, pair);
  keys[n++] = key3(167, tag[s.head[head]!]!, s.label[head]!, pair);
  keys[n++] = key2(168, word[s.left1[head]!]!, pair);
  keys[n++] = key3(169, word[child - 1]!, hm, (isLeft << 8) | cu);
  keys[n++] = key3(170, cluster[child]!, hm, (isLeft << 8) | cu);
  keys[n++] = key2(171, s.leftCount[head]! * 8 + s.rightCount[head]!, pair);
  keys[n++] = key1(172, isLeft);
  return n;
}
