import type { RowRange } from "./lattice.ts";

/** A fragment of one role in a window, with where it stands in the document. */
export interface Fragment extends RowRange {
  readonly paragraph: number;
  readonly sentence: number;
  readonly lastSentence: number;
}

/** How many paragraphs apart a content or source and its cue may stand. */
export const REACH = { content: 3, source: 2 } as const;

export interface PairWeights {
  readonly gap: Float32Array;
  readonly paragraphs: Float32Array;
  readonly sentences: Float32Array;
  readonly between: Float32Array;
}

/** What position alone says for linking a content or source fragment with a cue. Twin of links.py. */
export function pairScore(
  head: Fragment,
  cue: Fragment,
  cues: readonly Fragment[],
  weights: PairWeights,
): number {
  const after = cue.from >= head.to;
  const gap = after ? cue.from - head.to + 1 : cue.to - head.from - 1;
  const low = after ? head.to : cue.to;
  const high = after ? cue.from : head.from;
  let between = 0;
  for (const other of cues) if (other.from >= low && other.to <= high) between++;
  return (
    weights.gap[gapBucket(gap)]! +
    weights.paragraphs[clamp(cue.paragraph - head.paragraph, 3) + 3]! +
    weights.sentences[clamp(sentencesBetween(head, cue), 4) + 4]! +
    weights.between[Math.min(between, 3) + (after ? 4 : 0)]!
  );
}

function gapBucket(gap: number): number {
  const size = Math.abs(gap);
  let step = 0;
  for (let limit = 1; limit <= 64 && size > limit; limit *= 2) step++;
  return step + (gap > 0 ? 8 : 0);
}

function sentencesBetween(head: Fragment, cue: Fragment): number {
  if (cue.sentence < head.sentence) return cue.sentence - head.sentence;
  return Math.max(0, cue.sentence - head.lastSentence);
}

function clamp(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}

/** The best of `scores` and its share of the softmax over them; -1 where all are impossible. */
export function softmaxBest(scores: readonly number[]): { best: number; share: number } {
  let best = 0;
  for (let i = 1; i < scores.length; i++) if (scores[i]! > scores[best]!) best = i;
  if (scores.length === 0 || scores[best] === -Infinity) return { best: -1, share: 0 };
  let sum = 0;
  for (const score of scores) sum += Math.exp(score - scores[best]!);
  return { best, share: 1 / sum };
}
