import type { Document, EntityKind, Span } from "../document/index.ts";
import { isWordCharacter, type Language, type TokenRange } from "../language/index.ts";
import type { Description } from "./describe.ts";
import { addMention, type Draft } from "./draft.ts";
import type { FullName, Names } from "./people.ts";
import { type PlaceIndex, placeKey } from "./places.ts";

/**
 * The entities of one document, entered by what sources say of themselves. The same name enters
 * the same entity; a single word enters the person whose full name holds it.
 */
export class Cast {
  readonly #doc: Document;
  readonly #language: Language;
  readonly #places: PlaceIndex;
  readonly #fullNames: ReadonlyMap<string, FullName>;
  /** By a key of kind and spelling, in the order they were entered. */
  readonly #drafts = new Map<string, Draft>();
  /** Named organisations by each word of their names, in lower case. */
  readonly #organisations = new Map<string, Draft[]>();
  /** People by each word they are called by, in lower case; `null` where two share the word. */
  readonly #people = new Map<string, Draft | null>();

  constructor(doc: Document, language: Language, names: Names, places: PlaceIndex) {
    this.#doc = doc;
    this.#language = language;
    this.#places = places;
    this.#fullNames = names.byWord;
  }

  get drafts(): Draft[] {
    return [...this.#drafts.values()];
  }

  /** The entity of a source that names or describes itself; for one that points back, use `antecedents`. */
  enter(description: Description, source: TokenRange): Draft | null {
    switch (description.form) {
      case "person":
        return this.#person(description.name, description.role);
      case "name":
        return this.#named(description.name);
      case "state":
        return this.#state(description);
      case "organisation":
        return description.named
          ? this.#organisation(description.name)
          : this.unnamed("organisation", source);
      case "group":
        return this.unnamed("group", source, description.count);
      case "document":
        return this.unnamed("document", source);
      case "other":
        return description.named
          ? this.#entity(`name ${this.#key(source)}`, null, source)
          : this.unnamed(null, source);
      case "role":
      case "pronoun":
        return null;
    }
  }

  /** "the letter" twice is one letter; "officials" twice may be different ones. */
  unnamed(kind: EntityKind | null, source: TokenRange, count: number | null = null): Draft {
    const definite = this.#language.tokens.lower[source.from] === "the";
    const key = definite ? this.#key(source) : `at ${source.from}`;
    return this.#entity(`unnamed ${key}`, kind, source, { named: false, count });
  }

  /** Adds to the people every other place where their name stands. */
  gatherMentions(): void {
    const { tokens } = this.#language;
    const personAt = (i: number) =>
      /^\p{Lu}/u.test(tokens.word[i]!) ? this.#people.get(tokens.lower[i]!) : undefined;
    for (let i = 0; i < tokens.length; i++) {
      const person = personAt(i);
      if (!person) continue;
      let to = i + 1;
      while (to < tokens.length && personAt(to) === person) to++;
      addMention(person, this.#span({ from: i, to }));
      i = to - 1;
    }
  }

  #person(name: TokenRange, role: TokenRange | null): Draft {
    const single = name.to - name.from === 1;
    const full = single ? this.#fullNames.get(this.#language.tokens.lower[name.from]!) : undefined;
    const draft = this.#knownAs(name) ?? this.#newPerson(full?.name ?? name, full?.role ?? null);
    addMention(draft, this.#span(name));
    if (role !== null) this.#addRole(draft, role);
    this.#callBy(draft, name);
    return draft;
  }

  /** A name alone: somebody entered before or named in full elsewhere, else a name of unknown kind. */
  #named(name: TokenRange): Draft {
    const { tokens } = this.#language;
    const full = this.#fullNames.get(tokens.lower[name.to - 1]!);
    if (this.#knownAs(name) !== null) return this.#person(name, null);
    if (full !== undefined && name.to - name.from === 1) return this.#person(name, null);
    const isPerson = full !== undefined && (full.role !== null || full.surnameAlone);
    if (isPerson && this.#key(full.name) === this.#key(name)) return this.#person(name, full.role);
    const acronym = name.to - name.from === 1 && /^\p{Lu}{2,}$/u.test(tokens.word[name.from]!);
    return this.#entity(`name ${this.#key(name)}`, acronym ? "organisation" : null, name);
  }

  /** A state, unless the text has somebody of that name: "Ida Jordan … Jordan said". */
  #state({ place, name }: Description & { form: "state" }): Draft {
    const single = name.to - name.from === 1;
    const full = single ? this.#fullNames.get(this.#language.tokens.lower[name.from]!) : undefined;
    if (full !== undefined && this.#isSurname(full, name)) {
      return full.role !== null
        ? this.#person(name, null)
        : this.#entity(`name ${this.#key(name)}`, null, name);
    }
    const known = this.#drafts.get(`state ${place.code}`);
    if (known !== undefined) {
      addMention(known, this.#span(name));
      return known;
    }
    const words = holdsName(this.#doc.text, place.name) ? place.name : this.#words(name);
    return this.#entity(`state ${place.code}`, "state", name, { country: place.code, words });
  }

  /** Not "Northern Orvania", where the word is the state's own. */
  #isSurname(full: FullName, word: TokenRange): boolean {
    const { lower } = this.#language.tokens;
    return lower[full.name.to - 1] === lower[word.from] && !REGIONS.has(lower[full.name.from]!);
  }

  /** "The Ministry" is the one organisation entered whose name holds those words. */
  #organisation(name: TokenRange): Draft {
    const key = this.#key(name);
    const words = key.split(" ");
    const [first, ...others] = words.map((word) => this.#organisations.get(word) ?? []);
    const known = first!.filter((draft) => others.every((drafts) => drafts.includes(draft)));
    if (known.length === 1) {
      addMention(known[0]!, this.#span(name));
      return known[0]!;
    }
    const draft = this.#entity(`organisation ${key}`, "organisation", name);
    for (const word of words) {
      const drafts = this.#organisations.get(word);
      if (drafts === undefined) this.#organisations.set(word, [draft]);
      // Beyond a few, a word tells none of them apart, and the list need not grow.
      else if (drafts.length < 8 && !drafts.includes(draft)) drafts.push(draft);
    }
    return draft;
  }

  #newPerson(name: TokenRange, role: TokenRange | null): Draft {
    const draft = this.#entity(`person ${this.#key(name)}`, "person", name);
    if (role !== null) this.#addRole(draft, role);
    this.#callBy(draft, name);
    return draft;
  }

  /** The person these words name; `null` where nobody entered is known by them. */
  #knownAs(name: TokenRange): Draft | null {
    const { lower } = this.#language.tokens;
    const last = this.#people.get(lower[name.to - 1]!) ?? null;
    if (name.to - name.from === 1) return last;
    return this.#drafts.get(`person ${this.#key(name)}`) ?? null;
  }

  #callBy(draft: Draft, name: TokenRange): void {
    for (const i of [name.from, name.to - 1]) {
      const word = this.#language.tokens.lower[i]!;
      const known = this.#people.get(word);
      if (known === undefined) this.#people.set(word, draft);
      else if (known !== draft) this.#people.set(word, null);
    }
  }

  /** The role as the text gives it, and the country its words name: "|Orvanian| spokesperson". */
  #addRole(draft: Draft, role: TokenRange): void {
    const key = this.#key(role);
    if (!draft.roles.has(key)) draft.roles.set(key, this.#span(role));
    for (let i = role.from; i < role.to && draft.country === null; i++) {
      const word = this.#language.tokens.lower[i]!;
      draft.country = this.#places.names.get(word)?.place.code ?? null;
    }
  }

  #entity(
    key: string,
    kind: EntityKind | null,
    mention: TokenRange,
    facts: { words?: string; named?: boolean; country?: string | null; count?: number | null } = {},
  ): Draft {
    let draft = this.#drafts.get(key);
    if (draft === undefined) {
      const { words = this.#words(mention), named = true, country = null, count = null } = facts;
      draft = { name: words, kind, named, country, count, roles: new Map(), mentions: new Map() };
      this.#drafts.set(key, draft);
    }
    addMention(draft, this.#span(mention));
    return draft;
  }

  #key(range: TokenRange): string {
    return placeKey(this.#words(range));
  }

  #words(range: TokenRange): string {
    const { start, end } = this.#span(range);
    return this.#doc.text.slice(start, end).replace(/\s+/g, " ").replace(/,$/, "");
  }

  #span(range: TokenRange): Span {
    const { tokens } = this.#language;
    return { start: tokens.start[range.from]!, end: tokens.end[range.to - 1]! };
  }
}

const REGIONS = new Set(
  "north south east west northern southern eastern western central greater new upper lower".split(
    " ",
  ),
);

/** Whether the text holds the name as words of their own: "Oman" is not in "Romania". */
function holdsName(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!isWordCharacter(text, at - 1) && !isWordCharacter(text, at + name.length)) return true;
  }
  return false;
}
