import type { Rule } from "./candidate.ts";

/**
 * Confidence of each rule: its precision (lenient relation) on PolNeAR's training half, as
 * `npm run bench -- attribution --split train --rules` prints it. Rules that the corpus does not
 * exercise stand at 0.5: unmeasured, not doubted.
 */
export const PRECISION: Readonly<Record<Rule, number>> = {
  "quotation-before-cue": 0.96,
  "quotation-after-cue": 0.71,
  "quotation-signed": 0.5,
  clause: 0.7,
  "fronted-clause": 0.55,
  "according-to": 0.84,
  "report-noun": 0.18,
  headline: 0.5,
  "speaker-label": 0.5,
};
