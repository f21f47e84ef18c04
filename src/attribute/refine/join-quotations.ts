import type { TokenRange } from "../../language/index.ts";
import type { Candidate } from "../candidate.ts";
import { isHeadline, type Passage, type Quoted } from "../passage.ts";
import { isBreak } from "../phrases.ts";

/**
 * Gives quotations without a cue of their own to the source that plainly goes on speaking:
 * `"…," X said. "…"` in the same paragraph, and the next paragraphs that are nothing but a
 * quotation. A speech left open after one that was closed belongs to the cue that follows it:
 * `"A first paragraph.` / `"The last one," X added.`
 *
 * Takes the relations of each passage, in the order of the passages, and gives them back so.
 */
export function joinQuotations(
  passages: readonly Passage[],
  found: readonly (readonly Candidate[])[],
): Candidate[] {
  const joined = found.map((candidates) => [...candidates]);
  let speaker: Speaker | null = null;
  /** Open quotations that wait for the cue of a later paragraph. */
  let waiting: Quoted[] = [];
  passages.forEach((passage, p) => {
    const own = joined[p]!;
    const whole = isNothingButQuotation(passage);
    const opener = own.findIndex((c) => isQuotation(c) && c.content[0]!.from === passage.from);
    if (waiting.length > 0 && (opener >= 0 || !whole)) {
      if (opener >= 0) own[opener] = waiting.reduce(extend, own[opener]!);
      else if (speaker !== null) giveTo(joined, speaker, waiting);
      waiting = [];
    }
    for (const quoted of passage.quotations) {
      if (!isSpeech(passage, quoted) || isClaimed(quoted, own)) continue;
      const before = own.findLastIndex(
        (c) => isQuotation(c) && c.content.at(-1)!.to <= quoted.from,
      );
      const after = own.findIndex((c) => isQuotation(c) && c.content[0]!.from >= quoted.to);
      if (before >= 0) own[before] = extend(own[before]!, quoted);
      else if (after >= 0 && quoted.from === passage.from) own[after] = extend(own[after]!, quoted);
      else if (whole && !quoted.closed && !isOpen(passages[p - 1])) waiting.push(quoted);
      else if (whole && waiting.length > 0) waiting.push(quoted);
      else if (whole && speaker !== null) giveTo(joined, speaker, [quoted]);
    }
    const last = own.findLastIndex((c) => isQuotation(c) && endsPassage(passage, c));
    if (last >= 0) speaker = { passage: p, index: last };
    else if (!whole && !isHeadline(passage.block)) speaker = null;
  });
  if (speaker !== null && waiting.length > 0) giveTo(joined, speaker, waiting);
  return joined.flat();
}

/** Where the relation stands whose source is speaking. */
interface Speaker {
  readonly passage: number;
  readonly index: number;
}

function giveTo(
  joined: Candidate[][],
  { passage, index }: Speaker,
  quoted: readonly Quoted[],
): void {
  joined[passage]![index] = quoted.reduce(extend, joined[passage]![index]!);
}

function isQuotation(candidate: Candidate): boolean {
  return candidate.rule.startsWith("quotation");
}

function isClaimed(quoted: Quoted, candidates: readonly Candidate[]): boolean {
  return candidates.some((candidate) =>
    [...candidate.content, ...candidate.source].some(
      (range) => range.from < quoted.to && quoted.from < range.to,
    ),
  );
}

/** The passage ends in a quotation left open. */
function isOpen(passage: Passage | undefined): boolean {
  return passage?.quotations.at(-1)?.closed === false;
}

/** A quotation that begins a sentence and is one; not words set off inside somebody's sentence. */
function isSpeech(passage: Passage, quoted: Quoted): boolean {
  if (!quoted.double || quoted.to - quoted.from <= 3) return false;
  const { tokens } = passage;
  const before = tokens.word[quoted.from - 1]!;
  if (quoted.from > passage.from && !isBreak(before) && before !== ",") return false;
  return !quoted.closed || /^[.!?,…—–-]+$/.test(tokens.word[quoted.to - 2]!);
}

/** The paragraph is one quotation, or several, and nothing else but a stop. */
function isNothingButQuotation(passage: Passage): boolean {
  if (passage.quotations.length === 0) return false;
  return passage.quotationOf.filter((index) => index === -1).length <= 1;
}

/** Nothing but a short adjunct follows the relation in its paragraph. */
function endsPassage(passage: Passage, candidate: Candidate): boolean {
  const ends = [...candidate.content, ...candidate.source, ...candidate.cue].map((r) => r.to);
  return passage.to - Math.max(...ends) <= 12;
}

function extend(candidate: Candidate, quoted: TokenRange): Candidate {
  const content = [...candidate.content, { from: quoted.from, to: quoted.to }];
  return { ...candidate, content: content.sort((a, b) => a.from - b.from) };
}
