import type { Attribution, DocumentRecord, SpanPair } from "../document/index.ts";
import { compareParties, lastName, type Party, partyOf, type SameParty } from "./credit.ts";
import { quotedSpans } from "./passage.ts";
import type { Shelf, Shelved } from "./shelf.ts";
import { shinglesOf } from "./shingles.ts";
import { foldWords, type Words, wordSpan } from "./words.ts";

/** A statement of a document. */
export interface StatementReference {
  /** Key of the document. */
  readonly document: string;
  /** Id of the attribution in its record. */
  readonly statement: string;
}

/** Two statements of two documents that have the same words. */
export interface UtteranceLink {
  readonly type: "repeats";
  readonly basis: "inferred";
  /** The later of the two, as far as their dates are known. */
  readonly from: StatementReference;
  readonly to: StatementReference;
  /** The same words on both sides, run by run. */
  readonly evidence: { readonly from: readonly SpanPair[]; readonly to: readonly SpanPair[] };
  /** How many words they share. */
  readonly words: number;
  /** Whether both credit them to the same. `other`: they are given to somebody else. */
  readonly source: SameParty;
}

/** So many words in a row are not met by chance. */
const LONG_RUN = 8;

/**
 * Where no run is that long: shorter runs that are nobody else's count, in statements of one named
 * source. So many words in all, three of some length ...
 */
const SHORT_RUN = 3;
const LEAST_WORDS = 6;
const LEAST_LONG_WORDS = 3;
const LONG_WORD = 4;
const LEAST_PLAIN_WORDS = 2;

/** ... or one less, where they stand in quotation marks and make up most of one quotation. */
const LEAST_SHARE = 0.6;

/**
 * ... and published within so many days: later, the same person has mostly said it again. Without
 * both dates that is not asked.
 */
const DAYS = 7;

/** So many words are one utterance even then, whoever is named. */
const FIRM_RUN = 12;

/** What so many named sources say is a phrase, not an utterance, however long. */
const STOCK = 8;

/** Documents that are compared for one statement. */
const CANDIDATES = 24;

/**
 * The statements of a document that others on the shelf have too: the same utterance told twice, as
 * far as words show it. By the other's key, then in text order.
 *
 * Two statements are linked by eight words in a row, whoever is named for them; or, where both
 * credit one named source, by shorter runs that are credited to nobody else.
 */
export async function linkUtterances(
  shelf: Shelf,
  { key, record }: Pick<Shelved, "key" | "record">,
): Promise<UtteranceLink[]> {
  const told = tellingOf(key, record);
  const keys = new Set<string>();
  for (const { words } of told.sides) {
    for (const candidate of await shelf.candidates(words, CANDIDATES)) keys.add(candidate);
  }
  keys.delete(key);
  const others: Telling[] = [];
  for (const other of [...keys].sort()) {
    const document = await shelf.document(other);
    if (document !== null) others.push(tellingOf(other, document.record));
  }
  const users = usersOf([told, ...others]);
  return others.flatMap((other) => linkTellings(told, other, users));
}

/** The links between any two of these documents: as `linkUtterances`, each once. */
export function linkDocuments(
  documents: readonly Pick<Shelved, "key" | "record">[],
): UtteranceLink[] {
  const tellings = documents.map(({ key, record }) => tellingOf(key, record));
  const users = usersOf(tellings);
  return tellings.flatMap((told, i) =>
    tellings.slice(0, i).flatMap((other) => linkTellings(told, other, users)),
  );
}

/** The statements of a document, ready to be compared. */
interface Telling {
  readonly key: string;
  readonly record: DocumentRecord;
  readonly sides: readonly Side[];
  /** By shingle, the statements that have it. */
  readonly byShingle: ReadonlyMap<number, readonly Side[]>;
}

function tellingOf(key: string, record: DocumentRecord): Telling {
  const sides = sidesOf(record);
  const byShingle = new Map<number, Side[]>();
  for (const side of sides) {
    for (const shingle of new Set(side.shingles)) {
      const known = byShingle.get(shingle);
      if (known === undefined) byShingle.set(shingle, [side]);
      else known.push(side);
    }
  }
  return { key, record, sides, byShingle };
}

/** By shingle, the last names of the named sources that have said it. */
type Users = ReadonlyMap<number, ReadonlySet<string>>;

function usersOf(tellings: readonly Telling[]): Users {
  const users = new Map<number, Set<string>>();
  for (const { sides } of tellings) {
    for (const { party, shingles } of sides) {
      if (party === null || !party.named) continue;
      const name = lastName(party);
      for (const shingle of shingles) {
        const known = users.get(shingle);
        if (known === undefined) users.set(shingle, new Set([name]));
        else known.add(name);
      }
    }
  }
  return users;
}

function linkTellings(a: Telling, b: Telling, users: Users): UtteranceLink[] {
  const links = a.sides.flatMap((side) => {
    const met = new Set<Side>();
    for (const shingle of side.shingles) {
      for (const other of b.byShingle.get(shingle) ?? []) met.add(other);
    }
    return [...met].flatMap((other) => linkSides(a, side, b, other, users) ?? []);
  });
  if (areWithin(a.record, b.record, DAYS)) return links;
  // Long after, a few words by whoever may be a phrase: one of such links says all they can.
  const firm = links.filter(({ source, words }) => source === "same" || words >= FIRM_RUN);
  if (firm.length > 0) return firm;
  return links.toSorted((x, y) => y.words - x.words).slice(0, 1);
}

/** A statement with its words, ready to be compared. */
interface Side {
  readonly statement: Attribution;
  readonly party: Party | null;
  readonly words: Words;
  readonly shingles: Int32Array;
  /** By word, whether it stands in quotation marks. */
  readonly quoted: readonly boolean[];
}

function sidesOf(record: DocumentRecord): Side[] {
  const marked = quotedSpans(record);
  return record.attributions.map((statement) => {
    const spans = statement.content.map(([start, end]) => ({ start, end }));
    const words = foldWords(record.text, spans);
    const isMarked = (at: number) => marked.some(({ start, end }) => start <= at && at < end);
    const quoted = words.starts.map((at) => statement.kind === "direct" || isMarked(at));
    return {
      statement,
      party: partyOf(record, statement),
      words,
      shingles: shinglesOf(words),
      quoted,
    };
  });
}

/** A run of the same words: from where on each side, and how many. */
interface Run {
  readonly a: number;
  readonly b: number;
  readonly length: number;
}

function linkSides(
  a: Telling,
  one: Side,
  b: Telling,
  other: Side,
  users: Users,
): UtteranceLink | null {
  const runs = commonRuns(one, other);
  const source = compareParties(one.party, other.party);
  const rarity = (run: Run) => rarest(one, run, users);
  const long = runs.filter((run) => isLong(one, run) && rarity(run) < STOCK);
  const isSoon = areWithin(a.record, b.record, DAYS);
  const own = source === "same" && isSoon ? runs.filter((run) => rarity(run) === 1) : [];
  const kept = long.length > 0 || !tellsEnough(one, other, own) ? long : own;
  if (kept.length === 0) return null;
  const mine = {
    ref: { document: a.key, statement: one.statement.id },
    evidence: kept.map((run) => wordSpan(one.words, run.a, run.a + run.length - 1)),
  };
  const theirs = {
    ref: { document: b.key, statement: other.statement.id },
    evidence: kept.map((run) => wordSpan(other.words, run.b, run.b + run.length - 1)),
  };
  const isLater = (a.record.document.published ?? "") >= (b.record.document.published ?? "");
  const [from, to] = isLater ? [mine, theirs] : [theirs, mine];
  return {
    type: "repeats",
    basis: "inferred",
    from: from.ref,
    to: to.ref,
    evidence: { from: from.evidence, to: to.evidence },
    words: kept.reduce((sum, { length }) => sum + length, 0),
    source,
  };
}

/** Runs of three or more words that both have, the longest first, without overlap on either side. */
function commonRuns(a: Side, b: Side): Run[] {
  const places = new Map<number, number[]>();
  b.shingles.forEach((shingle, j) => {
    const at = places.get(shingle);
    if (at === undefined) places.set(shingle, [j]);
    else at.push(j);
  });
  const runs: Run[] = [];
  a.shingles.forEach((shingle, i) => {
    for (const j of places.get(shingle) ?? []) {
      if (followsOn(a, i) && followsOn(b, j) && areSame(a, i - 1, b, j - 1)) continue;
      let length = 1;
      while (
        followsOn(a, i + length) &&
        followsOn(b, j + length) &&
        areSame(a, i + length, b, j + length)
      )
        length++;
      if (length < SHORT_RUN) continue;
      runs.push({ a: i, b: j, length });
    }
  });
  const kept: Run[] = [];
  for (const run of runs.sort((x, y) => y.length - x.length || x.a - y.a)) {
    const clashes = kept.some(
      (other) =>
        (run.a < other.a + other.length && other.a < run.a + run.length) ||
        (run.b < other.b + other.length && other.b < run.b + run.length),
    );
    if (!clashes) kept.push(run);
  }
  return kept.sort((x, y) => x.a - y.a);
}

/** Whether the word before stands in the same piece of the content. */
function followsOn({ words }: Side, i: number): boolean {
  return i > 0 && i < words.forms.length && words.before[i] !== "break";
}

function areSame(a: Side, i: number, b: Side, j: number): boolean {
  return a.words.forms[i] === b.words.forms[j];
}

/** Counted as written: "don't" and "1,237" have two parts that others may count as words. */
function isLong({ words }: Side, { a, length }: Run): boolean {
  const written = words.text.slice(words.starts[a]!, words.ends[a + length - 1]!);
  return length >= LONG_RUN || (written.match(/[\p{L}\p{N}]+/gu) ?? []).length >= LONG_RUN;
}

/** Whether two documents were published at most so many days apart, as far as that is known. */
function areWithin({ document: a }: DocumentRecord, { document: b }: DocumentRecord, days: number) {
  const [one, other] = [a.published, b.published].map((date) => Date.parse(date ?? ""));
  return !(Math.abs(one! - other!) > days * 86_400_000);
}

/** How many named sources have said that part of a run which the fewest have. */
function rarest({ shingles }: Side, { a, length }: Run, users: Users): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = a; i + SHORT_RUN <= a + length; i++) {
    least = Math.min(least, users.get(shingles[i]!)?.size ?? 0);
  }
  return least;
}

function tellsEnough(a: Side, b: Side, runs: readonly Run[]): boolean {
  const places = runs.flatMap((run) => Array.from({ length: run.length }, (_, k) => run.a + k));
  const forms = places.map((i) => a.words.forms[i]!);
  if (forms.filter((form) => form.length >= LONG_WORD).length < LEAST_LONG_WORDS) return false;
  // Names say what it is about, not how it is said: "the North American Free Trade Agreement".
  const plain = places.filter(
    (i) =>
      a.words.forms[i]!.length >= LONG_WORD &&
      /\p{Ll}/u.test(a.words.text.charAt(a.words.starts[i]!)),
  );
  if (plain.length < LEAST_PLAIN_WORDS) return false;
  if (forms.length >= LEAST_WORDS) return true;
  const areQuoted = runs.every(
    (run) =>
      a.quoted.slice(run.a, run.a + run.length).every(Boolean) &&
      b.quoted.slice(run.b, run.b + run.length).every(Boolean),
  );
  const shorter = Math.min(a.quoted.filter(Boolean).length, b.quoted.filter(Boolean).length);
  return areQuoted && forms.length === LEAST_WORDS - 1 && forms.length >= LEAST_SHARE * shorter;
}
