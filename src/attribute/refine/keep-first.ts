import type { TokenRange } from "../../language/index.ts";
import type { Candidate } from "../candidate.ts";
import type { Passage } from "../passage.ts";

/**
 * Of candidates that claim the same words, keeps the one proposed first; proposers are listed
 * from the surest to the least sure. Relations may share a source. A candidate may lie inside
 * the content of a speaker's turn: an answer can report what others said. And a fronted clause may
 * hold others whole: "Orvania calls on both sides to wait, Tarrade said."
 */
export function keepFirst(passage: Passage, candidates: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  const taken = new Uint8Array(passage.to - passage.from);
  const isTaken = (ranges: readonly TokenRange[], by: number) =>
    ranges.some(({ from, to }) => {
      // From the end, where contents that run to the end of their sentence meet.
      for (let i = to - 1; i >= Math.max(from, passage.from); i--) {
        if (taken[i - passage.from]! >= by) return true;
      }
      return false;
    });
  /** Number in `kept` of the last candidate that took the token. */
  const owner = new Int32Array(passage.to - passage.from);
  const take = (ranges: readonly TokenRange[], as: number) => {
    for (const { from, to } of ranges) {
      const [start, end] = [Math.max(0, from - passage.from), Math.max(0, to - passage.from)];
      taken.fill(as, start, end);
      owner.fill(kept.length, start, end);
    }
  };
  const holdsWhole = (content: readonly TokenRange[]) =>
    content.every(({ from, to }) => {
      for (let i = Math.max(from, passage.from); i < Math.min(to, passage.to); i++) {
        if (taken[i - passage.from] === 0) continue;
        if (!liesIn(kept[owner[i - passage.from]!]!, content)) return false;
      }
      return true;
    });
  for (const candidate of candidates) {
    const { source, cue, content, rule } = candidate;
    if (isTaken(cue, SOURCE) || isTaken(source, WORDS)) continue;
    if (isTaken(content, SOURCE) && !(rule === "fronted-clause" && holdsWhole(content))) continue;
    take(source, SOURCE);
    take(cue, WORDS);
    if (rule !== "speaker-label") take(content, WORDS);
    kept.push(candidate);
  }
  return kept;
}

function liesIn({ source, cue, content }: Candidate, outer: readonly TokenRange[]): boolean {
  return [...source, ...cue, ...content].every((range) =>
    outer.some(({ from, to }) => from <= range.from && range.to <= to),
  );
}

/** What a token serves as already: a source may serve again, a cue or content may not. */
const SOURCE = 1;
const WORDS = 2;
