import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { type Document, isBody } from "../document/index.ts";
import { decodeBytes } from "../read/decode.ts";
import { htmlDocument } from "../read/html-document.ts";
import { dataFile, readLines } from "../train/corpora.ts";
import { formatTable } from "./table.ts";

/** What a reader makes of one page, in the form that the scorers take. */
export interface ReadPage {
  readonly title: string | null;
  readonly byline: readonly string[];
  readonly published: string | null;
  readonly text: string;
}

/** A reader to measure: ours or a peer's. */
export interface PageReader {
  readonly name: string;
  read(html: string, url: string): ReadPage | Promise<ReadPage>;
}

interface Page {
  readonly id: string;
  readonly url: string;
  readonly bytes: Uint8Array;
}

interface PageSet {
  readonly name: "articles" | "fundus" | "htmldate";
  readonly pages: readonly Page[];
  readonly gold: readonly { readonly id: string }[];
}

/** `wrong` lists ids by measure; of a body, those with the most words too many or missing. */
export interface ReadingOptions {
  readonly data: string;
  /** One half of every set by the hash of its ids; both where it is not given. */
  readonly half?: "a" | "b" | undefined;
  /** One of the sets by name; all where it is not given. */
  readonly set?: string | undefined;
  readonly peers: boolean;
  readonly wrong: boolean;
}

/** Body, metadata, speed and source map on the three sets of pages, one row for each reader. */
export async function benchReading(options: ReadingOptions): Promise<string> {
  const sets = readSets(options.data, options.half).filter(
    ({ name }) => options.set === undefined || options.set === name,
  );
  const readers = [OURS, ...(options.peers ? await findPeers() : [])];
  const parts: string[] = [];
  for (const set of sets) {
    const rows: string[][] = [];
    const notes: string[] = [];
    for (const reader of readers) {
      const run = await readAll(reader, set);
      const scored = await score(options.data, set, run.pages);
      rows.push([reader.name, ...scored.cells, run.perSecond.toFixed(0), String(run.crashes)]);
      if (options.wrong && reader === OURS) notes.push(...scored.wrong);
    }
    const head = [
      `${set.name}, ${set.pages.length} pages`,
      ...HEADS[set.name],
      "pages/s",
      "crashes",
    ];
    parts.push([formatTable(head, rows), ...notes].join("\n"));
  }
  parts.push(mappingReport(sets));
  return parts.join("\n\n");
}

const HEADS = {
  articles: ["F1", "precision", "recall", "accuracy"],
  fundus: ["day", "minute", "zone", "authors", "title", "body F1", "precision", "recall"],
  htmldate: ["day", "news", "mixed", "dates given, share right"],
} as const;

const OURS: PageReader = {
  name: "OnRecord",
  read(html) {
    return readPage(htmlDocument(html));
  },
};

/** What a consumer of the record has as the article: the blocks of the body, in order. */
function readPage(doc: Document): ReadPage {
  const body = doc.blocks.filter(isBody).map(({ start, end }) => doc.text.slice(start, end));
  const { title, byline, published } = doc;
  return { title, byline, published, text: body.join("\n\n") };
}

/** The peers, where `npm ci --prefix bench` has installed them. */
async function findPeers(): Promise<PageReader[]> {
  const file = resolve("bench", "peers.mjs");
  if (!existsSync(resolve("bench", "node_modules"))) {
    console.error("The peers are not installed: npm ci --prefix bench");
    return [];
  }
  const { peers } = (await import(pathToFileURL(file).href)) as { peers: PageReader[] };
  return peers;
}

function readSets(data: string, half: "a" | "b" | undefined): PageSet[] {
  const isIn = (id: string) => half === undefined || halfOf(id) === half;
  const truth = JSON.parse(
    readFileSync(dataFile(data, "articles", "ground-truth.json"), "utf8"),
  ) as Record<string, { url: string; articleBody: string }>;
  const articles = Object.entries(truth).map(([id, gold]) => ({ ...gold, id }));
  const sets: PageSet[] = [
    pageSet("articles", join(data, "articles"), articles.filter(withId(isIn))),
  ];
  for (const name of ["fundus", "htmldate"] as const) {
    const gold = readLines<{ id: string; url: string }>(
      dataFile(data, "metadata", name, "gold.ndjson"),
    );
    sets.push(pageSet(name, join(data, "metadata", name), gold.filter(withId(isIn))));
  }
  return sets;
}

function withId(isIn: (id: string) => boolean): (page: { id: string }) => boolean {
  return ({ id }) => isIn(id);
}

function pageSet(
  name: PageSet["name"],
  folder: string,
  gold: readonly { id: string; url: string }[],
): PageSet {
  const pages = gold.map(({ id, url }) => ({
    id,
    url,
    bytes: gunzipSync(readFileSync(join(folder, "html", `${id}.html.gz`))),
  }));
  return { name, pages, gold };
}

function halfOf(id: string): "a" | "b" {
  const [first] = createHash("sha256").update(`onrecord-reading-v1:${id}`).digest();
  return first! % 2 === 0 ? "a" : "b";
}

async function readAll(reader: PageReader, set: PageSet) {
  const sources = set.pages.map((page) => decodeBytes(page.bytes, { name: page.id, html: true }));
  for (const [i, source] of sources.slice(0, 50).entries())
    await attempt(reader, source, set.pages[i]!.url);
  const pages = new Map<string, ReadPage>();
  const before = process.cpuUsage();
  for (const [i, { id, url }] of set.pages.entries()) {
    const page = await attempt(reader, sources[i]!, url);
    if (page) pages.set(id, page);
  }
  const { user, system } = process.cpuUsage(before);
  const perSecond = set.pages.length / ((user + system) / 1e6);
  return { pages, perSecond, crashes: set.pages.length - pages.size };
}

async function attempt(reader: PageReader, html: string, url: string): Promise<ReadPage | null> {
  try {
    return await reader.read(html, url);
  } catch (error) {
    if (reader === OURS) console.error(`${url}: ${String(error)}`);
    return null;
  }
}

interface Scored {
  readonly cells: readonly string[];
  readonly wrong: readonly string[];
}

/** Scores with the scorer that lies beside the set. */
async function score(
  data: string,
  set: PageSet,
  pages: ReadonlyMap<string, ReadPage>,
): Promise<Scored> {
  const folder = set.name === "articles" ? "articles" : "metadata";
  const file = dataFile(data, folder, "score.mjs");
  const scorer = await import(pathToFileURL(resolve(file)).href);
  if (set.name === "articles") return scoreArticles(scorer, set, pages);
  const lines = [...pages].map(([id, page]) => ({ id, ...page }));
  const { tallies, body, own } = scorer.score(set.name, set.gold, lines);
  const shares = Object.values(tallies as Record<string, Tally>).map((t) => share(t.right / t.of));
  const wrong = Object.entries(tallies as Record<string, Tally>).map(
    ([measure, t]) => `  wrong ${measure}: ${t.wrong.join(" ")}`,
  );
  const rest = set.name === "fundus" ? [body.f1, body.precision, body.recall] : [own.precision];
  return { cells: [...shares, ...rest.map(share)], wrong };
}

interface Tally {
  readonly right: number;
  readonly of: number;
  readonly wrong: readonly string[];
}

interface ArticleScorer {
  score(gold: object, guesses: object): { id: string; extra: number; missing: number }[];
  summarise(scored: object): { f1: number; precision: number; recall: number; accuracy: number };
}

function scoreArticles(
  scorer: ArticleScorer,
  set: PageSet,
  pages: ReadonlyMap<string, ReadPage>,
): Scored {
  const gold = Object.fromEntries(set.gold.map((page) => [page.id, page]));
  const guesses = Object.fromEntries(set.pages.map(({ id }) => [id, pages.get(id)?.text ?? ""]));
  const scored = scorer.score(gold, guesses);
  const { f1, precision, recall, accuracy } = scorer.summarise(scored);
  const wrong = scored
    .filter(({ extra, missing }) => extra + missing > 0)
    .sort((a, b) => b.extra + b.missing - a.extra - a.missing)
    .map(({ id, extra, missing }) => `  ${id}: ${extra} too many, ${missing} missing`);
  return { cells: [f1, precision, recall, accuracy].map(share), wrong };
}

function share(value: number): string {
  return Number.isNaN(value) ? "-" : value.toFixed(3);
}

/** How many kept characters lead back to the same character, or its entity, in the page. */
function mappingReport(sets: readonly PageSet[]): string {
  let kept = 0;
  let right = 0;
  for (const { pages } of sets) {
    for (const { id, bytes } of pages) {
      const source = decodeBytes(bytes, { name: id, html: true });
      const doc = htmlDocument(source);
      kept += wordCharacters(doc.text);
      for (const { at, from, length } of doc.sourceMap!) {
        const words = doc.text.slice(at, at + length);
        const there = source.slice(from, from + length);
        if (
          source[from] === "&" ||
          words === there.replace(/[\t\n\v\f\r]/g, " ") ||
          words === there
        )
          right += wordCharacters(words);
      }
    }
  }
  return `kept characters that are no white space: ${kept}; leading back to the page: ${right} (${((100 * right) / kept).toFixed(3)}%)`;
}

function wordCharacters(text: string): number {
  return text.replace(/\s+/g, "").length;
}
