import type { TokenRange } from "../../language/index.ts";
import type { Candidate } from "../candidate.ts";
import type { Passage } from "../passage.ts";
import { isBreak, isCapitalised } from "../phrases.ts";
import { AUXILIARIES } from "../words.ts";

/** How long a signature may be, in tokens. */
const LONGEST_SIGNATURE = 20;

/**
 * Press releases and collected reactions: `"…" - Maud Esteren, Deputy Minister`, a dash, which is the
 * cue, and a name to the end, no verb.
 */
export function proposeSignedQuotations(passage: Passage): Candidate[] {
  const { tokens } = passage;
  return passage.quotations.flatMap((quoted): Candidate[] => {
    const dash = tokens.word[quoted.to];
    const source: TokenRange = { from: quoted.to + 1, to: passage.to };
    if (dash === undefined || source.from >= source.to || !/^(?:--?|[–—―])$/.test(dash)) return [];
    if (!isCapitalised(tokens.word[source.from]!)) return [];
    if (source.to - source.from > LONGEST_SIGNATURE) return [];
    for (let i = source.from; i < source.to; i++) {
      if (AUXILIARIES.has(tokens.lower[i]!) || isBreak(tokens.word[i]!)) return [];
    }
    const content = [{ from: quoted.from, to: quoted.to }];
    return [
      {
        source: [source],
        cue: [{ from: quoted.to, to: source.from }],
        content,
        rule: "quotation-signed",
      },
    ];
  });
}
