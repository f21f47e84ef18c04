import { readFileSync } from "node:fs";
import { indexPlaces, resolveActors } from "../actors/index.ts";
import type { AttributionRelation } from "../attribute/index.ts";
import type { Entity } from "../document/index.ts";
import { analyse, parse } from "../language/index.ts";
import { bundledLanguage } from "../models.ts";
import { textDocument } from "../read/text-document.ts";
import { dataFile, readLines } from "../train/corpora.ts";
import { formatTable, percent } from "./table.ts";

type Pair = readonly [start: number, end: number];

interface Article {
  readonly id: string;
  readonly text: string;
  readonly attributions: readonly {
    readonly kind: AttributionRelation["kind"];
    readonly source: readonly Pair[] | null;
    readonly cue: readonly Pair[] | null;
    readonly content: readonly Pair[] | null;
  }[];
}

interface GoldArticle {
  readonly id: string;
  /** `who`: a full name, several joined by " + ", or "unnamed". */
  readonly sources: readonly { readonly span: Pair; readonly who: string }[];
}

interface Tally {
  asked: number;
  answered: number;
  right: number;
}

/**
 * Who is meant by the sources of gold/sources.json, the gold attributions given.
 *
 * - *Answered*: the source has an entity. `null` is no answer, and never right, whatever is meant.
 * - An answer is *right* for "unnamed" where its entity has no name, and for a name where its entity
 *   is named and means the same: titles and offices aside, the words of one name must all be words
 *   of the other, and where only one word is given, it must fit no other name of the article's gold.
 *   So "Trump" is right for "Donald J. Trump" only where no other Trump is a source.
 * - Several names: every one of them must share its last word with the entity's name.
 *
 * To answer always the same cannot help: "unnamed" for all, and the most frequent name for all, are
 * given as baselines. The articles of even rank by id may be read for improving; the others not.
 */
export function benchSources(data: string, goldFile: string, showsErrors: boolean): string {
  const articles = readLines<Article>(dataFile(data, "polnear", "train.ndjson.gz"));
  const byId = new Map(articles.map((article) => [article.id, article]));
  const gold = JSON.parse(readFileSync(goldFile, "utf8")) as GoldArticle[];
  const sorted = gold.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const halves = [newTally(), newTally()];
  const baselines = [newTally(), newTally()];
  const errors: string[][] = [];
  sorted.forEach(({ id, sources }, rank) => {
    const article = byId.get(id);
    if (article === undefined) throw new Error(`${goldFile}: there is no article "${id}".`);
    const names = sources.map(({ who }) => who);
    const answers = answer(article, sources);
    sources.forEach(({ span, who }, i) => {
      const entity = answers[i]!;
      const isRight = entity !== null && means(entity, who, names);
      count(halves[rank % 2]!, entity !== null, isRight);
      if (isRight || rank % 2 === 1) return;
      const words = article.text.slice(...span).replace(/\s+/g, " ");
      const given = entity === null ? "-" : entity.named ? entity.name : `(${entity.name})`;
      errors.push([
        String(rank),
        String(span[0]),
        words.slice(0, 40),
        given.slice(0, 40),
        who.slice(0, 40),
      ]);
    });
    const most = mostFrequent(names);
    for (const who of names) {
      count(baselines[0]!, true, who === "unnamed");
      count(baselines[1]!, true, who === most);
    }
  });
  const row = (title: string, { asked, answered, right }: Tally) => [
    title,
    String(asked),
    percent(answered / asked),
    percent(right / answered),
    percent(right / asked),
  ];
  const both = sum(halves);
  return [
    `Sources of ${sorted.length} PolNeAR train articles, the spans given`,
    formatTable(
      ["", "asked", "answered %", "right of answered %", "right %"],
      [
        row("even half", halves[0]!),
        row("odd half", halves[1]!),
        row("both", both),
        row('baseline: "unnamed"', baselines[0]!),
        row("baseline: most frequent", baselines[1]!),
      ],
    ),
    ...(showsErrors ? [formatTable(["article", "at", "source", "given", "meant"], errors)] : []),
  ].join("\n\n");
}

/** The entity of each gold source; the gold attributions are the relations. */
function answer(article: Article, sources: GoldArticle["sources"]): (Entity | null)[] {
  const doc = textDocument(article.text);
  const language = analyse(doc);
  const spans = (pairs: readonly Pair[] | null) =>
    (pairs ?? []).map(([start, end]) => ({ start, end }));
  const relations = article.attributions.map(
    (gold): AttributionRelation => ({
      source: spans(gold.source),
      cue: spans(gold.cue),
      content: spans(gold.content),
      kind: gold.kind,
      within: null,
      confidence: 1,
      by: "gold",
    }),
  );
  const actors = resolveActors(
    doc,
    language,
    parse(bundledLanguage(), language),
    relations,
    indexPlaces([]),
  );
  const byId = new Map(actors.entities.map((entity) => [entity.id, entity]));
  return sources.map(({ span: [start, end] }) => {
    const r = relations.findIndex(
      ({ source }) => source[0]?.start === start && source.at(-1)?.end === end,
    );
    const entity = actors.sources[r]?.entity ?? null;
    return entity === null ? null : byId.get(entity)!;
  });
}

function means(entity: Entity, who: string, names: readonly string[]): boolean {
  if (who === "unnamed") return !entity.named;
  if (!entity.named) return false;
  const given = wordsOf(entity.name);
  if (who.includes(" + "))
    return who.split(" + ").every((name) => given.includes(wordsOf(name).at(-1)!));
  if (!isSame(given, wordsOf(who))) return false;
  return (
    given.length > 1 ||
    names.every(
      (name) =>
        name === who || !wordsOf(name).includes(given[0]!) || isSame(wordsOf(name), wordsOf(who)),
    )
  );
}

/** Of the words of two names, all of one are in the other; initials and suffixes aside. */
function isSame(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return short.length > 0 && short.every((word) => long.includes(word));
}

const TITLES = new Set("mr mrs ms dr sen rep gov president senator the".split(" "));

function wordsOf(name: string): string[] {
  const words =
    name
      .toLowerCase()
      .replace(/['’]s\b/g, "")
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => word.length > 1 && !TITLES.has(word));
}

function mostFrequent(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== "unnamed") counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? "";
}

function newTally(): Tally {
  return { asked: 0, answered: 0, right: 0 };
}

function count(tally: Tally, isAnswered: boolean, isRight: boolean): void {
  tally.asked++;
  if (isAnswered) tally.answered++;
  if (isRight) tally.right++;
}

function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (all, { asked, answered, right }) => ({
      asked: all.asked + asked,
      answered: all.answered + answered,
      right: all.right + right,
    }),
    newTally(),
  );
}
