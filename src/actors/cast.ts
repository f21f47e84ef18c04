import type { Document, EntityKind, Span } from "../document/index.ts";
import {
  isWordCharacter,
  type Language,
  type Parse,
  type TokenRange,
  type Tokens,
  UPOS,
} from "../language/index.ts";
import { type ActorCode, codeActor } from "./code.ts";
import { addMention, type Draft, newDraft } from "./draft.ts";
import { findPlace } from "./find-place.ts";
import { endsOutletName, isOrganisation } from "./lexicon.ts";
import type { Name } from "./names.ts";
import { Organisations } from "./organisations.ts";
import { People } from "./people.ts";
import type { Phrase } from "./phrases.ts";
import { type Place, type PlaceIndex, type PlaceName, placeKey } from "./places.ts";
import type { Tree } from "./tree.ts";

/** The entities of one document while they are being entered: by their names, then by descriptions. */
export class Cast {
  readonly #doc: Document;
  readonly #language: Language;
  readonly #parsed: Parse;
  readonly #tree: Tree;
  readonly #places: PlaceIndex;
  readonly #people: People;
  readonly #organisations: Organisations;
  readonly #types: NameTypes;
  readonly #countries: Countries;
  /** Whether the text holds the name of a place. */
  readonly #held = new Map<Place, boolean>();
  /** By a key of kind and spelling, in the order they were entered. */
  readonly #drafts = new Map<string, Draft>();
  /** Who is described by a noun phrase, up to its noun: the first one, if there is no other. */
  readonly #described = new Map<string, { draft: Draft; key: string } | "several">();

  constructor(
    doc: Document,
    language: Language,
    parsed: Parse,
    tree: Tree,
    places: PlaceIndex,
    names: readonly Name[],
  ) {
    this.#doc = doc;
    this.#language = language;
    this.#parsed = parsed;
    this.#tree = tree;
    this.#places = places;
    this.#people = new People(language.tokens, names);
    this.#organisations = new Organisations(language.tokens);
    this.#countries = new Countries(language.tokens, names, parsed, places);
    this.#types = new NameTypes(names, (name) => this.#key(name));
  }

  get drafts(): Draft[] {
    return [...this.#drafts.values()];
  }

  /** The entity of each name, in their order. */
  enterNames(names: readonly Name[]): (Draft | null)[] {
    // Full names first: a surname may stand before the name it belongs to.
    for (const name of names) {
      if (this.#isFullName(name)) this.#enterPerson(name);
      else if (isListed(name) && name.to - name.from > 1) this.#enterListed(name, name.place.place);
      else if (
        this.#types.of(name) === "organisation" &&
        name.place === null &&
        !this.#isAcronym(name)
      )
        this.#enterOrganisation(name);
    }
    return names.map((name) => this.#enterName(name));
  }

  /**
   * An entity without a name. "the letter" twice is one letter; "officials" twice may be different
   * ones; "the envoy of Orvania" is not "the envoy of Halvessia", and then "the envoy" is neither.
   */
  enterUnnamed(phrase: Phrase, kind: EntityKind | null): Draft {
    const words = nameRange(phrase, this.#language.tokens, this.#parsed);
    const key = phrase.definite ? this.#key(words) : `at ${phrase.head}`;
    const known =
      this.#drafts.get(`unnamed ${key}`) ??
      (phrase.definite ? this.#shortOrLong(key, this.#key(phrase.base)) : undefined);
    if (known !== undefined) return known;
    const { count, isAbout } = phrase;
    const draft = newDraft(this.#words(words), kind, { named: false, count, isAbout });
    this.#code(draft, phrase.whole);
    this.#drafts.set(`unnamed ${key}`, draft);
    if (phrase.definite) {
      const base = this.#key(phrase.base);
      this.#described.set(base, this.#described.has(base) ? "several" : { draft, key });
    }
    return draft;
  }

  /** Whom "the envoy" means after "the envoy of Orvania", and the reverse. */
  #shortOrLong(key: string, base: string): Draft | undefined {
    const described = this.#described.get(base);
    if (described === undefined || described === "several") return undefined;
    return key === base || described.key === base ? described.draft : undefined;
  }

  /** "the HP board", "his campaign's poll": a thing named by the name in its description. */
  enterDescribed(phrase: Phrase, kind: EntityKind | null): Draft {
    const { tokens } = this.#language;
    let { from } = phrase.base;
    while (from < phrase.head && /^(?:the|a|an|this|that)$/.test(tokens.lower[from]!)) from++;
    const range = { from, to: phrase.base.to };
    if (kind === "organisation") return this.#enterOrganisation({ ...range, ...PLAIN });
    return this.#entity(`${kind} ${this.#key(range)}`, kind, range);
  }

  /** The body or state that the words before an office name: "|Orvanian foreign ministry| spokesman". */
  bodyIn(range: TokenRange): Draft | null {
    const { lower } = this.#language.tokens;
    const from = /^(?:the|an?)$/.test(lower[range.from] ?? "") ? range.from + 1 : range.from;
    if (from >= range.to) return null;
    const body = { from, to: range.to, ...PLAIN };
    if (isOrganisation(lower[range.to - 1]!)) {
      const draft = this.#enterOrganisation(body);
      this.mention(draft, body);
      return draft;
    }
    const found = findPlace(this.#language.tokens, from, range.to, this.#places);
    if (found?.name.place.kind !== "state" || found.name.by === "region") return null;
    const name = { ...body, to: found.to };
    const { place } = found.name;
    const draft = this.#enterPlace(name, { place, by: "name" });
    // "Orvanian" is no name of the state.
    if (found.name.by === "demonym" && draft.mentions.size === 0) draft.name = place.name;
    this.mention(draft, name);
    return draft;
  }

  /** Several people who speak together: "Bush and Kasich". */
  enterJoint(range: TokenRange, members: readonly Draft[]): Draft {
    const named = members.every((member) => member.named);
    const facts = { named, count: members.length };
    const key = `joint ${members.map((m) => m.name).join(" + ")}`;
    const draft = this.#entity(key, "group", range, facts);
    this.mention(draft, range);
    return draft;
  }

  /** A name that only a source's place in the sentence shows to be one. */
  enterUnknownName(range: TokenRange): Draft {
    const name = { ...range, ...PLAIN, type: null };
    return this.#enterName(name) ?? this.#entity(`name ${this.#key(range)}`, null, range);
  }

  /** The named organisation that "the university" means; `null` where several or none may be meant. */
  organisationByNoun(noun: string, before: number): Draft | null {
    return this.#organisations.byNoun(noun, before);
  }

  hasSeveralFor(noun: string, before: number): boolean {
    return this.#organisations.hasSeveralFor(noun, before);
  }

  /** Whether what the text says of somebody bears out the words before an office: "|French| president". */
  isOf(draft: Draft, words: readonly number[]): boolean {
    const { tokens } = this.#language;
    return words.every((i) => {
      const word = placeKey(tokens.word[i]!);
      if ([...draft.roles.keys()].some((role) => role.split(" ").includes(word))) return true;
      const found = findPlace(tokens, i, i + 1, this.#places);
      return found?.name.by === "demonym" && found.name.place.code === draft.country;
    });
  }

  addRole(draft: Draft, role: TokenRange): void {
    const key = this.#key(role);
    if (!draft.roles.has(key)) draft.roles.set(key, this.#span(role));
    if (draft.kind !== "person") return;
    const code = codeActor(role, this.#language.tokens, this.#parsed, this.#places);
    draft.country ??= code.country;
    draft.sector ??= sectorOf(code);
  }

  mention(draft: Draft, range: TokenRange): void {
    addMention(draft, this.#span(range));
  }

  #enterName(name: Name): Draft | null {
    const draft = this.#draftOf(name);
    if (draft === null) return null;
    this.mention(draft, name);
    if (draft.kind === "person") {
      draft.address ??= name.address;
      if (name.role !== null) this.addRole(draft, name.role);
    }
    return draft;
  }

  #draftOf(name: Name): Draft | null {
    const { tokens } = this.#language;
    const single = name.to - name.from === 1;
    const type = this.#types.of(name);
    const isNamesake = single && this.#people.hasName(tokens.lower[name.from]!);
    if (isNamesake && (name.place === null || type === "person" || !this.#isPlaceHere(name))) {
      const person = this.#people.find(name);
      if (person !== undefined && person !== null) return person;
      if (person === null) return this.#entity(`person ${this.#key(name)}`, "person", name);
    }
    if (isListed(name)) return this.#enterListed(name, name.place.place);
    if (name.place !== null && !(type === "person" && !single))
      return this.#enterPlace(name, name.place);
    if (this.#isFullName(name)) return this.#enterPerson(name);
    if (single) {
      const person = this.#people.find(name);
      if (person) return person;
    }
    const organisation = type === "place" ? null : this.#organisations.find(name);
    if (organisation !== null && type !== "person") return organisation;
    if (type === "organisation") return this.#enterOrganisation(name);
    if (type === "person") return this.#entity(`person ${this.#key(name)}`, "person", name);
    if (organisation !== null) return organisation;
    const kind = this.#isAcronym(name) ? "organisation" : type === "place" ? "place" : null;
    return this.#entity(`name ${this.#key(name)}`, kind, name);
  }

  #isAcronym({ from, to }: Name): boolean {
    return to - from === 1 && /^\p{Lu}{2,}$/u.test(this.#language.tokens.word[from]!);
  }

  #isFullName(name: Name): boolean {
    const length = name.to - name.from;
    return length > 1 && length < 7 && name.place === null && this.#types.of(name) === "person";
  }

  #enterPerson(name: Name): Draft {
    const draft = this.#people.enter(name, () =>
      this.#entity(`person ${this.#key(name)} ${name.from}`, "person", name),
    );
    const words = this.#words(name);
    if (words.length > draft.name.length) draft.name = words;
    return draft;
  }

  /** Somebody a place file names, whose country and sector the text need not say. */
  #enterListed(name: Name, { name: listed, code, sector }: Place): Draft {
    const known = name.to - name.from === 1 ? this.#people.find(name) : undefined;
    const create = () => this.#entity(`person listed ${listed}`, "person", name);
    const draft = known ?? this.#people.enter(name, create);
    const words = this.#words(name);
    if (words.length > draft.name.length) draft.name = words;
    draft.country ??= code;
    draft.sector ??= sector;
    return draft;
  }

  #enterOrganisation(name: Name): Draft {
    return this.#organisations.enter(name, () => {
      const draft = this.#entity(`organisation ${this.#key(name)}`, "organisation", name);
      this.#code(draft, this.#withPossessor(name));
      const { lower } = this.#language.tokens;
      if (name.to - name.from > 1 && endsOutletName(lower[name.to - 1]!)) draft.sector = "JRN";
      if (draft.sector === "JRN") draft.kind = "outlet";
      return draft;
    });
  }

  /** "|Chile's| Ministry of Mines": whose it is stands before the name. */
  #withPossessor(name: TokenRange): TokenRange {
    const from = this.#tree.left[name.to - 1]!;
    return { from: Math.min(from, name.from), to: name.to };
  }

  #enterPlace(name: Name, found: PlaceName): Draft {
    const meant = this.#countries.choose(this.#key(name), found);
    if (meant === null) return this.#entity(`place ${this.#key(name)}`, "place", name);
    const { place, by } = meant;
    if (place.kind === "organisation") return this.#indexed(name, place);
    const isState = by === "name" || (by === "seat" && !this.#isPlaceHere(name));
    if (!isState) {
      return this.#entity(`place ${this.#key(name)}`, "place", name, { country: place.code });
    }
    const words = this.#nameOf(place, name);
    return this.#entity(`state ${place.name}`, "state", name, { country: place.code, words });
  }

  #indexed(name: Name, place: Place): Draft {
    const international = /^(?:IGO|NGO|MNC)$/.test(place.code ?? "");
    const kind = place.sector === "JRN" ? "outlet" : "organisation";
    const words = this.#nameOf(place, name);
    const country = international ? null : place.code;
    const sector = place.sector ?? (international ? place.code : null);
    const draft = this.#entity(`organisation ${placeKey(place.name)}`, kind, name, {
      country,
      sector,
      words,
    });
    return this.#organisations.enter(name, () => draft);
  }

  /** The name of the index where the text has it too, else the text's own. */
  #nameOf(place: Place, name: TokenRange): string {
    let isHeld = this.#held.get(place);
    if (isHeld === undefined) {
      isHeld = holdsName(this.#doc.text, place.name);
      this.#held.set(place, isHeld);
    }
    return isHeld ? place.name : this.#words(name);
  }

  /** "in Vellin", "a Vellin hotel": the town, not the government that sits there. */
  #isPlaceHere(name: TokenRange): boolean {
    const before = this.#language.tokens.lower[name.from - 1] ?? "";
    if (
      /^(?:in|at|from|near|outside|around|to|into|through|toward|towards|inside|across)$/.test(
        before,
      )
    )
      return true;
    return /^(?:compound|nmod:desc|amod)$/.test(this.#tree.label(name.to - 1));
  }

  #code(draft: Draft, range: TokenRange): void {
    const code = codeActor(range, this.#language.tokens, this.#parsed, this.#places);
    draft.country ??= code.country;
    draft.sector ??= sectorOf(code);
  }

  #entity(
    key: string,
    kind: EntityKind | null,
    name: TokenRange,
    facts: {
      words?: string;
      named?: boolean;
      country?: string | null;
      sector?: string | null;
      count?: number | null;
      isAbout?: boolean;
    } = {},
  ): Draft {
    let draft = this.#drafts.get(key);
    if (draft === undefined) {
      draft = newDraft(facts.words ?? this.#words(name), kind, facts);
      this.#drafts.set(key, draft);
    }
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

/** Whether a place file names somebody so. */
function isListed(name: Name): name is Name & { place: PlaceName } {
  return name.place?.place.kind === "person";
}

const PLAIN = { type: "organisation", place: null, role: null, address: null } as const;

/** Whoever holds an office of an organisation above states is of it, as CAMEO has it. */
function sectorOf({ sector, international }: ActorCode): string | null {
  return international === "IGO" ? international : (sector ?? international);
}

/** A description up to its first comma or its verb, a relative clause included; a dozen words at most. */
function nameRange({ base, whole }: Phrase, tokens: Tokens, { upos }: Parse): TokenRange {
  let to = base.to;
  let isRelative = false;
  for (; to < whole.to && to < base.from + 12; to++) {
    if (/^(?:who|which|that|whose)$/.test(tokens.lower[to]!)) isRelative = true;
    else if (!/[\p{L}\p{N}'’-]/u.test(tokens.word[to]!)) break;
    else if (upos[to] === VERB && !isRelative) return { from: base.from, to: base.to };
  }
  const isCut = to < whole.to && /[\p{L}\p{N}]/u.test(tokens.word[to]!);
  return { from: base.from, to: isCut ? base.to : to };
}

const VERB = UPOS.indexOf("VERB");

/** What each name is taken for most often in the document. */
class NameTypes {
  readonly #votes = new Map<string, Record<string, number>>();
  readonly #key: (name: TokenRange) => string;

  constructor(names: readonly Name[], key: (name: TokenRange) => string) {
    this.#key = key;
    for (const name of names) {
      if (name.type === null) continue;
      const votes = this.#votes.get(key(name)) ?? {};
      const weight = name.role !== null || name.address !== null ? 3 : 1;
      votes[name.type] = (votes[name.type] ?? 0) + weight;
      this.#votes.set(key(name), votes);
    }
  }

  of(name: Name): Name["type"] {
    const key = this.#key(name);
    const type = this.#most(key) ?? name.type;
    // "Ida Moll" is no place where "Moll" is somebody.
    const surname = key.slice(key.lastIndexOf(" ") + 1);
    return type === "place" && surname !== key && this.#most(surname) === "person"
      ? "person"
      : type;
  }

  #most(key: string): Name["type"] {
    const [first] = Object.entries(this.#votes.get(key) ?? {}).sort(([, a], [, b]) => b - a);
    return (first?.[0] as Name["type"] | undefined) ?? null;
  }
}

/** Which countries a document speaks of otherwise, to tell one "Georgia" from the other. */
class Countries {
  readonly #others: PlaceIndex["others"];
  readonly #counts = new Map<string, number>();

  constructor(tokens: Tokens, names: readonly Name[], parsed: Parse, places: PlaceIndex) {
    this.#others = places.others;
    for (const { place } of names) if (place?.by !== "demonym") this.#count(place, places);
    for (const { from, to, type } of parsed.entities) {
      const found = type === "NORP" ? findPlace(tokens, from, to, places) : null;
      if (found?.name.by === "demonym") this.#count(found.name, places);
    }
  }

  /** `null` where the name may mean two countries and the text speaks of neither more. */
  choose(key: string, found: PlaceName): PlaceName | null {
    const other = this.#others.get(key);
    if (other === undefined) return found;
    const [one, two] = [found, other].map(({ place }) => this.#counts.get(place.code ?? "") ?? 0);
    if (one === two) return null;
    return one! > two! ? found : other;
  }

  #count(name: PlaceName | null, { names, others }: PlaceIndex): void {
    const code = name?.place.code;
    const isShared = [...others.keys()].some(
      (key) => names.get(key) === name || others.get(key) === name,
    );
    if (code && !isShared) this.#counts.set(code, (this.#counts.get(code) ?? 0) + 1);
  }
}

/** Whether the text holds the name as words of their own: "Oman" is not in "Romania". */
function holdsName(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!isWordCharacter(text, at - 1) && !isWordCharacter(text, at + name.length)) return true;
  }
  return false;
}
