import type { Attribution, SpanPair } from "../document/index.ts";
import { visibleText } from "../export/visible.ts";
import { formatTable } from "./table.ts";

/** An attribution of the corpus, or of ours: the fields that are compared. */
export interface Roles {
  readonly source: readonly SpanPair[];
  readonly cue: readonly SpanPair[];
  readonly content: readonly SpanPair[];
}

interface Compared {
  readonly text: string;
  readonly gold: readonly (Roles & { readonly kind: string })[];
  readonly predicted: readonly Attribution[];
}

type Group = "missed" | "invented" | "wrong source" | "wrong cue" | "wrong extent";

interface Case {
  readonly group: Group;
  readonly kind: string;
  readonly text: string;
  readonly gold: Roles | null;
  readonly predicted: Attribution | null;
  /** The greater, the sooner it is shown: see `casesOf`. */
  readonly badness: number;
}

/** As many cases are shown with their text. */
const SHOWN = 50;

/** What to learn from each group. */
const MEANING: Readonly<Record<Group, string>> = {
  missed: "nothing of ours shares half of the content; direct ones first, then the longest",
  invented: "no gold content is near; the surest first",
  "wrong source": "content and cue found, another source; the surest first",
  "wrong cue": "content found, another cue; the surest first",
  "wrong extent":
    "the relation is right by the lenient measure, its content begins or ends elsewhere; the furthest off first",
};

/**
 * The errors of a run: how many of each group and kind, which cues they have, and the fifty worst
 * with their text, as many of each group as its share says. Contents pair up where they share half
 * of their words, best first; sources and cues are compared after that.
 */
export function errorListing(articles: readonly Compared[]): string {
  const cases = articles.flatMap(casesOf);
  const groups = Object.keys(MEANING) as Group[];
  const kinds = ["direct", "mixed", "indirect"];
  const counts = formatTable(
    ["errors", ...kinds, "all"],
    groups.map((group) => {
      const own = cases.filter((c) => c.group === group);
      const row = kinds.map((kind) => String(own.filter((c) => c.kind === kind).length));
      return [group, ...row, String(own.length)];
    }),
  );
  const parts = groups.map((group) => {
    const own = cases.filter((c) => c.group === group).sort((a, b) => b.badness - a.badness);
    const share = Math.round((SHOWN * own.length) / Math.max(1, cases.length));
    const shown = own.slice(0, share).map((c, i) => showCase(c, i + 1));
    const cues = `cues: ${commonCues(own)}`;
    return [`${group.toUpperCase()} (${own.length}): ${MEANING[group]}`, cues, ...shown].join("\n");
  });
  return [counts, ...parts].join("\n\n");
}

function casesOf({ text, gold, predicted }: Compared): Case[] {
  const cases: Case[] = [];
  const words = wordStarts(text);
  const goldWords = gold.map((relation) => wordsOf(relation.content, words));
  const ownWords = predicted.map((relation) => wordsOf(relation.content, words));
  const pairs = gold.flatMap((g, i) =>
    predicted.flatMap((p, j) => {
      const share = overlap(goldWords[i]!, ownWords[j]!);
      if (share < 0.5) return [];
      // Among contents alike, a relation that agrees otherwise is the one meant.
      const agrees = Number(touches(g.cue, p.cue)) + Number(sourceAgrees(g, p));
      return [{ i, j, share, rank: share + agrees }];
    }),
  );
  pairs.sort((a, b) => b.rank - a.rank || a.i - b.i || a.j - b.j);
  const ofGold = new Set<number>();
  const ofOwn = new Set<number>();
  for (const { i, j, share } of pairs) {
    if (ofGold.has(i) || ofOwn.has(j)) continue;
    ofGold.add(i);
    ofOwn.add(j);
    const [g, p] = [gold[i]!, predicted[j]!];
    const found = { kind: g.kind, text, gold: g, predicted: p };
    if (!sourceAgrees(g, p)) {
      cases.push({ ...found, group: "wrong source", badness: p.confidence! });
    } else if (!touches(g.cue, p.cue)) {
      cases.push({ ...found, group: "wrong cue", badness: p.confidence! });
    } else if (share < 1) cases.push({ ...found, group: "wrong extent", badness: 1 - share });
  }
  gold.forEach((g, i) => {
    if (ofGold.has(i)) return;
    const badness = (g.kind === "direct" ? 1e6 : 0) + goldWords[i]!.size;
    cases.push({ group: "missed", kind: g.kind, text, gold: g, predicted: null, badness });
  });
  predicted.forEach((p, j) => {
    if (ofOwn.has(j)) return;
    const badness = p.confidence!;
    cases.push({ group: "invented", kind: p.kind, text, gold: null, predicted: p, badness });
  });
  return cases;
}

/** Beginnings of words, which the corpus's scorer counts too: runs of letters and digits. */
function wordStarts(text: string): number[] {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(({ index }) => index);
}

function wordsOf(spans: readonly SpanPair[], words: readonly number[]): ReadonlySet<number> {
  return new Set(words.filter((at) => spans.some(([start, end]) => start <= at && at < end)));
}

/** F1 of two sets. */
function overlap(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let common = 0;
  for (const word of a) if (b.has(word)) common++;
  return common === 0 ? 0 : (2 * common) / (a.size + b.size);
}

function touches(a: readonly SpanPair[], b: readonly SpanPair[]): boolean {
  return a.some(([from, to]) => b.some(([start, end]) => from < end && start < to));
}

function sourceAgrees(a: Roles, b: Roles): boolean {
  return (a.source.length === 0 && b.source.length === 0) || touches(a.source, b.source);
}

/** The commonest cues of the cases, in lower case, with their numbers. */
function commonCues(cases: readonly Case[]): string {
  const counts = new Map<string, number>();
  for (const { text, gold, predicted } of cases) {
    const cue = words(text, (gold ?? predicted)!.cue).toLowerCase() || "(none)";
    counts.set(cue, (counts.get(cue) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return sorted
    .slice(0, 12)
    .map(([cue, count]) => `${cue} ${count}`)
    .join(", ");
}

function words(text: string, spans: readonly SpanPair[]): string {
  return visibleText(spans.map(([start, end]) => text.slice(start, end)).join(" … "));
}

function showCase({ text, kind, gold, predicted }: Case, number: number): string {
  const lines = [`${String(number).padStart(3)}. ${kind}`];
  if (gold !== null) lines.push(`     gold  ${marked(text, gold)}`);
  if (predicted !== null) {
    const by = `${predicted.confidence!.toFixed(2)} ${predicted.by}`;
    lines.push(`     ours  ${marked(text, predicted)}  [${by}]`);
  }
  return lines.join("\n");
}

/** Characters shown on either side of a relation, and of a long content from either end. */
const AROUND = 60;
const LONG = 120;

/** The words of a relation in their text: [source] {cue} <content>. */
function marked(text: string, { source, cue, content }: Roles): string {
  const spans = [
    ...source.map(([start, end]) => ({ start, end, open: "[", close: "]" })),
    ...cue.map(([start, end]) => ({ start, end, open: "{", close: "}" })),
    ...content.map(([start, end]) => ({ start, end, open: "<", close: ">" })),
  ].sort((a, b) => a.start - b.start);
  let shown = visibleText(text.slice(Math.max(0, spans[0]!.start - AROUND), spans[0]!.start));
  let at = spans[0]!.start;
  for (const { start, end, open, close } of spans) {
    if (start > at) shown += shorten(visibleText(text.slice(at, start)));
    shown += open + shorten(visibleText(text.slice(Math.max(at, start), end))) + close;
    at = Math.max(at, end);
  }
  return shown + visibleText(text.slice(at, at + AROUND));
}

function shorten(text: string): string {
  return text.length <= 2 * LONG ? text : `${text.slice(0, LONG)} … ${text.slice(-LONG)}`;
}
