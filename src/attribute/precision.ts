import type { Rule } from "./candidate.ts";

/**
 * Confidence of each rule: the share of its relations that were right (lenient match) on
 * PolNeAR's training half, as `npm run bench -- attribution --split train --rules` prints it.
 *
 * `speaker-label` is measured on the 15 labels with a name there (14 right); turns marked only "Q"
 * and "A" are not annotated in that corpus. `headline` rests on 3 cases, `report-noun` on 2 and
 * `quotation-signed` on none, as do the three rules for letters, releases and resolutions, which
 * that corpus does not hold: 0.5 stands for "not measured".
 */
export const PRECISION: Readonly<Record<Rule, number>> = {
  "quotation-before-cue": 0.96,
  "quotation-after-cue": 0.71,
  "quotation-signed": 0.5,
  clause: 0.71,
  "fronted-clause": 0.62,
  "according-to": 0.84,
  "report-noun": 0.5,
  headline: 0.5,
  "speaker-label": 0.93,
  "first-person": 0.5,
  operative: 0.5,
  issuer: 0.5,
};
