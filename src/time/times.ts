import type { AttributionRelation } from "../attribute/index.ts";
import type { BlockKind, Document, TimeExpression } from "../document/index.ts";
import { DependencyTree, type Language, type Parse, type TokenRange } from "../language/index.ts";
import { dayIn, dayOfHead, publicationDay } from "./anchor.ts";
import type { Day } from "./calendar.ts";
import { proposeDayMonth, proposeMonth, proposeMonthDay } from "./propose/calendar-date.ts";
import { proposeClock } from "./propose/clock.ts";
import { proposeNumericDate } from "./propose/numeric-date.ts";
import {
  proposeCounted,
  proposePeriod,
  proposeRelativeDay,
  proposeRelativeUnit,
} from "./propose/relative.ts";
import { proposeWeekday, proposeWeekend } from "./propose/weekday.ts";
import {
  proposeCentury,
  proposeDecade,
  proposePartOfYear,
  proposeSeason,
  proposeYear,
} from "./propose/year.ts";
import type { Found } from "./reading.ts";
import { countFrom } from "./refine/count-from.ts";
import { joinDays } from "./refine/join-days.ts";
import { joinRanges, shareYears } from "./refine/join-ranges.ts";
import { openEnds } from "./refine/open-ends.ts";
import { resolve } from "./resolve.ts";
import { timesOfCues } from "./said-at.ts";
import type { Scan } from "./scan.ts";
import { firstFrom, type Statement, statementsOf } from "./statement.ts";
import { tenseAt } from "./tense.ts";
import { opensTime } from "./words.ts";

/** A time expression with the tokens it stands on. */
export interface TimeMention extends TokenRange {
  readonly time: TimeExpression;
}

type Propose = (scan: Scan, token: number) => Found | null;

/** Tried in this order at each word; the first that reads something there has it. */
const RULES: readonly Propose[] = [
  proposeNumericDate,
  proposeClock,
  proposeDayMonth,
  proposeMonthDay,
  proposeMonth,
  proposeWeekday,
  proposeWeekend,
  proposeCentury,
  proposePartOfYear,
  proposeDecade,
  proposeSeason,
  proposeRelativeDay,
  proposePeriod,
  proposeRelativeUnit,
  proposeCounted,
  proposeYear,
];

type Refine = (scan: Scan, found: readonly Found[]) => Found[];

/**
 * In this order: a range is made of whole days, so many days are counted from a whole day, and an open
 * end is one of a whole range.
 */
const REFINERS: readonly Refine[] = [
  joinDays,
  joinRanges,
  joinDays,
  shareYears,
  countFrom,
  openEnds,
];

/** Dates here are the document's own, not the report's. */
const NOT_READ: ReadonlySet<BlockKind> = new Set([
  "timestamp",
  "byline",
  "boilerplate",
  "promotion",
  "credit",
]);

/** The times of a document. */
export interface Times {
  /** In text order. */
  readonly mentions: readonly TimeMention[];
  /** For each relation the expression that dates its saying; `null` where the text gives none. */
  readonly saidAt: readonly (TimeMention | null)[];
}

interface Located {
  readonly scan: Scan;
  readonly one: Found;
  /** In the words of a quotation, where "today" is the day of its saying. */
  readonly isQuoted: boolean;
}

/**
 * The time expressions of a document, each as an interval where the text or the day of
 * publication allows it; else with `from`, `to` and `basis` `null`.
 *
 * Proposers and refiners in the manner of chrono. Past before future, as is the way of news,
 * unless the governing verb says otherwise. Inside a quotation days count from the day it was
 * said, if that is known. Linear in the number of tokens.
 */
export function findTimes(
  doc: Document,
  language: Language,
  parsed: Parse,
  relations: readonly AttributionRelation[],
): Times {
  const located = locate(doc, language, parsed);
  const head = located.slice(0, MOST_IN_HEAD).map(({ one }) => one);
  const anchor = publicationDay(doc) ?? dayOfHead(language, head);
  const statements = statementsOf(language.tokens, relations);
  const mentions = located.map((found) => mention(found, anchor));
  const saidAt = timesOfCues(
    new DependencyTree(language.tokens, parsed),
    language,
    statements,
    mentions,
  );
  const quotedBy = speakersOf(statements, located);
  return {
    saidAt,
    mentions: located.map((found, i) => {
      if (!found.isQuoted) return mentions[i]!;
      const said = saidAt[quotedBy[i] ?? -1]?.time ?? null;
      const day = said !== null && said.from === said.to ? dayIn(said.from) : null;
      if (day !== null) return mention(found, day);
      return found.one.reading.form === "shift" && found.one.reading.unit === "day"
        ? mention(found, null)
        : mentions[i]!;
    }),
  };
}

/** How many expressions are looked at for the date of a document's head. */
const MOST_IN_HEAD = 32;

function locate(doc: Document, language: Language, parsed: Parse): Located[] {
  const { tokens, quotations } = language;
  const inName = namesIn(parsed, tokens.length);
  const located: Located[] = [];
  let block = 0;
  let q = 0;
  for (const sentence of language.sentences) {
    while (language.blocks[block]!.to <= sentence.from) block++;
    if (NOT_READ.has(doc.blocks[block]!.kind)) continue;
    const scan: Scan = { ...sentence, tokens, parsed, inName };
    for (const one of refine(scan, propose(scan))) {
      const start = tokens.start[one.from]!;
      while (q < quotations.length && quotations[q]!.end <= start) q++;
      located.push({ scan, one, isQuoted: q < quotations.length && quotations[q]!.start <= start });
    }
  }
  return located;
}

/** For each quoted expression the statement whose content it stands in; the innermost. */
function speakersOf(
  statements: readonly Statement[],
  located: readonly Located[],
): (number | undefined)[] {
  const quotedBy: (number | undefined)[] = located.map(() => undefined);
  const starts = located.map(({ one }) => one);
  statements.forEach(({ content }, s) => {
    for (const { from, to } of content) {
      for (let i = firstFrom(starts, from); i < starts.length && starts[i]!.from < to; i++) {
        quotedBy[i] = s;
      }
    }
  });
  return quotedBy;
}

function propose(scan: Scan): Found[] {
  const found: Found[] = [];
  const { lower } = scan.tokens;
  for (let i = scan.from; i < scan.to; i++) {
    if (!opensTime(lower[i]!)) continue;
    for (const rule of RULES) {
      const one = rule(scan, i);
      if (one === null) continue;
      found.push(one);
      i = one.to - 1;
      break;
    }
  }
  return found;
}

function refine(scan: Scan, found: readonly Found[]): readonly Found[] {
  if (found.length === 0) return found;
  return REFINERS.reduce<readonly Found[]>((list, refiner) => refiner(scan, list), found);
}

function mention({ scan, one }: Located, anchor: Day | null): TimeMention {
  const { from, to, reading } = one;
  const { tokens, parsed } = scan;
  const tense = tenseAt(parsed, tokens.lower, { from, to }, scan);
  const span = [tokens.start[from]!, tokens.end[to - 1]!] as const;
  return { from, to, time: { span, ...resolve(reading, anchor, tense) } };
}

/** 1 for tokens of a person's name, 2 for those of other names of several words. */
function namesIn(parsed: Parse, length: number): Uint8Array {
  const inName = new Uint8Array(length);
  for (const { from, to, type } of parsed.entities) {
    if (type === "PER") inName.fill(1, from, to);
    else if ((type === "ORG" || type === "MISC") && to - from > 1) inName.fill(2, from, to);
  }
  return inName;
}
