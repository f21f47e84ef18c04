import type { TokenRange, Tokens } from "../../language/index.ts";
import type { Candidate } from "../candidate.ts";
import type { Passage } from "../passage.ts";

/** How long a speaker's label may be, in tokens: "TARRADE, SPOKESPERSON OF THE FOREIGN MINISTRY:". */
const LONGEST_LABEL = 16;

/**
 * Transcripts: `NAME: …` in a question or answer block, or a name on a line of its own above it.
 * The label is the source and its colon the cue; "Q" and "A" name nobody, "Q (Coastline Agency)"
 * an agency.
 */
export function proposeSpeakerLabels(passage: Passage): Candidate[] {
  if (passage.block.kind !== "question" && passage.block.kind !== "answer") return [];
  const { tokens, lead } = passage;
  const from = skipWhile(tokens, passage, isBeforeLabel);
  const colon = colonOf(tokens, { from, to: passage.to });
  if (colon !== null) {
    const source = sourceOf(tokens, { from, to: colon });
    const cue = [{ from: colon, to: colon + 1 }];
    return turn(source, cue, said(tokens, { from: colon + 1, to: passage.to }));
  }
  if (/^[QA]$/.test(tokens.word[from] ?? "")) {
    const start = /^[.)]$/.test(tokens.word[from + 1] ?? "") ? from + 2 : from + 1;
    return turn([], [], said(tokens, { from: start, to: passage.to }));
  }
  const named = lead === null ? [] : sourceOf(tokens, said(tokens, lead));
  return turn(named, [], said(tokens, passage));
}

function turn(source: TokenRange[], cue: TokenRange[], content: TokenRange): Candidate[] {
  if (content.from >= content.to) return [];
  return [{ source, cue, content: [content], rule: "speaker-label" }];
}

/** The colon after the label, not the one in "(12:30)". */
function colonOf(tokens: Tokens, { from, to }: TokenRange): number | null {
  let depth = 0;
  for (let i = from; i < Math.min(to - 1, from + LONGEST_LABEL + 1); i++) {
    if (tokens.word[i] === "(") depth++;
    else if (tokens.word[i] === ")") depth--;
    else if (tokens.word[i] === ":" && depth === 0 && i > from) return i;
    else if (/^[.!?]$/.test(tokens.word[i]!) && !isAbbreviated(tokens, i)) return null;
  }
  return null;
}

/** The stop of "MR." and of an initial. */
function isAbbreviated(tokens: Tokens, i: number): boolean {
  return (
    tokens.word[i] === "." &&
    tokens.start[i] === tokens.end[i - 1] &&
    /^(?:\p{Lu}|M[rs]|M[RS]S?|Mrs|D[rR]|Prof|PROF|St|ST)$/u.test(tokens.word[i - 1] ?? "")
  );
}

/** The label without "(through an interpreter)"; what stands in brackets where the rest is "Q". */
function sourceOf(tokens: Tokens, label: TokenRange): TokenRange[] {
  let open = label.from;
  while (open < label.to && tokens.word[open] !== "(") open++;
  const inside = { from: open + 1, to: label.to };
  while (inside.to > inside.from && !/[\p{L}\p{N}]/u.test(tokens.word[inside.to - 1]!)) inside.to--;
  const names = inside.from < inside.to && /^\p{Lu}/u.test(tokens.word[inside.from]!);
  if (/^(?:q|a|question|answer)\d*$/.test(tokens.lower[label.from] ?? "")) {
    const nobody = open - label.from <= 2;
    if (nobody) return names ? [inside] : [];
  }
  const source = said(tokens, { from: label.from, to: names ? label.to : open });
  return source.from < source.to ? [source] : [];
}

/** Without the emphasis marks at its ends. */
function said(tokens: Tokens, range: TokenRange): TokenRange {
  const from = skipWhile(tokens, range, isEmphasis);
  let { to } = range;
  while (to > from && isEmphasis(tokens.word[to - 1]!)) to--;
  return { from, to };
}

function skipWhile(tokens: Tokens, { from, to }: TokenRange, skips: (word: string) => boolean) {
  let i = from;
  while (i < to && skips(tokens.word[i]!)) i++;
  return i;
}

/** A time and its brackets, "[00:12:03]", and emphasis. */
function isBeforeLabel(word: string): boolean {
  return isEmphasis(word) || /^(?:[[\]()–-]|\d{1,2}(?::\d\d){0,2}|:)$/.test(word);
}

function isEmphasis(word: string): boolean {
  return /^[*_]+$/.test(word);
}
