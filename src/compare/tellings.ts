import { cellOf, type Draft, rowOf, type Setting } from "./cells.ts";
import type { Cell, Difference } from "./comparison.ts";
import { dateMention } from "./dates.ts";
import { wordDifferences } from "./differences.ts";
import type { Quantity } from "./numbers.ts";
import type { Passage } from "./passages.ts";
import { isByContent, type Link, type Speakers } from "./same-words.ts";
import { compareSpeakers, namesSource } from "./speakers.ts";

/** What rows of tellings are made from. */
export interface Tellings {
  readonly setting: Setting;
  readonly passages: readonly Passage[];
  readonly speakers: Speakers;
  readonly links: readonly Link[];
  readonly quantities: ReadonlyMap<Passage, readonly Quantity[]>;
}

/** How two runs have the same words, `null` where they do not. */
type SharedBy = (a: Run, b: Run) => Link["by"] | null;

interface Compared {
  readonly sharedBy: SharedBy;
  /** How much the two agree, from 0 to 1. */
  readonly agreement: (a: Run, b: Run) => number;
  /** Whether they are linked by more than a deed. */
  readonly isWorded: (a: Run, b: Run) => boolean;
}

/** From this agreement on, two tell nearly the same, and whose voice they use can be compared. */
const CLOSE = 0.6;

/** Passages that follow on one another in one statement or in the outlet's own voice. */
type Run = readonly number[];

/**
 * One row for each group of linked passages, and one for groups that follow on one another in every
 * account: a statement that two have in full is one row. An utterance is what one source says in all
 * of them; all else is a telling.
 */
export function tellingRows(told: Tellings, groups: readonly (readonly number[])[]): Draft[] {
  const strength = strengthOf(told.links);
  const bare = groups.map((group) => withoutNested(told.passages, group, strength));
  const ofPair = new Map<string, Link["by"]>();
  /** Whoever does the same tells it in other words: a deed makes no utterance. */
  const worded = new Set<string>();
  for (const link of told.links) {
    const { a, b, by } = link;
    const pair = `${Math.min(a, b)} ${Math.max(a, b)}`;
    if (!isByContent(link)) ofPair.set(pair, by);
    if (by !== "deed") worded.add(pair);
  }
  const sharedBy: SharedBy = (a, b) => {
    for (const x of a) {
      for (const y of b) {
        const by = ofPair.get(`${Math.min(x, y)} ${Math.max(x, y)}`);
        if (by !== undefined) return by;
      }
    }
    return null;
  };
  const scores = new Map(
    told.links.map(({ a, b, score }) => [`${Math.min(a, b)} ${Math.max(a, b)}`, score]),
  );
  const agreement = (a: Run, b: Run) =>
    Math.max(
      0,
      ...a.flatMap((x) => b.map((y) => scores.get(`${Math.min(x, y)} ${Math.max(x, y)}`) ?? 0)),
    );
  const isWorded = (a: Run, b: Run) =>
    a.some((x) => b.some((y) => worded.has(`${Math.min(x, y)} ${Math.max(x, y)}`)));
  const compared = { sharedBy, agreement, isWorded };
  return joinRuns(told.passages, bare).flatMap((runs) => rowOfRuns(told, runs, compared) ?? []);
}

/** A group without those that only repeat what another one of the same sentence holds. */
function withoutNested(
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
function strengthOf(links: readonly Link[]): Map<number, number> {
  const strength = new Map<number, number>();
  for (const { a, b, score } of links) {
    for (const i of [a, b]) strength.set(i, (strength.get(i) ?? 0) + score);
  }
  return strength;
}

/** Groups as runs, those that continue another one joined to it. */
function joinRuns(passages: readonly Passage[], groups: readonly (readonly number[])[]): Run[][] {
  const joined: number[][][] = [];
  // By the statement of its first passage the last group, which alone can go on.
  const last = new Map<string, number[][]>();
  for (const group of groups) {
    const { account, statement } = passages[group[0]!]!;
    const key = `${account} ${statement?.id}`;
    const before = last.get(key);
    if (before !== undefined && continues(passages, before, group)) {
      for (const [k, i] of group.entries()) before[k]!.push(i);
      continue;
    }
    const runs = group.map((i) => [i]);
    joined.push(runs);
    last.set(key, runs);
  }
  return joined;
}

function continues(
  passages: readonly Passage[],
  runs: readonly (readonly number[])[],
  group: readonly number[],
): boolean {
  if (runs.length !== group.length) return false;
  return group.every((i, k) => {
    const last = runs[k]!.at(-1)!;
    const [one, next] = [passages[last]!, passages[i]!];
    if (one.account !== next.account || one.statement !== next.statement) return false;
    const between = one.record.text.slice(one.spans.at(-1)!.end, next.spans[0]!.start);
    return one.spans[0]!.start < next.spans[0]!.start && !/[\p{L}\p{N}\n]/u.test(between);
  });
}

function rowOfRuns(
  { setting, passages, speakers, quantities }: Tellings,
  runs: readonly Run[],
  { sharedBy, agreement, isWorded }: Compared,
): Draft | null {
  const told = runs.map((run): Told => {
    const of = run.map((i) => passages[i]!);
    const [passage] = of;
    const spans = of.flatMap((one) => one.spans);
    const { account, record } = passage!;
    const cell = cellOf(setting, {
      account,
      spans,
      passage: passage!,
      numbers: of.flatMap((one) => quantities.get(one) ?? []).map(({ mention }) => mention),
      dates: record.times.flatMap((time) => {
        const [start, end] = time.span ?? [-1, -1];
        const isInside = spans.some((span) => span.start <= start && end <= span.end);
        return (isInside ? dateMention(record.text, time) : null) ?? [];
      }),
    });
    return { run, cell, passage: passage! };
  });
  const isOne = (a: Told, b: Told) => {
    const [x, y] = [speakers.get(a.passage)!, speakers.get(b.passage)!];
    const sameness = compareSpeakers(x, y);
    if (sameness === "same") return true;
    // "Its organisers say" is not the word of the one who chairs them.
    const mayBe = sameness === "perhaps" && isGroup(a) === isGroup(b);
    return sharedBy(a.run, b.run) !== null && (mayBe || namesSource(x, y));
  };
  const credited = told.filter(({ passage }) => passage.statement !== null);
  const isUtterance =
    credited.length === told.length &&
    told.some((one) => told.some((other) => isWorded(one.run, other.run))) &&
    credited.some((one) => credited.every((other) => one === other || isOne(one, other)));
  const ofCell = new Map(told.map((one) => [one.cell, one]));
  const pairs = wordingPairs(setting, told, sharedBy);
  return rowOf(setting, {
    kind: isUtterance ? "utterance" : "telling",
    cells: told.map(({ cell }) => cell),
    areClose: (a, b) => agreement(ofCell.get(a)!.run, ofCell.get(b)!.run) >= CLOSE,
    differences: (inOrder) =>
      pairs.flatMap(([a, b]) => {
        const at: readonly [number, number] = [inOrder.indexOf(a.cell), inOrder.indexOf(b.cell)];
        const texts: readonly [string, string] = [a.passage.record.text, b.passage.record.text];
        const words = wordDifferences(texts, inOrder, at);
        return isOne(a, b) ? words : [...words, sourceDifference(a.cell, b.cell, at)];
      }),
  });
}

interface Told {
  readonly run: Run;
  readonly cell: Cell;
  readonly passage: Passage;
}

function isGroup({ passage }: Told): boolean {
  return passage.voice === "group";
}

/**
 * Direct wordings that are compared word by word: each with that of the primary text, a transcript or
 * letter, else with the first.
 */
function wordingPairs(
  { accounts }: Setting,
  told: readonly Told[],
  sharedBy: SharedBy,
): (readonly [Told, Told])[] {
  const direct = told.filter(({ cell }) => cell.kind === "direct");
  const isReport = ({ cell }: Told) => ["report", null].includes(accounts[cell.account]!.genre);
  const base = direct.find((one) => !isReport(one)) ?? direct[0];
  if (base === undefined) return [];
  return direct
    .filter((one) => one.cell.account !== base.cell.account)
    .filter((one) => sharedBy(base.run, one.run) === "words")
    .map((one) => [base, one] as const);
}

/** The same words, credited to two. */
function sourceDifference(a: Cell, b: Cell, between: readonly [number, number]): Difference {
  const wordsOf = ({ source }: Cell) => ({
    spans: source?.spans ?? [],
    words: source?.words ?? [],
  });
  return { kind: "source", between, first: wordsOf(a), second: wordsOf(b) };
}
