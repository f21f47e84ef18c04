import type { DocumentRecord, Span, SpanPair } from "../document/index.ts";
import { accountOf, compareDates, inOrder } from "./accounts.ts";
import { dateRow, documentRows, eventRows, numberRow, occasionRows } from "./aspects.ts";
import { cellOf, type Draft, type Setting } from "./cells.ts";
import { findCitations } from "./cited-documents.ts";
import type { Cell, Comparison } from "./comparison.ts";
import { groupQuantities } from "./counts.ts";
import { findDated, groupDates } from "./dates.ts";
import { linkDeeds } from "./deeds.ts";
import { alignEntities, statesOf } from "./entities.ts";
import { groupLinked } from "./groups.ts";
import { nameRows } from "./names.ts";
import { findQuantities, type Quantity } from "./numbers.ts";
import { type Passage, prepare } from "./passages.ts";
import { relateAccounts } from "./relations.ts";
import { linkSameMatter, Weights } from "./same-matter.ts";
import { linkPartialQuotations, linkSameWords } from "./same-words.ts";
import { signatoryRows } from "./signatories.ts";
import { speakersOf } from "./speakers.ts";
import { tellingRows } from "./tellings.ts";

export interface CompareOptions {
  /** What to call each document, in the order of the records; by default the ids of the records. */
  readonly names?: readonly string[];
}

/**
 * Sets accounts of one matter side by side: what they tell alike, in whose voice and in which words,
 * where words, numbers, dates, names and sources differ, and what only one of them has.
 *
 * Pure, and about linear in the length of the texts: whatever is compared was first looked up by
 * words that both have. Only what is shown is compared: give the records as they are shown, with
 * corrections made and protected names replaced.
 */
export function compareAccounts(
  records: readonly DocumentRecord[],
  { names }: CompareOptions = {},
): Comparison {
  const named = inOrder(records, names);
  const setting: Setting = { named, accounts: named.map(accountOf) };
  const ordered = named.map(({ record }) => record);
  const keys = alignEntities(ordered);
  const citations = findCitations(named);
  const prepared = ordered.map((record, account) =>
    prepare(
      record,
      account,
      citations.flatMap((by) =>
        by.account === account ? [{ start: by.start, end: by.until }] : [],
      ),
    ),
  );
  const passages = prepared.flatMap((account) => account.passages);
  const states = statesOf(ordered, keys);
  const speakers = new Map(
    prepared.flatMap((account) => [...speakersOf(account, keys, states, citations)]),
  );
  const weights = new Weights(passages);

  const links = [
    ...linkSameWords(passages, speakers),
    ...linkPartialQuotations(passages, prepared, speakers),
    ...linkSameMatter(passages, speakers, weights),
    ...linkDeeds(passages, prepared, { speakers, weights, keys }),
  ];
  const groups = groupLinked(passages, links);
  const groupOf = new Map<Passage, number>();
  groups.forEach((group, g) => {
    for (const i of group) groupOf.set(passages[i]!, g);
  });
  const areLinked = (a: Passage | null, b: Passage | null) => {
    const group = a === null ? undefined : groupOf.get(a);
    return group !== undefined && b !== null && group === groupOf.get(b);
  };

  /** Numbers and dates that do not differ are no news beside a row that tells all of them. */
  const unlessTold = (
    row: Draft | null,
    items: readonly { readonly passage: Passage | null }[],
  ): Draft | null => {
    const [first] = items;
    const isTold = items.every(({ passage }) => areLinked(first!.passage, passage));
    return row === null || (isTold && row.differences.length === 0) ? null : row;
  };

  const quantities = prepared.flatMap(findQuantities);
  const counts = groupQuantities(quantities, (a, b) => areLinked(a.passage, b.passage));
  const dates = groupDates(
    prepared.flatMap((account) => findDated(account, citations)),
    weights,
    areLinked,
  );
  const byPassage = new Map<Passage, Quantity[]>();
  for (const quantity of quantities) {
    const { passage } = quantity;
    if (passage !== null) byPassage.set(passage, [...(byPassage.get(passage) ?? []), quantity]);
  }
  const inCounts = new Set(counts.flat());
  const alone = quantities.filter((quantity) => !inCounts.has(quantity)).map((one) => [one]);
  const signed = signatoryRows(setting, keys, [...counts, ...alone], prepared);
  const events = eventRows(setting, keys);
  const drafts = [
    ...documentRows(setting, citations, prepared),
    ...occasionRows(setting),
    ...tellingRows({ setting, passages, speakers, links, quantities: byPassage }, groups),
    ...signed.rows,
    ...counts
      .filter((group) => !signed.taken.has(group))
      .map((group) => unlessTold(numberRow(setting, group), group)),
    ...dates.map((group) => unlessTold(dateRow(setting, group), group)),
    ...nameRows(setting, keys, prepared),
    ...events,
  ].filter((draft) => draft !== null);

  const rows = sortRows(drafts).map((draft, i) => ({ id: `r${i + 1}`, ...draft }));
  return {
    schema: "onrecord-comparison/1",
    offsets: "utf16",
    accounts: setting.accounts,
    rows,
    single: singleCells(setting, passages, rows),
    relations: relateAccounts({
      named,
      prepared,
      passages,
      speakers,
      citations,
      links,
      weights,
      events,
    }),
  };
}

/** In order of time, then of the first account and its text; rows without a date last. */
function sortRows(drafts: readonly Draft[]): Draft[] {
  const first = ({ cells: [cell] }: Draft) => cell!.account * 1e9 + (cell!.spans[0]?.[0] ?? 0);
  return [...drafts].sort((a, b) => {
    if (a.date === null || b.date === null) {
      return Number(a.date === null) - Number(b.date === null) || first(a) - first(b);
    }
    return compareDates(a.date, b.date) || a.date.length - b.date.length || first(a) - first(b);
  });
}

/** Statements and sentences of fewer words tell nothing by themselves. */
const LEAST_WORDS = 3;

/** What no row holds: statements, and sentences that are no more than their statements. */
function singleCells(
  setting: Setting,
  passages: readonly Passage[],
  rows: readonly Draft[],
): Cell[] {
  const inRows = setting.accounts.map((): SpanPair[] => []);
  for (const { kind, cells } of rows) {
    if (kind === "document" || kind === "occasion" || kind === "name") continue;
    for (const { account, spans } of cells) inRows[account]!.push(...spans);
  }
  for (const spans of inRows) spans.sort((a, b) => a[0] - b[0]);
  const told = new Set<string>();
  return passages.flatMap((passage) => {
    const { account, isHeadline, spans, statement, lower, sentence } = passage;
    const isInRow = spans.some((span) => touches(inRows[account]!, span));
    const isPart = isHeadline || statement?.within != null || lower.length < LEAST_WORDS;
    const key = `${account} ${sentence.start}`;
    // A sentence around statements, where one of them was told before.
    if (isInRow || isPart || (told.has(key) && statement === null)) return [];
    told.add(key);
    return [cellOf(setting, { account, spans, passage })];
  });
}

/** Whether one of the spans, in order of their starts, overlaps this one. */
function touches(spans: readonly SpanPair[], { start, end }: Span): boolean {
  for (const [from, to] of spans) {
    if (from >= end) return false;
    if (to > start) return true;
  }
  return false;
}
