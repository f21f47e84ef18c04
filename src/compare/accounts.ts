import type { DocumentRecord } from "../document/index.ts";
import type { Account, AccountDate } from "./comparison.ts";
import { wordsAt } from "./passages.ts";

/** A record with the name that its document goes by in the comparison. */
export interface Named {
  readonly name: string;
  readonly record: DocumentRecord;
  readonly date: AccountDate | null;
}

/** The records in order of time; those without a date last, in the order they were given. */
export function inOrder(
  records: readonly DocumentRecord[],
  names: readonly string[] | undefined,
): Named[] {
  return records
    .map((record, i) => ({ name: names?.[i] ?? record.id, record, date: dateOf(record), i }))
    .sort((a, b) => {
      if (a.date === null || b.date === null) {
        return Number(a.date === null) - Number(b.date === null) || a.i - b.i;
      }
      const [one, other] = [a.date.from, b.date.from];
      // Of a day and an hour of that day the day stands first, so that the order is total.
      return compareDates(one, other) || one.length - other.length || a.i - b.i;
    })
    .map(({ name, record, date }) => ({ name, record, date }));
}

export function accountOf({ name, record, date }: Named): Account {
  const { title, outlet, genre, published, updated, file, url } = record.document;
  const block = record.blocks.find(({ kind }) => kind === "headline");
  const headline =
    block === undefined
      ? null
      : wordsAt(record.text, [{ start: block.span[0], end: block.span[1] }]);
  return { document: name, headline, title, outlet, genre, published, updated, date, file, url };
}

function dateOf({ document, occasions }: DocumentRecord): AccountDate | null {
  const { published, updated, genre } = document;
  if (published !== null) return { from: published, basis: "published" };
  if (updated !== null) return { from: updated, basis: "updated" };
  const day = genre === "transcript" ? (occasions[0]?.date?.from ?? null) : null;
  return day === null ? null : { from: day, basis: "occasion" };
}

/**
 * Order of two dates or times of day. As instants where both have a zone, else as far as both are
 * precise: a day and an hour of that day are neither before the other.
 */
export function compareDates(a: string, b: string): number {
  if (hasZone(a) && hasZone(b)) return Date.parse(a) - Date.parse(b);
  const length = Math.min(localPart(a).length, localPart(b).length);
  const [one, other] = [a.slice(0, length), b.slice(0, length)];
  return one < other ? -1 : one > other ? 1 : 0;
}

function hasZone(date: string): boolean {
  return /T.*(?:Z|[+-]\d{2}:\d{2})$/.test(date);
}

function localPart(date: string): string {
  return date.replace(/(T[\d:.]+)(?:Z|[+-]\d{2}:\d{2})$/, "$1");
}
