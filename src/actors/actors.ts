import type { AttributionRelation } from "../attribute/index.ts";
import type { Document, Entity, EntityKind, SourceType, Span } from "../document/index.ts";
import type { Language, TokenRange, Tokens } from "../language/index.ts";
import { type Description, describeSource } from "./describe.ts";
import { roleStem } from "./lexicon.ts";
import { type FullName, indexFullNames } from "./people.ts";
import { type PlaceIndex, placeKey } from "./places.ts";

/** Who the sources are: entities in order of first mention, and for each relation its source's. */
export interface Actors {
  readonly entities: readonly Entity[];
  /** One for each relation, in order; `entity` is `null` where it could not be told. */
  readonly sources: readonly { readonly entity: string | null; readonly type: SourceType }[];
}

/** An entity while mentions are still being gathered. */
interface Draft {
  name: string;
  readonly kind: EntityKind | null;
  readonly named: boolean;
  readonly country: string | null;
  readonly count: number | null;
  /** By their words in lower case; the first place that gives each. */
  readonly roles: Map<string, Span>;
  /** By start offset. */
  readonly mentions: Map<number, Span>;
}

/**
 * Names the sources of the relations inside one document: "Tarrade", "he" and "the spokesperson"
 * become the full name given elsewhere in it. What the document does not settle stays unknown:
 * a surname two people share, a pronoun with nobody before it. Only sources become entities.
 */
export function resolveActors(
  doc: Document,
  language: Language,
  relations: readonly AttributionRelation[],
  places: PlaceIndex,
): Actors {
  const scene = new Scene(doc, language);
  const drafts: (Draft | null)[] = relations.map(() => null);
  const descriptions = relations.map((relation) => {
    const range =
      relation.source.length === 1 ? tokensIn(language.tokens, relation.source[0]!) : null;
    return range === null ? null : { range, ...describeSource(language.tokens, range, places) };
  });
  // Names first: a pronoun or an office may point to a name that is a source only later on.
  for (const pass of [namesItself, pointsBack]) {
    descriptions.forEach((description, i) => {
      if (description !== null && pass(description))
        drafts[i] = scene.draftOf(description, description.range);
    });
    scene.gatherMentions();
  }
  return scene.finish(drafts, relations, descriptions);
}

function namesItself(description: Description): boolean {
  return !pointsBack(description);
}

function pointsBack(description: Description): boolean {
  return description.form === "pronoun" || description.form === "role";
}

/** The entities of one document as they are found; local to one call of `resolveActors`. */
class Scene {
  readonly #doc: Document;
  readonly #language: Language;
  readonly #fullNames: ReadonlyMap<string, FullName>;
  /** By a key of kind and spelling. */
  readonly #drafts = new Map<string, Draft>();
  /** People by each word they are called by. */
  readonly #people = new Map<string, Draft>();

  constructor(doc: Document, language: Language) {
    this.#doc = doc;
    this.#language = language;
    this.#fullNames = indexFullNames(language.tokens, language.blocks);
  }

  draftOf(description: Description, range: TokenRange): Draft | null {
    switch (description.form) {
      case "person":
        return this.#person(description.name, description.role);
      case "name":
        return this.#named(description.name);
      case "state": {
        const { place, name } = description;
        const inText = this.#doc.text.includes(place.name);
        return this.#entity(
          `state ${place.code}`,
          "state",
          inText ? place.name : this.#words(name),
          name,
          { country: place.code },
        );
      }
      case "organisation":
        return this.#organisation(description, range);
      case "role":
        return this.#byRole(description, range);
      case "pronoun":
        return description.word === "he" || description.word === "she"
          ? this.#antecedent(range)
          : null;
      case "group":
        return this.#unnamed("group", range, description.count);
      case "document":
        return this.#unnamed("document", range, null);
      case "other":
        return description.named
          ? this.#entity(`other ${placeKey(this.#words(range))}`, null, this.#words(range), range)
          : this.#unnamed(null, range, null);
    }
  }

  /** Every other place where a known person's or state's name stands. */
  gatherMentions(): void {
    const { tokens } = this.#language;
    for (let i = 0; i < tokens.length; i++) {
      const person = this.#people.get(tokens.lower[i]!);
      if (person === undefined || !/^\p{Lu}/u.test(tokens.word[i]!)) continue;
      let to = i + 1;
      while (
        to < tokens.length &&
        this.#people.get(tokens.lower[to]!) === person &&
        /^\p{Lu}/u.test(tokens.word[to]!)
      )
        to++;
      addMention(person, this.#span({ from: i, to }));
      i = to - 1;
    }
  }

  finish(
    drafts: readonly (Draft | null)[],
    relations: readonly AttributionRelation[],
    descriptions: readonly (Description | null)[],
  ): Actors {
    const used = [...this.#drafts.values()].sort((a, b) => firstMention(a) - firstMention(b));
    const ids = new Map(used.map((draft, i) => [draft, `e${i + 1}`]));
    return {
      entities: used.map((draft) => entityOf(this.#doc.text, ids.get(draft)!, draft)),
      sources: relations.map((_, i) => {
        const draft = drafts[i] ?? null;
        return {
          entity: draft === null ? null : ids.get(draft)!,
          type: typeOf(descriptions[i] ?? null, draft),
        };
      }),
    };
  }

  #person(name: TokenRange, role: TokenRange | null): Draft {
    const known = this.#knownAs(name);
    const full =
      known === null && name.to - name.from === 1
        ? this.#fullNames.get(this.#language.tokens.lower[name.from]!)
        : undefined;
    const draft = known ?? this.#newPerson(full?.name ?? name, full?.role ?? null);
    addMention(draft, this.#span(name));
    if (role !== null) this.#addRole(draft, role);
    this.#callBy(draft, name);
    return draft;
  }

  /** A name alone: somebody met before or named in full elsewhere, else a name of unknown kind. */
  #named(name: TokenRange): Draft {
    const { tokens } = this.#language;
    const single = name.to - name.from === 1;
    const full = this.#fullNames.get(tokens.lower[single ? name.from : name.to - 1]!);
    const known = this.#knownAs(name);
    if (known !== null || (single && full !== undefined)) return this.#person(name, null);
    if (full?.role && this.#words(full.name) === this.#words(name))
      return this.#person(name, full.role);
    const words = this.#words(name);
    const kind = single && /^\p{Lu}{2,}$/u.test(words) ? "organisation" : null;
    return this.#entity(`name ${placeKey(words)}`, kind, words, name);
  }

  /** "The Ministry" is the one ministry named in full before, where there is but one. */
  #organisation({ name, named }: { name: TokenRange; named: boolean }, range: TokenRange): Draft {
    const words = this.#words(name);
    const known = [...this.#drafts.values()].filter(
      (draft) =>
        draft.kind === "organisation" && draft.named && ` ${draft.name} `.includes(` ${words} `),
    );
    if (named && known.length === 1) {
      addMention(known[0]!, this.#span(name));
      return known[0]!;
    }
    if (!named) return this.#unnamed("organisation", range, null);
    return this.#entity(`organisation ${placeKey(words)}`, "organisation", words, name);
  }

  #newPerson(name: TokenRange, role: TokenRange | null): Draft {
    const draft = this.#entity(
      `person ${this.#words(name).toLowerCase()}`,
      "person",
      this.#words(name),
      name,
    );
    if (role !== null) this.#addRole(draft, role);
    this.#callBy(draft, name);
    return draft;
  }

  /** The person these words name, `null` where nobody is known by them, or two people are. */
  #knownAs(name: TokenRange): Draft | null {
    const { tokens } = this.#language;
    const last = this.#people.get(tokens.lower[name.to - 1]!);
    const first = this.#people.get(tokens.lower[name.from]!);
    if (name.to - name.from > 1) return last !== undefined && last === first ? last : null;
    return last ?? null;
  }

  #callBy(draft: Draft, name: TokenRange): void {
    const { tokens } = this.#language;
    for (const i of name.to - name.from > 1 ? [name.from, name.to - 1] : [name.from]) {
      const word = tokens.lower[i]!;
      if (!this.#people.has(word)) this.#people.set(word, draft);
    }
  }

  #addRole(draft: Draft, role: TokenRange): void {
    const words = this.#words(role).toLowerCase();
    if (!draft.roles.has(words)) draft.roles.set(words, this.#span(role));
  }

  /** "the spokesperson": the nearest person before it who holds that office, else somebody unnamed. */
  #byRole(description: { stem: string; definite: boolean }, range: TokenRange): Draft {
    if (description.definite) {
      const at = this.#span(range).start;
      const holders = [...this.#drafts.values()].filter((draft) =>
        [...draft.roles.values()].some(
          (role) => roleHead(this.#doc.text, role) === description.stem,
        ),
      );
      const nearest = nearestBefore(holders, at) ?? holders[0];
      if (nearest !== undefined) {
        addMention(nearest, this.#span(range));
        return nearest;
      }
    }
    return this.#unnamed("person", range, null);
  }

  /** "he": the first person named in the nearest sentence before, at most two blocks back. */
  #antecedent(range: TokenRange): Draft | null {
    const { tokens, sentences, blocks } = this.#language;
    const block = blocks.findIndex((b) => b.from <= range.from && range.from < b.to);
    const earliest = blocks[Math.max(0, block - 2)]!.from;
    const at = tokens.start[range.from]!;
    for (let s = sentences.findLastIndex((x) => x.from <= range.from); s >= 0; s--) {
      const sentence = sentences[s]!;
      if (sentence.from < earliest) return null;
      const start = tokens.start[sentence.from]!;
      const end = Math.min(at, tokens.end[sentence.to - 1]!);
      const found = this.#firstPersonWithin(start, end);
      if (found !== null) {
        addMention(found, this.#span(range));
        return found;
      }
    }
    return null;
  }

  /** Not counting people spoken of inside quotations. */
  #firstPersonWithin(start: number, end: number): Draft | null {
    let best: Draft | null = null;
    let earliest = end;
    for (const draft of this.#drafts.values()) {
      if (draft.kind !== "person") continue;
      for (const [at] of draft.mentions) {
        if (
          at >= start &&
          at < earliest &&
          !this.#isQuoted(at) &&
          !this.#isPossessive(draft.mentions.get(at)!)
        ) {
          best = draft;
          earliest = at;
        }
      }
    }
    return best;
  }

  /** "Orlo's counterpart": the sentence is not about Orlo. */
  #isPossessive(mention: Span): boolean {
    return /^['’]s?\b/.test(this.#doc.text.slice(mention.end, mention.end + 2));
  }

  #isQuoted(offset: number): boolean {
    return this.#language.quotations.some((q) => q.start <= offset && offset < q.end);
  }

  #unnamed(kind: EntityKind | null, range: TokenRange, count: number | null): Draft {
    const words = this.#words(range);
    // "the letter" twice is one letter; "officials" twice may be different ones.
    const key = /^the /i.test(words) ? words.toLowerCase() : `at ${range.from}`;
    return this.#entity(`unnamed ${key}`, kind, words, range, { named: false, count });
  }

  #entity(
    key: string,
    kind: EntityKind | null,
    name: string,
    mention: TokenRange,
    facts: { named?: boolean; country?: string; count?: number | null } = {},
  ): Draft {
    let draft = this.#drafts.get(key);
    if (draft === undefined) {
      const { named = true, country = null, count = null } = facts;
      draft = { name, kind, named, country, count, roles: new Map(), mentions: new Map() };
      this.#drafts.set(key, draft);
    }
    addMention(draft, this.#span(mention));
    return draft;
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

function addMention(draft: Draft, span: Span): void {
  const known = draft.mentions.get(span.start);
  if (known === undefined || known.end < span.end) draft.mentions.set(span.start, span);
}

function firstMention(draft: Draft): number {
  return Math.min(...draft.mentions.keys());
}

function nearestBefore(drafts: readonly Draft[], offset: number): Draft | undefined {
  let best: Draft | undefined;
  let nearest = -1;
  for (const draft of drafts) {
    for (const start of draft.mentions.keys()) {
      if (start < offset && start > nearest) {
        best = draft;
        nearest = start;
      }
    }
  }
  return best;
}

function roleHead(text: string, role: Span): string {
  const words = text
    .slice(role.start, role.end)
    .toLowerCase()
    .split(/\s+(?:of|for|at|in|to)\s+/)[0]!;
  return roleStem(words.split(/\s+/).at(-1)!);
}

function entityOf(text: string, id: string, draft: Draft): Entity {
  const { name, kind, named, country, count } = draft;
  const roles = [...draft.roles.values()].map(({ start, end }) => ({
    text: text.slice(start, end).replace(/\s+/g, " "),
    span: [start, end] as const,
  }));
  const mentions = [...draft.mentions.values()]
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => [start, end] as const);
  return { id, name, kind, named, country, sector: null, count, roles, mentions };
}

function typeOf(description: Description | null, draft: Draft | null): SourceType {
  if (description === null) return "none";
  if (draft?.kind === "document") return "document";
  if (draft?.kind === "group") return "group";
  return draft?.named ? "named" : "unnamed";
}

function tokensIn(tokens: Tokens, span: Span): TokenRange | null {
  const from = tokens.start.findIndex((start) => start >= span.start);
  if (from < 0) return null;
  let to = from;
  while (to < tokens.length && tokens.start[to]! < span.end) to++;
  return to > from ? { from, to } : null;
}
