import { type Block, type Document, isBody } from "../document/index.ts";
import type { Language, TokenRange, Tokens } from "../language/index.ts";

/** A quotation as a run of tokens, marks included. */
export interface Quoted extends TokenRange {
  /** `false` where the closing mark is missing. */
  readonly closed: boolean;
  /** Between double marks; single ones often only set a word off. */
  readonly double: boolean;
}

/** One block as the rules see it. All indexes are token indexes of the document. */
export interface Passage extends TokenRange {
  /** Of the document. */
  readonly genre: string | null;
  readonly block: Block;
  readonly tokens: Tokens;
  /** Sentences of the block, those inside one quotation joined: `"We came. We saw," he said.` is one. */
  readonly sentences: readonly TokenRange[];
  readonly quotations: readonly Quoted[];
  /** For each token of the passage, from its first, the index of the quotation that holds it, or -1. */
  readonly quotationOf: Int32Array;
  /** The last sentence of the passage before, which may announce this one: "X said:". */
  readonly lead: TokenRange | null;
}

/** The passages in which attributions are looked for: body and headlines. In text order. */
export function passagesOf(doc: Document, language: Language): Passage[] {
  const { tokens, quotations, sentences } = language;
  const passages: Passage[] = [];
  let q = 0;
  let s = 0;
  doc.blocks.forEach((block, i) => {
    const range = language.blocks[i]!;
    const quoted: Quoted[] = [];
    for (let token = range.from; q < quotations.length && quotations[q]!.start < block.end; q++) {
      const { start, end, closed, mark } = quotations[q]!;
      while (token < range.to && tokens.end[token]! <= start) token++;
      let to = token;
      while (to < range.to && tokens.start[to]! < end) to++;
      if (to > token) {
        quoted.push({ from: token, to, closed, double: mark.length > 1 || !"'‘".includes(mark) });
      }
    }
    const own: TokenRange[] = [];
    while (s < sentences.length && sentences[s]!.from < range.to) own.push(sentences[s++]!);
    if (isRead(block)) {
      const joined = joinQuoted(own, quoted);
      passages.push({
        ...range,
        genre: doc.genre,
        block,
        tokens,
        sentences: joined,
        quotations: quoted,
        quotationOf: indexQuotations(range, quoted),
        lead: passages.at(-1)?.sentences.at(-1) ?? null,
      });
    }
  });
  return passages;
}

function isRead(block: Block): boolean {
  return isBody(block) || isHeadline(block);
}

/** A line in the short form of headlines: "'Not a question': minister". */
export function isHeadline(block: Block): boolean {
  return block.kind === "headline" || block.kind === "related" || block.kind === "subhead";
}

/** Joins sentences whose border lies inside a quotation. */
function joinQuoted(sentences: readonly TokenRange[], quotations: readonly Quoted[]): TokenRange[] {
  const joined: TokenRange[] = [];
  let q = 0;
  for (const sentence of sentences) {
    const last = joined.at(-1);
    while (q < quotations.length && quotations[q]!.to <= sentence.from) q++;
    if (last !== undefined && q < quotations.length && quotations[q]!.from < sentence.from) {
      joined[joined.length - 1] = { from: last.from, to: sentence.to };
    } else {
      joined.push(sentence);
    }
  }
  return joined;
}

function indexQuotations(range: TokenRange, quotations: readonly Quoted[]): Int32Array {
  const index = new Int32Array(range.to - range.from).fill(-1);
  quotations.forEach((q, i) => {
    index.fill(i, q.from - range.from, q.to - range.from);
  });
  return index;
}

/** The sentence of the passage that holds the token. */
export function sentenceAt(passage: Passage, token: number): TokenRange {
  const { sentences } = passage;
  let low = 0;
  let high = sentences.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (sentences[middle]!.from <= token) low = middle;
    else high = middle;
  }
  return sentences[low]!;
}

/** The quotation that holds the token, marks included; `undefined` outside quotations. */
export function quotationAt(passage: Passage, token: number): Quoted | undefined {
  return passage.quotations[passage.quotationOf[token - passage.from] ?? -1];
}
