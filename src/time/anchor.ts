import type { Document } from "../document/index.ts";
import { type Day, dayOf, isDay } from "./calendar.ts";

/**
 * The day from which "Thursday" and "last week" count: that of publication, else of the last
 * update. `null` where the document says no whole date.
 */
export function publicationDay(doc: Pick<Document, "published" | "updated">): Day | null {
  return dayIn(doc.published) ?? dayIn(doc.updated);
}

/** The day a date text names, as its own clock has it; `null` for a month or a year. */
export function dayIn(date: string | null): Day | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(date ?? "") ?? [];
  if (year === undefined || !isDay(Number(year), Number(month), Number(day))) return null;
  return dayOf(Number(year), Number(month), Number(day));
}
