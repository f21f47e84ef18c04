import type { TokenRange } from "../language/index.ts";

/** What a rule or the model proposes: token ranges in text order. An empty `source` is "none given". */
export interface Candidate {
  readonly source: readonly TokenRange[];
  readonly cue: readonly TokenRange[];
  readonly content: readonly TokenRange[];
  readonly rule: Rule | "model";
  /** The model's own, 0 to 1; a rule's is its measured precision. */
  readonly confidence?: number;
}

/** The rules by name; an attribution's `by` and confidence come from the one that found it. */
export type Rule =
  | "quotation-before-cue"
  | "quotation-after-cue"
  | "quotation-signed"
  | "clause"
  | "fronted-clause"
  | "according-to"
  | "report-noun"
  | "headline"
  | "speaker-label"
  | "first-person"
  | "operative"
  | "issuer";
