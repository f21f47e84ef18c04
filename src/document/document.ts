import type { Span } from "./span.ts";

/** What a block is; the words of the record's contract (docs/formats.md). */
export type BlockKind =
  | "headline"
  | "byline"
  | "timestamp"
  | "dateline"
  | "paragraph"
  | "subhead"
  | "quotation"
  | "list"
  | "table"
  | "caption"
  | "credit"
  | "related"
  | "promotion"
  | "note"
  | "boilerplate"
  | "question"
  | "answer"
  | "salutation"
  | "signature"
  | "signatories";

/** One block of the text, without the white space around it. A dateline that opens a paragraph is a block of its own, and the paragraph begins after it. */
export interface Block extends Span {
  readonly kind: BlockKind;
}

/**
 * A run of text copied from the source file: `text[at + k]` is `source[from + k]` for
 * `0 <= k < length`. A character written as an entity (`&amp;`) is a run of its own whose
 * `from` is the entity's first character.
 */
export interface SourceRun {
  readonly at: number;
  readonly from: number;
  readonly length: number;
}

/** From `at` on, to the next mark, the text stands on this page of the source, counted from 1. */
export interface PageMark {
  readonly at: number;
  readonly page: number;
}

/**
 * A text and what is known of where it came from. Immutable: the text is never changed after
 * reading, and all that is learned later points into it. What is not known is `null`.
 */
export interface Document {
  /** The id the input gave, else the first 16 hexadecimal digits of `sha256`. */
  readonly id: string;
  readonly text: string;
  /** In text order, without overlaps. */
  readonly blocks: readonly Block[];
  readonly title: string | null;
  readonly outlet: string | null;
  readonly byline: readonly string[];
  /** ISO 8601, as precise as the source: `2019-07-11`, `2019-07-11T22:46`, with a zone only where one is given. */
  readonly published: string | null;
  readonly updated: string | null;
  readonly language: string | null;
  readonly genre: string | null;
  readonly url: string | null;
  /** Path as the user gave it; `null` for standard input and NDJSON lines. */
  readonly file: string | null;
  /** Where in a file of many documents this one stands: `entry 3`; absent for a whole file. */
  readonly part?: string;
  /** Of the file's bytes; of a part, of its own; for an NDJSON line, of its text in UTF-8. 64 hexadecimal digits. */
  readonly sha256: string;
  /** In text order; `null` where text and decoded source are the same. */
  readonly sourceMap: readonly SourceRun[] | null;
  /** In text order; absent for a source without pages. */
  readonly pages?: readonly PageMark[];
}

const BODY: ReadonlySet<BlockKind> = new Set<BlockKind>([
  "paragraph",
  "subhead",
  "quotation",
  "list",
  "table",
  "question",
  "answer",
]);

/** Whether a block belongs to the article's body, as the record defines it. */
export function isBody(block: Block): boolean {
  return BODY.has(block.kind);
}
