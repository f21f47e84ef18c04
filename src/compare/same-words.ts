import type { Span } from "../document/index.ts";
import { firstFrom } from "./clauses.ts";
import { isContent, type Passage, type Prepared } from "./passages.ts";
import { compareSpeakers, namesSource, type Speaker } from "./speakers.ts";
import { stem, weightOf } from "./words.ts";

/** Two passages of different accounts that go together, and how they were found. */
export interface Link {
  readonly a: number;
  readonly b: number;
  /**
   * `words`: a run of words in both; `quotation`: words in quotation marks; `content`: the words that
   * matter, in whatever form; `deed`: the same thing done by the same doer, in few words.
   */
  readonly by: "words" | "quotation" | "content" | "deed";
  /** From 0 to 1: how much of the shorter is in the longer. */
  readonly score: number;
}

/** Whether two go together by what they tell, not by their very words. */
export function isByContent({ by }: Pick<Link, "by">): boolean {
  return by === "content" || by === "deed";
}

/** Words in a row that are looked up. Shorter runs are met by chance. */
const RUN = 4;

/** How many holders of one run are compared with the next; copies need only one. */
const HOLDERS = 8;

/** The part of the shorter passage's runs that must be in the longer one. */
const LEAST = 0.5;

/** Passages of fewer words are too common to be the same thing: "We agree." */
const LEAST_WORDS = 5;

/**
 * How much of what is in both must say something beside names; "Monday" and the like count half. Of
 * two direct quotations half of that is enough.
 */
const LEAST_TOLD = 1.5;

/** So many words in a row, the same in two statements, are no accident, whoever said them. */
const LONG_RUN = 8;

export type Speakers = ReadonlyMap<Passage, Speaker>;

/**
 * Pairs of passages of different accounts with the same words, all but a few. Two sources that are
 * not the same need a long run of them: all letters end in the same compliments.
 */
export function linkSameWords(passages: readonly Passage[], speakers: Speakers): Link[] {
  const holders = new Map<string, number[]>();
  const links: Link[] = [];
  const runs = passages.map(({ lower }) => Math.max(1, lower.length - RUN + 1));
  passages.forEach(({ lower, account }, b) => {
    if (lower.length < LEAST_WORDS || !hasContent(lower)) return;
    const shared = new Map<number, number>();
    for (let k = 0; k + RUN <= lower.length; k++) {
      const run = lower.slice(k, k + RUN).join(" ");
      const before = holders.get(run);
      if (before === undefined) holders.set(run, [b]);
      else {
        for (const a of before) {
          if (a !== b && passages[a]!.account !== account) shared.set(a, (shared.get(a) ?? 0) + 1);
        }
        if (before.length < HOLDERS && before.at(-1) !== b) before.push(b);
      }
    }
    for (const [a, count] of shared) {
      const score = Math.min(1, count / Math.min(runs[a]!, runs[b]!));
      // One changed word breaks four runs: of a short passage what is left may be few.
      const [one, other] = [passages[a]!, passages[b]!];
      // "the future of their" campaigns, and kids.
      const areDirect = [one, other].every(({ statement }) => statement?.kind === "direct");
      const told = [...one.plain].filter((word) => other.plain.has(word));
      const least = areDirect ? LEAST_TOLD / 2 : LEAST_TOLD;
      if (told.reduce((sum, word) => sum + weightOf(word), 0) < least) continue;
      const [x, y] = [speakers.get(one)!, speakers.get(other)!];
      const sameness = compareSpeakers(x, y);
      const isSame = sameness === "same" || namesSource(x, y);
      const isLong = longestRun(one.lower, other.lower) >= LONG_RUN;
      // One long name is in both: "article 4 of the Common Waters Convention".
      if (score < LEAST && !(isLong && score >= (isSame ? LEAST / 2 : 0.8 * LEAST))) continue;
      if (sameness === "other" && !isSame && !isLong) continue;
      links.push({ a, b, by: "words", score });
    }
  });
  return links;
}

/** The longest run of words that both have. */
function longestRun(a: readonly string[], b: readonly string[]): number {
  let longest = 0;
  let above = new Uint16Array(b.length + 1);
  for (const word of a) {
    const row = new Uint16Array(b.length + 1);
    for (let j = 0; j < b.length; j++) {
      if (b[j] !== word) continue;
      row[j + 1] = above[j]! + 1;
      longest = Math.max(longest, row[j + 1]!);
    }
    above = row;
  }
  return longest;
}

function hasContent(lower: readonly string[]): boolean {
  return lower.filter(isContent).length >= 2;
}

/**
 * Words in quotation marks inside a passage that another account has inside a longer quotation, or
 * in its transcript: 'coming back "from a very low point"'. One or two words need more that agrees
 * around them than a run does.
 */
export function linkPartialQuotations(
  passages: readonly Passage[],
  prepared: readonly Prepared[],
  speakers: Speakers,
): Link[] {
  const byStem = new Map<string, number[]>();
  passages.forEach(({ stems }, i) => {
    for (const word of stems) {
      const list = byStem.get(word);
      if (list === undefined) byStem.set(word, [i]);
      else list.push(i);
    }
  });
  const links: Link[] = [];
  passages.forEach((passage, b) => {
    for (const fragment of fragmentsOf(passage, prepared[passage.account]!)) {
      const content = fragment.filter(isContent).map(stem);
      const holders = content.map((word) => byStem.get(word) ?? []);
      const rarest = holders.sort((x, y) => x.length - y.length)[0];
      if (rarest === undefined || rarest.length > 40) continue;
      for (const a of rarest) {
        const other = passages[a]!;
        if (other.account === passage.account || !holdsRun(other.lower, fragment)) continue;
        const around = [...passage.stems].filter(
          (word) => other.stems.has(word) && !content.includes(word),
        );
        const [x, y] = [speakers.get(passage)!, speakers.get(other)!];
        const isNamed = compareSpeakers(x, y) !== "same" && namesSource(x, y);
        const agreed = around.reduce((sum, word) => sum + weightOf(word), Number(isNamed));
        // "do the right thing": what says little by itself needs more around it.
        const told = content.reduce((sum, word) => sum + weightOf(word), 0);
        if (agreed < 1 || agreed + told < AROUND) continue;
        links.push({ a: Math.min(a, b), b: Math.max(a, b), by: "quotation", score: 1 });
      }
    }
  });
  return links;
}

/** How much a quotation and the words around it must say together. */
const AROUND = 3;

/** The words in quotation marks inside a passage, marks inside marks too, shorter than it is. */
function fragmentsOf({ record, spans, at, lower }: Passage, { language }: Prepared): string[][] {
  const [first, last] = [spans[0]!.start, spans.at(-1)!.end];
  const { quotations } = language;
  const outer: Span[] = [];
  for (let i = firstFrom(quotations, first); i < quotations.length; i++) {
    const quotation = quotations[i]!;
    if (quotation.start >= last) break;
    if (quotation.closed && quotation.end <= last + 1) outer.push(quotation);
  }
  const inner = [...record.text.slice(first, last + 1).matchAll(INNER)].map(
    ({ 0: all, index }) => ({
      start: first + index,
      end: first + index + all.length,
    }),
  );
  return [...outer, ...inner]
    .map(({ start, end }) => lower.filter((_, i) => at[i]!.start >= start && at[i]!.end <= end))
    .filter((words) => words.length > 0 && words.length < lower.length);
}

/** Single marks around words: ‘our neighbours were consulted’. */
const INNER = /(?<![\p{L}\p{N}])[‘'][^‘’'“”"]{3,120}[’'](?![\p{L}\p{N}])/gu;

function holdsRun(words: readonly string[], run: readonly string[]): boolean {
  const last = words.length - run.length;
  for (let i = 0; i <= last; i++) {
    if (run.every((word, k) => words[i + k] === word)) return true;
  }
  return false;
}
