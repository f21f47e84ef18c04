import type { Actors, ResolvedSource } from "../actors/index.ts";
import type { Entity, SpeechAct } from "../document/index.ts";
import type { DependencyTree, TokenRange } from "../language/index.ts";
import { holds, type Statement } from "../time/index.ts";
import { ADDRESSING, CHARGES, type Family, LIGHT, NOUNS, SPEAKING, VERBS } from "./lexicon.ts";

/** What somebody did by saying something. */
export interface StatementAct {
  /** `null` where the words do not say, as for what is only thought. */
  readonly act: SpeechAct | null;
  /** Token that decided it, in the cue or the content; -1 for none. */
  readonly evidence: number;
  /** Ids of the entities spoken to, where the text names them. */
  readonly addressee: readonly string[];
}

/**
 * The act of each statement, by its cue; where that only says "said", by what the content itself
 * does: "We urge …", "The charge is groundless". Never by what it is about: that somebody else
 * denies something is an assertion of the speaker's.
 */
export function speechActs(
  tree: DependencyTree,
  statements: readonly Statement[],
  actors: Actors,
): StatementAct[] {
  const whoIs = entityFinder(actors);
  const byId = new Map(actors.entities.map((entity) => [entity.id, entity]));
  return statements.map((statement, s) => {
    const source = actors.sources[s]!;
    const isOwn = (token: number) =>
      token >= 0 &&
      (/^(?:we|i)$/.test(tree.tokens.lower[token]!) || isOwnSide(source, byId, whoIs(token)));
    const byCue = actOfCue(tree, statement);
    const isPlain = byCue === null || byCue.family === "assert";
    const byContent = isPlain ? actOfContent(tree, statement, isOwn) : null;
    const decided =
      byContent ??
      (isPlain && isQuestion(tree, statement)
        ? { family: "question" as const, token: byCue?.token ?? -1 }
        : byCue);
    const hearers = [
      ...(byCue === null ? [] : hearersOf(tree, byCue.token, statement)),
      ...(byContent === null ? [] : hearersOf(tree, byContent.token, null)),
    ];
    const ids = hearers.map(whoIs).filter((id) => id !== null);
    return {
      act: decided === null || decided.family === "mind" ? null : decided.family,
      evidence: decided?.token ?? -1,
      addressee: [...new Set(ids)].filter((id) => id !== source.entity),
    };
  });
}

interface Decided {
  readonly family: Family;
  readonly token: number;
}

/** The act its cue names; plain saying for a colon or no cue at all, `null` for unknown words. */
function actOfCue(tree: DependencyTree, { cue, source }: Statement): Decided | null {
  if (cue.length === 0) return { family: "assert", token: -1 };
  // "We would ask that …" asks.
  const isPolite = source.length > 0 && /^(?:we|i)$/.test(tree.tokens.lower[source[0]!.from]!);
  let isModal = false;
  let isNegated = false;
  let colon = -1;
  for (const { from, to } of cue) {
    for (let i = from; i < to; i++) {
      const lower = tree.tokens.lower[i]!;
      if (/^(?:not|n['’]t|never)$/.test(lower) || isUnwilling(tree, i)) isNegated = true;
      if (/^(?:may|might|could)$/.test(lower)) isModal = true;
      if (lower === "would" && !isPolite) isModal = true;
      if (lower === ":") colon = i;
      if (lower === "according") return { family: "assert", token: i };
    }
  }
  for (const range of cue) {
    const decided = familyIn(tree, range);
    if (decided === null) continue;
    // "did not deny", "would never accuse": what was done instead is not said. "Did not say how many"
    // says nothing.
    const isNone = isNegated || (isModal && decided.family !== "assert");
    return isNone ? { ...decided, family: "mind" } : decided;
  }
  return colon < 0 ? null : { family: "assert", token: colon };
}

/** "declined to say", "refused to comment on" */
function isUnwilling(tree: DependencyTree, i: number): boolean {
  return /^(?:decline|refuse|fail)$/.test(tree.lemma(i)) && tree.tokens.lower[i + 1] === "to";
}

/** The last verb of saying in the range. */
function familyIn(tree: DependencyTree, range: TokenRange): Decided | null {
  for (let i = range.to - 1; i >= range.from; i--) {
    const lemma = tree.lemma(i);
    const verb = VERBS.get(lemma);
    if (LIGHT.has(lemma) && tree.isVerb(i)) {
      const decided = actOfObject(tree, i);
      if (decided !== null) return decided;
    }
    if (verb !== undefined && (tree.isVerb(i) || !NOUNS.has(lemma))) {
      return { family: specific(tree, i, lemma, verb), token: i };
    }
    const noun = NOUNS.get(lemma);
    if (noun !== undefined) return { family: noun, token: i };
  }
  return null;
}

/** Verbs that do one thing with one complement and another with the next. */
function specific(tree: DependencyTree, verb: number, lemma: string, family: Family): Family {
  const next = tree.tokens.lower[verb + 1] ?? "";
  const takes = (label: string) => tree.child(verb, label) > verb;
  switch (lemma) {
    case "ask":
      return asksSomething(tree, verb) ? "request" : "question";
    case "call":
      return /^(?:for|on|upon)$/.test(next) ? "request" : "assert";
    // "seeks to win" asks nobody.
    case "seek":
      return takes("obj") ? family : "mind";
    // "questioned the figures" doubts and asks nothing.
    case "question":
      return takes("obj") ? "mind" : family;
    case "agree":
      return takes("xcomp") ? "promise" : takes("ccomp") ? "assert" : "support";
    default:
      return family;
  }
}

/** "asked for", "asked the council to"; not "asked whether", and not with a quoted question. */
function asksSomething(tree: DependencyTree, verb: number): boolean {
  if (tree.tokens.lower[verb + 1] === "for" || tree.tokens.lower[verb + 1] === "that") return true;
  const wish = tree.child(verb, "xcomp");
  return wish > verb && tree.child(wish, "mark") >= 0;
}

/** "expressed opposition", "lodged a complaint", "issued a denial". */
function actOfObject(tree: DependencyTree, verb: number): Decided | null {
  const object = tree.child(verb, "obj");
  const family = object < verb ? undefined : NOUNS.get(tree.lemma(object));
  return family === undefined ? null : { family, token: object };
}

/**
 * What the content does itself: a performative of the speaker or the side spoken for, now ("We
 * urge …", "Orvania rejects …"), or a charge as its predicate.
 */
function actOfContent(
  tree: DependencyTree,
  { content }: Statement,
  isOwn: (token: number) => boolean,
): Decided | null {
  for (const range of content) {
    for (let i = range.from; i < Math.min(range.to, range.from + LONGEST); i++) {
      if (!tree.isVerb(i) || !isMain(tree, i, range)) continue;
      const performed = performative(tree, i, range, isOwn);
      if (performed !== null) return performed;
    }
  }
  return content.length === 0 ? null : chargeIn(tree, content[0]!, isOwn);
}

/** How many tokens of a content are looked at. */
const LONGEST = 120;

/** A verb of the content's main clauses: nothing inside the content stands above it but a like one. */
function isMain(tree: DependencyTree, verb: number, { from, to }: TokenRange): boolean {
  let token = verb;
  for (let step = 0; step < 3; step++) {
    const head = tree.head(token);
    if (head < from || head >= to) return true;
    if (!/^(?:conj|parataxis)$/.test(tree.label(token))) return false;
    token = head;
  }
  return false;
}

const PERFORMED: ReadonlySet<Family> = new Set<Family>([
  "deny",
  "request",
  "demand",
  "criticise",
  "accuse",
  "complain",
  "reject",
  "threaten",
  "warn",
  "promise",
  "praise",
  "support",
  "apologise",
]);

function performative(
  tree: DependencyTree,
  verb: number,
  range: TokenRange,
  isOwn: (token: number) => boolean,
): Decided | null {
  const tag = tree.tag(verb);
  const isNow = (tag === "VBP" || tag === "VBZ" || tag === "VB") && !hasAuxiliary(tree, verb);
  if (!isNow || tree.isNegated(verb)) return null;
  const subject = subjectOf(tree, verb);
  if (subject < range.from || !isOwn(subject)) return null;
  const lemma = tree.lemma(verb);
  const decided = LIGHT.has(lemma) ? actOfObject(tree, verb) : null;
  if (decided !== null) return PERFORMED.has(decided.family) ? decided : null;
  const known = VERBS.get(lemma);
  if (known === undefined) return null;
  const family = specific(tree, verb, lemma, known);
  return PERFORMED.has(family) ? { family, token: verb } : null;
}

/** The subject, that of the first of joined verbs too: "We regret … and urge …". */
function subjectOf(tree: DependencyTree, verb: number): number {
  const subject = tree.child(verb, "nsubj");
  if (subject >= 0 || tree.label(verb) !== "conj") return subject;
  return tree.child(tree.head(verb), "nsubj");
}

function hasAuxiliary(tree: DependencyTree, verb: number): boolean {
  return tree
    .children(verb, "aux", "aux:pass")
    .some((i) => !/^(?:do|does)$/.test(tree.tokens.lower[i]!));
}

/** "The letter is groundless", "shows nothing but disregard": a charge near the root, not denied. */
function chargeIn(
  tree: DependencyTree,
  range: TokenRange,
  isOwn: (token: number) => boolean,
): Decided | null {
  const top = tree.top(range);
  const subject = tree.child(top, "nsubj", "nsubj:pass");
  if (tree.isNegated(top) || subject < 0 || isOwn(subject)) return null;
  if (top !== range.from && tree.tokens.lower[range.from] === "if") return null;
  for (let i = range.from; i < Math.min(range.to, range.from + LONGEST); i++) {
    if (!CHARGES.has(tree.lemma(i)) || i < subject) continue;
    // The charge is the predicate or its object; in a clause of its own it may be somebody else's.
    let at = i;
    let steps = 0;
    while (at !== top && steps < 4 && /^(?:obj|conj|amod|nmod|obl|xcomp)$/.test(tree.label(at))) {
      at = tree.head(at);
      steps++;
    }
    if (at === top && !tree.isNegated(i)) return { family: "criticise", token: i };
  }
  return null;
}

/** Tokens for those spoken to: "told |reporters|", "wrote to the |council|", "urge these |countries|". */
function hearersOf(tree: DependencyTree, verb: number, statement: Statement | null): number[] {
  if (verb < 0 || !tree.isVerb(verb)) return [];
  const lemma = tree.lemma(verb);
  const outside = (token: number) =>
    token >= 0 && (statement === null || !holds(statement.content, token));
  const withCase = (words: RegExp) =>
    tree
      .children(verb, "obl")
      .filter((token) => words.test(tree.tokens.lower[tree.child(token, "case")] ?? ""));
  if (lemma === "call") return withCase(/^(?:on|upon)$/);
  if (ADDRESSING.has(lemma)) {
    const indirect = tree.child(verb, "iobj");
    const object = indirect >= 0 ? indirect : tree.child(verb, "obj");
    return object > verb && isHearer(tree, object) ? [object] : [];
  }
  return SPEAKING.has(lemma) ? withCase(/^to$/).filter(outside) : [];
}

function isHearer(tree: DependencyTree, token: number): boolean {
  return /^(?:NN|NNS|NNP|NNPS|PRP)$/.test(tree.tag(token));
}

/** The entity of the smallest mention whose words hold the token. */
export function entityFinder({ mentions }: Actors): (token: number) => string | null {
  const byHead = new Map<number, { entity: string; length: number }>();
  for (const { from, to, entity } of mentions) {
    for (let i = from; i < Math.min(to, from + 12); i++) {
      const known = byHead.get(i);
      if (known === undefined || to - from < known.length)
        byHead.set(i, { entity, length: to - from });
    }
  }
  return (token) => byHead.get(token)?.entity ?? null;
}

/** An entity that is the source, is spoken for by it, or is its state. */
function isOwnSide(
  source: ResolvedSource,
  byId: ReadonlyMap<string, Entity>,
  id: string | null,
): boolean {
  if (id === null || source.entity === null) return false;
  if (id === source.entity || id === source.onBehalfOf) return true;
  const entity = byId.get(id);
  const speaker = byId.get(source.entity);
  return entity?.kind === "state" && entity.country !== null && entity.country === speaker?.country;
}

/** A content whose last sentence is a question, in the source's own words. */
function isQuestion(tree: DependencyTree, { relation, content }: Statement): boolean {
  if (relation.kind !== "direct" || content.length === 0) return false;
  let last = content.at(-1)!.to - 1;
  while (last > content.at(-1)!.from && /^["”’'»]+$/.test(tree.tokens.lower[last]!)) last--;
  return tree.tokens.lower[last]!.startsWith("?");
}
