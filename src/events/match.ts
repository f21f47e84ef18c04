import { ADJECTIVES, type Frame, LIGHT, NOUNS, type Pattern, RECEIVE, VERBS } from "./frames.ts";
import type { Tree } from "./tree.ts";

/** A word that a frame fits, and the words that made it fit. */
export interface Trigger {
  readonly token: number;
  readonly frame: Frame;
  /** In text order; `token` among them. */
  readonly words: readonly number[];
  /** The noun in the verb's object that the pattern asked for, -1 for none. */
  readonly object: number;
  /** "down" of "shut down", `null` for none. */
  readonly particle: string | null;
  /** The preposition that the pattern asked for, `null` where it asked for none or a clause. */
  readonly lead: string | null;
  /** Whether what the pattern asked for beside the verb is there. */
  readonly isLed: boolean;
  /** The verb that lends a noun its arguments, -1 for none. */
  readonly light: number;
  /** What the word means outside the operator that `frame.only` names; `null` where nothing. */
  readonly plain: Trigger | null;
}

/**
 * The triggers of the tokens `from` to `to`, by token. A noun that a verb's pattern asked for is
 * part of that trigger and none of its own.
 */
export function findTriggers(tree: Tree, from: number, to: number): Map<number, Trigger> {
  const found = new Map<number, Trigger>();
  const claimed = new Set<number>();
  for (let i = from; i < to; i++) {
    const trigger = verbTrigger(tree, i) ?? adjectiveTrigger(tree, i);
    if (trigger === null) continue;
    found.set(i, trigger);
    if (trigger.object < 0) continue;
    for (const noun of tree.conjuncts(trigger.object)) claimed.add(noun);
  }
  for (let i = from; i < to; i++) {
    if (claimed.has(i)) continue;
    const trigger = nounTrigger(tree, i);
    if (trigger !== null) found.set(i, trigger);
  }
  return found;
}

function verbTrigger(tree: Tree, i: number): Trigger | null {
  if (tree.upos(i) !== "VERB" || tree.base(i) === "amod") return null;
  // "Endured shelling by": whose, the parse does not say once it has taken the noun for a verb.
  if (tree.base(i) === "xcomp" && tree.tag(i) === "VBG" && receives(tree, tree.head(i)))
    return null;
  const joined = VERBS.get(joinedLemma(tree, i));
  // "The Halvessian-occupied valley" tells where, not what happened.
  if (joined === undefined && tree.isPassive(i) && isJoined(tree, i)) return null;
  const patterns = joined ?? VERBS.get(tree.lemma(i)) ?? NONE;
  const found = fitBest(tree, i, patterns);
  if (found === null || found.frame.only === null) return found;
  const plain = fitBest(
    tree,
    i,
    patterns.filter(({ frame }) => frame.only === null),
  );
  return { ...found, plain };
}

function fitBest(tree: Tree, i: number, patterns: readonly Pattern[]): Trigger | null {
  let found: Trigger | null = null;
  let weight = 0;
  for (const pattern of patterns) {
    if (found !== null && pattern.weight < weight) break;
    const trigger = fitVerb(tree, i, pattern);
    if (trigger === null) continue;
    // "Launched an air strike" is no strike: among equals, an object of two words wins.
    if (trigger.object >= 0 && isPhrase(tree, trigger.object, pattern.objects!)) return trigger;
    found ??= trigger;
    weight = pattern.weight;
  }
  return found;
}

/** Whether a word is one of `lemmas` together with the word before it. */
function isPhrase(tree: Tree, i: number, lemmas: ReadonlySet<string>): boolean {
  return i > 0 && lemmas.has(`${tree.tokens.lower[i - 1]} ${singular(tree.lemma(i))}`);
}

const NONE: readonly Pattern[] = [];

function fitVerb(tree: Tree, i: number, pattern: Pattern): Trigger | null {
  const words = [i];
  let object = -1;
  let lead: string | null = null;
  if (pattern.particle !== null) {
    const particle = particleOf(tree, i, pattern.particle);
    if (particle < 0) return null;
    words.push(particle);
  }
  if (pattern.subjects !== null) {
    const subject = tree.isPassive(i) ? -1 : tree.surfaceSubject(i);
    if (subject < 0 || oneOf(tree, subject, pattern.subjects) < 0) return null;
  }
  if (pattern.prepositions !== null) {
    const led = ledBy(tree, i, pattern.prepositions);
    if (led === null) return null;
    if (led.marker >= 0) {
      words.push(led.marker);
      lead = tree.tokens.lower[led.marker]!;
    }
    if (pattern.objectsAfterPreposition) {
      object = oneOf(tree, led.head, pattern.objects!);
      if (object < 0) return null;
    }
  }
  if (pattern.objects !== null && !pattern.objectsAfterPreposition) {
    object = objectAmong(tree, i, pattern.objects, pattern.particle);
    if (object < 0) return null;
  }
  if (object >= 0) words.push(object);
  words.sort((a, b) => a - b);
  const { frame, particle } = pattern;
  const isLed = pattern.prepositions !== null;
  return { token: i, frame, words, object, particle, lead, isLed, light: -1, plain: null };
}

function particleOf(tree: Tree, verb: number, particle: string): number {
  for (let c = tree.first(verb); c >= 0; c = tree.next(c)) {
    if (c > verb && tree.tokens.lower[c] === particle && tree.first(c) < 0) return c;
  }
  return tree.tokens.lower[verb + 1] === particle ? verb + 1 : -1;
}

interface Led {
  readonly head: number;
  /** The token of the preposition, -1 where the pattern asks for a clause. */
  readonly marker: number;
}

/** An argument or clause of the verb, or of its object, that one of the prepositions leads. */
function ledBy(tree: Tree, verb: number, prepositions: ReadonlySet<string>): Led | null {
  // A clause that the parser made no clause of.
  const next = tree.tokens.lower[verb + 1];
  if (next === "that" && prepositions.has("that")) return { head: verb, marker: verb + 1 };
  for (let c = tree.first(verb); c >= 0; c = tree.next(c)) {
    const base = tree.base(c);
    if (base === "ccomp" && prepositions.has("that") && tree.marker(c) !== "to") {
      return { head: c, marker: -1 };
    }
    if (base === "compound" || base === "advmod" || base === "obl") {
      // "called on Orvania" with "on" taken for a particle
      if (c > verb && tree.first(c) < 0 && prepositions.has(tree.tokens.lower[c]!)) {
        return { head: c, marker: c };
      }
    }
    if (base === "nsubj" || base === "aux" || base === "punct") continue;
    const led = markedBy(tree, c, prepositions);
    if (led !== null) return led;
    if (base !== "obj" && base !== "obl") continue;
    for (let d = tree.first(c); d >= 0; d = tree.next(d)) {
      const inner = tree.base(d) === "nmod" || tree.base(d) === "acl" || tree.base(d) === "obl";
      const nested = inner ? markedBy(tree, d, prepositions) : null;
      if (nested !== null) return nested;
    }
  }
  return null;
}

function markedBy(tree: Tree, i: number, prepositions: ReadonlySet<string>): Led | null {
  for (let c = tree.first(i); c >= 0; c = tree.next(c)) {
    const base = tree.base(c);
    if (base !== "case" && base !== "mark") continue;
    const word = tree.tokens.lower[c]!;
    if (base === "mark" && word === "to") {
      if (prepositions.has("TO")) return { head: i, marker: -1 };
      if (!tree.isNominal(i)) continue;
    }
    if (prepositions.has(word)) return { head: i, marker: c };
  }
  return null;
}

/** The object, in either voice, whose lemma is one of `lemmas`. */
function objectAmong(
  tree: Tree,
  verb: number,
  lemmas: ReadonlySet<string>,
  particle: string | null,
): number {
  const patient = tree.patient(verb);
  if (patient >= 0) {
    const found = oneOf(tree, patient, lemmas);
    if (found >= 0) return found;
  }
  for (let c = tree.first(verb); c >= 0; c = tree.next(c)) {
    const base = tree.base(c);
    // "Stop bombing" is about no bombs, but in "stopped work" the noun was taken for a verb.
    const isNoun = tree.upos(c) !== "VERB" || isBareForm(tree, c);
    const isObject = isNoun && (base === "obj" || base === "xcomp" || base === "iobj");
    const marker = base === "obl" ? tree.marker(c) : null;
    // "shut down a newspaper": the particle may be taken for the object's preposition.
    if (isObject || marker === "" || (marker !== null && marker === particle)) {
      const found = oneOf(tree, c, lemmas);
      if (found >= 0) return found;
    }
    if (base !== "ccomp" && base !== "xcomp") continue;
    const subject = tree.child(c, "nsubj");
    const found = subject >= 0 && oneOf(tree, subject, lemmas);
    if (found !== false && found >= 0) return found;
  }
  return -1;
}

/** A verb in its plain form without "to", as no verb stands behind another but a modal. */
function isBareForm(tree: Tree, i: number): boolean {
  return (
    tree.lemma(i) === tree.tokens.lower[i] && tree.marker(i) === "" && tree.base(i) === "xcomp"
  );
}

function oneOf(tree: Tree, noun: number, lemmas: ReadonlySet<string>): number {
  for (const i of tree.conjuncts(noun)) {
    const lemma = tree.lemma(i);
    if (isOne(tree, i, lemma, lemmas)) return i;
    if (tree.upos(i) === "PROPN") {
      // "President Maret": the title is what the pattern asks for.
      for (let c = tree.first(i); c >= 0; c = tree.next(c)) {
        const isPart = tree.label(c) === "nmod:desc" || /^(?:flat|compound)$/.test(tree.base(c));
        if (isPart && isOne(tree, c, tree.lemma(c), lemmas)) return i;
      }
    }
    // "dozens of troops", "a group of rebels": what is counted is the object.
    if (!QUANTITIES.has(lemma)) continue;
    const counted = tree.child(i, "nmod");
    if (counted >= 0 && isOne(tree, counted, tree.lemma(counted), lemmas)) return counted;
  }
  return -1;
}

function isOne(tree: Tree, i: number, lemma: string, lemmas: ReadonlySet<string>): boolean {
  // "troops", "talks" and "supplies" may be their own lemmas.
  if (lemmas.has(lemma) || lemmas.has(singular(lemma))) return true;
  if (tree.upos(i) === "SYM" && lemmas.has("dollar")) return true;
  return lemmas.has(joinedLemma(tree, i)) || isPhrase(tree, i, lemmas);
}

/**
 * The lemma, with what a hyphen joins before it: "cease-fire" and "test-fire" are three tokens, and
 * one word here.
 */
function joinedLemma(tree: Tree, i: number): string {
  const lemma = tree.lemma(i);
  return isJoined(tree, i) ? `${tree.tokens.lower[i - 2]}-${singular(lemma)}` : lemma;
}

function isJoined({ tokens: { lower, start, end } }: Tree, i: number): boolean {
  const isNear = i > 1 && lower[i - 1] === "-" && end[i - 1] === start[i];
  return isNear && end[i - 2] === start[i - 1];
}

/** A lemma without the plural's ending, where the lemmatiser kept it. */
export function singular(lemma: string): string {
  if (lemma.endsWith("ies")) return `${lemma.slice(0, -3)}y`;
  return lemma.endsWith("s") && !lemma.endsWith("ss") ? lemma.slice(0, -1) : lemma;
}

const QUANTITIES = new Set(
  "dozen hundred thousand million ten score group number team ton tonne tons tonnes kg kilo sack bag crate box shipment batch member lot series pair couple contingent state planeload truckload stage round".split(
    " ",
  ),
);

function adjectiveTrigger(tree: Tree, i: number): Trigger | null {
  if (tree.upos(i) !== "ADJ" && tree.upos(i) !== "VERB") return null;
  const pattern = ADJECTIVES.get(tree.tokens.lower[i]!)?.[0];
  if (pattern === undefined || tree.base(i) === "amod") return null;
  return {
    token: i,
    frame: pattern.frame,
    words: [i],
    object: -1,
    particle: null,
    lead: null,
    isLed: false,
    light: -1,
    plain: null,
  };
}

function nounTrigger(tree: Tree, i: number): Trigger | null {
  if (tree.upos(i) !== "NOUN" || tree.base(i) === "compound") return null;
  const lemma = tree.lemma(i);
  const patterns =
    NOUNS.get(joinedLemma(tree, i)) ?? NOUNS.get(lemma) ?? NOUNS.get(singular(lemma));
  const found = fitNoun(tree, i, patterns ?? NONE);
  if (found === null || found.frame.only === null) return found;
  const plain = fitNoun(
    tree,
    i,
    patterns!.filter(({ frame }) => frame.only === null),
  );
  return { ...found, plain };
}

function fitNoun(tree: Tree, i: number, patterns: readonly Pattern[]): Trigger | null {
  for (const pattern of patterns) {
    const words = [i];
    if (pattern.before !== null) {
      if (tree.tokens.lower[i - 1] !== pattern.before) continue;
      words.unshift(i - 1);
    }
    const light = lightVerb(tree, i);
    // A verb that lends the noun its sides stands for the preposition, not for what it leads.
    const isLent = light >= 0 && pattern.objects === null;
    if (pattern.prepositions !== null && !isLent && !nounLedBy(tree, i, pattern)) continue;
    if (light >= 0) words.push(light);
    words.sort((a, b) => a - b);
    return {
      token: i,
      frame: pattern.frame,
      words,
      object: -1,
      particle: null,
      lead: null,
      isLed: false,
      light,
      plain: null,
    };
  }
  return null;
}

function nounLedBy(tree: Tree, noun: number, pattern: Pattern): boolean {
  for (const { role, head } of tree.arguments(noun)) {
    if ((role === "poss" || role === "mod") && pattern.objects === null) return true;
    if (!pattern.prepositions!.has(role)) continue;
    if (pattern.objects === null || oneOf(tree, head, pattern.objects) >= 0) return true;
  }
  return false;
}

/** The verb of which the noun is the object and whose subject does what the noun says. */
export function lightVerb(tree: Tree, noun: number): number {
  const label = tree.label(noun);
  if (label !== "obj" && label !== "nsubj:pass") return -1;
  const verb = tree.head(noun);
  const lemma = lemmaWithParticle(tree, verb);
  return LIGHT.has(lemma) || RECEIVE.has(lemma) ? verb : -1;
}

export function receives(tree: Tree, light: number): boolean {
  if (light < 0) return false;
  const lemma = lemmaWithParticle(tree, light);
  return RECEIVE.has(lemma) && !LIGHT.has(lemma);
}

/** "carry_out": with "off", "call" lends a noun nothing. */
function lemmaWithParticle(tree: Tree, verb: number): string {
  const particle = tree.child(verb, "compound:prt");
  return particle < 0 ? tree.lemma(verb) : `${tree.lemma(verb)}_${tree.tokens.lower[particle]}`;
}
