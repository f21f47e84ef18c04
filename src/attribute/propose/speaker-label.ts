import type { Candidate } from "../candidate.ts";
import type { Passage } from "../passage.ts";

/** How long a speaker's label may be, in tokens: "THE DORRIMOUTH LEDGER:". */
const LONGEST_LABEL = 8;

/**
 * Transcripts: `NAME: …` in a question or answer block. The label is the source and its colon
 * the cue; "Q" and "A" name nobody.
 */
export function proposeSpeakerLabels(passage: Passage): Candidate[] {
  if (passage.block.kind !== "question" && passage.block.kind !== "answer") return [];
  const { tokens, from, to } = passage;
  for (let i = from + 1; i < Math.min(to - 1, from + LONGEST_LABEL + 1); i++) {
    if (tokens.word[i] !== ":") continue;
    const named = !/^(?:q|a|question|answer)$/.test(tokens.lower[from]!) || i > from + 1;
    return [
      {
        source: named ? [{ from, to: i }] : [],
        cue: [{ from: i, to: i + 1 }],
        content: [{ from: i + 1, to }],
        rule: "speaker-label",
      },
    ];
  }
  return [];
}
