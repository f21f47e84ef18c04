import type { Span } from "../../document/index.ts";
import type { Protection } from "./protections.ts";
import { fold, type Word, wordsOf } from "./words.ts";

/** Words that are to be replaced. */
export interface Found extends Span {
  /** By which; several where the words may mean either. */
  readonly protections: readonly Protection[];
}

/** How the names of one protection are written. */
interface Name {
  readonly protection: Protection;
  readonly written: string;
  /** Folded words, in order. */
  readonly words: readonly string[];
  readonly reversed: readonly string[];
  /** All of them in one: `marakestrel`. */
  readonly joined: string;
  /** Those that stand for the whole: a person's surname. Indexes of `words`. */
  readonly telling: ReadonlySet<number>;
  /** The first of several: stands for the whole only where that one is spoken of. */
  readonly hasGivenName: boolean;
  /** The name was given in small letters, so that they are no sign of another word. */
  readonly isSmall: boolean;
}

/** What is looked for in one document. */
export interface Matcher {
  readonly names: readonly Name[];
  /** Protections whose names stand in the document: there the given name alone means the same one. */
  readonly present: ReadonlySet<Protection>;
}

/** Words of a name that are no name by themselves. */
const PARTICLES = new Set(
  "al ap bin bint da das de del della den der des di dos du el ibn la las le los mac of san st ten ter the van von y zu jr sr ii iii iv".split(
    " ",
  ),
);

/** What a name may end in and still be meant: plurals, "Kestrelian", "Kestrelism". */
const ENDINGS = /^(?:e?s|n|ns|ian|ians|ite|ites|ism|ist|ists|esque)$/;

/** Scripts that write without spaces: a name there stands inside longer runs of letters. */
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** @param texts all that is shown of the document in words */
export function matcherFor(
  protections: readonly Protection[],
  texts: readonly string[] = [],
): Matcher {
  const names = protections.flatMap((protection) =>
    namesOf(protection).flatMap((name) => nameOf(protection, name)),
  );
  const found =
    names.length === 0
      ? []
      : texts.flatMap((text) => findNames(text, { names, present: new Set() }));
  return { names, present: new Set(found.flatMap((one) => one.protections)) };
}

/** Words protected in one place are looked for everywhere in their document, if they tell anything. */
function namesOf({ what }: Protection): readonly string[] {
  if (what.type === "name") return what.names;
  const words = what.words.trim().split(/\s+/);
  const tells =
    words.length > 2 ||
    (/\p{Lu}|\p{N}/u.test(what.words) && words.some((word) => !PRONOUNS.has(fold(word))));
  return tells ? [what.words] : [];
}

const PRONOUNS = new Set(
  "he she they it we you i his her their its our your my him them".split(" "),
);

function nameOf(protection: Protection, name: string): Name[] {
  const { what } = protection;
  const words = wordsOf(name).map(({ folded }) => folded);
  if (words.length === 0) return [];
  const isPerson = what.type === "name" && (what.kind === null || what.kind === "person");
  const stands = words.map(
    (word, i) =>
      word.length > 1 && (words.length === 1 || (isPerson && i > 0 && !PARTICLES.has(word))),
  );
  return [
    {
      protection,
      written: name.trim(),
      words,
      reversed: words.toReversed(),
      joined: words.join(""),
      telling: new Set([...words.keys()].filter((i) => stands[i])),
      hasGivenName:
        isPerson && words.length > 1 && words[0]!.length > 1 && !PARTICLES.has(words[0]!),
      isSmall: name === name.toLowerCase(),
    },
  ];
}

/** Where protected names stand in a text, in order, without overlap. */
export function findNames(text: string, matcher: Matcher): Found[] {
  const stream = streamOf(text);
  if (!matcher.names.some((name) => mayStandIn(stream, name))) return [];
  const words = wordsOf(text);
  const scene: Scene = { text, words, zones: zonesOf(text), isCased: /\p{Lu}/u.test(text) };
  const names = matcher.names.filter((name) => mayStandIn(stream, name));
  const found = names.flatMap((name) => [
    ...inSequence(scene, name, matcher),
    ...inCompounds(scene, name),
    ...inRuns(text, name),
  ]);
  return settle(text, found);
}

/** The letters and digits of a text alone: a name that is broken or joined by anything stands in it. */
function streamOf(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]+/gu, "");
}

/** Whether one of the names may stand in these texts, or in none of them for sure. */
export function mayStand({ names }: Matcher, texts: readonly string[]): boolean {
  const streams = texts.map(streamOf);
  return names.some((name) => streams.some((stream) => mayStandIn(stream, name)));
}

/** Whether it is worth looking for the name at all. */
function mayStandIn(stream: string, { words, written }: Name): boolean {
  return (
    WITHOUT_SPACES.test(written) || words.some((word) => word.length > 1 && stream.includes(word))
  );
}

interface Scene {
  readonly text: string;
  readonly words: readonly Word[];
  /** Addresses, tags and handles, where nobody writes capitals. */
  readonly zones: readonly Span[];
  /** Whether the text uses capitals at all. */
  readonly isCased: boolean;
}

/** Tags, handles and addresses of the web. */
const ZONES = [/[#@＃＠][\p{L}\p{M}\p{N}_]+/gu, /(?:https?:\/\/|www\.)[^\s<>"”]+/giu];

function zonesOf(text: string): Span[] {
  const zones = ZONES.flatMap((zone) =>
    Array.from(text.matchAll(zone), ({ 0: match, index }) => ({
      start: index,
      end: index + match.length,
    })),
  );
  return [...mailAddressesOf(text), ...zones];
}

// From each "@" to both sides: a pattern that looks for what stands before one tries every letter.
function mailAddressesOf(text: string): Span[] {
  const found: Span[] = [];
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    let start = at;
    while (start > 0 && /[\p{L}\p{M}\p{N}._%+'’-]/u.test(text[start - 1]!)) start--;
    let end = at + 1;
    while (end < text.length && /[\p{L}\p{N}.-]/u.test(text[end]!)) end++;
    if (start < at && /^[^.]+\./.test(text.slice(at + 1, end))) found.push({ start, end });
  }
  return found;
}

/** The name, in this order or the other, whole or the part of it that stands for it. */
function inSequence(scene: Scene, name: Name, { present }: Matcher): Found[] {
  const found: Found[] = [];
  const note = (from: number, to: number) => {
    found.push(foundAt(scene, withInitials(scene, name, from), to, name));
  };
  const isHere = present.has(name.protection);
  for (let i = 0; i < scene.words.length; i++) {
    const whole =
      sequenceAt(scene, i, name.words) ||
      sequenceAt(scene, i, name.reversed) ||
      withMiddleNames(scene, i, name) ||
      (isJoined(scene.words[i]!, name) ? 1 : 0);
    if (whole > 0) {
      note(i, i + whole);
      i += whole - 1;
      continue;
    }
    const part = tellingPartAt(scene, i, name);
    if (part > 0) {
      note(i, i + part);
      i += part - 1;
    } else if (isHere && isGivenNameAt(scene, i, name)) note(i, i + 1);
  }
  return found;
}

function foundAt({ words }: Scene, from: number, to: number, { protection }: Name): Found {
  return { start: words[from]!.start, end: words[to - 1]!.end, protections: [protection] };
}

/** How many words from `i` on are this sequence; 0 where they are not. */
function sequenceAt(scene: Scene, i: number, sequence: readonly string[]): number {
  let at = i;
  for (const [k, word] of sequence.entries()) {
    if (k > 0 && !joins(gapBefore(scene, at), sequence[k - 1]!)) return 0;
    const length = wordAt(scene, at, word, k === sequence.length - 1);
    if (length === 0) return 0;
    at += length;
  }
  // One word alone is a name where it looks like one.
  return sequence.length > 1 ? at - i : 0;
}

/** How many words from `i` on are this word: two where a hyphen ends the line in it. */
function wordAt(scene: Scene, i: number, word: string, mayBeInflected: boolean): number {
  const { words } = scene;
  if (i >= words.length) return 0;
  const isWord = (folded: string) =>
    folded === word ||
    (mayBeInflected && folded.startsWith(word) && ENDINGS.test(folded.slice(word.length)));
  if (isWord(words[i]!.folded)) return 1;
  if (i + 1 >= words.length || !/^[-\u2010]\r?\n\s*$/.test(gapBefore(scene, i + 1))) return 0;
  return isWord(words[i]!.folded + words[i + 1]!.folded) ? 2 : 0;
}

function gapBefore({ text, words }: Scene, i: number): string {
  return i <= 0 || i >= words.length ? "" : text.slice(words[i - 1]!.end, words[i]!.start);
}

/** Whether what stands between two words leaves them one name: no end of a sentence, no paragraph. */
function joins(gap: string, before: string): boolean {
  // "M. Kestrel", "Kestrel Jr. spoke", "St. Amsel"
  if (before.length <= 2 && /^\.[ \u00a0]?\n?$/.test(gap)) return true;
  return gap.length <= 4 && !/[.!?;:]\s|\n\s*\n|["“”«»()]/u.test(gap);
}

/** "Mara Jane Kestrel", "Mara J. Kestrel": the first and the last word with names between them. */
function withMiddleNames(scene: Scene, i: number, { words: name, telling }: Name): number {
  const last = name.length - 1;
  if (last < 1 || !telling.has(last) || wordAt(scene, i, name[0]!, false) !== 1) return 0;
  for (let at = i + 1; at <= i + 3 && at < scene.words.length; at++) {
    if (!/^\.?[ \u00a0-]?\n?$/.test(gapBefore(scene, at))) return 0;
    const length = wordAt(scene, at, name[last]!, true);
    if (length > 0) return at + length - i;
    if (scene.words[at]!.isSmall && !PARTICLES.has(scene.words[at]!.folded)) return 0;
  }
  return 0;
}

/** "marakestrel", "kestrelmara", "marakestrel1975": no word holds two names by chance. */
function isJoined({ folded }: Word, { words, joined, reversed }: Name): boolean {
  if (words.length < 2 || joined.length < 6) return false;
  return folded.includes(joined) || folded.includes(reversed.join(""));
}

/** How many words from `i` on are a part of the name that stands for it, "van Kestrel" with its particle. */
function tellingPartAt(scene: Scene, i: number, name: Name): number {
  for (let from = 0; from < name.words.length; from++) {
    let at = i;
    let tells = false;
    for (let k = from; k < name.words.length; k++) {
      if (k > from && !joins(gapBefore(scene, at), name.words[k - 1]!)) break;
      const length = wordAt(scene, at, name.words[k]!, name.telling.has(k));
      if (length === 0) break;
      if (name.telling.has(k) && looksLikeName(scene, at, name)) tells = true;
      at += length;
    }
    if (tells) return at - i;
  }
  return 0;
}

/** A name has a capital where the text has capitals: "a stone fell" is no Stone. */
function looksLikeName({ words, zones, isCased }: Scene, i: number, { isSmall }: Name): boolean {
  const word = words[i]!;
  return (
    !word.isSmall ||
    isSmall ||
    !isCased ||
    zones.some(({ start, end }) => start <= word.start && word.end <= end)
  );
}

/** "Mara" alone. With another name after it, it is somebody else's. */
function isGivenNameAt(scene: Scene, i: number, name: Name): boolean {
  if (!name.hasGivenName || scene.words[i]!.folded !== name.words[0]) return false;
  if (!looksLikeName(scene, i, name)) return false;
  const next = scene.words[i + 1];
  const isFollowed = next !== undefined && /^[ \u00a0\n]$/.test(gapBefore(scene, i + 1));
  return !isFollowed || next.isSmall || !/^\p{L}/u.test(next.folded);
}

/** Letters before a surname that stand for given names go with it: "M. J. Kestrel". */
function withInitials(scene: Scene, { words: name }: Name, from: number): number {
  let at = from;
  if (name.length < 2) return at;
  while (at > 0 && from - at < 3) {
    const { folded, isSmall } = scene.words[at - 1]!;
    if (folded.length !== 1 || isSmall || !/\p{L}/u.test(folded)) break;
    if (!/^(?:\. ?|[ \u00a0-])$/.test(gapBefore(scene, at))) break;
    // "a" and "I" are words, unless they are letters of the name or have their stop.
    if (!gapBefore(scene, at).startsWith(".") && folded !== name[0]![0]) break;
    at--;
  }
  return at;
}

/** The part of an e-mail address before the "@", tags and handles, where a name stands in them. */
function inCompounds({ text, zones }: Scene, { words: name, telling, protection }: Name): Found[] {
  const tells = name.filter((word, i) => telling.has(i) && word.length > 3);
  return zones.flatMap(({ start, end }) => {
    const zone = text.slice(start, end);
    if (/^(?:https?:|www\.)/i.test(zone)) return [];
    const at = zone.indexOf("@", 1);
    const isTag = /^[#@＃＠]/u.test(zone);
    const body = { start: isTag ? start + 1 : start, end: at > 0 ? start + at : end };
    const pieces = piecesOf(text.slice(body.start, body.end));
    const holds = tells.some((word) =>
      isTag ? pieces.includes(word) : pieces.some((p) => p.startsWith(word) || p.endsWith(word)),
    );
    return holds ? [{ ...body, protections: [protection] }] : [];
  });
}

/** "JusticeForKestrel_1" → justice, for, kestrel, 1. */
function piecesOf(compound: string): string[] {
  const pieces = compound.match(/\p{Lu}?[\p{Ll}\p{Lo}\p{M}]+|\p{Lu}+(?!\p{Ll})|\p{N}+/gu) ?? [];
  return pieces.map(fold);
}

/** In scripts without spaces, a name is looked for inside runs of letters. */
function inRuns(text: string, { written, protection }: Name): Found[] {
  if (!WITHOUT_SPACES.test(written)) return [];
  const pieces = written.split(/[\s·・]+/).map((piece) => piece.replace(/[^\p{L}\p{N}]/gu, "\\$&"));
  return Array.from(text.matchAll(new RegExp(pieces.join("[\\s·・]?"), "gu")), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    protections: [protection],
  }));
}

/** Of names that overlap, the longest is meant; either, where they are as long. */
function settle(text: string, found: readonly Found[]): Found[] {
  const sorted = found.toSorted((a, b) => a.start - b.start);
  const settled: Found[] = [];
  for (let i = 0; i < sorted.length; ) {
    let { end } = sorted[i]!;
    let to = i + 1;
    for (; to < sorted.length && sorted[to]!.start < end; to++) {
      end = Math.max(end, sorted[to]!.end);
    }
    settled.push(...settleOverlap(sorted.slice(i, to)));
    i = to;
  }
  return joinNeighbours(text, settled);
}

/** The same of names that hang together; in text order. */
function settleOverlap(found: readonly Found[]): Found[] {
  const settled: Found[] = [];
  const lengthOf = ({ start, end }: Span) => end - start;
  for (const one of found.toSorted((a, b) => lengthOf(b) - lengthOf(a) || a.start - b.start)) {
    const at = settled.findIndex(({ start, end }) => one.start < end && start < one.end);
    const other = settled[at];
    if (other === undefined) settled.push(one);
    else if (isInside(one, other) && lengthOf(one) < lengthOf(other)) continue;
    else settled[at] = union(one, other);
  }
  return settled.sort((a, b) => a.start - b.start);
}

/** "Mara" and "Kestrel" beside each other are one name. */
function joinNeighbours(text: string, sorted: readonly Found[]): Found[] {
  const joined: Found[] = [];
  for (const one of sorted) {
    const last = joined.at(-1);
    const isOne =
      last !== undefined &&
      (one.start < last.end ||
        (isSame(one, last) && /^[ \u00a0-]$/.test(text.slice(last.end, one.start))));
    if (isOne) joined[joined.length - 1] = union(last, one);
    else joined.push(one);
  }
  return joined;
}

function isInside(one: Span, other: Span): boolean {
  return other.start <= one.start && one.end <= other.end;
}

function union(one: Found, other: Found): Found {
  return {
    start: Math.min(one.start, other.start),
    end: Math.max(one.end, other.end),
    protections: [...new Set([...one.protections, ...other.protections])],
  };
}

function isSame(one: Found, other: Found): boolean {
  return (
    one.protections.length === other.protections.length &&
    one.protections.every((protection) => other.protections.includes(protection))
  );
}
