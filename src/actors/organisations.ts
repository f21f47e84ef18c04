import type { TokenRange, Tokens } from "../language/index.ts";
import type { Draft } from "./draft.ts";
import { placeKey } from "./places.ts";

/** A common noun of a kind of organisation that need not be part of the name. */
const GENERIC = new Set(
  "company firm group organization organisation agency union campaign network newspaper paper outlet".split(
    " ",
  ),
);

/** The named organisations of a document, by their full names, their acronyms and their words. */
export class Organisations {
  readonly #tokens: Tokens;
  readonly #byKey = new Map<string, Draft>();
  readonly #byWord = new Map<string, Set<Draft>>();
  /** In the order they were entered: first token and draft. */
  readonly #entered: { readonly from: number; readonly draft: Draft }[] = [];

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  /** The organisation known by the name, its acronym or a part of it; else a new one. */
  enter(name: TokenRange, create: () => Draft): Draft {
    const known = this.find(name);
    const draft = known ?? create();
    const key = this.#key(name);
    this.#byKey.set(key, draft);
    this.#entered.push({ from: name.from, draft });
    for (const word of key.split(" ")) {
      const drafts = this.#byWord.get(word) ?? new Set();
      // Beyond a few, a word tells none of them apart, and the set need not grow.
      if (drafts.size < 8) drafts.add(draft);
      this.#byWord.set(word, drafts);
    }
    const acronym = this.#acronymOf(name);
    if (acronym !== null && !this.#byKey.has(acronym)) this.#byKey.set(acronym, draft);
    return draft;
  }

  find(name: TokenRange): Draft | null {
    const key = this.#key(name);
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    return this.#only(key.split(" "));
  }

  /** The one organisation whose name holds the noun, else for a noun of any kind, the last one named before. */
  byNoun(noun: string, before: number): Draft | null {
    const holding = this.#only([noun]);
    if (holding !== null) return holding;
    if (!GENERIC.has(noun)) return null;
    const earlier = new Set(this.#entered.filter((e) => e.from < before).map((e) => e.draft));
    return earlier.size === 1 ? [...earlier][0]! : null;
  }

  #only(words: readonly string[]): Draft | null {
    const [first, ...others] = words.map((word) => this.#byWord.get(word));
    if (first === undefined) return null;
    const holding = [...first].filter((draft) => others.every((drafts) => drafts?.has(draft)));
    return holding.length === 1 ? holding[0]! : null;
  }

  /** "Eastern Fishing Council (EFC)": the letters in brackets; else the initials of three words and more. */
  #acronymOf(name: TokenRange): string | null {
    const { word } = this.#tokens;
    if (
      word[name.to] === "(" &&
      word[name.to + 2] === ")" &&
      /^\p{Lu}[\p{Lu}.&]+$/u.test(word[name.to + 1]!)
    )
      return placeKey(word[name.to + 1]!);
    const initials = word.slice(name.from, name.to).filter((w) => /^\p{Lu}/u.test(w));
    return initials.length < 3
      ? null
      : initials
          .map((w) => w[0]!)
          .join("")
          .toLowerCase();
  }

  #key(name: TokenRange): string {
    return placeKey(this.#tokens.word.slice(name.from, name.to).join(" "));
  }
}
