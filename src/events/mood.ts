import type { Event } from "../document/index.ts";
import type { Tree } from "./tree.ts";

export type Status = Event["status"];

/** How a clause stands to what happened. */
export interface Mood {
  readonly status: Status;
  /** "will", "is to": the subject is to do it. */
  readonly isFuture: boolean;
  /** "must", "should": whoever says so asks it of the subject. */
  readonly obligation: "demand" | "request" | null;
  readonly isNegated: boolean;
}

/** What the tree alone does not say of a clause. */
export interface Clause {
  /** "Gathered to protest": what stands as a purpose is done too. */
  readonly takesPurpose: boolean;
  readonly isQuestion: boolean;
}

const NEGATIONS = new Set("not n't never no neither nor without cannot".split(" "));
const FUTURE = new Set("will shall 'll wo would".split(" "));
const POSSIBLE = new Set("may might could can ca".split(" "));
const CONDITIONS = new Set("if unless whether lest".split(" "));

export function isNegated(tree: Tree, i: number): boolean {
  return tree.hasWord(i, NEGATIONS);
}

/**
 * The mood of the clause a trigger stands in; `verb` is the trigger or the verb that governs it.
 * Whatever depends on a condition or a purpose is hypothetical, however it is worded itself.
 */
export function moodOf(tree: Tree, verb: number, { takesPurpose, isQuestion }: Clause): Mood {
  let isFuture = false;
  let isPossible = false;
  let hasHave = false;
  let obligation: Mood["obligation"] = null;
  for (const i of auxiliaries(tree, verb)) {
    const word = tree.tokens.lower[i]!;
    if (word === "have") hasHave = true;
    if (FUTURE.has(word)) isFuture = true;
    else if (POSSIBLE.has(word)) isPossible = true;
    else if (word === "must") obligation = "demand";
    else if (word === "should" || word === "ought") obligation = "request";
  }
  const governor = tree.head(verb);
  if (tree.base(verb) === "xcomp" && governor >= 0) {
    const lemma = tree.lemma(governor);
    if (lemma === "have" && tree.isNominal(governor) === false) obligation ??= "demand";
    else if (lemma === "need") obligation ??= "request";
    else if (lemma === "go" && tree.tokens.lower[governor] === "going") isFuture = true;
  }
  const negated = isNegated(tree, verb);
  const open = isPossible || (isFuture && hasHave) || isHypothetical(tree, verb, takesPurpose);
  const status = statusOf({ open, isQuestion, negated, isFuture });
  return { status, isFuture, obligation, isNegated: negated };
}

function statusOf(clause: {
  readonly open: boolean;
  readonly isQuestion: boolean;
  readonly negated: boolean;
  readonly isFuture: boolean;
}): Status {
  if (clause.isQuestion) return "asked";
  if (clause.open) return "hypothetical";
  if (clause.negated) return "denied";
  return clause.isFuture ? "announced" : "happened";
}

function auxiliaries(tree: Tree, verb: number): number[] {
  const found: number[] = [];
  for (let at = verb, steps = 0; at >= 0 && steps < 4; steps++) {
    for (let c = tree.first(at); c >= 0; c = tree.next(c)) {
      if (tree.base(c) === "aux") found.push(c);
    }
    if (found.length > 0 || tree.base(at) !== "conj" || tree.child(at, "nsubj") >= 0) break;
    at = tree.head(at);
  }
  return found;
}

function isHypothetical(tree: Tree, verb: number, takesPurpose: boolean): boolean {
  for (let at = verb, steps = 0; at >= 0 && steps < 12; steps++) {
    if (tree.hasWord(at, CONDITIONS) && CONDITIONS.has(tree.marker(at))) return true;
    const base = tree.base(at);
    const isPurpose = (base === "advcl" || base === "acl") && tree.marker(at) === "to";
    if (isPurpose && !(takesPurpose && at === verb && base === "advcl")) return true;
    at = tree.head(at);
  }
  return false;
}
