import { overlaps, type TokenRange } from "../../language/index.ts";
import type { Candidate } from "../candidate.ts";
import { isHeadline, type Passage, type Quoted, sentenceAt } from "../passage.ts";
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
  proposed: readonly (readonly Candidate[])[],
): Candidate[] {
  const found = withoutOpenSpeech(passages, withoutTaken(passages, proposed));
  /** Quotations given to a relation beyond its own. */
  const given = new Map<Candidate, Quoted[]>();
  let speaker: Candidate | null = null;
  /** Open quotations that wait for the cue of a later paragraph. */
  let waiting: Quoted[] = [];
  passages.forEach((passage, p) => {
    const own = found[p]!.filter((c) => isQuotation(passage, c));
    const whole = isNothingButQuotation(passage);
    const opener = own.find((c) => c.content[0]!.from === passage.from);
    if (waiting.length > 0 && (opener !== undefined || !whole)) {
      give(given, opener ?? speaker, waiting);
      waiting = [];
    }
    const owners = ownersOf(passage, found.slice(Math.max(0, p - NEAR), p + NEAR + 1).flat());
    let before: Candidate | null = null;
    for (const [q, quoted] of passage.quotations.entries()) {
      const owner = owners[q]!;
      if (owner !== null) {
        if (isQuotation(passage, owner)) before = owner;
        continue;
      }
      if (before !== null && turnsAway(passage, before, quoted, found[p]!)) before = null;
      if (isSpeech(passage, quoted)) {
        const after = quoted.from === passage.from ? own[0] : undefined;
        if (before !== null || after !== undefined) give(given, before ?? after!, [quoted]);
        else if (whole && (waiting.length > 0 || beginsSpeech(quoted, passages[p - 1])))
          waiting.push(quoted);
        else if (whole) give(given, speaker, [quoted]);
      }
    }
    // A colon hands on to the next paragraph, whatever the relation before it: "X urged caution:".
    const colon = passage.tokens.word[passage.to - 1] === ":";
    const last = (colon ? found[p]! : own).findLast((c) => endsPassage(passage, c));
    if (last !== undefined) speaker = last;
    else if (!whole && !isHeadline(passage.block)) speaker = null;
  });
  give(given, speaker, waiting);
  return found.flat().map((candidate) => {
    const more = given.get(candidate);
    if (more === undefined) return candidate;
    const ranges = more.map(({ from, to }) => ({ from, to }));
    return {
      ...candidate,
      content: [...candidate.content, ...ranges].sort((a, b) => a.from - b.from),
    };
  });
}

/** A predicted content in another passage is not its cue's where somebody there has the words. */
function withoutTaken(
  passages: readonly Passage[],
  found: readonly (readonly Candidate[])[],
): (readonly Candidate[])[] {
  return found.map((candidates, p) => {
    const isTaken = (range: TokenRange) => {
      for (let q = Math.max(0, p - NEAR); q < Math.min(passages.length, p + NEAR + 1); q++) {
        if (q === p || !overlaps(range, passages[q]!)) continue;
        if (found[q]!.some(({ content }) => content.some((c) => overlaps(c, range)))) return true;
      }
      return false;
    };
    return candidates.flatMap((candidate) => {
      const content = candidate.content.filter((range) => !isTaken(range));
      return content.length === 0 ? [] : [{ ...candidate, content }];
    });
  });
}

/**
 * A paragraph that is nothing but a quotation left open goes on in the next one: where that opens
 * with somebody's quotation, the words are theirs, and nobody else's whom a model gives them to.
 */
function withoutOpenSpeech(
  passages: readonly Passage[],
  found: readonly (readonly Candidate[])[],
): (readonly Candidate[])[] {
  const kept = [...found];
  passages.forEach((passage, p) => {
    const next = passages[p + 1];
    if (next === undefined || passage.quotations.at(-1)?.closed !== false) return;
    if (!isNothingButQuotation(passage)) return;
    const opener = found[p + 1]!.find(({ content }) => content[0]!.from === next.from);
    if (opener === undefined) return;
    for (let q = Math.max(0, p - NEAR); q < p; q++) {
      kept[q] = kept[q]!.map((candidate) => {
        const content = candidate.content.filter(
          ({ from, to }) => from < passage.from || to > passage.to,
        );
        return content.length > 0 && content.length < candidate.content.length
          ? { ...candidate, content }
          : candidate;
      });
    }
  });
  return kept;
}

/** A predicted content may stand so many passages from its cue; one more for a dateline. */
const NEAR = 4;

function give(
  given: Map<Candidate, Quoted[]>,
  to: Candidate | null,
  quoted: readonly Quoted[],
): void {
  if (to === null || quoted.length === 0) return;
  const list = given.get(to);
  if (list === undefined) given.set(to, [...quoted]);
  else list.push(...quoted);
}

/** An open quotation that does not go on from one left open in the passage before. */
function beginsSpeech(quoted: Quoted, previous: Passage | undefined): boolean {
  return !quoted.closed && previous?.quotations.at(-1)?.closed !== false;
}

/** Its content begins with a quotation of the passage. */
function isQuotation(passage: Passage, { content }: Candidate): boolean {
  const q = passage.quotationOf[content[0]!.from - passage.from] ?? -1;
  return (
    q >= 0 && passage.quotations[q]!.from === content[0]!.from && passage.quotations[q]!.double
  );
}

/** For each quotation of the passage the candidate in whose content or source it stands, or `null`. */
function ownersOf(passage: Passage, candidates: readonly Candidate[]): (Candidate | null)[] {
  const owners: (Candidate | null)[] = passage.quotations.map(() => null);
  for (const candidate of candidates) {
    for (const { from, to } of [...candidate.content, ...candidate.source]) {
      for (let i = Math.max(from, passage.from); i < Math.min(to, passage.to); i++) {
        const q = passage.quotationOf[i - passage.from]!;
        if (q < 0) continue;
        owners[q] = candidate;
        i = passage.quotations[q]!.to - 1;
      }
    }
  }
  return owners;
}

/** A sentence that nobody is credited with stands between the relation and the quotation. */
function turnsAway(
  passage: Passage,
  before: Candidate,
  quoted: Quoted,
  candidates: readonly Candidate[],
): boolean {
  const end = Math.max(
    ...[...before.cue, ...before.source].map((r) => r.to),
    before.content[0]!.to,
  );
  const next = sentenceAt(passage, end - 1).to;
  if (next >= quoted.from) return false;
  const between = sentenceAt(passage, next);
  if (between.from >= sentenceAt(passage, quoted.from).from) return false;
  return !candidates.some((c) =>
    [...c.cue, ...c.content].some((r) => r.from < between.to && between.from < r.to),
  );
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
