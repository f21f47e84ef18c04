import type { Document, Span } from "../document/index.ts";
import type { Language, TokenRange, Tokens } from "../language/index.ts";
import type { Draft } from "./draft.ts";
import { roleStem } from "./lexicon.ts";

/** How far back a pronoun may point, in sentences and in blocks; farther is a guess. */
const SENTENCES_BACK = 8;
const BLOCKS_BACK = 2;
/** How many mentions back an office may point; keeps the search linear in long texts. */
const MENTIONS_BACK = 500;

/** Whom "he" and "the spokesperson" point back to. Offsets; `null` where the text does not settle it. */
export interface Antecedents {
  /**
   * The first person named in the nearest sentence before, at most two blocks back. `null` where
   * somebody else is named there first: who is not quoted anywhere is not known, but may be meant.
   */
  ofPronoun(source: TokenRange): Draft | null;
  /** The nearest person before who holds that office, else the only one who does at all. */
  ofRole(stem: string, source: TokenRange): Draft | null;
}

/** Looks among the people entered so far, by the mentions gathered so far. */
export function antecedents(
  doc: Document,
  language: Language,
  drafts: readonly Draft[],
  names: readonly TokenRange[],
): Antecedents {
  // A name of unknown kind may be a person's, and is then nearer than one known to be.
  const people = drafts.filter((d) => d.named && (d.kind === "person" || d.kind === null));
  const mentions = people
    .flatMap((draft) => [...draft.mentions.values()].map((span) => ({ draft, span })))
    .sort((a, b) => a.span.start - b.span.start);
  const starts = mentions.map(({ span }) => span.start);
  const holders = holdersByOffice(doc.text, people);
  const { tokens, sentences, blocks, quotations } = language;
  const quotationStarts = quotations.map((q) => q.start);

  const isQuoted = (offset: number) => {
    const q = quotations[countUpTo(quotationStarts, offset) - 1];
    return q !== undefined && offset < q.end;
  };
  const isSubject = ({ span }: { span: Span }) =>
    !isQuoted(span.start) && !isPossessive(doc.text, span);

  const strangers = names
    .filter((name) => isStranger(tokens, name))
    .map((n) => tokens.start[n.from]!);
  /** Where the first name stands between the offsets that is nobody's mention, else infinity. */
  const firstStranger = (start: number, end: number) => {
    for (
      let n = countUpTo(strangers, start - 1);
      n < strangers.length && strangers[n]! < end;
      n++
    ) {
      const at = strangers[n]!;
      const mention = mentions[countUpTo(starts, at) - 1];
      const isKnown = mention !== undefined && at < mention.span.end;
      if (!isKnown && !isQuoted(at)) return at;
    }
    return Number.POSITIVE_INFINITY;
  };

  return {
    ofPronoun(source) {
      const at = tokens.start[source.from]!;
      const block = indexOfRange(blocks, source.from);
      const earliest = blocks[Math.max(0, block - BLOCKS_BACK)]!.from;
      const own = indexOfRange(sentences, source.from);
      for (let s = own; s >= 0 && s > own - SENTENCES_BACK; s--) {
        const sentence = sentences[s]!;
        if (sentence.from < earliest) return null;
        const end = Math.min(at, tokens.end[sentence.to - 1]!);
        const stranger = firstStranger(tokens.start[sentence.from]!, end);
        for (
          let m = countUpTo(starts, tokens.start[sentence.from]! - 1);
          m < starts.length && starts[m]! < end;
          m++
        ) {
          if (stranger < starts[m]!) return null;
          if (isSubject(mentions[m]!)) return mentions[m]!.draft;
        }
        if (stranger < end) return null;
      }
      return null;
    },
    ofRole(stem, source) {
      const candidates = holders.get(stem);
      if (candidates === undefined) return null;
      const last = countUpTo(starts, tokens.start[source.from]!) - 1;
      for (let m = last; m >= 0 && m > last - MENTIONS_BACK; m--) {
        if (candidates.has(mentions[m]!.draft)) return mentions[m]!.draft;
      }
      return candidates.size === 1 ? [...candidates][0]! : null;
    },
  };
}

/** A name that can be a sentence's subject: not "in Lissen", not "the Grey Heron". */
function isStranger(tokens: Tokens, name: TokenRange): boolean {
  return !/^(?:the|a|an|of|in|at|on|from|to|for|with|by|near|into|against|about|['’]s)$/.test(
    tokens.lower[name.from - 1] ?? "",
  );
}

/** People by the head noun of their offices: "Orvanian Foreign Ministry |spokes|person". */
function holdersByOffice(text: string, people: readonly Draft[]): Map<string, Set<Draft>> {
  const holders = new Map<string, Set<Draft>>();
  for (const person of people) {
    for (const { start, end } of person.roles.values()) {
      const head = text
        .slice(start, end)
        .toLowerCase()
        .split(/\s+(?:of|for|at|in|to)\s+/)[0]!;
      const stem = roleStem(head.split(/\s+/).at(-1)!);
      const known = holders.get(stem);
      if (known === undefined) holders.set(stem, new Set([person]));
      else known.add(person);
    }
  }
  return holders;
}

/** "Orlo's counterpart": what follows is not about Orlo. */
function isPossessive(text: string, mention: Span): boolean {
  return /^['’]/.test(text.slice(mention.end, mention.end + 1));
}

/** How many of the ascending values are not above `limit`. */
function countUpTo(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the range that holds the token; the ranges ascend. */
function indexOfRange(ranges: readonly TokenRange[], token: number): number {
  let low = 0;
  let high = ranges.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle]!.to <= token) low = middle + 1;
    else high = middle;
  }
  return low;
}
