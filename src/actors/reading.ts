import type { AttributionRelation } from "../attribute/index.ts";
import type { Document } from "../document/index.ts";
import {
  type Language,
  type Parse,
  type TokenRange,
  type Tokens,
  UPOS,
} from "../language/index.ts";
import { Antecedents, isPronoun, pronounAddress } from "./antecedents.ts";
import { Cast } from "./cast.ts";
import type { Draft } from "./draft.ts";
import { distinctRanges, isGivenName } from "./given-names.ts";
import { isActorNoun, isOrganisation, isRole, isTitle } from "./lexicon.ts";
import { type Address, findNames, type Name, statedAddress } from "./names.ts";
import { type Phrase, phraseAt } from "./phrases.ts";
import type { PlaceIndex } from "./places.ts";
import { headOf, REACH, Tree } from "./tree.ts";

/** What a mention was found to be: the words and the entity they mean. */
export interface Link {
  readonly draft: Draft;
  readonly range: TokenRange;
}

/** A document read through: who stands where, and who each relation's source is. */
export interface ReadThrough {
  readonly drafts: readonly Draft[];
  /** In text order. */
  readonly links: readonly Link[];
  readonly sources: readonly (Draft | null)[];
  /** Whom each source speaks for. */
  readonly principals: readonly (Draft | null)[];
}

/**
 * Reads the names, then twice through the text: what the first reading learns of how the text
 * calls somebody, and of who speaks in which quotation, the second one uses.
 */
export function readThrough(
  doc: Document,
  language: Language,
  parsed: Parse,
  relations: readonly AttributionRelation[],
  places: PlaceIndex,
): ReadThrough {
  const tree = new Tree(language, parsed);
  const ranges = relations.map(({ source }) =>
    source.length === 0 ? null : tokensIn(language, source[0]!.start, source[0]!.end),
  );
  const whole = distinctRanges(
    ranges.flatMap((range, r) => (range !== null && isGivenName(relations[r]!) ? [range] : [])),
  );
  const names = findNames(language, parsed, tree, places, whole);
  const cast = new Cast(doc, language, parsed, tree, places, names);
  const named = cast.enterNames(names);
  const given = { language, parsed, tree, names, named, cast, relations, ranges, whole };
  const first = new Reading(given, () => null);
  first.read();
  learnAddresses(first.votes);
  const speakers = speakersOf(language, relations, first.sources());
  const second = new Reading(given, (token) => speakers[token] ?? null);
  second.read();
  const sources = second.sources();
  const principals = second.principals(sources);
  return { drafts: cast.drafts, links: second.links(), sources, principals };
}

/** The text calls somebody "she" where most of its sure pronouns do, and no title says otherwise. */
function learnAddresses(votes: ReadonlyMap<Draft, Record<Address, number>>): void {
  for (const [draft, { he, she }] of votes) {
    if (draft.address === null && Math.max(he, she) > 2 * Math.min(he, she)) {
      draft.address = he > she ? "he" : "she";
    }
  }
}

/** For each token between quotation marks, the source of the relation whose content it is in. */
function speakersOf(
  language: Language,
  relations: readonly AttributionRelation[],
  sources: readonly (Draft | null)[],
): (Draft | null)[] {
  const speakers: (Draft | null)[] = [];
  relations.forEach(({ content, kind }, r) => {
    if (kind === "indirect") return;
    for (const { start, end } of content) {
      const range = tokensIn(language, start, end);
      if (range !== null) for (let i = range.from; i < range.to; i++) speakers[i] = sources[r]!;
    }
  });
  return speakers;
}

interface Given {
  readonly language: Language;
  readonly parsed: Parse;
  readonly tree: Tree;
  readonly names: readonly Name[];
  readonly named: readonly (Draft | null)[];
  readonly cast: Cast;
  readonly relations: readonly AttributionRelation[];
  readonly ranges: readonly (TokenRange | null)[];
  /** Sources that are a name or description as the document sets it apart (`isGivenName`). */
  readonly whole: readonly TokenRange[];
}

const [NOUN, PROPN, PRON, DET, VERB] = (["NOUN", "PROPN", "PRON", "DET", "VERB"] as const).map(
  (tag) => UPOS.indexOf(tag),
) as [number, number, number, number, number];

/** Where a description stands for an actor: not "a ministry car". */
const ARGUMENTS = new Set("nsubj obj iobj obl nmod conj root".split(" "));
/** Who speaks or acts for somebody else. */
const SPEAKS = new Set(
  "spokesman spokeswoman spokesperson spokespeople spokesmen lawyer lawyers attorney attorneys".split(
    " ",
  ),
);
const RELATIVES = new Set("who whom which that whose".split(" "));

/** One reading of the text, from the first token to the last. */
class Reading {
  readonly votes = new Map<Draft, Record<Address, number>>();
  readonly #given: Given;
  readonly #speakerAt: (token: number) => Draft | null;
  readonly #before: Antecedents;
  /** By the token that stands for the mention in the tree. */
  readonly #at = new Map<number, Link>();
  /** The sources by the token that stands for them in the tree. */
  readonly #sourceAt = new Map<number, TokenRange>();
  /** Of these, the ones set apart: their description is the whole span. */
  readonly #wholeAt = new Map<number, TokenRange>();
  /** The names by the tokens of the office before them: "|Foreign Minister| Bram Ostrey". */
  readonly #officeOf = new Map<number, number>();
  /** The names by their first token. */
  readonly #nameAt = new Map<number, number>();
  #lastName = -1;
  /** Descriptions that the text gives of somebody with a name. */
  readonly #offices: Link[] = [];
  /** The last document called by each noun. */
  readonly #documents = new Map<string, Draft>();

  constructor(given: Given, speakerAt: (token: number) => Draft | null) {
    this.#given = given;
    this.#speakerAt = speakerAt;
    const { tree, ranges } = given;
    given.names.forEach(({ from, role }, n) => {
      this.#nameAt.set(from, n);
      if (role === null || given.named[n]?.kind !== "person") return;
      for (let i = role.from; i < role.to; i++) this.#officeOf.set(i, n);
    });
    for (const range of ranges) if (range) this.#sourceAt.set(headOf(tree, range), range);
    for (const range of given.whole) this.#wholeAt.set(headOf(tree, range), range);
    this.#before = new Antecedents(given.language, tree, (token) => this.#sourceAt.has(token));
  }

  read(): void {
    const { names, named, language } = this.#given;
    this.#enterHolders();
    let n = 0;
    for (let i = 0; i < language.tokens.length; ) {
      const name = names[n];
      if (name?.from === i) {
        this.#readName(name, named[n]!);
        this.#lastName = n;
        i = name.to;
        n++;
      } else {
        this.#readToken(i);
        i++;
      }
    }
  }

  links(): Link[] {
    return [...new Set(this.#at.values())].sort(
      (a, b) => a.range.from - b.range.from || b.range.to - a.range.to,
    );
  }

  sources(): (Draft | null)[] {
    const { relations, ranges } = this.#given;
    const sources: (Draft | null)[] = ranges.map((range) => range && this.#sourceOf(range));
    // "I" is whoever's words it stands in.
    relations.forEach(({ within }, r) => {
      const range = ranges[r];
      if (!range || within === null || sources[r] !== null) return;
      if (this.#given.language.tokens.lower[range.from] === "i") sources[r] = sources[within]!;
    });
    return sources;
  }

  /** "FBI spokesman", "a lawyer for Orlo": whom the sources speak for, as told anywhere in the text. */
  principals(sources: readonly (Draft | null)[]): (Draft | null)[] {
    const { names, named, ranges } = this.#given;
    const principals = new Map<Draft, Draft>();
    const enter = (speaker: Draft | null | undefined, range: TokenRange | null | undefined) => {
      if (!speaker || !range || principals.has(speaker)) return;
      const principal = this.#principalIn(range, speaker);
      if (principal !== null) principals.set(speaker, principal);
    };
    names.forEach(({ role }, n) => {
      if (named[n]?.kind === "person") enter(named[n], role);
    });
    for (const { draft, range } of this.#offices) enter(draft, range);
    ranges.forEach((range, r) => {
      enter(sources[r], range);
    });
    return sources.map((source) => (source && principals.get(source)) ?? null);
  }

  #enterHolders(): void {
    const { names, named, language } = this.#given;
    names.forEach(({ role }, n) => {
      const draft = named[n];
      if (role === null || draft?.kind !== "person") return;
      this.#before.addHolder(draft, headNoun(language.tokens.lower, role));
    });
  }

  #readName(name: Name, draft: Draft | null): void {
    const { tree } = this.#given;
    if (draft === null) return;
    const link = { draft, range: { from: name.from, to: name.to } };
    let head = headOf(tree, name);
    this.#at.set(head, link);
    // "Pastor |Kevin| Swanson": the title may stand for the name in the tree.
    while (/^(?:flat|appos)$/.test(tree.base(head)) && !this.#isOther(tree.head(head), draft)) {
      head = tree.head(head);
      if (!this.#at.has(head)) this.#at.set(head, link);
    }
    this.#before.add(draft, head);
  }

  /** Another name stands there. */
  #isOther(token: number, draft: Draft): boolean {
    const known = this.#at.get(token)?.draft;
    return known?.named === true && known !== draft;
  }

  #readToken(i: number): void {
    const { language, parsed, tree } = this.#given;
    const word = language.tokens.lower[i]!;
    const tag = parsed.upos[i]!;
    if (this.#pointsNowhere(i)) return;
    if (isPronoun(word) && (tag === PRON || tag === DET || word === "his" || word === "her")) {
      this.#readPronoun(i);
    } else if (RELATIVES.has(word) && (tag === PRON || tag === DET)) {
      // "told Moll that …" is no relative clause: there the tree must show one.
      const antecedent =
        this.#at.get(antecedentOf(tree, i)) ?? (word === "that" ? undefined : this.#endingAt(i));
      if (antecedent) this.#set(i, antecedent.draft, { from: i, to: i + 1 });
    } else if (tag === NOUN || tag === PROPN || this.#sourceAt.has(i)) {
      this.#readDescription(i);
    }
  }

  /** "It was late": an "it" that is the subject of no verb of doing. */
  #pointsNowhere(i: number): boolean {
    const { language, parsed, tree } = this.#given;
    if (language.tokens.lower[i] !== "it") return false;
    return tree.base(i) === "expl" || parsed.upos[tree.head(i)] !== VERB;
  }

  /** The mention right before "who", or before the comma between them. */
  #endingAt(i: number): Link | undefined {
    const { language, names, named } = this.#given;
    const end = language.tokens.word[i - 1] === "," ? i - 1 : i;
    const link = this.#at.get(end - 1);
    if (link !== undefined) return link;
    const n = this.#lastName;
    return n >= 0 && names[n]!.to === end && named[n]
      ? { draft: named[n]!, range: names[n]! }
      : undefined;
  }

  #readPronoun(i: number): void {
    const found = this.#before.ofPronoun(i, this.#speakerAt(i));
    if (found === null) return;
    const { draft, isSure, isNearest } = found;
    // "Orlo told Moll about his ship": whose it is, is not told.
    if (!isNearest && this.#given.tree.label(i) === "nmod:poss" && !this.#sourceAt.has(i)) return;
    this.#set(i, draft, { from: i, to: i + 1 });
    this.#before.add(draft, i);
    const address = pronounAddress(this.#given.language.tokens.lower[i]!);
    if (address === null || !isSure) return;
    const votes = this.votes.get(draft) ?? { he: 0, she: 0 };
    votes[address]++;
    this.votes.set(draft, votes);
  }

  #readDescription(i: number): void {
    const { language, parsed, tree } = this.#given;
    if (this.#at.has(i)) return;
    const isSource = this.#sourceAt.has(i);
    const office = this.#officeOf.get(i);
    const titled = isTitle(language.tokens.lower[i]!) ? this.#nameAt.get(i + 1) : undefined;
    const beside = office ?? titled;
    if (beside !== undefined) {
      if (isSource && this.#given.named[beside]) this.#linkName(i, beside);
      return;
    }
    if (!isSource && !ARGUMENTS.has(tree.base(i))) return;
    const phrase = phraseAt(i, language.tokens, parsed, tree);
    if (isSource ? isSpeechPronoun(language.tokens.lower[i]!) : !isActor(phrase, language.tokens))
      return;
    const holder = this.#namedAfter(phrase);
    if (holder !== null) {
      this.#linkName(i, holder);
      this.#holds(this.#given.named[holder]!, phrase);
      return;
    }
    const subject = this.#subjectOf(i);
    if (subject !== null && phrase.kind === "person") {
      this.#holds(subject, phrase);
      return;
    }
    const whole = this.#wholeAt.get(i);
    const described = whole === undefined ? phrase : { ...phrase, base: whole, whole };
    const draft = this.#describe(described, isSource);
    if (draft === null) return;
    draft.address ??= draft.kind === "person" ? statedAddress(language.tokens.lower[i]!) : null;
    this.#set(i, draft, described.base);
    this.#before.add(draft, i);
  }

  /** The mention of a name stands for this token too. */
  #linkName(token: number, name: number): void {
    const draft = this.#given.named[name]!;
    const { from, to } = this.#given.names[name]!;
    this.#at.set(token, { draft, range: { from, to } });
  }

  /** Enters an office that the text gives somebody, without the article. */
  #holds(draft: Draft, { base, whole, noun, head }: Phrase): void {
    this.#offices.push({ draft, range: whole });
    const { language, cast } = this.#given;
    const { lower } = language.tokens;
    const from = /^(?:the|an?|his|her|its|their)$/.test(lower[base.from]!)
      ? base.from + 1
      : base.from;
    if (from < base.to) cast.addRole(draft, { from, to: base.to });
    this.#before.addHolder(draft, noun);
    draft.address ??= statedAddress(lower[head]!);
  }

  /** "her counterpart, |Edric Sollane|,": the person whose name stands beside the description. */
  #namedAfter(phrase: Phrase): number | null {
    if (phrase.kind !== "person") return null;
    const n =
      this.#adjoined(phrase) ??
      this.#apposed(phrase.head) ??
      this.#closing(phrase.head) ??
      this.#setOff(phrase);
    return n !== undefined && this.#given.named[n]?.kind === "person" ? n : null;
  }

  /** The name right after a description, or after a comma: "her counterpart, |Edric Sollane|". */
  #adjoined({ base, head }: Phrase): number | undefined {
    const { names, language, tree } = this.#given;
    const { word } = language.tokens;
    const comma = word[base.to] === ",";
    const n = this.#nameAt.get(base.to + (comma ? 1 : 0));
    if (n === undefined) return undefined;
    const { from, to } = names[n]!;
    const holds = comma
      ? (to - from > 1 || word[to] === ",") && tree.base(from) !== "conj"
      : tree.base(from) === "flat" || tree.head(head) === from;
    return holds ? n : undefined;
  }

  /** The name in apposition to a token: "the head of the survey, |Tobin Arkwell|". */
  #apposed(head: number): number | undefined {
    const { tree } = this.#given;
    for (let i = head + 1; i < Math.min(head + REACH, tree.right[head]!); i++) {
      if (tree.head(i) === head && tree.base(i) === "appos" && this.#nameAt.has(i))
        return this.#nameAt.get(i);
    }
    return undefined;
  }

  /** The full name that closes a source after a comma, where the tree has it elsewhere. */
  #closing(head: number): number | undefined {
    const { names, language } = this.#given;
    const range = this.#sourceAt.get(head);
    if (range === undefined) return undefined;
    const { word } = language.tokens;
    for (let i = range.to - 1; i > Math.max(head, range.to - REACH); i--) {
      const n = this.#nameAt.get(i);
      if (n === undefined) continue;
      const { from, to } = names[n]!;
      const closes = to === range.to || (word[to] === "," && to + 1 === range.to);
      return closes && to - from > 1 && word[from - 1] === "," ? n : undefined;
    }
    return undefined;
  }

  /** "A spokesman for Orvania, |Corin Tarrade|, left": the full name between the next two commas. */
  #setOff({ base }: Phrase): number | undefined {
    const { names, language, parsed } = this.#given;
    const { word } = language.tokens;
    if (!/^(?:for|of|at|in)$/.test(word[base.to] ?? "")) return undefined;
    let comma = base.to;
    while (
      comma < base.to + 12 &&
      /[\p{L}\p{N}'’-]/u.test(word[comma] ?? "") &&
      parsed.upos[comma] !== VERB
    )
      comma++;
    const n = this.#nameAt.get(comma + 1);
    if (word[comma] !== "," || n === undefined) return undefined;
    const { from, to } = names[n]!;
    return to - from > 1 && word[to] === "," ? n : undefined;
  }

  /** "|Orlo| is a pastor": of whom the noun is said. */
  #subjectOf(i: number): Draft | null {
    const { tree } = this.#given;
    let isPredicate = false;
    let subject: Draft | null = null;
    for (let k = Math.max(i - REACH, tree.left[i]!); k < i; k++) {
      if (tree.head(k) !== i) continue;
      if (tree.base(k) === "cop") isPredicate = true;
      if (tree.base(k) === "nsubj") subject = this.#at.get(k)?.draft ?? null;
    }
    return isPredicate && subject?.named ? subject : null;
  }

  #describe(phrase: Phrase, isSource: boolean): Draft | null {
    const { cast, language } = this.#given;
    const { kind, noun, possessor } = phrase;
    if (isSource && phrase.isUtterance && possessor !== null) {
      const speaker = this.#at.get(possessor)?.draft;
      if (speaker?.kind === "person") return speaker;
    }
    const isBare = phrase.base.from === phrase.head;
    switch (kind) {
      case "person": {
        const whose = capitalsIn(language.tokens, phrase);
        if (phrase.definite || isBare) {
          const holder = this.#before.ofRole(noun, (draft) => cast.isOf(draft, whose));
          if (holder !== null) return holder;
        }
        // "the French president": one in particular, but it is not told who.
        return phrase.definite && whose.length > 0 ? null : cast.enterUnnamed(phrase, "person");
      }
      case "organisation":
        if (phrase.hasName || (isSource && isInCapitals(language.tokens, phrase)))
          return cast.enterDescribed(phrase, kind);
        // "the company", where several were named: one of them, but not which.
        if (phrase.definite && cast.hasSeveralFor(noun, phrase.head)) return null;
        return (
          (phrase.definite ? cast.organisationByNoun(noun, phrase.head) : null) ??
          cast.enterUnnamed(phrase, kind)
        );
      case "document": {
        const known = phrase.definite ? this.#documents.get(noun) : undefined;
        const draft =
          (isTitled(phrase, language.tokens) ? cast.enterDescribed(phrase, kind) : known) ??
          cast.enterUnnamed(phrase, kind);
        this.#documents.set(noun, draft);
        return draft;
      }
      case "group":
        return cast.enterUnnamed(phrase, kind);
      default:
        if (isSource && isInCapitals(language.tokens, phrase)) {
          return cast.enterUnknownName(withoutArticle(language.tokens.lower, phrase.base));
        }
        if (phrase.hasName && this.#given.parsed.upos[phrase.head] === PROPN) {
          return cast.enterUnknownName(withoutArticle(language.tokens.lower, phrase.base));
        }
        return cast.enterUnnamed(phrase, null);
    }
  }

  #sourceOf(range: TokenRange): Draft | null {
    const { tree, cast } = this.#given;
    const head = headOf(tree, range);
    const own = this.#at.get(head)?.draft ?? null;
    const members = this.#namesJoined(range);
    if (members.length > 1) return cast.enterJoint(range, members);
    return this.#nameBeforeComma(range) ?? own ?? members[0] ?? null;
  }

  /** "|Halvessia|, the state most affected": a name that opens a source and a comma after it. */
  #nameBeforeComma({ from }: TokenRange): Draft | null {
    const { names, named, language } = this.#given;
    const n = this.#nameAt.get(from);
    return n !== undefined && language.tokens.word[names[n]!.to] === "," ? named[n]! : null;
  }

  /** People named one after the other, titles and appositions aside: "Bush and Kasich". */
  #namesJoined({ from, to }: TokenRange): Draft[] {
    const { names, named, language } = this.#given;
    const { lower } = language.tokens;
    const members: Draft[] = [];
    for (let i = from; i < to; ) {
      const n = this.#nameAt.get(i) ?? this.#officeOf.get(i);
      const draft = n === undefined ? null : named[n]!;
      if (n === undefined || draft?.kind !== "person") {
        if (
          members.length > 0 &&
          i > from &&
          !/^(?:,|and|or|both)$/.test(lower[i]!) &&
          !isTitle(lower[i]!)
        )
          break;
        if (
          members.length === 0 &&
          !isTitle(lower[i]!) &&
          !/^(?:both|the|that|,|and)$/.test(lower[i]!)
        )
          break;
        i++;
        continue;
      }
      const joins =
        members.length === 0 ||
        /^(?:and|or|,)$/.test(lower[i - 1]!) ||
        isTitle(lower[i - 1]!) ||
        this.#officeOf.has(i - 1);
      if (joins && !members.includes(draft)) members.push(draft);
      i = Math.max(i + 1, names[n]!.to);
    }
    return members;
  }

  #principalIn({ from, to }: TokenRange, speaker: Draft): Draft | null {
    const { language, cast } = this.#given;
    const { lower } = language.tokens;
    for (let i = from; i < to; i++) {
      if (!SPEAKS.has(lower[i]!)) continue;
      const isFor = /^(?:for|of|to)$/.test(lower[i + 1] ?? "");
      const [first, end] = isFor ? [i + 2, Math.max(to, i + 3)] : [from, i];
      for (let k = first; k < end; k++) {
        const n = this.#nameAt.get(k);
        const draft = n === undefined ? this.#at.get(k)?.draft : this.#given.named[n];
        if (draft && draft !== speaker && draft.kind !== "place") return draft;
      }
      return cast.bodyIn({ from: first, to: isFor ? to : i });
    }
    return null;
  }

  #set(token: number, draft: Draft, range: TokenRange): void {
    this.#at.set(token, { draft, range });
  }
}

/** The noun that a relative clause hangs on; the token itself where the tree shows none. */
function antecedentOf(tree: Tree, token: number): number {
  let clause = tree.head(token);
  for (let steps = 0; clause >= 0 && steps < 4; steps++) {
    if (tree.base(clause) === "acl") return tree.head(clause);
    clause = tree.head(clause);
  }
  return token;
}

/** The capitalised words before a head noun: "the |French| president". */
function capitalsIn(tokens: Tokens, { base, head }: Phrase): number[] {
  const capitals: number[] = [];
  for (let i = base.from + 1; i < head; i++) {
    if (/^\p{Lu}/u.test(tokens.word[i]!)) capitals.push(i);
  }
  return capitals;
}

/** "THE DORRIMOUTH LEDGER": a speaker as transcripts write them. */
function isInCapitals(tokens: Tokens, { base }: Phrase): boolean {
  for (let i = base.from; i < base.to; i++) {
    const word = tokens.word[i]!;
    if (word.length < 2 || word !== word.toUpperCase() || !/\p{Lu}/u.test(word)) return false;
  }
  return base.to - base.from > 1;
}

/** "we", "you", and the pronouns that nothing before settles. */
function isSpeechPronoun(word: string): boolean {
  return isPronoun(word) || RELATIVES.has(word) || /^(?:i|me|we|us|you|my|our|your)$/.test(word);
}

/** Somebody or a body in particular: not "no party", not "force". */
function isActor({ kind, noun, isBare, hasName, base }: Phrase, tokens: Tokens): boolean {
  if (kind === null || kind === "document" || (isBare && !hasName)) return false;
  if (/^(?:no|any|every|each)$/.test(tokens.lower[base.from]!)) return false;
  return isActorNoun(noun) || isRole(noun) || isOrganisation(noun);
}

/** "the Paris Agreement", "the Gazette poll": a document by its name; not "a Gazette report". */
function isTitled({ hasName, possessor, base, head, noun }: Phrase, tokens: Tokens): boolean {
  if (!hasName || possessor !== null) return false;
  if (noun === "poll" || noun === "survey") return true;
  return /^\p{Lu}/u.test(tokens.word[head]!) && !/^an?$/.test(tokens.lower[base.from]!);
}

function headNoun(lower: readonly string[], role: TokenRange): string {
  for (let i = role.from; i < role.to; i++) {
    if (/^(?:of|for|at|in|to|,)$/.test(lower[i + 1] ?? "") && i + 1 < role.to) return lower[i]!;
  }
  return lower[role.to - 1]!;
}

function withoutArticle(lower: readonly string[], range: TokenRange): TokenRange {
  const from = /^(?:the|a|an)$/.test(lower[range.from]!) ? range.from + 1 : range.from;
  return from < range.to ? { from, to: range.to } : range;
}

/** The tokens of a span; `null` where it holds none. */
function tokensIn({ tokens }: Language, start: number, end: number): TokenRange | null {
  let from = 0;
  let high = tokens.length;
  while (from < high) {
    const middle = (from + high) >> 1;
    if (tokens.start[middle]! < start) from = middle + 1;
    else high = middle;
  }
  let to = from;
  while (to < tokens.length && tokens.start[to]! < end) to++;
  return to > from ? { from, to } : null;
}
