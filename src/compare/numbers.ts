import lexicon from "../../data/compare.json" with { type: "json" };
import type { Span } from "../document/index.ts";
import { cardinal } from "../time/index.ts";
import { clauseOf, innermost, sentenceWords, stemsOf, type Word } from "./clauses.ts";
import type { NumberMention } from "./comparison.ts";
import { isContent, type Passage, type Prepared, type Sentence, wordsAt } from "./passages.ts";
import { MEASURES, stem } from "./words.ts";

/** A number with what is counted and what is said of it. */
export interface Quantity {
  readonly account: number;
  readonly mention: NumberMention;
  /** The number and what is counted. */
  readonly span: Span;
  readonly sentence: Sentence;
  /** Index of the sentence in its account. */
  readonly index: number;
  /** The class of what is counted: a group of words that mean about the same, else its stem. */
  readonly of: string | null;
  /** What was done to it, where the words around belong to a group. */
  readonly done: ReadonlySet<string>;
  /** Whether the sentence says that they were counted. */
  readonly isCounted: boolean;
  /** Stems of the clause and of the whole sentence, without the counted thing. */
  readonly clause: ReadonlySet<string>;
  readonly around: ReadonlySet<string>;
  /** The innermost passage that tells it. */
  readonly passage: Passage | null;
}

const classes = (lines: readonly string[]) =>
  new Map(
    lines.flatMap((line) => {
      const members = line.split(" ").map((word) => word.split("+").map(stem).join("+"));
      return members.map((word): [string, string] => [word, members[0]!]);
    }),
  );

const COUNTED = classes(lexicon.counted);
const DONE = classes(lexicon.done);
const [COUNTRY, SIGN] = [stem("country"), stem("sign")];
const set = (line: string): ReadonlySet<string> => new Set(line.split(" "));
const [ABOUT, AT_LEAST] = [set(lexicon.about), set(lexicon.atLeast)];

/** Words before a number that make it a name: "article 4", "Order 9", "page 3". */
const LABELS = set(
  "article order no number paragraph section page chapter rule resolution item phase room route grade level type class version volume channel",
);

/** Quantities of the body and headlines, in text order. Dates, ages and numbers of names are none. */
export function findQuantities(prepared: Prepared): Quantity[] {
  const dated = prepared.record.times.flatMap(({ span }) => (span === null ? [] : [span]));
  const quantities = prepared.sentences.flatMap((sentence, index) => {
    const words = sentenceWords(prepared, sentence);
    const found: Quantity[] = [];
    for (let i = 0; i < words.length; i++) {
      const number = numberAt(words, i);
      if (number === null) continue;
      const at = { start: words[i]!.start, end: words[number.to - 1]!.end };
      const isDate = dated.some(([start, end]) => start < at.end && at.start < end);
      const next = number.to;
      if (!isDate && !isLabel(words, i) && !isAge(words, i, next)) {
        const quantity = quantityOf(prepared, { words, from: i, number, sentence, index });
        if (quantity !== null) found.push(quantity);
      }
      i = next - 1;
    }
    return found;
  });
  return withCounted(quantities);
}

const COUNTING = /^(?:count|counted|counts|tallied|tally)$/;

/**
 * "118 crew members were held. The Harbour Service has counted 52 persons": where things are counted,
 * it is what was spoken of just before, of the same kind of thing, and in the same surroundings.
 */
function withCounted(quantities: readonly Quantity[]): Quantity[] {
  return quantities.map((quantity, i) => {
    if (!quantity.isCounted) return quantity;
    const isJustBefore = ({ index, done }: Quantity, k: number) =>
      k < i && index < quantity.index && quantity.index - index <= 2 && done.size > 0;
    const before = quantities.findLast(isJustBefore);
    if (before === undefined) return quantity;
    const isOneThing = quantity.done.size === 0 && before.of === quantity.of;
    return {
      ...quantity,
      done: isOneThing ? before.done : quantity.done,
      around: new Set([...quantity.around, ...before.around, ...unitStems(before)]),
    };
  });
}

function unitStems({ mention }: Quantity): string[] {
  return (mention.unit ?? "").toLowerCase().split(" ").filter(isContent).map(stem);
}

interface Value {
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

const SCALES: ReadonlyMap<string, number> = new Map([
  ["dozen", 12],
  ["hundred", 100],
  ["thousand", 1_000],
  ["million", 1_000_000],
  ["billion", 1_000_000_000],
  ["trillion", 1_000_000_000_000],
]);

/** "61", "1,200", "2.5 million", "twenty-two", "two dozen"; not "one" and not "hundreds". */
function numberAt(words: readonly Word[], from: number): Value | null {
  let value = plainNumber(words[from]!.lower);
  let to = from + 1;
  if (value === null && words[from]!.lower === "a" && SCALES.has(words[from + 1]?.lower ?? "")) {
    value = 1;
  }
  if (value === null) return null;
  if (words[to]?.lower === "-" && value >= 20 && value % 10 === 0) {
    const unit = plainNumber(words[to + 1]?.lower ?? "");
    if (unit !== null && unit < 10) {
      value += unit;
      to += 2;
    }
  }
  const isOne = value === 1 && !/\d/.test(words[from]!.lower);
  for (let scale = SCALES.get(words[to]?.lower ?? ""); scale !== undefined; ) {
    value *= scale;
    scale = SCALES.get(words[++to]?.lower ?? "");
  }
  return isOne && to === from + 1 ? null : { value, from, to };
}

function plainNumber(lower: string): number | null {
  if (/^[$€£]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^[$€£]?\d+(?:\.\d+)?$/.test(lower)) {
    return Number(lower.replace(/[$€£,]/g, ""));
  }
  const [tens, units] = lower.split("-");
  const [a, b] = [cardinal(tens!), units === undefined ? 0 : cardinal(units)];
  return a === null || b === null ? null : a + b;
}

function isLabel(words: readonly Word[], i: number): boolean {
  const before = words[i - 1];
  if (before === undefined) return /^\d+$/.test(words[i]!.lower) && words[i + 1]?.lower === ".";
  return (
    LABELS.has(before.lower) || /[/-]/.test(before.word) || /^[/:]$/.test(words[i + 1]?.word ?? "")
  );
}

/** "Teren Olvay, 52, skipper". */
function isAge(words: readonly Word[], from: number, to: number): boolean {
  return words[from - 1]?.word === "," && /^[,.)]$/.test(words[to]?.word ?? "");
}

const LONGEST_NAME = 4;

function quantityOf(
  prepared: Prepared,
  found: {
    words: readonly Word[];
    from: number;
    number: Value;
    sentence: Sentence;
    index: number;
  },
): Quantity | null {
  const { words, from, number, sentence, index } = found;
  const { record, account } = prepared;
  const unit = unitAfter(words, from, number.to);
  const isTotal = unit === null && words[from - 1]?.lower === "at" && totalBefore(words, from);
  if (unit === null && !isTotal) return null;
  const first = boundBefore(words, from);
  const end = unit === null ? number.to : unit.to;
  const span = { start: words[first.from]!.start, end: words[end - 1]!.end };
  const clause = clauseOf(words, from, end);
  const counted = new Set(unit === null ? [] : unit.stems);
  const mention: NumberMention = {
    ...wordsAt(record.text, [span]),
    value: number.value,
    bound: first.bound,
    unit:
      unit === null ? null : record.text.slice(words[unit.from]!.start, words[unit.to - 1]!.end),
  };
  const others = words.filter((_, i) => i < first.from || i >= end);
  return {
    account,
    mention,
    span,
    sentence,
    index,
    of: unit === null ? null : unit.of,
    done: doneIn(clause, unit?.of ?? null),
    isCounted: words.some(({ lower: word }) => COUNTING.test(word)),
    clause: stemsOf(clause, counted),
    around: stemsOf(others, counted),
    passage: innermost(prepared.passages, span),
  };
}

interface Unit {
  readonly from: number;
  readonly to: number;
  readonly of: string;
  readonly stems: readonly string[];
}

/** "vessels", "crew members", "different names", "%": to the first plural noun behind the number. */
function unitAfter(words: readonly Word[], number: number, from: number): Unit | null {
  if (/^[$€£]/.test(words[number]!.lower)) return moneyUnit(words, number, from);
  for (let i = from; i < Math.min(from + LONGEST_NAME, words.length); i++) {
    const { lower } = words[i]!;
    if (lower === "%" || lower === "percent") return { from: i, to: i + 1, of: "%", stems: [] };
    if (lower === "per" && words[i + 1]?.lower === "cent") {
      return { from: i, to: i + 2, of: "%", stems: [] };
    }
    if (!/^[\p{L}]/u.test(lower) || (i > from && !isContent(lower) && lower !== "of")) return null;
    if (!isPlural(lower)) continue;
    // The film "13 Hours".
    if (words[i]!.word !== lower && MEASURES.has(stem(lower))) return null;
    const head = stem(lower);
    const stems = words.slice(from, i + 1).map((word) => stem(word.lower));
    return { from, to: i + 1, of: COUNTED.get(head) ?? head, stems };
  }
  return null;
}

function moneyUnit(words: readonly Word[], number: number, from: number): Unit {
  return { from: number, to: from, of: words[number]!.lower[0]!, stems: [] };
}

function isPlural(lower: string): boolean {
  if (/^(?:people|men|women|children|police|troops|aircraft|staff)$/.test(lower)) return true;
  return lower.length > 3 && /[^su]s$|sses$|uses$/.test(lower) && isContent(lower);
}

/** "the number held |at| 52", "put the toll at 9". */
function totalBefore(words: readonly Word[], from: number): boolean {
  return words
    .slice(Math.max(0, from - 6), from)
    .some(({ lower }) => /^(?:number|toll|total|figure|count)$/.test(lower));
}

function boundBefore(
  words: readonly Word[],
  from: number,
): { from: number; bound: NumberMention["bound"] } {
  const lower = (i: number) => words[i]?.lower ?? "";
  const [before, first] = [lower(from - 1), lower(from - 2)];
  if (ABOUT.has(before)) return { from: from - 1, bound: "about" };
  if (before === "than" && first === "more") return { from: from - 2, bound: "at least" };
  if (before === "than" && /^(?:less|fewer)$/.test(first))
    return { from: from - 2, bound: "at most" };
  if (before === "to" && first === "up") return { from: from - 2, bound: "at most" };
  if (before === "least" && first === "at") return { from: from - 2, bound: "at least" };
  if (before === "most" && first === "at") return { from: from - 2, bound: "at most" };
  if (AT_LEAST.has(before)) return { from: from - 1, bound: "at least" };
  return { from, bound: "exact" };
}

/** "turned back" and "redirected" are in one group, so are "killed" and "dead". */
function doneIn(clause: readonly Word[], of: string | null): Set<string> {
  const stems = clause.map(({ lower }) => stem(lower));
  const found = new Set<string>();
  stems.forEach((word, i) => {
    const one = DONE.get(word);
    if (one !== undefined) found.add(one);
    for (const next of stems.slice(i + 1, i + 3)) {
      const two = DONE.get(`${word}+${next}`);
      if (two !== undefined) found.add(two);
    }
  });
  const counted = of === null ? undefined : DONE.get(of);
  if (counted !== undefined) found.add(counted);
  // States hold elections and lose votes; what is counted of them here is who signed.
  if (of === COUNTRY) return new Set([...found].filter((word) => word === SIGN));
  return found;
}
