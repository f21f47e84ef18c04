import type { TokenRange } from "../../language/index.ts";
import type { Candidate } from "../candidate.ts";
import type { Passage } from "../passage.ts";

/**
 * Of candidates that claim the same words, keeps the one proposed first; proposers are listed
 * from the surest to the least sure. Relations may share a source. A candidate may lie inside
 * the content of a speaker's turn: an answer can report what others said.
 */
export function keepFirst(passage: Passage, candidates: readonly Candidate[]): Candidate[] {
  const taken = new Uint8Array(passage.to - passage.from);
  const isTaken = (ranges: readonly TokenRange[], by: number) =>
    ranges.some(({ from, to }) => {
      // From the end, where contents that run to the end of their sentence meet.
      for (let i = to - 1; i >= Math.max(from, passage.from); i--) {
        if (taken[i - passage.from]! >= by) return true;
      }
      return false;
    });
  const take = (ranges: readonly TokenRange[], as: number) => {
    for (const { from, to } of ranges) {
      taken.fill(as, Math.max(0, from - passage.from), Math.max(0, to - passage.from));
    }
  };
  return candidates.filter(({ source, cue, content, rule }) => {
    if (isTaken(cue, SOURCE) || isTaken(content, SOURCE) || isTaken(source, WORDS)) return false;
    take(source, SOURCE);
    take(cue, WORDS);
    if (rule !== "speaker-label") take(content, WORDS);
    return true;
  });
}

/** What a token serves as already: a source may serve again, a cue or content may not. */
const SOURCE = 1;
const WORDS = 2;
