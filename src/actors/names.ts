import {
  type Language,
  type Parse,
  type TokenRange,
  type Tokens,
  UPOS,
} from "../language/index.ts";
import { findPlace } from "./find-place.ts";
import { namesGiven } from "./given-names.ts";
import { isInOrganisationName, isRole, isTitle } from "./lexicon.ts";
import type { PlaceIndex, PlaceName } from "./places.ts";
import type { Tree } from "./tree.ts";

/** A name where it stands in the text, with what stands around it. */
export interface Name extends TokenRange {
  /** What the words are taken for; `null` where nothing tells. */
  readonly type: "person" | "organisation" | "place" | null;
  /** The state, seat or organisation of the index that bears this name. */
  readonly place: PlaceName | null;
  /** The office before the name, or in its apposition: "|Fisheries Minister| Bram Ostrey". */
  readonly role: TokenRange | null;
  /** What the words around the name call it: "Mr." and "Mrs." tell two people apart. */
  readonly address: Address | null;
}

/** The pronoun a text itself uses of somebody, or that a title or role noun beside the name states. */
export type Address = "he" | "she";

const [ADJ, NOUN, PROPN, VERB, NUM] = (["ADJ", "NOUN", "PROPN", "VERB", "NUM"] as const).map(
  (tag) => UPOS.indexOf(tag),
) as [number, number, number, number, number];

/**
 * The names of a document in text order, without overlap: the parse's and the index's. Linear.
 *
 * `given`: sources that the document sets apart as names (`isGivenName`), in text order and apart.
 */
export function findNames(
  language: Language,
  parsed: Parse,
  tree: Tree,
  places: PlaceIndex,
  given: readonly TokenRange[],
): Name[] {
  const names = asGiven(language, parsed, tree, namesFound(language, parsed, places), given);
  return withSurnames(language, parsed, names, given);
}

/** The names in given sources are as long as they are given. */
function asGiven(
  language: Language,
  parsed: Parse,
  tree: Tree,
  names: readonly Name[],
  given: readonly TokenRange[],
): Name[] {
  const { tokens, blocks } = language;
  const all: Name[] = [];
  let n = 0;
  for (const source of given) {
    while (n < names.length && names[n]!.to <= source.from) all.push(names[n++]!);
    const inside: Name[] = [];
    while (n < names.length && names[n]!.to <= source.to) inside.push(names[n++]!);
    const block = blocks[tree.block[source.from]!]!;
    const named = namesGiven(source, inside, tokens, tree, (range, type) =>
      nameOf(tokens, parsed, range, type, null, block),
    );
    all.push(...named);
  }
  return [...all, ...names.slice(n)];
}

/** Adds the places where the parse missed the surname of somebody it found elsewhere. */
function withSurnames(
  language: Language,
  parsed: Parse,
  names: readonly Name[],
  given: readonly TokenRange[],
): Name[] {
  const { tokens } = language;
  // "MINISTER AMAURY:" is Amaury, but "UN" in running text no Mr. Un.
  const labels = new Set<number>();
  for (const { from, to } of given) for (let i = from; i < to; i++) labels.add(i);
  const surnames = new Set<string>();
  const inCapitals = new Set<string>();
  for (const { from, to, type } of names) {
    if (type !== "person" || to - from < 2) continue;
    surnames.add(tokens.word[to - 1]!);
    inCapitals.add(tokens.word[to - 1]!.toUpperCase());
  }
  const all: Name[] = [];
  let n = 0;
  for (const block of language.blocks) {
    for (let i = block.from; i < block.to; ) {
      const name = names[n];
      if (name?.from === i) {
        all.push(name);
        i = name.to;
        n++;
      } else {
        const isBare = !/^\p{Lu}/u.test(tokens.word[i + 1] ?? "") || parsed.upos[i + 1] === VERB;
        const word = tokens.word[i]!;
        if ((surnames.has(word) || (labels.has(i) && inCapitals.has(word))) && isBare) {
          const range = { from: i, to: i + 1 };
          all.push(nameOf(tokens, parsed, range, "person", null, block));
        }
        i++;
      }
    }
  }
  return all;
}

function namesFound(language: Language, parsed: Parse, places: PlaceIndex): Name[] {
  const { tokens } = language;
  const names: Name[] = [];
  let e = 0;
  let done = 0;
  for (const block of language.blocks) {
    for (let i = block.from; i < block.to; ) {
      while (e < parsed.entities.length && parsed.entities[e]!.to <= i) e++;
      const entity = parsed.entities[e];
      const starts = entity !== undefined && entity.from <= i ? entity : null;
      const type = starts === null ? null : typeOf(starts.type);
      const own = starts !== null && type !== null ? trimName(tokens, starts, type, places) : null;
      const limit = Math.min(block.to, i + 12);
      const found = findPlace(tokens, i, limit, places);
      if (
        own !== null &&
        (found === null || found.to < own.to) &&
        own.from <= i &&
        own.from >= done
      ) {
        names.push(nameOf(tokens, parsed, own, type, null, block));
        i = own.to;
        done = i;
      } else if (found !== null && found.name.by !== "demonym") {
        const range = { from: i, to: found.to };
        names.push(nameOf(tokens, parsed, range, type, found.name, block));
        i = found.to;
        done = i;
      } else {
        i++;
      }
    }
  }
  return names;
}

function typeOf(type: string): Name["type"] {
  if (type === "PER") return "person";
  if (type === "ORG") return "organisation";
  return type === "LOC" ? "place" : null;
}

/** The entity without articles, titles and offices before it, and without a possessive; `null` where nothing is left. */
function trimName(
  tokens: Tokens,
  range: TokenRange,
  type: Name["type"],
  places: PlaceIndex,
): TokenRange | null {
  let { from, to } = range;
  while (to > from && /^(?:['’]s?|[^\p{L}\p{N}]+)$/u.test(tokens.word[to - 1]!)) to--;
  while (from < to && /^(?:the|a|an|of|[^\p{L}\p{N}]+)$/iu.test(tokens.word[from]!)) from++;
  if (type === "person") {
    for (let i = from; i < to - 1; i++) {
      if (isTitle(tokens.lower[i]!) || isRole(tokens.lower[i]!)) from = i + 1;
    }
    if (/^(?:Jr|Sr)\.?$/.test(tokens.word[to] ?? "")) to++;
    else if (tokens.word[to] === "," && /^(?:Jr|Sr)\.?$/.test(tokens.word[to + 1] ?? "")) to += 2;
  }
  if (from >= to || (to - from === 1 && CALENDAR.test(tokens.lower[from]!))) return null;
  const last = tokens.lower[to - 1]!;
  if (type === "person" && (isRole(last) || isTitle(last))) return null;
  if (type === "organisation" && from > 0) {
    // "|Orvanian| Foreign Ministry": whose it is, is part of the name.
    const whose = findPlace(tokens, from - 1, from, places);
    if (whose?.name.by === "demonym") from--;
  }
  return { from, to };
}

const CALENDAR =
  /^(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|september|october|november|december|mon|tues?|wed|thurs?|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\.?$/;

function nameOf(
  tokens: Tokens,
  parsed: Parse,
  range: TokenRange,
  type: Name["type"],
  place: PlaceName | null,
  block: TokenRange,
): Name {
  const before = roleBefore(tokens, parsed, range.from, block.from);
  const titled = before !== null || isTitle(tokens.lower[range.from - 1] ?? "");
  const role = before ?? roleAfter(tokens, parsed, range, block.to);
  const isPerson =
    place === null && titled && !hasOrganisation(tokens, range) && range.to - range.from < 5;
  return {
    from: range.from,
    to: range.to,
    type: isPerson ? "person" : hasOrganisation(tokens, range) ? "organisation" : type,
    place,
    role,
    address: addressOf(tokens, range.from - 1, role),
  };
}

function hasOrganisation(tokens: Tokens, range: TokenRange): boolean {
  for (let i = range.from; i < range.to; i++)
    if (isInOrganisationName(tokens.lower[i]!)) return true;
  return false;
}

/** "|Orvanian Foreign Ministry spokesperson| Corin Tarrade": the words before that end in an office. */
function roleBefore(tokens: Tokens, parsed: Parse, at: number, limit: number): TokenRange | null {
  let to = at;
  while (to > limit && isTitle(tokens.lower[to - 1]!) && !isRole(tokens.lower[to - 1]!)) to--;
  if (to <= limit || !isRole(tokens.lower[to - 1]!)) return null;
  let from = to - 1;
  while (from > limit && to - from < 12 && isPremodifier(tokens, parsed, from - 1)) from--;
  return { from, to };
}

function isPremodifier(tokens: Tokens, parsed: Parse, i: number): boolean {
  const tag = parsed.upos[i];
  if (/^['’]s?$/.test(tokens.word[i]!)) return true;
  if (tokens.word[i] === "-") return true;
  return (
    tag === ADJ || tag === NOUN || tag === PROPN || (tag === NUM && /[a-z]/.test(tokens.word[i]!))
  );
}

/** "Maud Esteren, |Deputy Minister for Fisheries|": the apposition that names an office. */
function roleAfter(
  tokens: Tokens,
  parsed: Parse,
  name: TokenRange,
  limit: number,
): TokenRange | null {
  if (tokens.word[name.to] !== ",") return null;
  let from = name.to + 1;
  if (/^\d{1,3}$/.test(tokens.word[from] ?? "") && tokens.word[from + 1] === ",") from += 2;
  if (/^(?:the|a|an|his|her|its|their)$/.test(tokens.lower[from] ?? "")) from++;
  let head = -1;
  let to = from;
  for (; to < limit && to < from + 16; to++) {
    const word = tokens.lower[to]!;
    if (
      /^[,.;:()“”"]$|^(?:who|whom|whose|which|that|where)$/.test(word) ||
      parsed.upos[to] === VERB
    )
      break;
    // The office stands before the first preposition.
    if (head < 0 && /^(?:of|for|at|in|to|from|with|on)$/.test(word)) break;
    if (isRole(word)) head = to;
  }
  return head < 0 || from > head ? null : { from, to };
}

const HE =
  /^(?:mr|mr\.|sir|lord|king|prince|husband|ex-husband|father|brother|son|widower|uncle|boy|(?:spokes|business|congress|police|council|states|sports|country|cr?afts|assembly|sales|crafts|noble)man)$/;
const SHE =
  /^(?:mrs|mrs\.|ms|ms\.|miss|dame|lady|queen|princess|wife|ex-wife|mother|sister|daughter|widow|aunt|girl|actress)$|woman$/;

/** What a title or role noun states; names themselves state nothing. */
function addressOf(tokens: Tokens, before: number, role: TokenRange | null): Address | null {
  const words = [
    tokens.lower[before] ?? "",
    ...(role === null ? [] : tokens.lower.slice(role.from, role.to)),
  ];
  for (const word of words) {
    const address = statedAddress(word);
    if (address !== null) return address;
  }
  return null;
}

/** "Mrs." → "she"; "chairman" is an office held by anybody, and states nothing. */
export function statedAddress(word: string): Address | null {
  if (SHE.test(word)) return "she";
  return HE.test(word) ? "he" : null;
}
