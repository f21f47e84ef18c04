import type { DocumentRecord } from "../document/index.ts";
import { accountOf, compareDates, inOrder } from "./accounts.ts";
import { dateRow, documentRows, eventRows, numberRow, occasionRows } from "./aspects.ts";
import { cellOf, type Draft, type Setting } from "./cells.ts";
import { findCitations } from "./cited-documents.ts";
import type { Cell, Comparison } from "./comparison.ts";
import { groupQuantities } from "./counts.ts";
import { findDated, groupDates } from "./dates.ts";
import { alignEntities } from "./entities.ts";
import { groupLinked } from "./groups.ts";
import { nameRows } from "./names.ts";
import { findQuantities, type Quantity } from "./numbers.ts";
import { type Passage, prepare } from "./passages.ts";
import { relateAccounts } from "./relations.ts";
import { linkSameMatter, Weights } from "./same-matter.ts";
import { linkPartialQuotations, linkSameWords } from "./same-words.ts";
import { signatoryRows } from "./signatories.ts";
import { speakersOf } from "./speakers.ts";
import { strengthOf, tellingRow, withoutNested } from "./tellings.ts";

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
  const prepared = ordered.map(prepare);
  const passages = prepared.flatMap((account) => account.passages);
  const speakers = new Map(
    prepared.flatMap((account) => [...speakersOf(account, keys, citations)]),
  );
  const weights = new Weights(passages);

  const links = [
    ...linkSameWords(passages, speakers),
    ...linkPartialQuotations(passages, prepared, speakers),
    ...linkSameMatter(passages, speakers, weights),
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

  const quantities = prepared.flatMap(findQuantities);
  const counts = groupQuantities(quantities, (a, b) => areLinked(a.passage, b.passage));
  const dates = groupDates(prepared.flatMap(findDated), (word) => weights.isRare(word), areLinked);
  const strength = strengthOf(links);
  const byPassage = new Map<Passage, Quantity[]>();
  for (const quantity of quantities) {
    if (quantity.passage === null) continue;
    byPassage.set(quantity.passage, [...(byPassage.get(quantity.passage) ?? []), quantity]);
  }
  const tellings = groups.map((group) => withoutNested(passages, group, strength));
  const signed = signatoryRows(setting, keys, counts);
  const events = eventRows(setting, keys);
  const drafts = [
    ...documentRows(setting, citations),
    ...occasionRows(setting),
    ...tellings.map((group) =>
      tellingRow(
        setting,
        group.map((i) => passages[i]!),
        speakers,
        byPassage,
      ),
    ),
    ...signed.rows,
    ...counts.filter((group) => !signed.taken.has(group)).map((group) => numberRow(setting, group)),
    ...dates.map((group) => dateRow(setting, group)),
    ...nameRows(setting, keys),
    ...events,
  ].filter((draft) => draft !== null);

  const rows = sortRows(drafts).map((draft, i) => ({ id: `r${i + 1}`, ...draft }));
  return {
    schema: "onrecord-comparison/1",
    offsets: "utf16",
    accounts: setting.accounts,
    rows,
    single: singleCells(setting, passages, new Set(groups.flat())),
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

/** What no row of tellings holds: statements and sentences, without those inside another one. */
function singleCells(
  setting: Setting,
  passages: readonly Passage[],
  grouped: ReadonlySet<number>,
): Cell[] {
  const told = new Map<Passage["record"], Set<number>>();
  passages.forEach(({ record, sentence }, i) => {
    if (!grouped.has(i)) return;
    const sentences = told.get(record) ?? new Set();
    sentences.add(sentence.start);
    told.set(record, sentences);
  });
  const seen = new Set<string>();
  return passages.flatMap((passage, i) => {
    const { account, record, sentence, isHeadline, spans, statement } = passage;
    if (grouped.has(i) || isHeadline || statement?.within != null) return [];
    // Beside what others tell too, only a statement of its own is news.
    if (statement === null && told.get(record)?.has(sentence.start)) return [];
    const key = `${account} ${spans[0]!.start} ${spans.at(-1)!.end}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [cellOf(setting, { account, spans, passage })];
  });
}
