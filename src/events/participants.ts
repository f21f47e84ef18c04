import {
  type ActorMention,
  type Actors,
  cameoActor,
  codeActor,
  type PlaceIndex,
} from "../actors/index.ts";
import type { Entity } from "../document/index.ts";
import type { Language, TokenRange } from "../language/index.ts";
import { ABSTRACT, ACTORS } from "./frames.ts";
import { singular } from "./match.ts";
import { DAYS, type Tree } from "./tree.ts";

/** Somebody or something that can do or suffer an event, as one phrase of the text says it. */
export interface Participant extends TokenRange {
  readonly head: number;
  /** Id of the entity, `null` where the phrase is none that the document knows. */
  readonly entity: string | null;
  /** A state, or `IGO`, `NGO`, `MNC`; `null` is unknown. */
  readonly country: string | null;
  readonly sector: string | null;
  /** The CAMEO string; `null` for a name of unknown country and sector. */
  readonly code: string | null;
  /** The phrase itself names who acts; else it only holds a country ("the situation in Orvania"). */
  readonly isActor: boolean;
  /** Head of the phrase it was read from: "consulate" for "the Orvanian consulate". */
  readonly outer: number;
  /** By a name of its own, not by an office or a description. */
  readonly isNamed: boolean;
}

/** What a stage before knows of the speaker of each token, for "we" and evaluations. */
export type SpeakerOf = (token: number) => Participant | null;

/** A noun phrase is read this far to either side of its head. */
const REACH = 24;

/** Who the phrases of a document mean, as far as the document and the code book say. */
export class Participants {
  readonly #tree: Tree;
  readonly #language: Language;
  readonly #places: PlaceIndex;
  readonly #entities: ReadonlyMap<string, Entity>;
  /** Country → id of the state's entity. */
  readonly #states: ReadonlyMap<string, string>;
  /** For each token the mention that covers it, the longest one; -1 for none. */
  readonly #mentionAt: Int32Array;
  readonly #mentions: readonly ActorMention[];
  /** Words of the names of people and organisations. */
  readonly #names: ReadonlySet<number>;
  #speakerOf: SpeakerOf | null = null;
  readonly #known = new Map<number, Participant | null>();

  constructor(tree: Tree, language: Language, actors: Actors, places: PlaceIndex) {
    this.#tree = tree;
    this.#language = language;
    this.#places = places;
    this.#entities = new Map(actors.entities.map((entity) => [entity.id, entity]));
    const states = actors.entities.filter(({ kind, country }) => kind === "state" && country);
    this.#states = new Map(states.map(({ country, id }) => [country!, id]));
    this.#mentions = actors.mentions;
    this.#names = namesOf(tree);
    this.#mentionAt = paintLongest(actors.mentions, language.tokens.length);
  }

  /** Tells who "we" are, once it is known whose words the tokens are. */
  hear(speakerOf: SpeakerOf): void {
    this.#speakerOf = speakerOf;
  }

  /** The participant whose phrase has this head; `null` where it names no actor. */
  at(head: number): Participant | null {
    const known = this.#known.get(head);
    if (known !== undefined) return known;
    this.#known.set(head, null); // a pronoun that would resolve to itself stays nobody
    const participant = this.#read(head);
    this.#known.set(head, participant);
    return participant;
  }

  /**
   * The participants of a phrase that names several at once: coordinated ones, and those behind one
   * noun ("Orvanian and Halvessian officials", "leaders of Orvania and Halvessia").
   */
  allAt(head: number): Participant[] {
    const found: Participant[] = [];
    for (const i of this.#tree.conjuncts(head)) {
      const participant = this.at(i);
      if (participant === null) continue;
      const parts = this.#partsOf(i, participant);
      found.push(...(parts.length > 1 ? parts : [participant]));
    }
    return found;
  }

  #partsOf(head: number, whole: Participant): Participant[] {
    if (whole.isNamed) return [];
    for (let c = this.#tree.first(head); c >= 0; c = this.#tree.next(c)) {
      const base = this.#tree.base(c);
      if (base !== "amod" && base !== "compound" && base !== "nmod") continue;
      const names = this.#namesAt(c);
      if (names.length < 2) continue;
      return names.map((name) => {
        const code = codeActor(
          { from: name, to: name + 1 },
          this.#language.tokens,
          null,
          this.#places,
        );
        const country = code.country ?? code.international;
        const cameo = cameoOf(country, whole.sector);
        return { ...whole, from: name, to: name + 1, head: name, country, code: cameo };
      });
    }
    return [];
  }

  /** Coordinated words that each name a country or an organisation above countries. */
  #namesAt(first: number): number[] {
    const found = [first];
    for (let c = this.#tree.first(first); c >= 0; c = this.#tree.next(c)) {
      if (this.#tree.base(c) === "conj") found.push(c);
    }
    if (found.length < 2) return [];
    return found.filter((i) => {
      const range = { from: i, to: i + 1 };
      const code = codeActor(range, this.#language.tokens, null, this.#places);
      return code.country !== null || code.international !== null;
    });
  }

  #read(head: number): Participant | null {
    if (this.#tree.upos(head) === "PRON") return this.#pronoun(head);
    const range = this.phrase(head);
    // Without tags: "United" tagged as a verb would end the phrase; clauses are cut off already.
    const code = codeActor(range, this.#language.tokens, null, this.#places);
    const entity = this.#entityAt(head, range);
    const standing = entity && standingOf(entity);
    const country = code.country ?? code.international ?? standing?.country ?? null;
    const sector = code.sector ?? standing?.sector ?? null;
    const isNamed = this.#names.has(head) && this.#tree.upos(head) === "PROPN";
    if (country === null && sector === null && !entity) {
      const apposed = this.#tree.child(head, "appos");
      const other = apposed < 0 ? null : this.at(apposed);
      // "About 22 countries" can act, whoever they are.
      if (other !== null || !(isNamed || ACTORS.has(singular(this.#tree.lemma(head)))))
        return other;
    }
    const isActor = entity !== null || isNamed || this.#isActing(head);
    if (!isActor && country === null) return null;
    if (!isActor) {
      const inner = this.#nameIn(head, country!);
      if (inner !== null) return { ...inner, outer: head };
    }
    // An unnamed state is some state: "---", as in CAMEO.
    const isState = STATES.has(singular(this.#tree.lemma(head)));
    const cameo = cameoOf(country, sector) ?? (isState ? "---" : null);
    const known = { entity: entity?.id ?? null, country, sector, code: cameo };
    return {
      ...range,
      ...known,
      head,
      outer: head,
      isActor,
      isNamed: isNamed || entity?.named === true,
    };
  }

  /** "Orvania said it would …": the subject of what the pronoun's clause is reported by. */
  #reporterAbove(pronoun: number): Participant | null {
    const verb = this.#tree.head(pronoun);
    const word = this.#tree.tokens.lower[pronoun]!;
    if (verb < 0 || (word !== "it" && word !== "they")) return null;
    if (this.#tree.base(pronoun) !== "nsubj" || this.#tree.base(verb) !== "ccomp") return null;
    const subject = this.#tree.surfaceSubject(this.#tree.head(verb));
    if (subject < 0 || subject > pronoun || this.#tree.upos(subject) === "PRON") return null;
    return this.at(subject);
  }

  /**
   * The name inside a phrase that cannot act itself, from which it has its country: the owner before
   * the place ("X's visit to Y", "a centre in Y").
   */
  #nameIn(head: number, country: string): Participant | null {
    let found: Participant | null = null;
    const open = [head];
    for (let steps = 0; open.length > 0 && steps < 20; steps++) {
      const i = open.shift()!;
      for (let c = this.#tree.first(i); c >= 0; c = this.#tree.next(c)) {
        const base = this.#tree.base(c);
        if (base !== "nmod" && base !== "compound" && base !== "amod") continue;
        const inner = this.at(c);
        const isOwner = this.#tree.label(c) === "nmod:poss" && this.#tree.upos(c) !== "PRON";
        if (inner?.isActor && (isOwner || inner.country === country)) {
          if (isOwner) return inner;
          found ??= inner;
        }
        open.push(c);
      }
    }
    return found;
  }

  /** Whether what the head names can act: a name, a people, an office, "troops"; not "scandal". */
  #isActing(head: number): boolean {
    if (this.#tree.upos(head) === "PROPN") return true;
    const lemma = singular(this.#tree.lemma(head));
    if (ACTORS.has(lemma)) return true;
    return !ABSTRACT.has(lemma) && !ABSTRACT_ENDING.test(lemma);
  }

  #entityAt(head: number, range: TokenRange): Entity | null {
    const own = this.#mentionAt[head]!;
    // "The chief |Corin Tarrade|": the name behind an office, wherever the tree hung it.
    const at = own >= 0 ? own : (this.#mentionAt[range.to] ?? -1);
    if (at < 0) return null;
    const mention = this.#mentions[at]!;
    const entity = this.#entities.get(mention.entity) ?? null;
    if (own < 0) return mention.from === range.to && entity?.kind === "person" ? entity : null;
    return mention.from <= head && mention.to - range.to <= REACH ? entity : null;
  }

  /** "It said it would", "X sent its troops": the subject of a clause around the pronoun. */
  #pronoun(pronoun: number): Participant | null {
    const reporter = this.#reporterAbove(pronoun);
    if (reporter !== null) return reporter;
    const at = this.#mentionAt[pronoun]!;
    const entity = at < 0 ? null : this.#entities.get(this.#mentions[at]!.entity);
    if (entity) {
      const { id, named } = entity;
      const { country, sector } = standingOf(entity);
      const code = cameoOf(country, sector);
      const range = { from: pronoun, to: pronoun + 1, outer: pronoun };
      return {
        ...range,
        head: pronoun,
        entity: id,
        country,
        sector,
        code,
        isActor: true,
        isNamed: named,
      };
    }
    const word = this.#tree.tokens.lower[pronoun]!;
    if (FIRST_PERSON.has(word)) return this.#speakerOf?.(pronoun) ?? null;
    if (!THIRD_PERSON.has(word)) return null;
    let from = pronoun;
    for (let steps = 0; from >= 0 && steps < 12; steps++) {
      const subject = this.#tree.surfaceSubject(from);
      if (subject >= 0 && subject < pronoun && this.#tree.upos(subject) !== "PRON") {
        const found = this.at(subject);
        if (found !== null) return found;
      }
      from = this.#tree.head(from);
    }
    return null;
  }

  /**
   * The entity that an event of this participant is about. A place cannot act: it stands for the
   * state it lies in, where the document knows that state.
   */
  entityOf({ entity, country, isActor, sector }: Participant): string | null {
    const known = entity === null ? undefined : this.#entities.get(entity);
    const isSomewhere = known?.kind === "place" || (known?.named === false && sector === null);
    if (known !== undefined && !(isSomewhere && country !== null)) return known.id;
    const isPlain = known !== undefined || (isActor && sector === null);
    return (isPlain && country !== null && this.#states.get(country)) || (known?.id ?? null);
  }

  /** The state that a spokesperson of its government speaks for, where the document knows it. */
  stateOf({ country, sector }: Participant): string | null {
    return sector === "GOV" && country !== null ? (this.#states.get(country) ?? null) : null;
  }

  /** An entity as such, without a phrase of its own: the state a spokesperson speaks for. */
  ofEntity(id: string | null): Participant | null {
    const entity = id === null ? undefined : this.#entities.get(id);
    if (entity === undefined) return null;
    const { country, sector } = standingOf(entity);
    const { named } = entity;
    const code = cameoOf(country, sector);
    const known = { entity: entity.id, country, sector, code, isActor: true, isNamed: named };
    return { from: 0, to: 0, head: -1, outer: -1, ...known };
  }

  /** Who a run of tokens means, read by itself. */
  ofPhrase(range: TokenRange): Participant | null {
    if (range.to <= range.from) return null;
    const code = codeActor(range, this.#language.tokens, null, this.#places);
    const cameo = cameoActor(code);
    if (cameo === null) return null;
    const country = code.country ?? code.international;
    const known = { country, sector: code.sector, code: cameo };
    return {
      ...range,
      ...known,
      head: range.from,
      outer: range.from,
      entity: null,
      isActor: true,
      isNamed: false,
    };
  }

  /**
   * The tokens of the noun phrase with this head: what depends on it, without clauses, what is
   * coordinated or apposed, and the words that only link it to its verb.
   */
  phrase(head: number): TokenRange {
    const inside = new Set([head]);
    const open = [head];
    while (open.length > 0) {
      const i = open.pop()!;
      for (let c = this.#tree.first(i); c >= 0; c = this.#tree.next(c)) {
        if (Math.abs(c - head) > REACH) continue;
        const base = this.#tree.base(c);
        if (OUTSIDE.has(base) || (i === head && base === "case")) continue;
        if (DAYS.has(this.#tree.tokens.lower[c]!)) continue; // "Orvania on Tuesday"
        inside.add(c);
        open.push(c);
      }
    }
    let from = head;
    let to = head + 1;
    while (inside.has(from - 1) || this.#isMark(from - 1, inside)) from--;
    while (inside.has(to) || this.#isMark(to, inside)) to++;
    return { from, to };
  }

  /** A hyphen, bracket or the like between two words of the phrase. */
  #isMark(i: number, inside: ReadonlySet<number>): boolean {
    return inside.has(i - 1) && inside.has(i + 1) && this.#tree.base(i) === "punct";
  }
}

/** Country and sector of an entity; for an organisation above states, that in the country's place. */
function standingOf({ country, sector }: Entity): {
  country: string | null;
  sector: string | null;
} {
  if (country === null && sector !== null && ABOVE_STATES.has(sector)) {
    return { country: sector, sector: null };
  }
  return { country, sector };
}

/** What the first three letters of a CAMEO actor may be where they are no country. */
export const ABOVE_STATES: ReadonlySet<string> = new Set(["IGO", "NGO", "MNC"]);

function cameoOf(country: string | null, sector: string | null): string | null {
  if (country === null && sector === null) return null;
  return `${country ?? "---"}${sector === country ? "" : (sector ?? "")}`;
}

/** Labels of dependents that are no part of a noun phrase's own words. */
const OUTSIDE = new Set(
  "acl conj cc punct parataxis appos advcl ccomp xcomp nsubj cop aux obj obl mark advmod dep".split(
    " ",
  ),
);

const ABSTRACT_ENDING = /(?:tion|sion|ment|ness|ity|ism|ance|ence|ship|..ing|ure|dom|acy)$/;

const STATES = new Set("country state nation".split(" "));
const FIRST_PERSON = new Set("we us our i me my ourselves".split(" "));
const THIRD_PERSON = new Set(
  "it its they their them he his him she her itself themselves".split(" "),
);

/** The tokens of the names of people and organisations. */
function namesOf({ parsed }: Tree): ReadonlySet<number> {
  const names = new Set<number>();
  for (const { from, to, type } of parsed.entities) {
    if (type !== "PER" && type !== "ORG") continue;
    for (let i = from; i < to; i++) names.add(i);
  }
  return names;
}

function paintLongest(mentions: readonly ActorMention[], length: number): Int32Array {
  const at = new Int32Array(length).fill(-1);
  const byLength = mentions.map((_, i) => i);
  byLength.sort((a, b) => size(mentions[a]!) - size(mentions[b]!));
  for (const i of byLength) at.fill(i, mentions[i]!.from, mentions[i]!.to);
  return at;
}

function size(range: TokenRange): number {
  return range.to - range.from;
}
