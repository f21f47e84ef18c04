import type { Rule } from "./candidate.ts";

/**
 * Confidence of each rule: its precision (lenient relation) on PolNeAR's training half, as
 * `npm run bench -- attribution --split train --rules` prints it. Rules that the corpus does not
 * exercise stand at 0.5: unmeasured, not doubted.
 */
export const PRECISION: Readonly<Record<Rule, number>> = {
  "quotation-before-cue": 0.5,
  "quotation-after-cue": 0.5,
  "quotation-carried": 0.5,
  "quotation-signed": 0.5,
  clause: 0.5,
  "fronted-clause": 0.5,
  "according-to": 0.5,
  "report-noun": 0.5,
  headline: 0.5,
  "speaker-label": 0.5,
};
