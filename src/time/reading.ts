import type { TokenRange } from "../language/index.ts";

export type Unit = "hour" | "day" | "week" | "month" | "year" | "decade" | "century";
export type Which = "last" | "this" | "next";

/** What the words of a time expression say, before anything outside them is asked. */
export type Reading =
  /** A day, month or year of the calendar; what is not said is `null`. A day has its month. */
  | {
      readonly form: "date";
      readonly year: number | null;
      readonly month: number | null;
      readonly day: number | null;
      /** Years from that of the anchor: "in March of last year". */
      readonly shift?: number;
    }
  /** Decades, centuries, "2014-16": both years included. */
  | { readonly form: "years"; readonly from: number; readonly to: number }
  /** "the '90s": the latest such decade that is over. */
  | { readonly form: "decade"; readonly of: number }
  /** Quarters and halves of the year; `shift` counts from the year of the anchor. */
  | {
      readonly form: "months";
      readonly year: number | null;
      readonly shift: number;
      readonly from: number;
      readonly to: number;
    }
  | { readonly form: "weekday"; readonly weekday: number; readonly which: Which | null }
  | { readonly form: "weekend"; readonly which: Which | null }
  /** "yesterday", "last week", "two years ago": the one unit so many units away. */
  | { readonly form: "shift"; readonly unit: Unit; readonly count: number }
  /** "last September": the month so called before, in or after this one. */
  | { readonly form: "monthWhich"; readonly month: number; readonly which: Which }
  /** "over the past two years": so many units up to the anchor; negative, or from it. */
  | { readonly form: "period"; readonly unit: Unit; readonly count: number }
  /** "three days before 14 October": so many units from another date. */
  | { readonly form: "offset"; readonly unit: Unit; readonly count: number; readonly of: Reading }
  | { readonly form: "clock"; readonly time: string; readonly on: Reading | null }
  | { readonly form: "range"; readonly first: Reading; readonly last: Reading }
  | { readonly form: "since" | "until"; readonly of: Reading }
  /** A time that only something else in the text could date: "the next day", "months ago". */
  | { readonly form: "unknown"; readonly precision: "minute" | "day" | "month" | "year" };

/** A time expression as a run of tokens, with what it says. */
export interface Found extends TokenRange {
  readonly reading: Reading;
}

export function calendarDate(
  year: number | null,
  month: number | null = null,
  day: number | null = null,
): Reading {
  return { form: "date", year, month, day };
}

export const UNKNOWN_DAY: Reading = { form: "unknown", precision: "day" };
