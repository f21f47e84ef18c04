import type { DocumentRecord, Span, TimeExpression } from "../document/index.ts";
import { compareDates, type Named } from "./accounts.ts";

/** Words of one account that name a document which is itself one of the accounts. */
export interface Citation extends Span {
  readonly account: number;
  /** The account that is the document. */
  readonly cited: number;
  /** End of the words with the date or number that belongs to them. */
  readonly until: number;
  /** `stated`: by its number or date; `inferred`: no other could be meant. */
  readonly basis: "stated" | "inferred";
}

/** Nouns by which documents of a genre go. */
const NOUNS: Readonly<Record<string, string>> = {
  letter: "letter",
  release: "(?:press|news) release",
  resolution: "(?:communiqu[ée]|resolution|declaration)",
  transcript: "transcript",
};

/** Documents that speak for those who issue them, not about others. */
export function speaksForItself({ document }: DocumentRecord): boolean {
  return ["letter", "release", "resolution"].includes(document.genre ?? "");
}

/**
 * Where accounts speak of one another: by the number that stands at a document's head
 * ("TC/C/31/114"), by its kind and date ("the letter of 6 March"), or by its kind alone where only
 * one document of that kind came before. In order of accounts, then of text.
 */
export function findCitations(accounts: readonly Named[]): Citation[] {
  const numbers = accounts.map(({ record }) => numberOf(record));
  return accounts.flatMap(({ record, date }, account) => {
    const found: Citation[] = [];
    numbers.forEach((number, cited) => {
      if (number === null || cited === account) return;
      for (let at = record.text.indexOf(number); at >= 0; ) {
        const end = at + number.length;
        found.push({ account, cited, start: at, end, until: end, basis: "stated" });
        at = record.text.indexOf(number, end);
      }
    });
    for (const [genre, noun] of Object.entries(NOUNS)) {
      const candidates = accounts
        .map((other, cited) => ({ ...other, cited }))
        .filter((other) => other.cited !== account && other.record.document.genre === genre);
      if (candidates.length === 0) continue;
      const earlier = candidates.filter(
        (other) =>
          date === null || other.date === null || compareDates(other.date.from, date.from) <= 0,
      );
      const isOwnKind = record.document.genre === genre;
      for (const mention of mentionsOf(record.text, noun)) {
        if (isOwnKind && mention.isThis) continue;
        const { start, end } = mention;
        const dated = candidates.filter((other) => isOfDay(other.record, record, mention));
        const [only] = dated.length > 0 ? dated : hasDate(record, mention) ? [] : earlier;
        const isSure = (dated.length > 0 ? dated : earlier).length === 1;
        if (only === undefined || !isSure) continue;
        const basis = dated.length > 0 ? "stated" : "inferred";
        const until = dated.length > 0 ? timeIn(record, mention.tail)!.span![1] : end;
        found.push({ account, cited: only.cited, start, end, until, basis });
      }
    }
    return found.sort((a, b) => a.start - b.start);
  });
}

/** "Document TC/C/31/114" at the head of a letter or resolution. */
function numberOf({ text, document, entities }: DocumentRecord): string | null {
  if (document.genre !== "letter" && document.genre !== "resolution") return null;
  const head = text.slice(0, 400);
  const own = entities.find(({ kind, name }) => kind === "document" && /\d/.test(name));
  return own !== undefined && head.includes(own.name) ? own.name : null;
}

interface Mention extends Span {
  readonly isThis: boolean;
  /** The words behind it that may give its date. */
  readonly tail: Span;
}

/** "the joint letter", "a letter dated 6 March", "The letter, which is dated March 6". */
function* mentionsOf(text: string, noun: string): Generator<Mention> {
  const pattern = new RegExp(
    `\\b(the|this|a|an|its|their|your|our|my|second|first)?\\s?(?:(?:first|second|joint|open|earlier|same|said)\\s){0,2}${noun}\\b`,
    "gi",
  );
  for (const match of text.matchAll(pattern)) {
    const end = match.index + match[0].length;
    const start = match.index + (/^\s/.test(match[0]) ? 1 : 0);
    const isThis = /^(?:this|our|my|an?)$/i.test(match[1] ?? "");
    const rest = text.slice(end, end + 60);
    const [link] = /^(?:,? (?:of|dated|from|which (?:is|was) dated) )/.exec(rest) ?? [""];
    yield {
      start,
      end,
      isThis,
      tail: { start: end, end: link === "" ? end : end + link.length + 20 },
    };
  }
}

function hasDate(record: DocumentRecord, { tail }: Mention): boolean {
  return tail.end > tail.start && dateIn(record, tail) !== null;
}

/** Whether the mention gives the day of that document; the year may be left out. */
function isOfDay(other: DocumentRecord, record: DocumentRecord, { tail }: Mention): boolean {
  const { published } = other.document;
  if (published === null || tail.end === tail.start) return false;
  const day = dateIn(record, tail);
  return day !== null && published.slice(10 - day.length, 10) === day;
}

function timeIn({ times }: DocumentRecord, { start, end }: Span): TimeExpression | undefined {
  return times.find(({ span }) => span !== null && span[0] >= start && span[0] < end);
}

/** The date that begins in these words, as `2031-03-06`, or as `03-06` where no year is known. */
function dateIn(record: DocumentRecord, tail: Span): string | null {
  const time = timeIn(record, tail);
  if (time?.span == null || time.precision !== "day") return null;
  return time.from ?? dayOfYear(record.text.slice(...time.span));
}

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** "March 6" and "6 March" as `03-06`. */
export function dayOfYear(words: string): string | null {
  const [, month] = /\b([a-z]{3})[a-z]*\b/i.exec(words) ?? [];
  const [, day] = /\b(\d{1,2})(?:st|nd|rd|th)?\b/.exec(words) ?? [];
  const number = MONTHS.indexOf(month?.toLowerCase() ?? "") + 1;
  if (number === 0 || day === undefined) return null;
  return `${String(number).padStart(2, "0")}-${day.padStart(2, "0")}`;
}
