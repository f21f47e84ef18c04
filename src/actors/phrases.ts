import type { EntityKind } from "../document/index.ts";
import { type Parse, type TokenRange, type Tokens, UPOS } from "../language/index.ts";
import { singulars } from "./code.ts";
import {
  isActorNoun,
  isDocument,
  isOrganisation,
  isPerson,
  isRole,
  isUtterance,
  statedNumber,
} from "./lexicon.ts";
import { REACH, type Tree } from "./tree.ts";

/** A noun phrase with a common noun for its head: "the two deputy ministers of fisheries". */
export interface Phrase {
  readonly head: number;
  /** From the determiner to the head. */
  readonly base: TokenRange;
  /** All that hangs on the head. */
  readonly whole: TokenRange;
  readonly kind: EntityKind | null;
  /** The head noun in the singular. */
  readonly noun: string;
  readonly definite: boolean;
  /** "his campaign": the token of the possessor. */
  readonly possessor: number | null;
  /** A proper noun stands in the base: "the HP board". */
  readonly hasName: boolean;
  readonly count: number | null;
  /** Whether the count is given roughly: "|about| 22 countries", "|more than| 60 boats". */
  readonly isAbout: boolean;
  /** "force", "candidate": a singular without any determiner, which is nobody in particular. */
  readonly isBare: boolean;
  /** What somebody said or wrote, which is a source for its speaker: "his response". */
  readonly isUtterance: boolean;
}

const PROPN = UPOS.indexOf("PROPN");

/** The phrase whose head is a token; the lexicon decides what kind of thing it is. */
export function phraseAt(head: number, tokens: Tokens, parsed: Parse, tree: Tree): Phrase {
  const base = { from: firstOfBase(tree, head), to: head + 1 };
  const whole = { from: base.from, to: beforeConjunct(tree, head) };
  const lower = tokens.lower[head]!;
  const forms = singulars(lower);
  const noun =
    forms.find(
      (form) => isRole(form) || isOrganisation(form) || isDocument(form) || isActorNoun(form),
    ) ?? lower;
  const plural = isPlural(tokens, parsed, head, noun);
  const first = tokens.lower[base.from]!;
  const possessor = possessorOf(head, base, tree);
  return {
    head,
    base,
    whole,
    noun,
    kind: kindOf(noun, plural),
    definite: /^(?:the|this|that|these|those)$/.test(first),
    possessor,
    hasName: hasName(base, parsed, possessor === null ? base.from : possessor + 1),
    ...countOf(tokens, tree, base, head),
    isBare: !plural && !hasDeterminer(tree, base, head),
    isUtterance: isUtterance(noun),
  };
}

const PREMODIFIERS = new Set("det amod compound nummod nmod flat".split(" "));

/** Determiners, adjectives, numbers and nouns before the head; not a preposition. */
function firstOfBase(tree: Tree, head: number): number {
  let from = head;
  for (let i = head - 1; i >= Math.max(head - REACH, tree.left[head]!); i--) {
    if (tree.head(i) === head && PREMODIFIERS.has(tree.base(i)))
      from = Math.max(head - REACH, tree.left[i]!);
  }
  return from;
}

/** Where what hangs on the head ends, others joined to it left out. */
function beforeConjunct(tree: Tree, head: number): number {
  for (let i = head + 1; i < Math.min(head + REACH, tree.right[head]!); i++) {
    if (tree.head(i) === head && tree.base(i) === "conj") return Math.max(head + 1, tree.left[i]!);
  }
  return tree.right[head]!;
}

function isPlural(tokens: Tokens, parsed: Parse, head: number, noun: string): boolean {
  const penn = parsed.xposNames[parsed.xpos[head]!]!;
  if (penn === "NNS" || penn === "NNPS") return true;
  return tokens.lower[head] !== noun || PLURALS.has(tokens.lower[head]!);
}

const PLURALS = new Set(
  "people men women police youth crowd public majority minority many some others most several few both".split(
    " ",
  ),
);

function kindOf(noun: string, plural: boolean): EntityKind | null {
  if (isDocument(noun)) return "document";
  if (isOrganisation(noun)) return plural ? "group" : "organisation";
  if (plural) return "group";
  return isRole(noun) || isPerson(noun) ? "person" : null;
}

function hasDeterminer(tree: Tree, base: TokenRange, head: number): boolean {
  for (let i = base.from; i < head; i++) {
    if (tree.head(i) === head && /^(?:det|nmod:poss|nummod)$/.test(tree.label(i))) return true;
  }
  return false;
}

function possessorOf(head: number, base: TokenRange, tree: Tree): number | null {
  for (let i = base.from; i < head; i++) {
    if (tree.head(i) === head && tree.label(i) === "nmod:poss") return i;
  }
  return null;
}

function hasName(base: TokenRange, parsed: Parse, from: number): boolean {
  for (let i = from; i < base.to; i++) if (parsed.upos[i] === PROPN) return true;
  return false;
}

/** "22" of "about 22 countries": the number that counts the head. */
function countOf(
  tokens: Tokens,
  tree: Tree,
  base: TokenRange,
  head: number,
): Pick<Phrase, "count" | "isAbout"> {
  for (let i = base.from; i < head; i++) {
    if (tree.base(i) !== "nummod" || tree.head(i) !== head) continue;
    const count = statedNumber(tokens.lower[i]!);
    if (count === null) continue;
    // "two dozen" states a measure that "2" would not; "26 percent" counts nobody.
    if (/^(?:dozen|percent|%|per)$/.test(tokens.lower[i + 1] ?? "")) break;
    return { count, isAbout: isApproximator(tokens, i - 1) };
  }
  return { count: null, isAbout: false };
}

/** Whether the word, alone or with the one before, makes the number after it a rough one. */
function isApproximator({ lower }: Tokens, i: number): boolean {
  const [before, word] = [lower[i - 1] ?? "", lower[i] ?? ""];
  if (/^(?:more|fewer|less)$/.test(before)) return word === "than";
  if (/^(?:at|up)$/.test(before)) return /^(?:least|most|to)$/.test(word);
  return APPROXIMATORS.has(word);
}

const APPROXIMATORS = new Set(
  "about around some roughly approximately nearly almost over estimated".split(" "),
);
