import lexicon from "../../data/compare.json" with { type: "json" };
import { firstFrom, innermost, sentenceWords, type Word } from "./clauses.ts";
import { type EntityKeys, stateKey } from "./entities.ts";
import { isContent, type Passage, type Prepared, type Sentence } from "./passages.ts";
import type { Weights } from "./same-matter.ts";
import type { Link, Speakers } from "./same-words.ts";
import type { Speaker } from "./speakers.ts";
import { stem, weightOf } from "./words.ts";

/** That somebody does something with a thing: "Halvessia's |request for| a |meeting|". */
interface Deed {
  readonly passage: Passage;
  /** The class of what is done. */
  readonly done: string;
  /** Stems of the first words of what it is done with. */
  readonly things: readonly string[];
  /** What the doer is called across the accounts; empty where the words do not say. */
  readonly doers: ReadonlySet<string>;
}

interface Pattern {
  readonly done: string;
  readonly words: readonly string[];
}

/** Verbs and nouns that say the same of what stands behind them, by their first word; longest first. */
const PATTERNS: ReadonlyMap<string, readonly Pattern[]> = (() => {
  const patterns = new Map<string, Pattern[]>();
  for (const line of lexicon.deeds) {
    const all = line.split(" ").map((words) => words.split("+").map(stem));
    for (const words of all) {
      const pattern = { done: all[0]!.join(" "), words };
      patterns.set(words[0]!, [...(patterns.get(words[0]!) ?? []), pattern]);
    }
  }
  for (const list of patterns.values()) list.sort((a, b) => b.words.length - a.words.length);
  return patterns;
})();

/** Deeds are told in few words, so that they join less surely than many words do. */
const SCORE = 0.4;

/** How many passages with one deed are compared with the next. */
const HOLDERS = 20;

/** What is needed to tell who does it, and whether the thing is rare. */
export interface DeedContext {
  readonly speakers: Speakers;
  readonly weights: Weights;
  readonly keys: EntityKeys;
}

/**
 * Passages of different accounts in which the same doer does the same with the same thing, by a verb
 * in one and its noun or another verb in the other: "my ministry asked for a meeting", "Halvessia's
 * request for a meeting". Only where the words say who does it.
 */
export function linkDeeds(
  passages: readonly Passage[],
  prepared: readonly Prepared[],
  { speakers, weights, keys }: DeedContext,
): Link[] {
  const index = new Map(passages.map((passage, i) => [passage, i]));
  const holders = new Map<string, Deed[]>();
  const links = new Map<string, Link>();
  for (const account of prepared) {
    for (const deed of deedsOf(account, speakers, keys)) {
      const things = deed.things.filter((thing) => weights.isRare(thing) && weightOf(thing) === 1);
      for (const thing of things) {
        const key = `${deed.done} ${thing}`;
        const before = holders.get(key) ?? [];
        for (const other of before.slice(-HOLDERS)) {
          if (other.passage.account === deed.passage.account || !shareDoer(other, deed)) continue;
          const [a, b] = [index.get(other.passage)!, index.get(deed.passage)!];
          links.set(`${a} ${b}`, { a, b, by: "deed", score: SCORE });
        }
        if (before.length === 0) holders.set(key, before);
        before.push(deed);
      }
    }
  }
  return [...links.values()];
}

function shareDoer(a: Deed, b: Deed): boolean {
  return [...a.doers].some((key) => b.doers.has(key));
}

function deedsOf(account: Prepared, speakers: Speakers, keys: EntityKeys): Deed[] {
  const names = namesOf(account, keys);
  return account.sentences.flatMap((sentence) => {
    const words = sentenceWords(account, sentence);
    return words.flatMap((word, i): Deed[] => {
      const pattern = PATTERNS.get(stem(word.lower))?.find((one) => isAt(one, words, i));
      if (pattern === undefined || PASSIVE.has(words[i - 1]?.lower ?? "")) return [];
      const things = thingsFrom(words, i + pattern.words.length);
      const passage = innermost(account.passages, word);
      if (things.length === 0 || passage === null) return [];
      const doers = doersOf({ words, at: i, sentence, passage, names }, speakers.get(passage)!);
      return doers.size === 0 ? [] : [{ passage, done: pattern.done, things, doers }];
    });
  });
}

const PASSIVE: ReadonlySet<string> = new Set("is are was were be been being".split(" "));

function isAt({ words: stems }: Pattern, words: readonly Word[], i: number): boolean {
  return stems.every((known, k) => known === stem(words[i + k]?.lower ?? ""));
}

const DETERMINERS: ReadonlySet<string> = new Set(
  "a an the this that these those its his her their our my your any every no some".split(" "),
);

/** What it is done with begins behind its articles and has at most two words of weight here. */
function thingsFrom(words: readonly Word[], from: number): string[] {
  let at = from;
  while (DETERMINERS.has(words[at]?.lower ?? "")) at++;
  const things: string[] = [];
  for (; things.length < 2 && at < words.length; at++) {
    const { lower } = words[at]!;
    if (!/^\p{L}/u.test(lower) || !isContent(lower)) break;
    things.push(stem(lower));
  }
  return things;
}

interface Name {
  readonly start: number;
  readonly end: number;
  readonly keys: readonly string[];
}

/** Mentions of what has a name, pronouns too, in text order. */
function namesOf({ record, account }: Prepared, keys: EntityKeys): Name[] {
  return record.entities
    .flatMap(({ id, mentions, kind, sector, country }) => {
      const key = keys(account, id);
      const isOffice = kind === "state" || sector === "GOV";
      const all = [
        ...(key === null ? [] : [key]),
        ...(isOffice && country !== null ? [stateKey(country)] : []),
      ];
      return all.length === 0 ? [] : mentions.map(([start, end]) => ({ start, end, keys: all }));
    })
    .sort((a, b) => a.start - b.start || b.end - a.end);
}

const FIRST_PERSON: ReadonlySet<string> = new Set("i we my our".split(" "));
const BEFORE_VERB: ReadonlySet<string> = new Set(
  "has have had will would also then since only never not n't did does do once again may can".split(
    " ",
  ),
);

/**
 * Who does it: the owner of the noun or the subject of the verb where one stands right before, else
 * the subject that the passage begins with. "The order" is the same to every account of one matter.
 */
function doersOf(
  where: {
    readonly words: readonly Word[];
    readonly at: number;
    readonly sentence: Sentence;
    readonly passage: Passage;
    readonly names: readonly Name[];
  },
  speaker: Speaker,
): ReadonlySet<string> {
  const { words, at, sentence, passage, names } = where;
  const spoken = new Set(speaker.keys);
  if (speaker.state !== null) spoken.add(stateKey(speaker.state));
  const nameOf = ({ start }: Word) => {
    for (let i = firstFrom(names, sentence.span.start); i < names.length; i++) {
      if (names[i]!.start > start) break;
      if (start < names[i]!.end) return names[i];
    }
    return undefined;
  };
  const doerAt = (i: number): ReadonlySet<string> | null => {
    const word = words[i];
    if (word === undefined) return null;
    if (FIRST_PERSON.has(word.lower)) return spoken;
    const name = nameOf(word);
    return name === undefined ? null : new Set(name.keys);
  };
  let before = at - 1;
  while (BEFORE_VERB.has(words[before]?.lower ?? "")) before--;
  if (/^['’]s?$/.test(words[before]?.lower ?? "")) before--;
  const near = doerAt(before);
  if (near !== null) return near;
  const first = words.findIndex(({ start }) => start >= passage.spans[0]!.start);
  const opening = words[first]?.lower === "that" ? first + 1 : first;
  const begins = doerAt(opening);
  if (begins !== null) return begins;
  const subject = words[opening + 1];
  const isThing = /^(?:the|this)$/.test(words[opening]?.lower ?? "") && opening + 1 < at;
  if (!isThing || subject === undefined) return new Set();
  return doerAt(opening + 1) ?? new Set([`the ${stem(subject.lower)}`]);
}
