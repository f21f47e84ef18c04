import { isInitialStop, type TokenRange, type Tokens } from "../language/index.ts";
import {
  isDocument,
  isOrganisation,
  isRole,
  isRolePlural,
  isTitle,
  roleStem,
  statedNumber,
} from "./lexicon.ts";
import { type Place, type PlaceIndex, placeKey } from "./places.ts";

/** What a source's own words say of it, before anything else in the document is asked. */
export type Description =
  | { readonly form: "pronoun"; readonly word: string }
  | { readonly form: "person"; readonly name: TokenRange; readonly role: TokenRange | null }
  /** One capitalised word, or more without a sign of their kind: "Tarrade", "Coastline". */
  | { readonly form: "name"; readonly name: TokenRange }
  | { readonly form: "state"; readonly place: Place; readonly name: TokenRange }
  | { readonly form: "organisation"; readonly name: TokenRange; readonly named: boolean }
  /** An office without a name; `definite` where it points back ("the spokesperson"). */
  | { readonly form: "role"; readonly stem: string; readonly definite: boolean }
  | { readonly form: "group"; readonly count: number | null }
  | { readonly form: "document" }
  | { readonly form: "other"; readonly named: boolean };

const PRONOUNS = new Set("he she they it we i who you others one some many all none".split(" "));
const ARTICLES = new Set("the a an his her their its our my this that these those".split(" "));
const HEAD_ENDS = new Set("who whom whose which that of in at for from with on by to".split(" "));

/** Reads a source phrase: its head noun, its name if it holds one, the role beside it. */
export function describeSource(
  tokens: Tokens,
  source: TokenRange,
  places: PlaceIndex,
): Description {
  const phrase = trim(tokens, source);
  const head = headOf(tokens, phrase);
  const first = tokens.lower[phrase.from] ?? "";
  if (phrase.to - phrase.from === 1 && PRONOUNS.has(first)) return { form: "pronoun", word: first };
  const bare = withoutArticle(tokens, head);
  const found = places.names.get(placeKey(wordsOf(tokens, bare)));
  const place = found?.place;
  if (found?.by !== "demonym" && place?.kind === "state")
    return { form: "state", place, name: bare };
  return (
    describePerson(tokens, phrase, head) ??
    describeName(tokens, phrase, bare) ??
    describeHead(tokens, phrase, head, bare)
  );
}

function trim(tokens: Tokens, range: TokenRange): TokenRange {
  let { from, to } = range;
  while (to > from && /^(?:[^\p{L}\p{N}]+|'s|’s)$/u.test(tokens.word[to - 1]!)) to--;
  while (from < to && /^[^\p{L}\p{N}]+$/u.test(tokens.word[from]!)) from++;
  return { from, to };
}

/** The phrase up to its first comma, relative clause or preposition. */
function headOf(tokens: Tokens, phrase: TokenRange): TokenRange {
  let to = phrase.from + 1;
  while (to < phrase.to && (isInitialStop(tokens, to) || isHeadWord(tokens, to))) to++;
  return { from: phrase.from, to: Math.min(to, phrase.to) };
}

function isHeadWord(tokens: Tokens, i: number): boolean {
  return /[\p{L}\p{N}'’]/u.test(tokens.word[i]!) && !HEAD_ENDS.has(tokens.lower[i]!);
}

function withoutArticle(tokens: Tokens, range: TokenRange): TokenRange {
  const from = ARTICLES.has(tokens.lower[range.from]!) ? range.from + 1 : range.from;
  return from < range.to ? { from, to: range.to } : range;
}

/** A name after its title or office ("spokesperson Corin Tarrade"), or before its apposition. */
function describePerson(tokens: Tokens, phrase: TokenRange, head: TokenRange): Description | null {
  for (let i = head.to - 1; i >= head.from; i--) {
    const lower = tokens.lower[i]!;
    if (!isRole(lower) && !isTitle(lower)) continue;
    const name = { from: i + 1, to: head.to };
    if (name.from === name.to)
      return namedApposition(tokens, phrase, { from: head.from, to: i + 1 });
    if (!isName(tokens, name)) return null;
    const role = isRole(lower) ? withoutArticle(tokens, { from: head.from, to: i + 1 }) : null;
    return { form: "person", name, role };
  }
  const role = appositionOf(tokens, phrase, head);
  if (role === undefined || !isName(tokens, head) || head.to - head.from > 4) return null;
  return { form: "person", name: head, role };
}

/** "her counterpart, |Edric Sollane|,": an office first, then its holder's name. */
function namedApposition(
  tokens: Tokens,
  phrase: TokenRange,
  office: TokenRange,
): Description | null {
  let comma = office.to;
  while (comma < phrase.to && tokens.word[comma] !== ",") comma++;
  let to = comma + 1;
  while (to < phrase.to && tokens.word[to] !== ",") to++;
  const name = { from: comma + 1, to };
  if (to - name.from < 2 || to - name.from > 4 || !isName(tokens, name)) return null;
  return { form: "person", name, role: withoutArticle(tokens, { from: office.from, to: comma }) };
}

/**
 * "Maud Esteren, |Deputy Minister for Fisheries|": the apposition that names an office; `null`
 * where an age or "who" shows a person without one, `undefined` where nothing does.
 */
function appositionOf(
  tokens: Tokens,
  phrase: TokenRange,
  head: TokenRange,
): TokenRange | null | undefined {
  if (tokens.word[head.to] !== ",") return undefined;
  let from = head.to + 1;
  const aged = /^\d{1,3}$/.test(tokens.word[from] ?? "") && tokens.word[from + 1] === ",";
  if (aged) from += 2;
  let to = from;
  while (to < phrase.to && tokens.word[to] !== "," && tokens.lower[to] !== "who") to++;
  for (let i = from; i < to; i++) {
    if (isRole(tokens.lower[i]!)) return withoutArticle(tokens, { from, to });
  }
  return aged || tokens.lower[from] === "who" ? null : undefined;
}

/** Small words inside names: "Rafael van der Meer". */
const PARTICLES = new Set("van von der den de da dos du di la le al el bin ibn ben".split(" "));

/** Capitalised words only, none of them the name of a kind of organisation. */
function isName(tokens: Tokens, range: TokenRange): boolean {
  if (range.to <= range.from) return false;
  for (let i = range.from; i < range.to; i++) {
    const inside = i > range.from && (tokens.word[i] === "." || PARTICLES.has(tokens.word[i]!));
    if (!inside && !/^\p{Lu}/u.test(tokens.word[i]!)) return false;
    if (isOrganisation(tokens.lower[i]!)) return false;
  }
  return !ARTICLES.has(tokens.lower[range.from]!);
}

function describeName(tokens: Tokens, phrase: TokenRange, bare: TokenRange): Description | null {
  if (bare.from > phrase.from || !isName(tokens, bare)) return null;
  const last = tokens.lower[bare.to - 1]!;
  if (isRole(last) || isRolePlural(last)) return null;
  if (bare.to - bare.from === 1 && isPlural(last) && opensSentence(tokens, bare.from)) return null;
  return { form: "name", name: bare };
}

/** The capital may be the sentence's: "Members expressed …". */
function opensSentence(tokens: Tokens, i: number): boolean {
  return i === 0 || !/^[\p{L}\p{N},]/u.test(tokens.word[i - 1]!);
}

function describeHead(
  tokens: Tokens,
  phrase: TokenRange,
  head: TokenRange,
  bare: TokenRange,
): Description {
  const last = tokens.lower[head.to - 1]!;
  const first = tokens.lower[head.from]!;
  const capitals = hasCapital(tokens, head);
  if (isRolePlural(last)) return { form: "group", count: countIn(tokens, head) };
  if (isRole(last))
    return { form: "role", stem: roleStem(last), definite: first !== "a" && first !== "an" };
  if (isOrganisation(last) || (capitals && hasOrganisation(tokens, bare))) {
    return {
      form: "organisation",
      name: capitals ? fullTitle(tokens, bare, phrase.to) : bare,
      named: capitals,
    };
  }
  if (isDocument(last)) return { form: "document" };
  if (isPlural(last) && !(first === "the" && capitals))
    return { form: "group", count: countIn(tokens, head) };
  return { form: "other", named: capitals };
}

/** "Ministry |of Fisheries and Harbours|": the capitalised words that an "of" joins to the name. */
function fullTitle(tokens: Tokens, name: TokenRange, end: number): TokenRange {
  let to = name.to;
  for (
    let i = to;
    i < end && (/^\p{Lu}/u.test(tokens.word[i]!) || /^(?:of|for|and|the|&)$/.test(tokens.word[i]!));
    i++
  ) {
    if (/^\p{Lu}/u.test(tokens.word[i]!)) to = i + 1;
  }
  return { from: name.from, to };
}

function isPlural(word: string): boolean {
  return (
    (word.length > 3 && /[^s]s$/.test(word)) ||
    word === "people" ||
    word === "men" ||
    word === "women"
  );
}

/** A capital that the place at the start of a phrase does not explain, or an acronym. */
function hasCapital(tokens: Tokens, head: TokenRange): boolean {
  for (let i = head.from; i < head.to; i++) {
    const word = tokens.word[i]!;
    if (/^\p{Lu}{2,}$/u.test(word) || (i > head.from && /^\p{Lu}/u.test(word))) return true;
  }
  return false;
}

function hasOrganisation(tokens: Tokens, range: TokenRange): boolean {
  for (let i = range.from; i < range.to; i++) if (isOrganisation(tokens.lower[i]!)) return true;
  return false;
}

function countIn(tokens: Tokens, range: TokenRange): number | null {
  for (let i = range.from; i < range.to; i++) {
    const number = statedNumber(tokens.lower[i]!);
    // "two dozen" states a measure that "2" would not.
    if (number !== null) return tokens.lower[i + 1] === "dozen" ? null : number;
  }
  return null;
}

/** The words of a range, parted by single spaces. */
export function wordsOf(tokens: Tokens, range: TokenRange): string {
  return tokens.word.slice(range.from, range.to).join(" ");
}
