import type { TokenRange } from "../../language/index.ts";
import { type Candidate, rangesOverlap } from "../candidate.ts";

/**
 * Of candidates that claim the same words, keeps the one proposed first; proposers are listed
 * from the surest to the least sure. A candidate may lie wholly inside the content of a
 * speaker's turn: an answer can report what others said.
 */
export function keepFirst(candidates: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  for (const candidate of candidates) {
    if (!kept.some((other) => conflicts(candidate, other))) kept.push(candidate);
  }
  return kept;
}

function conflicts(a: Candidate, b: Candidate): boolean {
  if (b.rule === "speaker-label" && rangesOf(a).every((range) => lies(range, b.content[0]!))) {
    return false;
  }
  return (
    anyOverlap(a.cue, b.cue) ||
    anyOverlap(a.content, b.content) ||
    anyOverlap(a.content, b.cue) ||
    anyOverlap(a.cue, b.content) ||
    anyOverlap(a.content, b.source) ||
    anyOverlap(a.source, b.content)
  );
}

function rangesOf(candidate: Candidate): TokenRange[] {
  return [...candidate.source, ...candidate.cue, ...candidate.content];
}

function lies(inner: TokenRange, outer: TokenRange): boolean {
  return inner.from >= outer.from && inner.to <= outer.to;
}

function anyOverlap(a: readonly TokenRange[], b: readonly TokenRange[]): boolean {
  return a.some((x) => b.some((y) => rangesOverlap(x, y)));
}
