import type { DocumentRecord } from "../document/index.ts";
import { bundledLanguage } from "../models.ts";
import { checkQuotation, MemoryShelf } from "../quotes/index.ts";
import { dataFile, readLines } from "../train/corpora.ts";
import { goldRecord, type PublishedArticle } from "../train/gold-records.ts";
import { seededRandom } from "../train/random.ts";
import { ALTERATIONS, type Alteration, type AlteredCopy, alteredCopies } from "./altered.ts";
import { formatTable, percent } from "./table.ts";
import { benchUtterances } from "./utterances.ts";

/** Copies of each alteration. */
const COPIES = 100;

/** What is to be said of a copy. */
const EXPECTED: Readonly<Record<Alteration, string>> = {
  untouched: "verbatim",
  "one word": "changed",
  cut: "cut",
  joined: "stitched",
  source: "given to somebody else",
};

export interface QuotesOptions {
  readonly data: string;
  readonly errors: boolean;
  readonly seed: number;
  readonly half: "a" | "b" | undefined;
}

/**
 * The quote check on PolNeAR train, the gold attributions given: altered copies of direct contents
 * are looked up among all articles; and the statements that have the same words. Half a (articles of
 * even rank by id) was looked at.
 */
export async function benchQuotes({ data, errors, seed, half }: QuotesOptions): Promise<string> {
  const articles = readLines<PublishedArticle>(dataFile(data, "polnear", "train.ndjson.gz"));
  const model = bundledLanguage();
  const records = articles
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((article) => goldRecord(article, model));
  const drawn = records.filter((_, i) => half === undefined || (i % 2 === 0) === (half === "a"));
  const shelf = new MemoryShelf();
  for (const record of records) shelf.add(record.id, record);
  const tallies = new Map(ALTERATIONS.map((alteration) => [alteration, newTally()]));
  const wrong: string[] = [];
  for (const copy of alteredCopies(drawn, COPIES, seededRandom(seed))) {
    const problem = await judge(shelf, copy, tallies.get(copy.alteration)!);
    if (problem !== null) wrong.push(problem);
  }
  const row = (title: string, tally: Tally) => [
    title,
    String(tally.copies),
    percent(tally.found / tally.copies),
    percent(tally.own / tally.copies),
    percent(tally.named / tally.copies),
  ];
  const table = formatTable(
    ["", "copies", "right document first %", "the very one %", "kind named %"],
    [
      ...[...tallies].map(([title, tally]) => row(title, tally)),
      row("all", sum([...tallies.values()])),
    ],
  );
  const title = `Altered copies of direct contents of PolNeAR train, ${records.length} articles, seed ${seed}`;
  const utterances = benchUtterances(records, "gold/utterances.json", { half, show: errors });
  return [title, table, ...(errors ? [wrong.join("\n")] : []), utterances].join("\n\n");
}

interface Tally {
  copies: number;
  /** The first place is an article it was taken from, or one that has the words no less fully. */
  found: number;
  own: number;
  /** Exactly the kind that was made, and no other. */
  named: number;
}

function newTally(): Tally {
  return { copies: 0, found: 0, own: 0, named: 0 };
}

function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (all, { copies, found, own, named }) => ({
      copies: all.copies + copies,
      found: all.found + found,
      own: all.own + own,
      named: all.named + named,
    }),
    newTally(),
  );
}

/** Counts what was found of a copy; a line about it where something is wrong. */
async function judge(shelf: MemoryShelf, copy: AlteredCopy, tally: Tally): Promise<string | null> {
  const check = await checkQuotation(shelf, copy.words, copy.by);
  const [first] = check.places;
  const own = check.places.find(({ key }) => copy.from.includes(key));
  const isOwn = first !== undefined && first === own;
  const isFound = isOwn || (own !== undefined && first!.same >= own.same);
  const isNamed = check.kinds.join() === EXPECTED[copy.alteration];
  tally.copies++;
  if (isFound) tally.found++;
  if (isOwn) tally.own++;
  if (isNamed) tally.named++;
  if (isFound && isNamed) return null;
  const where = first === undefined ? "nowhere" : place(first.record, copy);
  return `${copy.alteration}: ${check.kinds.join(", ") || "not found"} (${where}): ${copy.words.replace(/\s+/g, " ")} [${copy.by}]`;
}

function place({ id }: DocumentRecord, { from }: AlteredCopy): string {
  return from.includes(id) ? "its own" : `${id}, not ${from.join()}`;
}
