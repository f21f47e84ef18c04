import { compose, THINGS } from "./frames.ts";
import { singular, type Trigger } from "./match.ts";
import { isNegated } from "./mood.ts";
import type { Tree } from "./tree.ts";

/** What a trigger comes to with its complement: "agreed" + "to send aid" is a promise of aid. */
export interface Meaning {
  /** CAMEO; `null` where it makes no event. */
  readonly code: string | null;
  /** From the trigger inwards, each the complement of the one before. */
  readonly chain: readonly Trigger[];
  /** A complement that is a thing ("called for restraint") or a clause without a frame; -1: none. */
  readonly complement: number;
}

/** Complements nest at most so deep: "refused to agree to let inspectors in". */
const DEPTH = 5;

/**
 * The meaning of a trigger. Frames mean their code. Operators ask the composition table, which
 * follows the codebook: appeals, promises, demands, refusals and threats have a code for each kind
 * of act they are about.
 */
export function meaningOf(
  tree: Tree,
  triggers: ReadonlyMap<number, Trigger>,
  trigger: Trigger,
  depth = 0,
): Meaning {
  const { frame } = trigger;
  if (frame.op === null || depth >= DEPTH) {
    return { code: frame.code, chain: [trigger], complement: -1 };
  }
  const { head, inner: found } = complementOf(tree, triggers, trigger);
  const isElsewhere =
    found !== undefined && found.frame.only !== null && found.frame.only !== frame.op;
  const inner = isElsewhere ? (found.plain ?? undefined) : found;
  if (inner === undefined) {
    const thing = head < 0 ? undefined : thingOf(tree, head);
    const code = thing === undefined ? generic(tree, trigger, head) : apply(frame.op, thing);
    return { code, chain: [trigger], complement: head };
  }
  const meaning = meaningOf(tree, triggers, inner, depth + 1);
  const chain = [trigger, ...meaning.chain];
  const complement = meaning.complement >= 0 ? meaning.complement : head;
  if (meaning.code === null)
    return { code: generic(tree, trigger, head), chain: [trigger], complement };
  const negated = inner.frame.op === null && isNegated(tree, inner.token);
  const code = negated ? apply("cease", meaning.code) : meaning.code;
  return { code: apply(frame.op, code), chain, complement };
}

/** The code of what is done with a thing: "aid", and "aid efforts". */
function thingOf(tree: Tree, noun: number): string | undefined {
  const lemma = singular(tree.lemma(noun));
  if (!EFFORTS.has(lemma)) return THINGS.get(lemma);
  const kind = tree.child(noun, "compound");
  return kind < 0 ? undefined : THINGS.get(singular(tree.lemma(kind)));
}

const EFFORTS = new Set("effort process mission operation work programme program".split(" "));

/** An operator's own code, where something says what it is about. */
function generic(
  tree: Tree,
  { frame, object, isLed, token }: Trigger,
  complement: number,
): string | null {
  const isWhole = complement >= 0 || object >= 0 || isLed;
  const isNoted = tree.lemma(token) === "demand" && tree.child(token, "obj") >= 0;
  return isWhole || isNoted || frame.op === "threaten" || frame.op === "allege" ? frame.code : null;
}

/** An operator's code over the code of its complement. */
export function apply(op: string, inner: string | null): string | null {
  if (inner === null) return null;
  const isConflict = inner >= "13";
  if (op === "same") return inner;
  if (op === "agree" || op === "decide") {
    if (inner >= "10" && !isConflict) return inner;
    if (isConflict) return op === "decide" ? inner : compose("threaten", inner);
    return compose("agree", inner);
  }
  // What is ordered by those who can is done: a deportation. Everything else is demanded.
  if (op === "order") return isConflict ? inner : compose("demand", inner);
  return compose(op, inner);
}

interface Complement {
  /** The head of the complement, -1 where there is none. */
  readonly head: number;
  /** The trigger in it. */
  readonly inner: Trigger | undefined;
}

/**
 * The complement of an operator: a clause before a noun, since "urged Orvania to end the talks"
 * asks for the end, not for Orvania. A clause without a trigger of its own may have one below it
 * ("agreed to take steps to lift the ban").
 */
function complementOf(
  tree: Tree,
  triggers: ReadonlyMap<number, Trigger>,
  trigger: Trigger,
): Complement {
  const { token, light, object } = trigger;
  const hosts = [token, light, object].filter((i) => i >= 0);
  let fallback = -1;
  for (const host of hosts) {
    for (const clause of clausesOf(tree, host)) {
      if (fallback < 0) fallback = clause;
      const inner = innermost(tree, triggers, clause);
      if (inner !== undefined) return { head: clause, inner };
    }
  }
  for (const host of hosts) {
    for (const { role, head } of tree.arguments(host)) {
      if (!NOMINAL.has(role)) continue;
      const inner = triggers.get(head);
      if (inner !== undefined && inner !== trigger) return { head, inner };
      if (thingOf(tree, head) !== undefined && head !== object) return { head, inner: undefined };
    }
  }
  return { head: fallback, inner: undefined };
}

const NOMINAL = new Set([
  "obj",
  "for",
  "of",
  "to",
  "on",
  "with",
  "against",
  "in",
  "from",
  "at",
  "towards",
  "toward",
]);

function clausesOf(tree: Tree, host: number): number[] {
  const clauses: number[] = [];
  const visit = (i: number, depth: number) => {
    for (let c = tree.first(i); c >= 0; c = tree.next(c)) {
      const base = tree.base(c);
      const marker = tree.marker(c);
      if (base === "xcomp" || base === "ccomp") clauses.push(c);
      else if (base === "advcl" || base === "acl") {
        if (CLAUSE_MARKERS.has(marker) && c > i) clauses.push(c);
      } else if ((base === "obj" || base === "obl" || base === "nmod") && depth < 2) {
        visit(c, depth + 1);
      }
    }
  };
  visit(host, 0);
  return clauses;
}

const CLAUSE_MARKERS = new Set("to that of for from in on with against by at".split(" "));

function innermost(
  tree: Tree,
  triggers: ReadonlyMap<number, Trigger>,
  clause: number,
): Trigger | undefined {
  const own = triggers.get(clause);
  if (own !== undefined) return own;
  for (const label of ["xcomp", "obj", "obl"]) {
    const below = tree.child(clause, label);
    const trigger = below < 0 ? undefined : triggers.get(below);
    if (trigger !== undefined) return trigger;
  }
  return undefined;
}
