/** What the confidence of a candidate is computed from; probabilities but for the last two. */
export interface Evidence {
  /** The least certain label of the cue, with those of its border. */
  readonly cue: number;
  readonly content: number;
  /** 1 where there is no source. */
  readonly source: number;
  /** Share of the softmax over cues, the least of the content's fragments. */
  readonly contentLink: number;
  /** Share of the softmax over sources and none. */
  readonly sourceLink: number;
  readonly hasSource: boolean;
  /** Share of the content's tokens inside quotation marks. */
  readonly quoted: number;
  /** Tokens of the content. */
  readonly length: number;
}

/** Probabilities are kept this far from 0 and 1: one certain part must not hide a doubtful one. */
const EDGE = 0.0025;

/** The evidence as numbers for the logistic regression, a constant first. */
export function evidenceValues(evidence: Evidence): number[] {
  const odds = (probability: number) => {
    const p = Math.min(1 - EDGE, Math.max(EDGE, probability));
    return Math.log(p / (1 - p));
  };
  return [
    1,
    odds(evidence.cue),
    odds(evidence.content),
    odds(evidence.source),
    odds(evidence.contentLink),
    odds(evidence.sourceLink),
    evidence.hasSource ? 1 : 0,
    evidence.quoted,
    Math.log(evidence.length),
  ];
}

/** Weights of the confidence: one a value of the evidence, one a bucket of the signs. */
export interface ConfidenceWeights {
  readonly evidence: ArrayLike<number>;
  readonly signs: ArrayLike<number>;
}

/**
 * Estimated probability that the relation is right as PolNeAR's `relation` measure counts it, from
 * the network's own certainty and from the signs (signs.ts): a logistic regression fitted on what
 * models proposed for training articles they had not seen (src/train/calibrate-attribution.ts).
 */
export function confidenceOf(
  evidence: Evidence,
  signs: readonly number[],
  weights: ConfidenceWeights,
): number {
  let sum = evidenceValues(evidence).reduce((total, x, i) => total + x * weights.evidence[i]!, 0);
  for (const sign of signs) sum += weights.signs[sign]!;
  // Engines differ in the last bits of exp; a record must not.
  return Math.round(1e4 / (1 + Math.exp(-sum))) / 1e4;
}
