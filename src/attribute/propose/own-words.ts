import type { Candidate } from "../candidate.ts";
import { type Passage, quotationAt } from "../passage.ts";
import { proposeClauses } from "./clause.ts";

/** Genres whose "we" and "I" are those who issue the document. */
const SPOKEN: ReadonlySet<string> = new Set(["letter", "release", "resolution"]);

/** Letters and statements: "We call on Orvania to …", "I should like to recall that …". */
export function proposeOwnWords(passage: Passage): Candidate[] {
  if (passage.genre === null || !SPOKEN.has(passage.genre)) return [];
  return proposeClauses(passage).flatMap((candidate): Candidate[] =>
    isFirstPerson(passage, candidate) ? [{ ...candidate, rule: "first-person" }] : [],
  );
}

function isFirstPerson(passage: Passage, { source }: Candidate): boolean {
  const [range] = source;
  if (range === undefined || quotationAt(passage, range.from) !== undefined) return false;
  const words = passage.tokens.lower.slice(range.from, range.to).join(" ");
  return /^(?:we|i|(?:my|our) government)$/.test(words);
}
