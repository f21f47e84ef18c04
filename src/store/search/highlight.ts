import type { SpanPair } from "../../document/index.ts";
import type { Query, Term } from "./query.ts";
import type { Word } from "./words.ts";

/**
 * Where the words of a query stand among the words of a text: spans in text order that neither
 * overlap nor touch. A phrase is one span, from its first word to its last.
 */
export function findHits(words: readonly Word[], { all }: Query): SpanPair[] {
  const terms = all.flat();
  if (terms.length === 0) return [];
  const spans: (readonly [number, number])[] = [];
  for (let i = 0; i < words.length; i++) {
    for (const term of terms) {
      const length = lengthAt(words, i, term);
      if (length > 0) spans.push([words[i]!.start, words[i + length - 1]!.end]);
    }
  }
  return mergeSpans(spans);
}

/** How many words from there on are the term's; 0: it does not stand there. */
function lengthAt(words: readonly Word[], at: number, term: Term): number {
  const wanted = "word" in term ? [term.word] : term.phrase;
  const last = wanted.length - 1;
  for (let i = 0; i <= last; i++) {
    const word = words[at + i]?.word;
    if (word === undefined) return 0;
    const isThere = i === last && term.prefix ? word.startsWith(wanted[i]!) : word === wanted[i];
    if (!isThere) return 0;
  }
  return wanted.length;
}

/** @param spans in order of their starts */
function mergeSpans(spans: readonly SpanPair[]): SpanPair[] {
  const merged: [number, number][] = [];
  for (const [start, end] of spans) {
    const before = merged.at(-1);
    if (before !== undefined && start <= before[1]) before[1] = Math.max(before[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/** A stretch of a text with hits. */
export interface Passage {
  readonly span: SpanPair;
  readonly text: string;
  readonly hits: readonly SpanPair[];
}

/** Characters of a passage before its first hit and after its last. */
const AROUND = 80;

/** The first few stretches of a text that have hits, from word to word. */
export function passagesOf(
  text: string,
  words: readonly Word[],
  hits: readonly SpanPair[],
  most: number,
): Passage[] {
  const passages: { span: SpanPair; hits: SpanPair[] }[] = [];
  for (const hit of hits) {
    const span = widen(words, hit);
    const before = passages.at(-1);
    if (before !== undefined && span[0] <= before.span[1]) {
      before.span = [before.span[0], span[1]];
      before.hits.push(hit);
    } else if (passages.length === most) break;
    else passages.push({ span, hits: [hit] });
  }
  return passages.map(({ span, hits }) => ({ span, text: text.slice(...span), hits }));
}

function widen(words: readonly Word[], [start, end]: SpanPair): SpanPair {
  const first = words.find((word) => word.start >= start - AROUND) ?? { start };
  const last = words.findLast((word) => word.end <= end + AROUND) ?? { end };
  return [first.start, last.end];
}
