import {
  type Attribution,
  type DocumentRecord,
  OnRecordError,
  type SpanPair,
} from "../document/index.ts";
import {
  type Comparison,
  compareWords,
  type Difference,
  type Kind,
  type Part,
} from "./compare-words.ts";
import { compareParties, namedParty, type Party, partyOf, type SameParty } from "./credit.ts";
import { isPrimary, leftOutOf, quotationsOf, statementsAt } from "./passage.ts";
import type { Shelf, Shelved } from "./shelf.ts";
import { foldWords, sliceWords, type Words } from "./words.ts";

/** Where words of a quotation stand, and to whom they are credited there. */
export interface PlacedPart extends Part {
  /** The statements that hold them, the innermost first. */
  readonly statements: readonly { readonly id: string; readonly source: Party | null }[];
}

/** A document in which a quotation stands. */
export interface Place {
  /** Of the document. */
  readonly key: string;
  readonly record: DocumentRecord;
  /** Whether the document is what was said itself, not a report of it. */
  readonly primary: boolean;
  readonly kinds: readonly (Kind | typeof GIVEN)[];
  /** How many words of the quotation stand here the same. */
  readonly same: number;
  /** Words that are others, added or left out, those of cuts apart. */
  readonly differing: number;
  readonly parts: readonly PlacedPart[];
  readonly differences: readonly Difference[];
}

const GIVEN = "given to somebody else";

/** A quotation as it was looked up, and where it stands. */
export interface QuotationCheck {
  /** What the spans of the quotation point into. */
  readonly text: string;
  /** To whom it is credited; `null` where nobody is named. */
  readonly by: Party | null;
  /** How many words it has. */
  readonly words: number;
  /** How it stands on the record, by the first place and `rest`; empty where it is not found. */
  readonly kinds: readonly (Kind | typeof GIVEN)[];
  /** Primary texts first, then where it stands most fully, then the earliest: no order of merit. */
  readonly places: readonly Place[];
  /** Where words stand that the first place does not have. */
  readonly rest: readonly Place[];
}

export interface CheckOptions {
  /** Documents that are not asked. */
  readonly except?: (document: Shelved) => boolean;
  /** How many places to give, 10 by default. */
  readonly most?: number;
}

/** Documents that are read for one quotation. */
const CANDIDATES = 24;

/** Fewer words stand anywhere. */
const LEAST_WORDS = 3;

/** The time an alignment takes goes with the product of both lengths. */
const MOST_WORDS = 1000;

/**
 * Where the words stand on the record, and how. `by`: to whom they are credited.
 *
 * @throws OnRecordError `bad-option` for fewer than three words or more than a thousand
 */
export async function checkQuotation(
  shelf: Shelf,
  words: string,
  by: string | null = null,
  options: CheckOptions = {},
): Promise<QuotationCheck> {
  const folded = foldWords(words);
  const { length } = folded.forms;
  if (length < LEAST_WORDS || length > MOST_WORDS) {
    throw new OnRecordError(
      "bad-option",
      `a quotation of ${length} ${length === 1 ? "word" : "words"} cannot be looked up. Give ${LEAST_WORDS} words or more, and ${MOST_WORDS} at most.`,
    );
  }
  return checkWords(shelf, folded, by === null ? null : namedParty(by), options);
}

/** A direct quotation of a document, and where else its words stand. */
export interface DocumentCheck extends QuotationCheck {
  /** Id of the statement. */
  readonly statement: string;
  readonly quoted: readonly SpanPair[];
}

/** A direct quotation of a document, to be looked up. */
export interface Quotation {
  readonly statement: Attribution;
  readonly quoted: readonly SpanPair[];
  readonly words: Words;
}

/**
 * The direct quotations of a document that can be looked up, in text order; those of one or two
 * words, or more than a thousand, are left out.
 */
export function quotationsToCheck(record: DocumentRecord): Quotation[] {
  return quotationsOf(record)
    .map(({ statement, spans }) => ({
      statement,
      quoted: spans.map(({ start, end }) => [start, end] as const),
      words: foldWords(record.text, spans),
    }))
    .filter(({ words: { forms } }) => forms.length >= LEAST_WORDS && forms.length <= MOST_WORDS);
}

/** The direct quotations of a document, or these of them, against everything else on the shelf. */
export async function checkDocument(
  shelf: Shelf,
  { key, record }: Pick<Shelved, "key" | "record">,
  options: CheckOptions = {},
  quotations: readonly Quotation[] = quotationsToCheck(record),
): Promise<DocumentCheck[]> {
  const checks: DocumentCheck[] = [];
  const except = (other: Shelved) =>
    other.key === key || isSameStory(other.record, record) || options.except?.(other) === true;
  for (const { statement, quoted, words } of quotations) {
    const by = partyOf(record, statement);
    const check = await checkWords(shelf, words, by, { ...options, except });
    checks.push({ ...check, statement: statement.id, quoted });
  }
  return checks;
}

/** An earlier or later version of the same text. */
function isSameStory({ document: a }: DocumentRecord, { document: b }: DocumentRecord): boolean {
  return a.sha256 === b.sha256 || (a.url !== null && a.url === b.url);
}

async function checkWords(
  shelf: Shelf,
  words: Words,
  by: Party | null,
  { except, most = 10 }: CheckOptions,
): Promise<QuotationCheck> {
  const found = await findPlaces(shelf, words, by, except);
  const places = found.map(({ place }) => place).slice(0, most);
  const [first] = found;
  const rest: Place[] = [];
  for (const [from, to] of first?.missing ?? []) {
    const [other] = await findPlaces(shelf, sliceWords(words, from, to), by, except);
    if (other !== undefined) rest.push(other.place);
  }
  const isJoined = first !== undefined && rest.length > 0;
  return {
    text: words.text,
    by,
    words: words.forms.length,
    kinds: isJoined ? joinedKinds(first.place, rest) : (first?.place.kinds ?? []),
    places,
    rest,
  };
}

function joinedKinds(first: Place, rest: readonly Place[]): QuotationCheck["kinds"] {
  const kinds = new Set([first, ...rest].flatMap((place) => place.kinds));
  kinds.add("stitched");
  const order: QuotationCheck["kinds"] = ["changed", "cut", "stitched", "in part", GIVEN];
  return order.filter((kind) => kinds.has(kind) && kind !== "in part");
}

interface Found {
  readonly place: Place;
  readonly missing: Comparison["missing"];
}

async function findPlaces(
  shelf: Shelf,
  words: Words,
  by: Party | null,
  except: CheckOptions["except"],
): Promise<Found[]> {
  const found: Found[] = [];
  for (const key of await shelf.candidates(words, CANDIDATES)) {
    const document = await shelf.document(key);
    if (document === null || except?.(document) === true) continue;
    const comparison = compareWords(
      words,
      document.words,
      leftOutOf(document.record, document.words),
    );
    if (comparison === null) continue;
    found.push({ place: placeOf(document, comparison, by), missing: comparison.missing });
  }
  return found.sort((a, b) => inOrder(a.place, b.place));
}

function placeOf({ key, record }: Shelved, comparison: Comparison, by: Party | null): Place {
  const parts = comparison.parts.map((part) => ({
    ...part,
    statements: statementsAt(record, part.found).map((statement) => ({
      id: statement.id,
      source: partyOf(record, statement),
    })),
  }));
  const isGiven = parts.some((part) => creditOf(part, by) === "other");
  return {
    key,
    record,
    primary: isPrimary(record),
    kinds: isGiven
      ? [...comparison.kinds.filter((k) => k !== "verbatim"), GIVEN]
      : comparison.kinds,
    same: comparison.same,
    differing: comparison.differing,
    parts,
    differences: comparison.differences,
  };
}

/** Whether the words are credited here to the same: to a source, or to somebody whom it quotes. */
function creditOf({ statements }: PlacedPart, by: Party | null): SameParty {
  const answers = statements.map(({ source }) => compareParties(by, source));
  if (answers.includes("same")) return "same";
  return answers.length === 0 || answers.includes("unknown") ? "unknown" : "other";
}

function inOrder(a: Place, b: Place): number {
  const rank = (place: Place) => (place.primary && !place.kinds.includes("in part") ? 0 : 1);
  return (
    rank(a) - rank(b) ||
    b.same - a.same ||
    a.differing - b.differing ||
    a.parts.length - b.parts.length ||
    compareDates(a.record, b.record) ||
    (a.key < b.key ? -1 : 1)
  );
}

/** The earlier first; without a date last. */
function compareDates({ document: a }: DocumentRecord, { document: b }: DocumentRecord): number {
  const [one, other] = [a.published ?? "~", b.published ?? "~"];
  return one === other ? 0 : one < other ? -1 : 1;
}
