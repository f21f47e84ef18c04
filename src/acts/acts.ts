import type { Actors, ResolvedSource } from "../actors/index.ts";
import type { Entity, SpeechAct } from "../document/index.ts";
import type { TokenRange } from "../language/index.ts";
import { holds, type Statement, type Trees } from "../time/index.ts";
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
  trees: Trees,
  statements: readonly Statement[],
  actors: Actors,
): StatementAct[] {
  const whoIs = entityFinder(actors);
  const byId = new Map(actors.entities.map((entity) => [entity.id, entity]));
  return statements.map((statement, s) => {
    const source = actors.sources[s]!;
    const isOwn = (token: number) =>
      token >= 0 &&
      (/^(?:we|i)$/.test(trees.lower[token]!) || isOwnSide(source, byId, whoIs(token)));
    const byCue = actOfCue(trees, statement);
    const isPlain = byCue === null || byCue.family === "assert";
    const byContent = isPlain ? actOfContent(trees, statement, isOwn) : null;
    const decided =
      byContent ??
      (isPlain && isQuestion(trees, statement)
        ? { family: "question" as const, token: byCue?.token ?? -1 }
        : byCue);
    const hearers = [
      ...(byCue === null ? [] : hearersOf(trees, byCue.token, statement)),
      ...(byContent === null ? [] : hearersOf(trees, byContent.token, null)),
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
function actOfCue(trees: Trees, { cue, source }: Statement): Decided | null {
  if (cue.length === 0) return { family: "assert", token: -1 };
  // "We would ask that …" asks.
  const isPolite = source.length > 0 && /^(?:we|i)$/.test(trees.lower[source[0]!.from]!);
  let negated = false;
  let colon = -1;
  for (const { from, to } of cue) {
    for (let i = from; i < to; i++) {
      const lower = trees.lower[i]!;
      if (/^(?:not|n['’]t|never|may|might|could)$/.test(lower)) negated = true;
      if (lower === "would" && !isPolite) negated = true;
      if (lower === ":") colon = i;
      if (lower === "according") return { family: "assert", token: i };
    }
  }
  for (const range of cue) {
    const decided = familyIn(trees, range);
    if (decided === null) continue;
    // "did not deny", "would never accuse": what was done instead is not said.
    return negated && decided.family !== "assert" ? { ...decided, family: "mind" } : decided;
  }
  return colon < 0 ? null : { family: "assert", token: colon };
}

/** The last verb of saying in the range, "refused to say" thus being nothing said. */
function familyIn(trees: Trees, range: TokenRange): Decided | null {
  for (let i = range.to - 1; i >= range.from; i--) {
    const lemma = trees.lemma(i);
    const verb = VERBS.get(lemma);
    if (LIGHT.has(lemma) && trees.isVerb(i)) {
      const decided = actOfObject(trees, i);
      if (decided !== null) return decided;
    }
    if (verb !== undefined && (trees.isVerb(i) || !NOUNS.has(lemma))) {
      return { family: specific(trees, i, lemma, verb), token: i };
    }
    const noun = NOUNS.get(lemma);
    if (noun !== undefined) return { family: noun, token: i };
  }
  return null;
}

/** Verbs that do one thing with one complement and another with the next. */
function specific(trees: Trees, verb: number, lemma: string, family: Family): Family {
  const next = trees.lower[verb + 1] ?? "";
  const takes = (label: string) => trees.child(verb, [label]) > verb;
  switch (lemma) {
    case "ask":
      return asksSomething(trees, verb) ? "request" : "question";
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
function asksSomething(trees: Trees, verb: number): boolean {
  if (trees.lower[verb + 1] === "for" || trees.lower[verb + 1] === "that") return true;
  const wish = trees.child(verb, ["xcomp"]);
  return wish > verb && trees.child(wish, ["mark"]) >= 0;
}

/** "expressed opposition", "lodged a complaint", "issued a denial". */
function actOfObject(trees: Trees, verb: number): Decided | null {
  const object = trees.child(verb, ["obj"]);
  const family = object < verb ? undefined : NOUNS.get(trees.lemma(object));
  return family === undefined ? null : { family, token: object };
}

/**
 * What the content does itself: a performative of the speaker or the side spoken for, now ("We
 * urge …", "Orvania rejects …"), or a charge as its predicate.
 */
function actOfContent(
  trees: Trees,
  { content }: Statement,
  isOwn: (token: number) => boolean,
): Decided | null {
  for (const range of content) {
    for (let i = range.from; i < Math.min(range.to, range.from + LONGEST); i++) {
      if (!trees.isVerb(i) || !isMain(trees, i, range)) continue;
      const performed = performative(trees, i, range, isOwn);
      if (performed !== null) return performed;
    }
  }
  return content.length === 0 ? null : chargeIn(trees, content[0]!, isOwn);
}

/** How many tokens of a content are looked at. */
const LONGEST = 120;

/** A verb of the content's main clauses: nothing inside the content stands above it but a like one. */
function isMain(trees: Trees, verb: number, { from, to }: TokenRange): boolean {
  let token = verb;
  for (let step = 0; step < 3; step++) {
    const head = trees.head(token);
    if (head < from || head >= to) return true;
    if (!/^(?:conj|parataxis)$/.test(trees.label(token))) return false;
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
  trees: Trees,
  verb: number,
  range: TokenRange,
  isOwn: (token: number) => boolean,
): Decided | null {
  const tag = trees.tag(verb);
  const isNow = (tag === "VBP" || tag === "VBZ" || tag === "VB") && !hasAuxiliary(trees, verb);
  if (!isNow || trees.isNegated(verb)) return null;
  const subject = subjectOf(trees, verb);
  if (subject < range.from || !isOwn(subject)) return null;
  const lemma = trees.lemma(verb);
  const decided = LIGHT.has(lemma) ? actOfObject(trees, verb) : null;
  if (decided !== null) return PERFORMED.has(decided.family) ? decided : null;
  const known = VERBS.get(lemma);
  if (known === undefined) return null;
  const family = specific(trees, verb, lemma, known);
  return PERFORMED.has(family) ? { family, token: verb } : null;
}

/** The subject, that of the first of joined verbs too: "We regret … and urge …". */
function subjectOf(trees: Trees, verb: number): number {
  const subject = trees.child(verb, ["nsubj"]);
  if (subject >= 0 || trees.label(verb) !== "conj") return subject;
  return trees.child(trees.head(verb), ["nsubj"]);
}

function hasAuxiliary(trees: Trees, verb: number): boolean {
  return trees
    .children(verb, ["aux", "aux:pass"])
    .some((i) => !/^(?:do|does)$/.test(trees.lower[i]!));
}

/** "The letter is groundless", "shows nothing but disregard": a charge near the root, not denied. */
function chargeIn(
  trees: Trees,
  range: TokenRange,
  isOwn: (token: number) => boolean,
): Decided | null {
  const top = trees.top(range);
  const subject = trees.child(top, ["nsubj", "nsubj:pass"]);
  if (trees.isNegated(top) || subject < 0 || isOwn(subject)) return null;
  if (top !== range.from && trees.lower[range.from] === "if") return null;
  for (let i = range.from; i < Math.min(range.to, range.from + LONGEST); i++) {
    if (!CHARGES.has(trees.lemma(i)) || i < subject) continue;
    // The charge is the predicate or its object; in a clause of its own it may be somebody else's.
    let at = i;
    let steps = 0;
    while (at !== top && steps < 4 && /^(?:obj|conj|amod|nmod|obl|xcomp)$/.test(trees.label(at))) {
      at = trees.head(at);
      steps++;
    }
    if (at === top && !trees.isNegated(i)) return { family: "criticise", token: i };
  }
  return null;
}

/** Tokens for those spoken to: "told |reporters|", "wrote to the |council|", "urge these |countries|". */
function hearersOf(trees: Trees, verb: number, statement: Statement | null): number[] {
  if (verb < 0 || !trees.isVerb(verb)) return [];
  const lemma = trees.lemma(verb);
  const outside = (token: number) =>
    token >= 0 && (statement === null || !holds(statement.content, token));
  const withCase = (words: RegExp) =>
    trees
      .children(verb, ["obl"])
      .filter((token) => words.test(trees.lower[trees.child(token, ["case"])] ?? ""));
  if (lemma === "call") return withCase(/^(?:on|upon)$/);
  if (ADDRESSING.has(lemma)) {
    const indirect = trees.child(verb, ["iobj"]);
    const object = indirect >= 0 ? indirect : trees.child(verb, ["obj"]);
    return object > verb && isHearer(trees, object) ? [object] : [];
  }
  return SPEAKING.has(lemma) ? withCase(/^to$/).filter(outside) : [];
}

function isHearer(trees: Trees, token: number): boolean {
  return /^(?:NN|NNS|NNP|NNPS|PRP)$/.test(trees.tag(token));
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
function isQuestion(trees: Trees, { relation, content }: Statement): boolean {
  if (relation.kind !== "direct" || content.length === 0) return false;
  let last = content.at(-1)!.to - 1;
  while (last > content.at(-1)!.from && /^["”’'»]+$/.test(trees.lower[last]!)) last--;
  return trees.lower[last]!.startsWith("?");
}
