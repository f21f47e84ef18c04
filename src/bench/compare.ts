import { type Comparison, compareAccounts, type Row } from "../compare/index.ts";
import type { DocumentRecord } from "../document/index.ts";
import { bundledModels } from "../models.ts";
import { recordOf } from "../record.ts";
import { dataFile, readLines } from "../train/corpora.ts";
import { documentOfLines, type GoldArticle } from "../train/polnear.ts";
import { seededRandom, shuffle } from "../train/random.ts";
import { formatTable } from "./table.ts";

interface Article extends GoldArticle {
  readonly publisher: string;
  readonly date: string;
}

export interface CompareBenchOptions {
  readonly data: string;
  /** How many rows to draw for reading. */
  readonly sample: number;
  readonly seed: number;
  /** The share of rare words in common from which two articles are about one matter. */
  readonly alike: number;
  /** How many days lie between the articles of a group. */
  readonly apart: number;
  /** Print the drawn rows with their words, to read them. */
  readonly show: boolean;
}

const MOST_IN_GROUP = 4;

/**
 * Accounts of one matter by different publishers on one day, from the training half of PolNeAR: how
 * many rows of each kind a comparison of each group has, rows drawn with a seed to be read and
 * judged, and how long fifty documents of about a thousand words take.
 */
export function benchCompare({
  data,
  sample,
  seed,
  apart,
  alike,
  show,
}: CompareBenchOptions): string {
  const articles = readLines<Article>(dataFile(data, "polnear", "train.ndjson.gz"));
  const groups = groupsOf(articles, apart, alike);
  const compared = groups.map((group) => ({
    group,
    comparison: compareAccounts(group.map(recordOfArticle), { names: group.map(({ id }) => id) }),
  }));
  const rows = compared.flatMap(({ comparison }) =>
    comparison.rows.map((row) => ({ comparison, row })),
  );
  const drawn = shuffle(rows, seededRandom(seed)).slice(0, sample);
  return [
    `${groups.length} groups, ${groups.flat().length} articles, ${rows.length} rows`,
    countTable(rows.map(({ row }) => row)),
    timeOf(articles),
    ...drawn.map(({ comparison, row }, i) => describe(comparison, row, i + 1, show)),
  ].join("\n\n");
}

function countTable(rows: readonly Row[]): string {
  const kinds = [...new Set(rows.map(({ kind }) => kind))].sort();
  return formatTable(
    ["kind", "rows", "with differences", "firmer"],
    kinds.map((kind) => {
      const of = rows.filter((row) => row.kind === kind);
      const differing = of.filter(({ differences }) => differences.length > 0);
      const firmer = of.filter((row) => row.firmer.length > 0);
      return [kind, ...[of, differing, firmer].map(({ length }) => String(length))];
    }),
  );
}

function recordOfArticle({ id, text, publisher, date }: Article): DocumentRecord {
  const doc = { ...documentOfLines(id, text), outlet: publisher, published: date, genre: "report" };
  return recordOf(doc, bundledModels(), {});
}

/** Articles of one day, or so many days apart, by different publishers that share their rare words. */
function groupsOf(articles: readonly Article[], apart: number, alike: number): Article[][] {
  const count = new Map<string, number>();
  const words = new Map(articles.map((article) => [article, rareWords(article.text)]));
  for (const set of words.values()) for (const w of set) count.set(w, (count.get(w) ?? 0) + 1);
  const weight = (w: string) => Math.log(articles.length / count.get(w)!);
  const sum = (set: Iterable<string>) => [...set].reduce((total, w) => total + weight(w), 0);
  const taken = new Set<Article>();
  const groups: Article[][] = [];
  for (const article of articles) {
    if (taken.has(article)) continue;
    const group = [article];
    for (const other of articles) {
      if (group.length === MOST_IN_GROUP) break;
      if (taken.has(other) || daysBetween(article, other) !== apart) continue;
      if (group.some(({ publisher }) => publisher === other.publisher)) continue;
      const [a, b] = [words.get(article)!, words.get(other)!];
      const shared = sum([...a].filter((w) => b.has(w)));
      if (shared / Math.min(sum(a), sum(b)) >= alike) group.push(other);
    }
    if (group.length < 2) continue;
    for (const one of group) taken.add(one);
    groups.push(group);
  }
  return groups;
}

function daysBetween(a: Article, b: Article): number {
  return Math.abs(Date.parse(a.date) - Date.parse(b.date)) / 86_400_000;
}

function rareWords(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/\p{L}{4,}/gu) ?? []);
}

/** Fifty articles of about a thousand words, as if they were of one matter. */
function timeOf(articles: readonly Article[]): string {
  const size = ({ text }: Article) => text.split(/\s+/).length;
  const chosen = articles.filter((article) => size(article) > 800).slice(0, 50);
  const records = chosen.map(recordOfArticle);
  compareAccounts(records.slice(0, 4));
  // Of the processor, so that others at work on the machine do not count.
  const start = process.cpuUsage();
  const { rows } = compareAccounts(records);
  const ms = process.cpuUsage(start).user / 1000;
  const total = chosen.reduce((sum, article) => sum + size(article), 0);
  return `${chosen.length} documents, ${total} words: ${ms.toFixed(0)} ms, ${rows.length} rows`;
}

/** A row by its documents and offsets; with its words only where they are to be read. */
function describe({ accounts }: Comparison, row: Row, n: number, show: boolean): string {
  const cells = row.cells.map((cell) => {
    const at = cell.spans.map(([start, end]) => `${start}-${end}`).join(",");
    const words = cell.words.join(" … ").replace(/\s+/g, " ");
    const source = cell.source?.words.join(" … ") ?? "";
    const told = show ? `\n      ${cell.voice} ${cell.kind ?? ""} [${source}] ${words}` : "";
    return `    ${accounts[cell.account]!.document} ${cell.entry ?? "-"} ${at}${told}`;
  });
  const differences = row.differences.map(({ kind, between, first, second }) => {
    const words = show ? ` [-${first.words.join(" … ")}-] {+${second.words.join(" … ")}+}` : "";
    return `    ≠ ${kind} ${between.join("/")}${words}`;
  });
  const firmer = row.firmer.map(({ from, to }) => `    firmer ${from} → ${to}`);
  return [`${n}. ${row.kind}`, ...cells, ...differences, ...firmer].join("\n");
}
