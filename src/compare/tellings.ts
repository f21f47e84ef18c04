import { cellOf, type Draft, rowOf, type Setting } from "./cells.ts";
import type { Cell, Difference } from "./comparison.ts";
import { dateMention } from "./dates.ts";
import { wordDifferences } from "./differences.ts";
import type { Quantity } from "./numbers.ts";
import type { Passage } from "./passages.ts";
import type { Link, Speakers } from "./same-words.ts";
import { compareSpeakers, namesSource } from "./speakers.ts";

/** A group of passages without those that only repeat what another one of the account holds. */
export function withoutNested(
  passages: readonly Passage[],
  group: readonly number[],
  strength: ReadonlyMap<number, number>,
): number[] {
  const bySurest = [...group].sort(
    (x, y) =>
      (strength.get(y) ?? 0) - (strength.get(x) ?? 0) ||
      passages[x]!.lower.length - passages[y]!.lower.length,
  );
  const kept: number[] = [];
  for (const i of bySurest) {
    const { account, sentence } = passages[i]!;
    const isTold = kept.some(
      (k) =>
        passages[k]!.account === account &&
        passages[k]!.sentence.start === sentence.start &&
        overlap(passages[k]!, passages[i]!),
    );
    if (!isTold) kept.push(i);
  }
  return kept.sort((x, y) => x - y);
}

function overlap(a: Passage, b: Passage): boolean {
  return a.spans.some((x) => b.spans.some((y) => x.start < y.end && y.start < x.end));
}

/** How surely each passage is linked: the sum of its links to others. */
export function strengthOf(links: readonly Link[]): Map<number, number> {
  const strength = new Map<number, number>();
  for (const { a, b, score } of links) {
    for (const i of [a, b]) strength.set(i, (strength.get(i) ?? 0) + score);
  }
  return strength;
}

/**
 * One row for each group: an utterance where all that is credited is the same source's, else a
 * telling. Of an utterance, the words that differ between what stands in quotation marks.
 */
export function tellingRow(
  setting: Setting,
  passages: readonly Passage[],
  speakers: Speakers,
  quantities: ReadonlyMap<Passage, readonly Quantity[]>,
): Draft | null {
  const cells = passages.map((passage) =>
    cellOf(setting, {
      account: passage.account,
      spans: passage.spans,
      passage,
      numbers: (quantities.get(passage) ?? []).map(({ mention }) => mention),
      dates: passage.record.times.flatMap((time) => {
        const [start, end] = time.span ?? [-1, -1];
        const isInside = passage.spans.some((span) => span.start <= start && end <= span.end);
        const mention = isInside ? dateMention(passage.record.text, time) : null;
        return mention === null ? [] : [mention];
      }),
    }),
  );
  const isUtterance = areOneSource(passages, speakers);
  return rowOf(setting, {
    kind: isUtterance ? "utterance" : "telling",
    cells,
    differences: (inOrder) => [
      ...wordingsOf(setting, inOrder),
      ...(isUtterance ? [] : sourcesOf(inOrder, passages, speakers)),
    ],
  });
}

function areOneSource(passages: readonly Passage[], speakers: Speakers): boolean {
  const credited = passages.filter(({ statement }) => statement !== null);
  const [first] = credited.filter((passage) => speakers.get(passage)!.keys.size > 0);
  if (first === undefined || new Set(credited.map(({ account }) => account)).size < 2) return false;
  return credited.every((passage) => {
    const [a, b] = [speakers.get(first)!, speakers.get(passage)!];
    return compareSpeakers(a, b) !== "other" || namesSource(a, b);
  });
}

/** The primary text first: a transcript or letter has the words that reports take up. */
function wordingsOf({ named, accounts }: Setting, cells: readonly Cell[]): Difference[] {
  const direct = cells.flatMap(({ kind }, i) => (kind === "direct" ? [i] : []));
  const isReport = (i: number) => ["report", null].includes(accounts[cells[i]!.account]!.genre);
  const base = direct.find((i) => !isReport(i)) ?? direct[0];
  if (base === undefined) return [];
  const textOf = (i: number) => named[cells[i]!.account]!.record.text;
  return direct
    .filter((i) => cells[i]!.account !== cells[base]!.account)
    .flatMap((i) => wordDifferences([textOf(base), textOf(i)], cells, [base, i]));
}

/** The same words in the mouths of two. */
function sourcesOf(
  cells: readonly Cell[],
  passages: readonly Passage[],
  speakers: Speakers,
): Difference[] {
  const ofCell = (cell: Cell) =>
    passages.find(
      ({ account, spans }) => account === cell.account && spans[0]!.start === cell.spans[0]![0],
    )!;
  const direct = cells.flatMap(({ kind }, i) => (kind === "direct" ? [i] : []));
  const [first, ...others] = direct;
  if (first === undefined) return [];
  return others.flatMap((i): Difference[] => {
    const [a, b] = [speakers.get(ofCell(cells[first]!))!, speakers.get(ofCell(cells[i]!))!];
    if (compareSpeakers(a, b) !== "other" || namesSource(a, b)) return [];
    const wordsOf = ({ source }: Cell) => ({
      spans: source?.spans ?? [],
      words: source?.words ?? [],
    });
    return [
      {
        kind: "source",
        between: [first, i],
        first: wordsOf(cells[first]!),
        second: wordsOf(cells[i]!),
      },
    ];
  });
}
