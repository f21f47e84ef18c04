import type { Document } from "../document/index.ts";
import type { Language } from "../language/index.ts";
import { type Day, dayOf, isDay } from "./calendar.ts";
import type { Found } from "./reading.ts";

/**
 * The day from which "Thursday" and "last week" count: that of publication, else of the last
 * update. `null` where the document says no whole date.
 */
export function publicationDay(doc: Pick<Document, "published" | "updated">): Day | null {
  return dayIn(doc.published) ?? dayIn(doc.updated);
}

/** How many blocks of a document can be its head; how many tokens its lines of place and date have. */
const HEAD_BLOCKS = 8;
const LINE = 12;
const BESIDE = 4;

/**
 * The day that a line at the head of a document states by itself, "Vellin, 11 March 2031", as
 * letters and transcripts have it; `found` are the time expressions from the first token on.
 * `null` where two such lines disagree.
 */
export function dayOfHead(language: Language, found: readonly Found[]): Day | null {
  let day: Day | null = null;
  for (const { from, to } of language.blocks.slice(0, HEAD_BLOCKS)) {
    if (to - from > LINE) continue;
    const one = found.find((f) => f.from >= from);
    if (one === undefined || one.to > to || to - from - (one.to - one.from) > BESIDE) continue;
    const stated = statedDay(one);
    if (stated === null) continue;
    if (day !== null && day !== stated) return null;
    day = stated;
  }
  return day;
}

function statedDay({ reading }: Found): Day | null {
  if (reading.form !== "date" || reading.year === null || reading.month === null) return null;
  const { year, month, day } = reading;
  return day !== null && isDay(year, month, day) ? dayOf(year, month, day) : null;
}

/** The day a date text names, as its own clock has it; `null` for a month or a year. */
export function dayIn(date: string | null): Day | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(date ?? "") ?? [];
  if (year === undefined || !isDay(Number(year), Number(month), Number(day))) return null;
  return dayOf(Number(year), Number(month), Number(day));
}
