import type { Attribution, DocumentRecord, SpanPair } from "../document/index.ts";
import { type Nesting, nestingOf } from "../export/terminal/nesting.ts";
import { type Page, pageOf } from "../export/terminal/page.ts";
import { firstOffset } from "../export/terminal/words.ts";
import { type Part, partsOf } from "./pieces.ts";
import { textHash } from "./text-hash.ts";

/** A document as it is shown: what its parts need to know is looked up here, nothing searched. */
export interface View {
  readonly record: DocumentRecord;
  /** The document's name on the record, as addresses have it. */
  readonly key: string;
  /** Of the text, so that a link to its words can tell that they have changed. */
  readonly hash: string;
  readonly parts: readonly Part[];
  /** The words of the entries, as every view of a record finds them. */
  readonly lookup: Page;
  readonly nesting: Nesting;
  /** By the id of the statement, the number it is called by on the page, counted from 1. */
  readonly numbers: ReadonlyMap<string, number>;
  /** Ids of the statements with which a source of the document first speaks. */
  readonly introductions: ReadonlySet<string>;
}

export function viewOf(record: DocumentRecord, key: string): View {
  const { attributions } = record;
  return {
    record,
    key,
    hash: textHash(record.text),
    parts: partsOf(record),
    lookup: pageOf(record, 80),
    nesting: nestingOf(attributions),
    numbers: new Map(attributions.map(({ id }, i) => [id, i + 1])),
    introductions: introductionsOf(attributions),
  };
}

function introductionsOf(attributions: readonly Attribution[]): Set<string> {
  const seen = new Set<string>();
  const first = new Set<string>();
  for (const { id, sourceEntity } of attributions) {
    if (sourceEntity === null || seen.has(sourceEntity)) continue;
    seen.add(sourceEntity);
    first.add(id);
  }
  return first;
}

/** Where a statement's entry stands: beside the line its cue or content begins on. */
export function placeOf({ record }: View, attribution: Attribution): number {
  return within(record, firstOffset(attribution));
}

/** An offset for which there is a place on the page, whatever a hand-made record says. */
export function within({ text }: DocumentRecord, offset: number): number {
  return Math.max(0, Math.min(Number.isFinite(offset) ? offset : 0, text.length - 1));
}

/** The number of the part an offset stands in, counted from 1. */
export function partOf({ parts }: View, offset: number): number {
  const i = parts.findIndex(({ end }) => offset < end);
  return i < 0 ? Math.max(1, parts.length) : i + 1;
}

/** The address of something on the page, seen from any part of it. */
export function linkTo({ parts }: View, part: number, fragment: string): string {
  return parts.length < 2 ? `#${fragment}` : `?part=${part}#${fragment}`;
}

export function statementId(id: string): string {
  return `s-${id}`;
}

export function markId(id: string): string {
  return `t-${id}`;
}

/** `10-27 30-41`, as the script reads it. */
export function spanList(spans: readonly SpanPair[]): string {
  return spans.map(([start, end]) => `${start}-${end}`).join(" ");
}
