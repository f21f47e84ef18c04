import { type Parse, type TokenRange, type Tokens, UPOS } from "../language/index.ts";
import { DAYS } from "./tree.ts";

const VERB = UPOS.indexOf("VERB");
const AUX = UPOS.indexOf("AUX");
const NOUN = UPOS.indexOf("NOUN");
const PROPN = UPOS.indexOf("PROPN");

/**
 * The parse with frequent mistakes of parsers on news text undone, as a copy: a past tense taken for
 * a participle leaves a full sentence without a verb ("Rebels seized the town." as "rebels that were
 * seized"), and so does one taken for an adjective ("Orvania rejected calls for …"). The verb becomes
 * the root, the noun its subject or object. A plural taken for a verb leaves the verb after it
 * without a subject ("Orvanian rebels on Friday rejected …"). Two objects side by side are one
 * ("withdrew weapons inspectors"). Sentences without a full stop, such as headlines, keep their root.
 */
export function repairTrees(
  parsed: Parse,
  tokens: Tokens,
  sentences: readonly TokenRange[],
): Parse {
  const labels = parsed.labelNames;
  const [root, nsubj, obj, compound] = ["root", "nsubj", "obj", "compound"].map((label) =>
    labels.indexOf(label),
  );
  if (root! < 0 || nsubj! < 0 || obj! < 0 || compound! < 0) return parsed;
  const head = parsed.head.slice();
  const label = parsed.label.slice();
  const upos = parsed.upos.slice();
  const isNoun = (i: number) => upos[i] === NOUN || upos[i] === PROPN;
  const isVerbal = (i: number) => parsed.upos[i] === VERB || parsed.upos[i] === AUX;
  const isPast = (i: number) => {
    const tag = parsed.xposNames[parsed.xpos[i]!];
    return parsed.upos[i] === VERB && (tag === "VBN" || tag === "VBD");
  };
  for (const { from, to } of sentences) {
    joinObjects(from, to);
    freeFromDays(from, to);
    if (to - from < 6 || tokens.word[to - 1] !== ".") continue;
    let top = from;
    while (top < to && head[top] !== -1) top++;
    if (top === to) continue;
    if (isVerbal(top)) {
      freeSubject(top, to);
      repairReported(top, from, to);
      continue;
    }
    const finite = findFinite(top, from, to);
    if (finite >= 0) {
      const object = head[finite]!;
      raise(finite, top, to);
      head[object] = finite;
      label[object] = obj!;
      continue;
    }
    const verb = findVerb(top, from, to);
    if (verb < 0) continue;
    // "More than 200 nurses walked": the root is no noun, the verb's own noun is the subject.
    const noun = isNoun(top) ? top : head[verb]!;
    head[verb] = -1;
    label[verb] = root!;
    if (noun !== top) head[top] = noun;
    head[noun] = verb;
    label[noun] = verb > noun ? nsubj! : obj!;
    if (verb < noun) {
      const subject = findBefore(verb, from, noun);
      if (subject >= 0) {
        head[subject] = verb;
        label[subject] = nsubj!;
      }
    }
    // What stands after the verb and hung on the noun is the verb's.
    for (let i = verb + 1; i < to; i++) {
      if (head[i] === noun && verb > noun) head[i] = verb;
    }
  }
  return { ...parsed, head, label, upos };

  /** Two nouns side by side that are both objects of one verb: the first describes the second. */
  function joinObjects(from: number, to: number): void {
    for (let i = from; i < to - 1; i++) {
      const isPair = label[i] === obj && label[i + 1] === obj && head[i] === head[i + 1];
      if (!isPair || !isNoun(i) || !isNoun(i + 1) || head[i]! > i) continue;
      head[i] = i + 1;
      label[i] = compound!;
    }
  }

  /** "The Council |today| agreed": a noun before a day is no part of it, but the verb's subject. */
  function freeFromDays(from: number, to: number): void {
    for (let day = from + 1; day < to; day++) {
      const noun = day - 1;
      if (!DAYS.has(tokens.lower[day]!) || head[noun] !== day || !isNoun(noun)) continue;
      const verb = head[day]!;
      if (verb < day || !isVerbal(verb) || hasChild(verb, /^nsubj/, day)) continue;
      for (let i = from; i < noun; i++) if (head[i] === day) head[i] = noun;
      head[noun] = verb;
      label[noun] = nsubj!;
    }
  }

  /** "Orvania on Monday |cut| food supplies, officials said": the same inside what is reported. */
  function repairReported(top: number, from: number, to: number): void {
    for (let i = from; i < to; i++) {
      if (head[i] !== top || labels[label[i]!] !== "ccomp" || isVerbal(i)) continue;
      const finite = findFinite(i, from, to);
      if (finite < 0) continue;
      const object = head[finite]!;
      raise(finite, i, to);
      head[object] = finite;
      label[object] = obj!;
    }
  }

  /** The verb takes the place of a noun at the top of a clause, which becomes its subject. */
  function raise(verb: number, top: number, to: number): void {
    for (let i = verb + 1; i < to; i++) if (head[i] === top) head[i] = verb;
    head[verb] = head[top]!;
    label[verb] = label[top]!;
    head[top] = verb;
    label[top] = nsubj!;
  }

  /** "Orvania rebels |rejected| a plan": a past tense below a present one, without a subject. */
  function freeSubject(top: number, to: number): void {
    if (parsed.xposNames[parsed.xpos[top]!] !== "VBZ" || upos[top] !== VERB) return;
    for (let verb = top + 1; verb < to; verb++) {
      if (head[verb] !== top || labels[label[verb]!] !== "ccomp") continue;
      const tag = parsed.xposNames[parsed.xpos[verb]!];
      if (tag !== "VBD" || hasChild(verb, /^(?:nsubj|mark|aux|expl|csubj)/)) return;
      for (let i = top - 1; i >= 0 && head[i] === top; i--) {
        if (isNoun(i)) label[i] = compound!;
      }
      upos[top] = NOUN;
      raise(verb, top, to);
      return;
    }
  }

  /** Whether a word shortly before the verb, other than `but`, hangs on it with such a label. */
  function hasChild(verb: number, names: RegExp, but = -1): boolean {
    for (let i = Math.max(0, verb - 12); i < verb; i++) {
      if (i !== but && head[i] === verb && names.test(labels[label[i]!]!)) return true;
    }
    return false;
  }

  /**
   * "Praised Halvessia's efforts", "on Monday cut supplies": before an owner or an article, and
   * behind a day, no adjective stands.
   */
  function findFinite(top: number, from: number, to: number): number {
    for (let i = Math.max(from, top + 1); i < to; i++) {
      if (labels[label[i]!] !== "amod" || !isPast(i) || !hangsOn(head[i]!, top)) continue;
      if (DAYS.has(tokens.lower[i - 1]!)) return i;
      for (let c = i + 1; c < head[i]!; c++) {
        if (head[c] === head[i] && /^(?:nmod:poss|det)$/.test(labels[label[c]!]!)) return i;
      }
    }
    return -1;
  }

  /** The participle of the noun or of what hangs on it, the first; -1 where it has a verb. */
  function findVerb(top: number, from: number, to: number): number {
    let found = -1;
    for (let i = from; i < to; i++) {
      const name = labels[label[i]!]!;
      if (name === "cop" && head[i] === top) return -1;
      if (found >= 0 || !isPast(i) || !hangsOn(i, top)) continue;
      if (i > top && name.startsWith("acl")) found = i;
      if (i < top && name === "amod" && head[i] === top && findBefore(i, from, top) >= 0) found = i;
    }
    return found;
  }

  function hangsOn(i: number, top: number): boolean {
    for (let at = head[i]!, steps = 0; at >= 0 && steps < 4; at = head[at]!, steps++) {
      if (at === top) return true;
      if (!isNoun(at) && at !== top) return false;
    }
    return false;
  }

  /** A name before a verb that hangs on the same noun: the subject; not behind an article. */
  function findBefore(verb: number, from: number, top: number): number {
    for (let i = verb - 1; i >= from; i--) {
      if (head[i] === top && isNoun(i)) return i;
    }
    return -1;
  }
}
