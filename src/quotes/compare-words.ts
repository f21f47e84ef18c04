import type { SpanPair } from "../document/index.ts";
import { align, type Match } from "./align.ts";
import { type Words, wordSpan } from "./words.ts";

/** How the words of a quotation stand in a document; several may hold at once. */
export type Kind = "verbatim" | "changed" | "cut" | "stitched" | "in part";

/** Where a quotation and a document differ. Spans of the quotation's text and the document's. */
export interface Difference {
  /** `other`: other words stand there; `added`: the document has none; `left out`: it has more. */
  readonly type: "other" | "added" | "left out";
  readonly quoted: SpanPair | null;
  readonly found: SpanPair | null;
  /** How the quotation shows it: by brackets, by an ellipsis, by closing its marks between. */
  readonly marked: "brackets" | "ellipsis" | "break" | null;
}

/** A stretch of the quotation and the stretch of the document it stands in. */
export interface Part {
  readonly quoted: SpanPair;
  readonly found: SpanPair;
}

export interface Comparison {
  /** In the order of the type; `verbatim` stands alone. */
  readonly kinds: readonly Kind[];
  /** Words of the quotation, and how many of them stand in the document the same. */
  readonly words: number;
  readonly same: number;
  /** Words that are others, added or left out, those of cuts apart. */
  readonly differing: number;
  /** In the order of the quotation. */
  readonly parts: readonly Part[];
  readonly differences: readonly Difference[];
  /** Runs of the quotation, in words, that the document does not have. Empty but for `in part`. */
  readonly missing: readonly (readonly [from: number, to: number])[];
}

type LeftOut = (from: number, to: number) => number | null;

/** Fewer words left out without a mark are a change of wording, not a cut. */
const LEAST_CUT = 3;

/** More words than these at an end of a quotation that a document lacks are not there at all. */
const MOST_ADDED = 3;

/** Shorter words are mostly function words. */
const LONG_WORD = 4;

/** So many words of a quotation must stand in a document, and so large a share of them. */
const LEAST_SAME = 3;
const LEAST_SHARE = 0.5;

/** Of a quotation of fewer words than `LONG_RUN`, more: two of three words stand in many places. */
const LEAST_SHARE_OF_FEW = 0.65;

/** A run of so many words is found whatever the share: nobody strings them together by chance. */
const LONG_RUN = 8;

/**
 * How a quotation stands in a passage; `null` where it does not.
 *
 * `leftOutOf` says how many words are left out where the quotation goes on from one word of the
 * passage at another, later one, and `null` where that joins what was said apart.
 */
export function compareWords(
  quotation: Words,
  passage: Words,
  leftOutOf: LeftOut,
): Comparison | null {
  const matches = withoutChance(quotation, align(quotation, passage));
  if (!isFound(quotation, matches)) return null;
  const reading = new Reading(quotation, passage, matches, leftOutOf);
  return reading.result();
}

function isFound(quotation: Words, matches: readonly Match[]): boolean {
  if (matches.length === 0) return false;
  const runs = split(matches, follows).map((run) => run.length);
  if (runs.some((length) => length >= LONG_RUN)) return true;
  const { length } = quotation.forms;
  if (matches.length < Math.min(LEAST_SAME, length) || Math.max(...runs) < 2) return false;
  const share = length < LONG_RUN ? LEAST_SHARE_OF_FEW : LEAST_SHARE;
  return (
    weigh(quotation, matches) >=
    share *
      weigh(
        quotation,
        [...quotation.forms.keys()].map((i) => [i, i]),
      )
  );
}

/** Words of some length count twice. */
function weigh({ forms }: Words, matches: readonly Match[]): number {
  return matches.reduce((sum, [i]) => sum + (forms[i]!.length < LONG_WORD ? 1 : 2), 0);
}

/**
 * Without matches that stand there by chance. Matches a few words apart make a stretch; a stretch
 * counts with three words of some length, of which most follow each other.
 */
function withoutChance(quotation: Words, matches: readonly Match[]): Match[] {
  const { length } = quotation.forms;
  const counts = (stretch: readonly Match[]) => {
    if (stretch.length === length) return true;
    const extent = stretch.at(-1)![0] - stretch[0]![0] + 1;
    const isDense = 3 * stretch.length >= 2 * extent;
    return stretch.length >= LEAST_SAME && weigh(quotation, stretch) > LEAST_SAME && isDense;
  };
  const stretches = split(matches, areNear).filter(counts);
  return stretches
    .map((stretch, k) => {
      const before = stretches[k - 1]?.at(-1);
      const after = stretches[k + 1]?.at(0);
      return withoutLooseEnds(quotation, stretch, before?.[0] ?? -1, after?.[0] ?? length);
    })
    .filter(counts)
    .flat();
}

/**
 * Without words at an end of a stretch that more other words part from the rest of it, where the
 * quotation goes on beyond them with words that are not there.
 */
function withoutLooseEnds(
  quotation: Words,
  stretch: readonly Match[],
  before: number,
  after: number,
): readonly Match[] {
  const runs = split(stretch, follows);
  const isLoose = (run: readonly Match[], [i, j]: Match, [nextI, nextJ]: Match) =>
    weigh(quotation, run) <= Math.max(nextI - i, nextJ - j) - 1;
  while (runs.length > 1 && runs[0]![0]![0] - before - 1 > MOST_ADDED) {
    if (!isLoose(runs[0]!, runs[0]!.at(-1)!, runs[1]![0]!)) break;
    runs.shift();
  }
  while (runs.length > 1 && after - runs.at(-1)!.at(-1)![0] - 1 > MOST_ADDED) {
    if (!isLoose(runs.at(-1)!, runs.at(-2)!.at(-1)!, runs.at(-1)![0]!)) break;
    runs.pop();
  }
  return runs.flat();
}

/** The matches in groups: one ends where two beside each other do not belong together. */
function split(
  matches: readonly Match[],
  belong: (match: Match, next: Match) => boolean,
): Match[][] {
  const groups: Match[][] = [];
  for (const match of matches) {
    const group = groups.at(-1);
    if (group !== undefined && belong(group.at(-1)!, match)) group.push(match);
    else groups.push([match]);
  }
  return groups;
}

function follows([i, j]: Match, [nextI, nextJ]: Match): boolean {
  return nextI === i + 1 && nextJ === j + 1;
}

function areNear([i, j]: Match, [nextI, nextJ]: Match): boolean {
  return nextJ > j && nextI - i - 1 <= MOST_ADDED && nextJ - j - 1 <= MOST_ADDED;
}

/** Reads the matches in order and writes down what lies between them. */
class Reading {
  readonly #quotation: Words;
  readonly #passage: Words;
  readonly #matches: readonly Match[];
  readonly #leftOutOf: LeftOut;
  readonly #kinds = new Set<Kind>();
  readonly #differences: Difference[] = [];
  readonly #parts: Part[] = [];
  readonly #missing: [number, number][] = [];
  #same: number;
  #differing = 0;

  constructor(quotation: Words, passage: Words, matches: readonly Match[], leftOutOf: LeftOut) {
    this.#quotation = quotation;
    this.#passage = passage;
    this.#matches = matches;
    this.#leftOutOf = leftOutOf;
    this.#same = matches.length;
  }

  result(): Comparison {
    const first = this.#matches[0]!;
    const last = this.#matches.at(-1)!;
    this.#end(0, first[0], first[1] - first[0]);
    let begun = first;
    this.#matches.forEach((match, k) => {
      const next = this.#matches[k + 1];
      if (next === undefined) this.#part(begun, match);
      else if (this.#isParted(match, next)) {
        this.#part(begun, match);
        begun = next;
      }
    });
    this.#end(last[0] + 1, this.#quotation.forms.length, last[1] + 1);
    const order: readonly Kind[] = ["changed", "cut", "stitched", "in part"];
    const kinds = order.filter((kind) => this.#kinds.has(kind));
    return {
      kinds: kinds.length > 0 ? kinds : ["verbatim"],
      words: this.#quotation.forms.length,
      same: this.#same,
      differing: this.#differing,
      parts: this.#parts,
      differences: this.#differences,
      missing: this.#missing,
    };
  }

  /** What lies between two matches; whether it parts the quotation in two. */
  #isParted([i, j]: Match, [nextI, nextJ]: Match): boolean {
    const [quoted, found] = [nextI - i - 1, nextJ - j - 1];
    if (quoted === 0 && found === 0) return false;
    const follows = nextJ > j;
    if (follows && this.#areSame(i + 1, nextI, j + 1, nextJ)) {
      this.#same += quoted;
      return false;
    }
    const gap = this.#gap(i + 1, nextI);
    const leftOut = found - quoted;
    if (follows && leftOut < LEAST_CUT && !(gap !== null && leftOut > 0)) {
      this.#differ(i + 1, nextI, j + 1, nextJ);
      return false;
    }
    if (quoted > MOST_ADDED) this.#miss(i + 1, nextI);
    else if (quoted > 0) this.#differ(i + 1, nextI, 0, 0);
    const inPlace = follows ? this.#leftOutOf(j, nextJ) : null;
    if (inPlace === 0) return quoted > 0;
    if (inPlace !== null) {
      this.#kinds.add("cut");
      this.#note("left out", null, wordSpan(this.#passage, j + 1, nextJ - 1), gap);
    } else this.#kinds.add("stitched");
    return true;
  }

  /** Words before the first match or after the last; `at`: the word of the passage beside them. */
  #end(from: number, to: number, at: number): void {
    if (from === to) return;
    if (to - from > MOST_ADDED) this.#miss(from, to);
    else {
      const until = at + to - from;
      const isThere = this.#isOneParagraph(at, until);
      this.#differ(from, to, isThere ? at : 0, isThere ? until : 0);
    }
  }

  /** Whether these words, and those beside them, stand in one paragraph. */
  #isOneParagraph(from: number, to: number): boolean {
    const { text, starts, ends } = this.#passage;
    if (from < 0 || to > starts.length) return false;
    const [first, last] = [Math.max(0, from - 1), Math.min(starts.length - 1, to)];
    return !text.slice(ends[first]!, starts[last]!).includes("\n");
  }

  #miss(from: number, to: number): void {
    this.#kinds.add("in part");
    this.#missing.push([from, to]);
  }

  #differ(i: number, toI: number, j: number, toJ: number): void {
    this.#kinds.add("changed");
    this.#differing += Math.max(toI - i, toJ - j);
    const quoted = i < toI ? wordSpan(this.#quotation, i, toI - 1) : null;
    const found = j < toJ ? wordSpan(this.#passage, j, toJ - 1) : null;
    const inBrackets = i < toI && this.#quotation.bracketed.slice(i, toI).every(Boolean);
    const type = quoted === null ? "left out" : found === null ? "added" : "other";
    this.#note(type, quoted, found, inBrackets ? "brackets" : null);
  }

  #note(
    type: Difference["type"],
    quoted: SpanPair | null,
    found: SpanPair | null,
    marked: Difference["marked"],
  ): void {
    this.#differences.push({ type, quoted, found, marked });
  }

  #part([i, j]: Match, [lastI, lastJ]: Match): void {
    this.#parts.push({
      quoted: wordSpan(this.#quotation, i, lastI),
      found: wordSpan(this.#passage, j, lastJ),
    });
  }

  /** The mark before one of these words or the one after them. */
  #gap(from: number, to: number): "ellipsis" | "break" | null {
    const gaps = this.#quotation.before.slice(from, to + 1);
    if (gaps.includes("ellipsis")) return "ellipsis";
    return gaps.includes("break") ? "break" : null;
  }

  /** Whether only spaces and hyphens tell them apart: "per cent", "percent". */
  #areSame(i: number, toI: number, j: number, toJ: number): boolean {
    const quoted = this.#quotation.forms.slice(i, toI).join("");
    return quoted !== "" && quoted === this.#passage.forms.slice(j, toJ).join("");
  }
}
