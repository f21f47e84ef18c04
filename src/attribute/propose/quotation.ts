import { isInitialStop } from "../../language/index.ts";
import type { Candidate } from "../candidate.ts";
import { cueVerb } from "../cues.ts";
import { type Passage, type Quoted, quotationAt, sentenceAt } from "../passage.ts";
import { isBreak, phraseAfter, phraseBefore, verbGroup } from "../phrases.ts";
import { ADJUNCT_PREPOSITIONS, ADVERBS, DAYS } from "../words.ts";

/** How far a cue may stand from its quotation, in tokens: "X of the Y, who …, |said". */
const REACH_AFTER = 30;
/** "said in an interview on Tuesday in Vellin: |…" */
const REACH_BEFORE = 18;

/**
 * Quotations with their cue: `"…," X said`, `"…," said X`, `X said: "…"`.
 *
 * Only quotations that stand as speech: quoted words inside somebody's sentence belong to the
 * clause they stand in.
 */
export function proposeQuotations(passage: Passage): Candidate[] {
  const candidates: Candidate[] = [];
  for (const quoted of passage.quotations) {
    const found = cueAfter(passage, quoted) ?? cueBefore(passage, quoted);
    if (found !== null) candidates.push(found);
  }
  return candidates;
}

function cueAfter(passage: Passage, quoted: Quoted): Candidate | null {
  const { tokens } = passage;
  if (!quoted.closed || isEmbedded(passage, quoted)) return null;
  const last = tokens.word[quoted.to - 2];
  let start = quoted.to;
  const comma = tokens.word[start] === ",";
  if (comma) start++;
  if (!comma && !/^[,?!.…—–-]+$/.test(last ?? "")) return null;
  const end = attributionEnd(passage, start);
  for (let i = start; i < end; i++) {
    const verb = cueVerb(tokens.lower[i]!);
    if (verb === undefined || !verb.takes.has("speech")) continue;
    const group = verbGroup(tokens, i, start);
    if (group.from === start) {
      const source = phraseAfter(passage, group.to, attributionEnd(passage, group.to));
      if (source === null) continue;
      return { source: [source], cue: [group], content: [quoted], rule: "quotation-before-cue" };
    }
    const source = phraseBefore(passage, start, group.from);
    if (source === null || source.from !== start) continue;
    // A colon announces the next quotation; after a full stop inside the marks, a sentence that
    // says more than who spoke is a new one.
    const announces = tokens.word[attributionEnd(passage, i + 1)] === ":";
    if (!comma && last !== "," && (announces || (last === "." && !endsAt(passage, i + 1))))
      return null;
    return { source: [source], cue: [group], content: [quoted], rule: "quotation-before-cue" };
  }
  return null;
}

/** Words set off inside somebody's sentence: `The plan is "a risk," X said` quotes a part only. */
function isEmbedded(passage: Passage, quoted: Quoted): boolean {
  return (
    quoted.from > sentenceAt(passage, quoted.from).from &&
    /^[\p{L}\p{N}]/u.test(passage.tokens.word[quoted.from - 1]!)
  );
}

/** Nothing but an adjunct may follow: "X said." "X said on Tuesday." */
function endsAt(passage: Passage, i: number): boolean {
  const word = passage.tokens.lower[i];
  return (
    i >= passage.to ||
    word === undefined ||
    isBreak(word) ||
    word === "," ||
    ADJUNCT_PREPOSITIONS.has(word) ||
    DAYS.has(word)
  );
}

/** Where words about a quotation must end: the next quotation, a break, or the cue's reach. */
function attributionEnd(passage: Passage, start: number): number {
  const limit = Math.min(passage.to, start + REACH_AFTER);
  for (let i = start; i < limit; i++) {
    if (isInitialStop(passage.tokens, i)) continue;
    if (isBreak(passage.tokens.word[i]!) || quotationAt(passage, i)?.double) return i;
  }
  return limit;
}

function cueBefore(passage: Passage, quoted: Quoted): Candidate | null {
  const { tokens } = passage;
  const opens = quoted.from === passage.from;
  const mark = tokens.word[quoted.from - 1];
  const colon = mark === ":";
  if (opens && (!colon || passage.lead === null)) return null;
  let end = quoted.from;
  if (colon || mark === ",") end--;
  if (tokens.lower[end - 1] === "that") end--;
  const start = opens ? passage.lead!.from : sentenceStart(passage, quoted);
  const nearest = Math.max(start, end - (colon ? REACH_BEFORE : 8));
  let unsourced: Candidate | null = null;
  for (let i = end - 1; i >= nearest; i--) {
    const verb = cueVerb(tokens.lower[i]!);
    if (verb === undefined || !(verb.takes.has("speech") || (colon && !opens))) continue;
    const plain = i === end - 1 || isAdjunct(passage, i + 1, end, verb.addressed);
    if (!plain && (opens || !colon)) return null;
    const group = verbGroup(tokens, i, start);
    const source = phraseBefore(passage, start, group.from);
    const found = { cue: [group], content: [quoted], rule: "quotation-after-cue" } as const;
    if (source !== null) return { source: [source], ...found };
    if (!colon || opens) return null;
    unsourced ??= { source: [], ...found };
  }
  return unsourced;
}

/** Where the sentence begins that holds the quotation, or the quotation before it ends. */
function sentenceStart(passage: Passage, quoted: Quoted): number {
  return Math.max(sentenceAt(passage, quoted.from).from, previousQuotationEnd(passage, quoted));
}

function previousQuotationEnd(passage: Passage, quoted: Quoted): number {
  const index = passage.quotationOf[quoted.from - passage.from]!;
  return passage.quotations[index - 1]?.to ?? passage.from;
}

/** Between cue and quotation only an adjunct, or the hearer: "said on Tuesday, |", "told reporters, |". */
function isAdjunct(passage: Passage, from: number, to: number, addressed: boolean): boolean {
  const first = passage.tokens.lower[from]!;
  if (ADJUNCT_PREPOSITIONS.has(first) || DAYS.has(first) || ADVERBS.has(first)) return true;
  return addressed && to - from <= 5;
}
