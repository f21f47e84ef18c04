import type { Tokens } from "../language/index.ts";
import type { Draft } from "./draft.ts";
import type { Name } from "./names.ts";

/** A person's name in words, lower case: given names and initials, surname, "jr". */
interface Spelling {
  readonly words: readonly string[];
  readonly surname: string;
  readonly suffix: string;
}

interface Person {
  readonly draft: Draft;
  spelling: Spelling;
  /** First token of the first full name. */
  readonly introduced: number;
}

/**
 * The people a document names in full, and who their surnames mean.
 *
 * A surname two people share means the one whom the text calls by it before it introduces the
 * other; where it does so of neither, it is not known whom.
 */
export class People {
  readonly #bySurname = new Map<string, Person[]>();
  readonly #byGivenName = new Map<string, Person[]>();
  readonly #singles: ReadonlyMap<string, readonly number[]>;
  readonly #tokens: Tokens;

  /** `names`: all names of the document, in text order. */
  constructor(tokens: Tokens, names: readonly Name[]) {
    this.#tokens = tokens;
    const singles = new Map<string, number[]>();
    for (const name of names) {
      const { words, surname } = spell(tokens, name);
      if (words.length !== 1) continue;
      const starts = singles.get(surname);
      if (starts === undefined) singles.set(surname, [name.from]);
      else starts.push(name.from);
    }
    this.#singles = singles;
  }

  /** Enters a full name: the person known by it, or by a variant of it, else a new one. */
  enter(name: Name, create: () => Draft): Draft {
    const spelling = spell(this.#tokens, name);
    const known = this.#bySurname
      .get(spelling.surname)
      ?.find((p) => isVariant(p.spelling, spelling));
    if (known !== undefined && !conflicts(known.draft, name)) {
      if (spelling.words.length > known.spelling.words.length) known.spelling = spelling;
      return known.draft;
    }
    const person = { draft: create(), spelling, introduced: name.from };
    push(this.#bySurname, spelling.surname, person);
    push(this.#byGivenName, spelling.words[0]!, person);
    return person.draft;
  }

  /** Whether somebody has that surname or given name. */
  hasName(word: string): boolean {
    return this.#bySurname.has(word) || this.#byGivenName.has(word);
  }

  /**
   * Whom a single word names: `null` where two people share it and nothing tells them apart,
   * `undefined` where nobody is known by it.
   */
  find(name: Name): Draft | null | undefined {
    const { surname: word, words } = spell(this.#tokens, name);
    if (words.length !== 1) return undefined;
    const bearers = this.#bySurname.get(word)?.filter((p) => !conflicts(p.draft, name));
    if (bearers !== undefined && bearers.length > 0) {
      if (bearers.length === 1) return bearers[0]!.draft;
      return this.#established(word, bearers);
    }
    const given = this.#byGivenName.get(word)?.filter((p) => !conflicts(p.draft, name));
    if (given === undefined || given.length === 0) return undefined;
    return given.length === 1 ? given[0]!.draft : null;
  }

  #established(word: string, [first, second]: readonly Person[]): Draft | null {
    const starts = this.#singles.get(word) ?? [];
    const isEstablished = starts.some((s) => first!.introduced < s && s < second!.introduced);
    return isEstablished ? first!.draft : null;
  }
}

/** "Mrs. Moll" is not the man the text calls "Mr. Moll". */
function conflicts(draft: Draft, name: Name): boolean {
  return draft.address !== null && name.address !== null && draft.address !== name.address;
}

function spell(tokens: Tokens, name: Name): Spelling {
  let words: string[] = [];
  let suffix = "";
  for (let i = name.from; i < name.to; i++) {
    const word = tokens.lower[i]!.replace(/[.'’"“”,]/g, "");
    if (/^[js]r$/.test(word)) suffix = word;
    else if (word !== "") words.push(word);
  }
  if (words.length === 0) words = [tokens.lower[name.from]!];
  return { words, surname: words.at(-1)!, suffix };
}

/** "Donald Moll", "Donald J. Moll" and "D. Moll"; not "Donald Moll Jr.". */
function isVariant(a: Spelling, b: Spelling): boolean {
  if (a.suffix !== b.suffix) return false;
  const [short, long] = a.words.length <= b.words.length ? [a.words, b.words] : [b.words, a.words];
  if (!startsAlike(short[0]!, long[0]!)) return false;
  let at = 0;
  for (const word of short) {
    while (at < long.length && !startsAlike(word, long[at]!)) at++;
    if (at++ === long.length) return false;
  }
  return true;
}

/** Equal, or one is the other's initial. */
function startsAlike(a: string, b: string): boolean {
  return a === b || (a.length === 1 && b.startsWith(a)) || (b.length === 1 && a.startsWith(b));
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
