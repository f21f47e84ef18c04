import type { TokenRange, Tokens } from "../language/index.ts";
import type { Draft } from "./draft.ts";
import { placeKey } from "./places.ts";

/** Common nouns for organisations whose names need not hold them: they point to the last one named. */
const GENERIC = new Set(
  "company firm organization organisation agency network newspaper".split(" "),
);

/** The named organisations of a document, by their full names, their acronyms and their words. */
export class Organisations {
  readonly #tokens: Tokens;
  readonly #byKey = new Map<string, Draft>();
  readonly #byAcronym = new Map<string, Draft>();
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
    if (known === null) this.#entered.push({ from: name.from, draft });
    for (const word of key.split(" ")) {
      if (/^(?:of|for|the|and|in)$/.test(word)) continue;
      const drafts = this.#byWord.get(word) ?? new Set();
      // Beyond a few, a word tells none of them apart, and the set need not grow.
      if (drafts.size < 8) drafts.add(draft);
      this.#byWord.set(word, drafts);
    }
    const acronym = this.#acronymOf(name);
    if (acronym !== null && !this.#byAcronym.has(acronym)) this.#byAcronym.set(acronym, draft);
    return draft;
  }

  find(name: TokenRange): Draft | null {
    const key = this.#key(name);
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    if (/^\p{Lu}{2,}$/u.test(this.#tokens.word[name.from]!)) {
      return this.#byAcronym.get(key) ?? null;
    }
    return this.#only(key.split(" "));
  }

  /**
   * The one organisation whose name holds the noun ("the university"); for a noun of any kind
   * ("the company"), the only one named before. `null` where that may be several.
   */
  byNoun(noun: string, before: number): Draft | null {
    if (!GENERIC.has(noun)) return this.#only([noun]);
    let only: Draft | null = null;
    for (const { from, draft } of this.#entered) {
      if (from >= before) break;
      if (only !== null && only !== draft) return null;
      only = draft;
    }
    return only;
  }

  /** Whether a noun of any kind may mean several of those named before. */
  hasSeveralFor(noun: string, before: number): boolean {
    if (!GENERIC.has(noun)) return false;
    return this.byNoun(noun, before) === null && (this.#entered[0]?.from ?? before) < before;
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
    const initials = word
      .slice(name.from, name.to)
      .flatMap((w) => w.split("-"))
      .filter((w) => /^\p{Lu}/u.test(w));
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
