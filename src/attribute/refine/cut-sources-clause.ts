import type { Language } from "../../language/index.ts";
import type { Candidate } from "../candidate.ts";

const RELATIVE = new Set(["who", "whom", "whose", "which"]);

/**
 * Cuts from a predicted content the clause that tells who its source is: "According to an envoy,
 * |who asked not to be named,| they had left". Where the content is nothing else, the candidate is
 * dropped, and `proposeAccordingTo` reads the sentence.
 *
 * In PolNeAR's training half no content that stands behind "according to" and its source begins so.
 */
export function cutSourcesClause(candidate: Candidate, { tokens }: Language): Candidate[] {
  const { source, cue, content } = candidate;
  const { from, to } = content[0]!;
  if (!RELATIVE.has(tokens.lower[from]!) || tokens.word[from - 1] !== ",") return [candidate];
  const isBehindSource = source.some((range) => range.to === from - 1);
  const isAccordingTo = cue.some((range) => tokens.lower[range.to - 2] === "according");
  if (!isBehindSource || !isAccordingTo) return [candidate];
  const comma = tokens.word.indexOf(",", from);
  if (comma < 0 || comma + 1 >= to) return [];
  return [{ ...candidate, content: [{ from: comma + 1, to }, ...content.slice(1)] }];
}
