import type {
  AttributionKind,
  DateText,
  SourceType,
  SpanPair,
  SpeechAct,
} from "../document/record.ts";

/**
 * Several accounts side by side: what each tells, in its own words, aligned row by row. Plain data,
 * as JSON. Nothing is judged and no account comes before another but by its date.
 */
export interface Comparison {
  readonly schema: "onrecord-comparison/1";
  readonly offsets: "utf16";
  /** In order of time; those without a date last, in the order they were given. */
  readonly accounts: readonly Account[];
  /** What at least two accounts tell. In order of time, then of accounts and text. */
  readonly rows: readonly Row[];
  /** What a single account tells: statements and sentences of its own voice that are in no row. */
  readonly single: readonly Cell[];
  /** Between entries of two accounts. */
  readonly relations: readonly CrossRelation[];
}

export interface Account {
  /** The id of the record, or the name that was given for it. */
  readonly document: string;
  readonly headline: Words | null;
  readonly title: string | null;
  readonly outlet: string | null;
  readonly genre: string | null;
  readonly published: DateText | null;
  readonly updated: DateText | null;
  /** Where it stands in time, and what that was taken from. */
  readonly date: AccountDate | null;
  readonly file: string | null;
  readonly url: string | null;
}

export interface AccountDate {
  readonly from: DateText;
  /** `occasion`: the day of the press conference whose transcript it is. */
  readonly basis: "published" | "updated" | "occasion";
}

/** Words of one account, each span with the text that stands there. */
export interface Words {
  readonly spans: readonly SpanPair[];
  readonly words: readonly string[];
}

export type RowKind =
  /** The same words of the same source. */
  | "utterance"
  /** The same thing told, in whatever words and voice. */
  | "telling"
  /** The same event, coded alike. */
  | "event"
  /** A document that the accounts speak of, or that is one of them. */
  | "document"
  /** A press conference, meeting or other occasion. */
  | "occasion"
  /** How many of the same things. */
  | "number"
  /** When the same thing was. */
  | "date"
  /** Somebody named by one account and described by another. */
  | "name"
  /** Who signed, and how many. */
  | "signatories";

export interface Row {
  readonly id: string;
  readonly kind: RowKind;
  /** When what is told happened or was said, as far as the accounts say. */
  readonly date: DateText | null;
  /** In order of accounts, then of text; an account may have several. */
  readonly cells: readonly Cell[];
  /** Indexes of the accounts that have a cell, and of those that have none. */
  readonly reportedBy: readonly number[];
  readonly notReportedBy: readonly number[];
  readonly differences: readonly Difference[];
  /** Where a later account tells it more firmly than an earlier one. A fact, no verdict. */
  readonly firmer: readonly Firmer[];
}

/** What one account has in a row. */
export interface Cell extends Words {
  /** Index of the account. */
  readonly account: number;
  readonly document: string;
  /** Id of the entry: an attribution, event, entity or occasion of that record. */
  readonly entry: string | null;
  readonly voice: Voice;
  readonly source: Source | null;
  readonly kind: AttributionKind | null;
  readonly act: SpeechAct | null;
  readonly saidAt: DateText | null;
  readonly numbers: readonly NumberMention[];
  readonly dates: readonly DateMention[];
  /** Of a list of names: how many stand there, and how many different ones. */
  readonly counted?: { readonly names: number; readonly different: number };
}

/**
 * In whose voice it is told. `own`: the outlet's; `none`: credited, but to nobody the text gives.
 */
export type Voice = "own" | SourceType;

export interface Source extends Words {
  readonly entity: string | null;
  readonly name: string | null;
}

export interface NumberMention extends Words {
  readonly value: number;
  /** `about`, `at least` and the like: the words leave it open. */
  readonly bound: "exact" | "about" | "at least" | "at most";
  /** What is counted, in the text's words; `null` where none stand beside it. */
  readonly unit: string | null;
}

export interface DateMention extends Words {
  readonly from: DateText | null;
  readonly to: DateText | null;
}

/** What differs between two cells of a row, with the words of each. */
export interface Difference {
  readonly kind: "words" | "source" | "number" | "date" | "name";
  /** Indexes of cells. */
  readonly between: readonly [number, number];
  /** The words of the first and of the second; one is empty where the other only adds. */
  readonly first: Words;
  readonly second: Words;
}

export interface Firmer {
  /** Indexes of cells. */
  readonly from: number;
  readonly to: number;
}

/** As `Relation` within one document, but between two. */
export interface CrossRelation {
  readonly type: "answers" | "repeats" | "disputes" | "same-event";
  readonly from: EntryOf;
  readonly to: EntryOf;
  readonly basis: "stated" | "inferred";
  /** In the account of `from`, then in that of `to`. */
  readonly evidence: readonly (Words & { readonly account: number })[];
}

export interface EntryOf {
  readonly account: number;
  readonly document: string;
  /** `null` is the document as a whole. */
  readonly entry: string | null;
}
