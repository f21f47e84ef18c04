import type { Attribution, DocumentRecord, SpanPair } from "../document/index.ts";
import { type Nesting, nestingOf } from "../export/terminal/nesting.ts";
import { commonSetting, type Setting } from "../export/terminal/notes.ts";
import { type Page, pageOf } from "../export/terminal/page.ts";
import { gatherParties } from "../export/terminal/parties.ts";
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
  /** By the id of the statement, the number it is called by on the page, counted from 1. */
  readonly numbers: ReadonlyMap<string, number>;
  /** By the statement with which a source first speaks: what is said of its statements there. */
  readonly introductions: ReadonlyMap<string, Setting>;
  /** When and where all the statements were made, where that is the same for all. */
  readonly setting: Setting;
  /** By the id of a statement: what of its setting is said elsewhere already. */
  readonly said: ReadonlyMap<string, Setting>;
  /** Whether entries can be corrected from here. */
  readonly takesChanges?: boolean;
}

export function viewOf(record: DocumentRecord, key: string): View {
  const { attributions } = record;
  const lookup = pageOf(record, 80);
  const nesting = nestingOf(attributions);
  return {
    record,
    key,
    hash: textHash(record.text),
    parts: partsOf(record),
    lookup,
    numbers: new Map(attributions.map(({ id }, i) => [id, i + 1])),
    ...settingsOf(lookup, nesting),
  };
}

/** What would stand on every entry stands once: for all statements, else for all of one source. */
function settingsOf(
  lookup: Page,
  nesting: Nesting,
): Pick<View, "introductions" | "setting" | "said"> {
  const outer = lookup.record.attributions.filter(({ id }) => nesting.outer.has(id));
  const ofAll = commonSetting(lookup, outer);
  const introductions = new Map<string, Setting>();
  const said = new Map<string, Setting>();
  for (const { who, statements, reported } of gatherParties(lookup, nesting)) {
    if (typeof who === "string") {
      for (const { id } of statements) said.set(id, ofAll);
      continue;
    }
    const ofParty = commonSetting(lookup, statements);
    const [first] = [...statements, ...reported];
    introductions.set(first!.id, {
      when: ofAll.when === null ? ofParty.when : null,
      where: ofAll.where === null ? ofParty.where : null,
    });
    const both = { when: ofAll.when ?? ofParty.when, where: ofAll.where ?? ofParty.where };
    for (const { id } of statements) said.set(id, both);
  }
  return { introductions, setting: ofAll, said };
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
