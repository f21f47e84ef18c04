import type { Candidate } from "../candidate.ts";
import { type Passage, quotationAt } from "../passage.ts";
import { withoutStop } from "../phrases.ts";

/** Reports nobody is named for: `in response to reports that S`. The noun and "that" are the cue. */
export function proposeReportNouns(passage: Passage): Candidate[] {
  const { tokens } = passage;
  const found: Candidate[] = [];
  for (const sentence of passage.sentences) {
    for (let i = sentence.from + 1; i + 2 < sentence.to; i++) {
      if (tokens.lower[i + 1] !== "that" || !/^reports?$/.test(tokens.lower[i]!)) continue;
      if (
        quotationAt(passage, i)?.double ||
        !/^(?:to|of|by|on|over|after|amid|the|with|about|media|press|news)$/.test(
          tokens.lower[i - 1]!,
        )
      )
        continue;
      const content = withoutStop(passage, { from: i + 2, to: sentence.to });
      found.push({
        source: [],
        cue: [{ from: i, to: i + 2 }],
        content: [content],
        rule: "report-noun",
      });
      break;
    }
  }
  return found;
}
