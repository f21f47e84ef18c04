import type { TokenRange } from "../../language/index.ts";
import type { Candidate } from "../candidate.ts";
import { cueVerb } from "../cues.ts";
import { isHeadline, type Passage } from "../passage.ts";
import { withoutStop } from "../phrases.ts";

/** How long a name may be in a headline, in tokens. */
const LONGEST_NAME = 8;

/**
 * The short forms of headlines with a colon: `'…': X`, `X: '…'`, `'…': X defends Y`.
 * In `'…': X defends Y` the verb is the cue; else the colon is.
 */
export function proposeHeadlines(passage: Passage): Candidate[] {
  if (!isHeadline(passage.block)) return [];
  const colon = colonOf(passage);
  if (colon === null) return [];
  const before = { from: passage.from, to: colon };
  const after = { from: colon + 1, to: passage.to };
  const cue = { from: colon, to: colon + 1 };
  const quoted = passage.quotations[0];
  if (quoted === undefined) return [];
  if (covers(quoted, before)) {
    const verb = verbIn(passage, after);
    const source = withoutStop(passage, { from: after.from, to: verb?.from ?? after.to });
    return named(source, verb ?? cue, quoted);
  }
  return covers(quoted, withoutStop(passage, after)) ? named(before, cue, quoted) : [];
}

function named(source: TokenRange, cue: TokenRange, quoted: TokenRange): Candidate[] {
  const length = source.to - source.from;
  if (length < 1 || length > LONGEST_NAME) return [];
  return [{ source: [source], cue: [cue], content: [quoted], rule: "headline" }];
}

/** The colon outside quotations. */
function colonOf(passage: Passage): number | null {
  for (let i = passage.from + 1; i + 1 < passage.to; i++) {
    if (passage.tokens.word[i] === ":" && passage.quotationOf[i - passage.from] === -1) return i;
  }
  return null;
}

function covers(quoted: TokenRange, range: TokenRange): boolean {
  return quoted.from === range.from && quoted.to === range.to;
}

function verbIn(passage: Passage, range: TokenRange): TokenRange | null {
  for (let i = range.from + 1; i < range.to; i++) {
    if (cueVerb(passage.tokens.lower[i]!) !== undefined) return { from: i, to: i + 1 };
  }
  return null;
}
