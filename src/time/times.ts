import type { BlockKind, Document, TimeExpression } from "../document/index.ts";
import type { Language, Parse, TokenRange } from "../language/index.ts";
import { publicationDay } from "./anchor.ts";
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
import { joinDays } from "./refine/join-days.ts";
import { joinRanges, shareYears } from "./refine/join-ranges.ts";
import { openEnds } from "./refine/open-ends.ts";
import { resolve } from "./resolve.ts";
import type { Scan } from "./scan.ts";
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

/** In this order: a range is made of whole days, and an open end of a whole range. */
const REFINERS: readonly Refine[] = [joinDays, joinRanges, joinDays, shareYears, openEnds];

/** Dates here are the document's own, not the report's. */
const NOT_READ: ReadonlySet<BlockKind> = new Set([
  "timestamp",
  "byline",
  "boilerplate",
  "promotion",
  "credit",
]);

/**
 * The time expressions of a document in text order, each as an interval where the text or the
 * day of publication allows it; else with `from`, `to` and `basis` `null`.
 *
 * Proposers and refiners in the manner of chrono. Past before future, as is the way of news,
 * unless the governing verb says otherwise. Linear in the number of tokens.
 */
export function findTimes(doc: Document, language: Language, parsed: Parse): TimeMention[] {
  const { tokens } = language;
  const anchor = publicationDay(doc);
  const inName = namesIn(parsed, tokens.length);
  const times: TimeMention[] = [];
  let block = 0;
  for (const sentence of language.sentences) {
    while (language.blocks[block]!.to <= sentence.from) block++;
    if (NOT_READ.has(doc.blocks[block]!.kind)) continue;
    const scan: Scan = { ...sentence, tokens, parsed, inName };
    for (const found of refine(scan, propose(scan))) times.push(mention(scan, found, anchor));
  }
  return times;
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

function mention(scan: Scan, { from, to, reading }: Found, anchor: Day | null): TimeMention {
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
