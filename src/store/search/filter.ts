import {
  type AttributionKind,
  OnRecordError,
  type SourceType,
  type SpeechAct,
} from "../../document/index.ts";
import { isoDate } from "../../read/dates.ts";
import { firstKeyOf } from "../time-key.ts";
import { dayTokens, lastOfMonth, nextDay } from "./days.ts";
import { type Facet, facet, wholeName } from "./facets.ts";
import type { Expression, KeyRange } from "./search-index.ts";
import { foldWord, wordsIn } from "./words.ts";

/** Days from one to another, both of them in; `2031` and `2031-03` are all of their days. */
export interface Days {
  readonly from?: string;
  readonly to?: string;
}

/**
 * What statements are asked for. Of the values of a list one must hold, of the fields all. Names
 * are found by their words, all of which must be there: "Lorck" finds Ines Lorck, and "lor*" her
 * as well.
 */
export interface StatementFilter {
  /** The source: its name, or the text's words for it. */
  readonly by?: readonly string[];
  readonly onBehalfOf?: readonly string[];
  readonly addressee?: readonly string[];
  /** Somebody or something the content mentions, or words in it. */
  readonly about?: readonly string[];
  readonly act?: readonly SpeechAct[];
  readonly kind?: readonly AttributionKind[];
  readonly sourceType?: readonly SourceType[];
  /** ISO 3166-1 alpha-3, of the source. */
  readonly country?: readonly string[];
  /** The whole name, whatever its case and accents, with or without "the". */
  readonly outlet?: readonly string[];
  /** Keys of documents, or what else names one: see `findDocument`. */
  readonly document?: readonly string[];
  /** When it was said, or else published. */
  readonly time?: Days;
  /** When the text says that it was said. */
  readonly said?: Days;
  readonly published?: Days;
}

export interface DocumentWordsFilter {
  readonly outlet?: readonly string[];
  readonly language?: readonly string[];
  readonly genre?: readonly string[];
  readonly published?: Days;
}

/**
 * @param seqs `documents.seq` of the filter's documents
 * @param published days of the first and last document of the record; `null`: none has a date
 * @throws OnRecordError `bad-query` where a name holds no word
 */
export function statementExpressions(
  filter: StatementFilter,
  seqs: readonly number[],
  published: readonly [first: string, last: string] | null,
): Expression[] {
  const { by, onBehalfOf, addressee, about, act, kind, sourceType, country, outlet } = filter;
  const exact = (name: Facet, values: readonly string[] | undefined) =>
    anyOf(values, (value) => word(facet(name, foldWord(value))));
  return [
    ...anyOf(by, (value) => named("by", value)),
    ...anyOf(onBehalfOf, (value) => named("for", value)),
    ...anyOf(addressee, (value) => named("to", value)),
    ...anyOf(about, (value) => ({ some: [named("about", value), phraseOf("about", value)] })),
    ...exact("act", act),
    ...exact("kind", kind),
    ...exact("type", sourceType),
    ...exact("country", country),
    ...outletExpressions(outlet),
    ...exact("in", filter.document && seqs.map(String)),
    ...(filter.said === undefined ? [] : [word(facet("said", "stated"))]),
    ...publishedExpressions(filter.published, published),
  ];
}

export function documentExpressions({
  outlet,
  language,
  genre,
}: DocumentWordsFilter): Expression[] {
  return [
    ...outletExpressions(outlet),
    ...anyOf(language, (value) => word(facet("language", foldWord(value)))),
    ...anyOf(genre, (value) => word(facet("genre", foldWord(value)))),
  ];
}

/** Keys of the days that all of these hold. */
export function keyRange(...spans: readonly (Days | undefined)[]): KeyRange {
  const range = { from: 0, below: Number.MAX_SAFE_INTEGER };
  for (const { from, to } of spans.map((days) => days ?? {})) {
    // A day is known, so rows of unknown days, which come first, are out.
    if (from !== undefined || to !== undefined) {
      range.from = Math.max(range.from, firstKeyOf(firstDay(from ?? "1500-01-02")));
    }
    if (to !== undefined) range.below = Math.min(range.below, firstKeyOf(nextDay(lastDay(to))));
  }
  return range;
}

function anyOf<T>(
  values: readonly T[] | undefined,
  expressionOf: (value: T) => Expression,
): Expression[] {
  return values === undefined || values.length === 0 ? [] : [{ some: values.map(expressionOf) }];
}

function word(text: string, prefix = false): Expression {
  return { word: text, prefix };
}

function outletExpressions(outlets: readonly string[] | undefined): Expression[] {
  return anyOf(outlets, (value) => {
    const name = wholeName(value);
    if (name === "") throw noWord("outlet", value);
    return word(facet("outlet", name), value.endsWith("*"));
  });
}

/** All the words of a name; the last may be the beginning of one. */
function named(name: Facet, value: string): Expression {
  const words = wordsIn(value);
  if (words.length === 0) throw noWord(name, value);
  return {
    every: words.map((part, i) =>
      word(facet(name, part.word), i === words.length - 1 && value.trimEnd().endsWith("*")),
    ),
  };
}

function phraseOf(name: Facet, value: string): Expression {
  const words = wordsIn(value).map((part) => part.word);
  if (words.length === 0) throw noWord(name, value);
  const prefix = value.trimEnd().endsWith("*") && words.at(-1)!.length > 1;
  return words.length === 1 ? word(words[0]!, prefix) : { phrase: words, prefix };
}

function noWord(name: string, value: string): OnRecordError {
  return new OnRecordError("bad-query", `"${value}" as "${name}" holds no word.`);
}

function publishedExpressions(
  days: Days | undefined,
  bounds: readonly [first: string, last: string] | null,
): Expression[] {
  if (days === undefined) return [];
  if (bounds === null) return [NOTHING];
  const [earliest, latest] = bounds;
  const first = days.from === undefined ? earliest : firstDay(days.from);
  const last = days.to === undefined ? latest : lastDay(days.to);
  const tokens = dayTokens(first > earliest ? first : earliest, last < latest ? last : latest);
  if (tokens.length === 0) return [NOTHING];
  return [{ some: tokens.map((day) => word(facet("published", day))) }];
}

/** No row has it. */
const NOTHING: Expression = { word: "published=never", prefix: false };

function firstDay(date: string): string {
  const day = checked(date);
  return `${day}-01-01`.slice(0, 10);
}

function lastDay(date: string): string {
  const day = checked(date);
  if (day.length === 4) return `${day}-12-31`;
  return day.length === 7 ? lastOfMonth(`${day}-01`) : day;
}

/** The day, month or year, without the time of day. */
function checked(date: string): string {
  const day = isoDate(date)?.slice(0, 10);
  if (day !== undefined) return day;
  const message = `"${date}" is no date. Write it as 2031-03-11, 2031-03 or 2031.`;
  throw new OnRecordError("bad-date", message);
}
