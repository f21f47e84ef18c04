import { type Parse, type TokenRange, type Tokens, UPOS } from "../language/index.ts";

const VERB = UPOS.indexOf("VERB");
const AUX = UPOS.indexOf("AUX");
const NOUN = UPOS.indexOf("NOUN");
const PROPN = UPOS.indexOf("PROPN");

/**
 * The parse with two frequent mistakes of parsers on news text undone, as a copy: a past tense
 * taken for a participle leaves a full sentence without a verb ("Rebels seized the town." as "rebels
 * that were seized"), and so does one taken for an adjective ("Orvania rejected calls for …"). The
 * verb becomes the root, the noun its subject or object. Sentences without a full stop, such as
 * headlines, keep their trees.
 */
export function repairTrees(
  parsed: Parse,
  tokens: Tokens,
  sentences: readonly TokenRange[],
): Parse {
  const labels = parsed.labelNames;
  const [root, nsubj, obj] = ["root", "nsubj", "obj"].map((label) => labels.indexOf(label));
  if (root === undefined || root < 0 || nsubj! < 0 || obj! < 0) return parsed;
  const head = parsed.head.slice();
  const label = parsed.label.slice();
  const isNoun = (i: number) => parsed.upos[i] === NOUN || parsed.upos[i] === PROPN;
  const isVerbal = (i: number) => parsed.upos[i] === VERB || parsed.upos[i] === AUX;
  const isPast = (i: number) => {
    const tag = parsed.xposNames[parsed.xpos[i]!];
    return parsed.upos[i] === VERB && (tag === "VBN" || tag === "VBD");
  };
  for (const { from, to } of sentences) {
    if (to - from < 6 || tokens.word[to - 1] !== ".") continue;
    let top = from;
    while (top < to && head[top] !== -1) top++;
    if (top === to || isVerbal(top)) continue;
    const verb = findVerb(top, from, to);
    if (verb < 0) continue;
    // "More than 200 nurses walked": the root is no noun, the verb's own noun is the subject.
    const noun = isNoun(top) ? top : head[verb]!;
    head[verb] = -1;
    label[verb] = root;
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
  return { ...parsed, head, label };

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
