import type { Span, TimeExpression } from "../document/index.ts";
import { cardinal } from "../time/index.ts";
import { type Citation, dayOfYear } from "./cited-documents.ts";
import { clauseOf, innermost, sentenceWords, sharedOf, stemsOf, type Word } from "./clauses.ts";
import type { DateMention } from "./comparison.ts";
import { groupSame } from "./groups.ts";
import {
  firstEndingAfter,
  hasNews,
  type Passage,
  type Prepared,
  type Sentence,
  wordsAt,
} from "./passages.ts";
import type { Weights } from "./same-matter.ts";

/** A date with what is said to have been then. */
export interface Dated {
  readonly account: number;
  readonly mention: DateMention;
  /** As far as it is known: `2030-09`, `--03-06` without a year. */
  readonly day: string;
  readonly span: Span;
  readonly sentence: Sentence;
  readonly clause: ReadonlySet<string>;
  /** Those of them that are no names. */
  readonly plain: ReadonlySet<string>;
  readonly passage: Passage | null;
}

/**
 * Dates of the body and headlines with a day, month or year that is known, in text order; then those
 * that are counted from one of them.
 */
export function findDated(prepared: Prepared, citations: readonly Citation[]): Dated[] {
  const { record, account, sentences, passages } = prepared;
  const counted: Dated[] = [];
  const found = record.times.flatMap((time): Dated[] => {
    if (time.span === null) return [];
    const span = { start: time.span[0], end: time.span[1] };
    const day = partOfCalendar(record.text, time);
    // "the letter of 6 March" dates the letter, and that is a row of its own.
    const isCited = citations.some(
      (by) => by.account === account && by.start <= span.start && span.start < by.until,
    );
    if (isCited) return [];
    const sentence = sentences[firstEndingAfter(sentences, span.start)];
    if (day === null || sentence === undefined || sentence.span.start > span.start) return [];
    if (sentence.isHeadline && !hasNews(record)) return [];
    const words = sentenceWords(prepared, sentence);
    const from = words.findIndex(({ end }) => end > span.start);
    const to = words.findLastIndex(({ start }) => start < span.end) + 1;
    if (from < 0 || to <= from) return [];
    const around = clauseOf(words, from, to);
    const clause = stemsOf(around, new Set());
    const plain = stemsOf(
      around.filter(({ word, lower }) => word === lower),
      new Set(),
    );
    const mention = dateMention(record.text, time)!;
    const passage = innermost(passages, span);
    const dated: Dated = { account, mention, day, span, sentence, clause, plain, passage };
    counted.push(...countedFrom(record.text, dated, words));
    return [dated];
  });
  return [...found, ...counted];
}

/**
 * "on 11 October, two days after the period had ended and three days before the order was issued":
 * a day that is given and so many days to it give the day of what the clause behind them tells.
 */
function countedFrom(text: string, dated: Dated, words: readonly Word[]): Dated[] {
  const { account, day, span, sentence, passage } = dated;
  const base = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00Z`) : Number.NaN;
  const first = words.findIndex(({ start }) => start >= span.end);
  if (Number.isNaN(base) || first < 0 || words[first]!.word !== ",") return [];
  const found: Dated[] = [];
  let isCounting = false;
  for (let i = first + 1; i + 3 < words.length; i++) {
    const [count, unit, preposition] = [i, i + 1, i + 2].map((k) => words[k]!.lower);
    const many = /^(?:a|an|one)$/.test(count!) ? 1 : cardinal(count!);
    const days = { day: 1, days: 1, week: 7, weeks: 7 }[unit!];
    const back = { before: 1, after: -1 }[preposition!];
    // "..., three days before" stands beside the date, or beside another such count.
    const isBeside = i === first + 1 || (isCounting && words[i - 1]!.lower === "and");
    if (many === null || days === undefined || back === undefined || !isBeside) continue;
    isCounting = true;
    const around = clauseOf(words, i + 3, i + 3);
    const told = around.filter(({ start }) => start >= words[i + 3]!.start);
    if (told.length === 0) continue;
    const at = new Date(base + back * many * days * 86_400_000).toISOString().slice(0, 10);
    const counted = { start: words[i]!.start, end: told.at(-1)!.end };
    const mention = { ...wordsAt(text, [span, counted]), from: at, to: at };
    const clause = stemsOf(told, new Set());
    const plain = stemsOf(
      told.filter(({ word, lower }) => word === lower),
      new Set(),
    );
    found.push({ account, mention, day: at, span: counted, sentence, clause, plain, passage });
  }
  return found;
}

export function dateMention(text: string, time: TimeExpression): DateMention | null {
  if (time.span === null) return null;
  const [start, end] = time.span;
  return { ...wordsAt(text, [{ start, end }]), from: time.from, to: time.to };
}

/** The day, month or year; of a stretch of time its known end. `--03-06` where no year is known. */
function partOfCalendar(text: string, time: TimeExpression): string | null {
  const date = time.from ?? time.to;
  if (date !== null) return date.slice(0, 10);
  const words = text.slice(...time.span!);
  const day = dayOfYear(words);
  if (day !== null) return `--${day}`;
  const month = dayOfYear(`1 ${words}`);
  return month === null ? null : `--${month.slice(0, 2)}`;
}

/** How much of two clauses must agree where their dates may be one, and where they differ. */
const ONE_DAY = 0.45;
const OTHER_DAY = 0.65;

/**
 * Dates of different accounts that say when the same thing was, in groups. The words around them must
 * agree in good part, and more so where the dates differ. Much happens on the day before the reports:
 * a date agrees with another as much as it is rare.
 */
export function groupDates(
  dates: readonly Dated[],
  weights: Weights,
  areLinked: (a: Passage | null, b: Passage | null) => boolean,
): Dated[][] {
  const counts = new Map<string, number>();
  for (const { day } of dates) counts.set(day, (counts.get(day) ?? 0) + 1);
  const rarity = ({ day }: Dated) => Math.log((dates.length + 20) / (counts.get(day)! + 1));
  return groupSame(
    // What is counted says little of what was then, and joins what others say of it.
    [...dates].sort((a, b) => Number(isCounted(a)) - Number(isCounted(b))),
    ({ clause, day }) => [...clause, `month ${day.replace(/^.*?-(\d\d).*$/, "$1")}`],
    (a, b) => {
      if (a.account === b.account) return false;
      const linked = areLinked(a.passage, b.passage);
      const shared = sharedOf(a.clause, b.clause);
      if (!linked && (isVague(a) || isVague(b))) return false;
      if (!mayBeOne(a, b)) {
        // "Tuesday" in two reports is hardly two days: one of them was misread.
        if (wordsOf(a) === wordsOf(b)) return false;
        // The names of two papers or parties are in many sentences.
        if (sharedOf(a.plain, b.plain).length === 0) return false;
        return shared.length >= 3 && weights.agreementOf(a.clause, b.clause) >= OTHER_DAY;
      }
      const isTelling = shared.length >= 2 || shared.some((word) => weights.isRare(word));
      const date = a.day === b.day ? rarity(a) : 0;
      return linked || (isTelling && weights.agreementOf(a.clause, b.clause, date) >= ONE_DAY);
    },
    { needsHalf: true },
  );
}

/** "three days before the order was issued", with the day it is counted from. */
function isCounted({ mention }: Dated): boolean {
  return mention.spans.length > 1;
}

/** "this year" and "earlier this week": much happened then. */
function isVague({ day, mention: { from, to } }: Dated): boolean {
  if (day.length === 4) return true;
  return from !== null && to !== null && from.length >= 10 && from.slice(0, 10) !== to.slice(0, 10);
}

/** Whether two dates may be one: "next week" holds 14 June, "September 2030" 9 September. */
export function mayBeOne({ mention: a, day }: Dated, { mention: b, day: other }: Dated): boolean {
  if (mayBeOneDay(day, other)) return true;
  if (a.from === null || a.to === null || b.from === null || b.to === null) return false;
  return a.from <= `${b.to}~` && b.from <= `${a.to}~`;
}

function wordsOf({ mention }: Dated): string {
  return mention.words.join(" ").toLowerCase();
}

/** Whether two may be one day, as far as both are known: "September 2030" and "9 September". */
export function mayBeOneDay(a: string, b: string): boolean {
  const [x, y] = [partsOf(a), partsOf(b)];
  return x.every((part, i) => part === null || y[i] === null || part === y[i]);
}

/** Year, month, day. */
function partsOf(day: string): (string | null)[] {
  const [, year, month, date] = /^(\d{4}|-)(?:-(\d{2}))?(?:-(\d{2}))?/.exec(day)!;
  return [year === "-" ? null : year!, month ?? null, date ?? null];
}
