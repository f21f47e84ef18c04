import { hashWord } from "./hash.ts";
import type { Lexicon } from "./lexicon.ts";
import type { ParserNodes } from "./parser-features.ts";
import { type Tagset, UPOS } from "./tagset.ts";
import { MARGIN, type SentenceWords } from "./words.ts";

const [ADJ, ADV, AUX, CCONJ, NOUN, PROPN, SCONJ, VERB] = (
  ["ADJ", "ADV", "AUX", "CCONJ", "NOUN", "PROPN", "SCONJ", "VERB"] as const
).map((tag) => UPOS.indexOf(tag)) as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

export function createNodes(): ParserNodes {
  return nodesOfSize(0);
}

function nodesOfSize(size: number): ParserNodes {
  return {
    word: new Int32Array(size),
    lemma: new Int32Array(size),
    tag: new Uint8Array(size),
    upos: new Uint8Array(size),
    sense: new Uint8Array(size),
    cluster: new Uint8Array(size),
    suffix: new Int32Array(size),
    commas: new Uint16Array(size),
    verbs: new Uint16Array(size),
    conjunctions: new Uint16Array(size),
  };
}

/** The root's values: any that no word has. */
const ROOT_WORD = 0x2545f491;
const ROOT_TAG = 255;
const ROOT_UPOS = 31;

/**
 * Fills the parser's nodes from a tagged sentence; `tags` holds classes plus 1 at `MARGIN ..`,
 * `lemmas` is indexed by token.
 */
export function fillNodes(
  nodes: ParserNodes,
  words: SentenceWords,
  tags: Uint8Array,
  lemmas: readonly string[],
  tagset: Tagset,
  lexicon: Lexicon,
): void {
  const n = words.length;
  if (nodes.word.length < n + 2) Object.assign(nodes, nodesOfSize((n + 2) * 2));
  for (let i = 0; i < n; i++) {
    const node = i + 1;
    const at = i + MARGIN;
    const lemma = lemmas[words.from + i]!;
    const tag = tags[at]!;
    const upos = tagset.upos[tag - 1]!;
    nodes.word[node] = words.folded[at]!;
    nodes.lemma[node] = hashWord(lemma);
    nodes.tag[node] = tag;
    nodes.upos[node] = upos + 1;
    nodes.sense[node] = senseOf(lemma, upos, lexicon);
    nodes.cluster[node] = words.cluster[at]!;
    nodes.suffix[node] = words.suffix3[at]!;
    const comma = words.word[words.from + i] === ",";
    nodes.commas[node] = nodes.commas[i]! + (comma ? 1 : 0);
    nodes.verbs[node] = nodes.verbs[i]! + (upos === VERB || upos === AUX ? 1 : 0);
    nodes.conjunctions[node] = nodes.conjunctions[i]! + (upos === CCONJ || upos === SCONJ ? 1 : 0);
  }
  const root = n + 1;
  nodes.word[root] = ROOT_WORD;
  nodes.lemma[root] = ROOT_WORD;
  nodes.tag[root] = ROOT_TAG;
  nodes.upos[root] = ROOT_UPOS;
  nodes.sense[root] = 0;
  nodes.cluster[root] = 0;
  nodes.suffix[root] = 0;
  nodes.commas[root] = nodes.commas[n]!;
  nodes.verbs[root] = nodes.verbs[n]!;
  nodes.conjunctions[root] = nodes.conjunctions[n]!;
}

/** Lexicographer file of the lemma as the part of speech its tag says, plus 1; else 0. */
function senseOf(lemma: string, upos: number, lexicon: Lexicon): number {
  if (upos === NOUN) return lexicon.columns.noun[lexicon.find(lemma)]!;
  if (upos === PROPN) return lexicon.columns.noun[lexicon.find(lemma.toLowerCase())]!;
  if (upos === VERB) return lexicon.columns.verb[lexicon.find(lemma)]!;
  if (upos === ADJ || upos === ADV) return 48 + lexicon.columns.other[lexicon.find(lemma)]!;
  return 0;
}
