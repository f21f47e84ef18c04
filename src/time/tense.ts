import { type Parse, type TokenRange, UPOS } from "../language/index.ts";
import { AUX, VERB } from "./scan.ts";
import { PLANNED, SAID } from "./words.ts";

/** When what a clause tells happens, as far as its verb says; `null` where it does not. */
export type Tense = "past" | "present" | "future" | null;

const PART = UPOS.indexOf("PART");
const FUTURE = new Set("will shall would 'll ’ll wo 'd may might must should can could".split(" "));
/** How far before its verb an auxiliary may stand, and how far up the tree a verb is looked for. */
const REACH = 6;
const CLIMB = 8;

/** The tense of the verb that governs a time expression, by the tree. */
export function tenseAt(
  parsed: Parse,
  lower: readonly string[],
  range: TokenRange,
  sentence: TokenRange,
): Tense {
  if (/^(?:after|following|since|despite)$/.test(wordBefore(lower, range, sentence))) return "past";
  let token = topOf(parsed, range);
  const head = parsed.head[token]!;
  const ofNoun = head >= 0 && parsed.upos[head] !== VERB && parsed.upos[head] !== AUX;
  for (let step = 0; step < CLIMB && token >= 0; step++) {
    if (parsed.upos[token] === VERB || isCopular(parsed, token, sentence)) {
      const tense = tenseOfVerb(parsed, lower, token, sentence);
      // "Monday's debate is over" says nothing of the day; "holds its vote on Monday" does.
      const isOn = lower[range.from - 1] === "on" || lower[range.from - 1] === "in";
      if (tense === "present" && ofNoun && !isOn) return null;
      // "will show the letter of 6 March": the nearest such day, but "will attend Friday's talks".
      if (tense === "future" && ofNoun) return "present";
      if (tense !== "climb") return tense;
    }
    token = parsed.head[token]!;
  }
  return null;
}

/** The preposition before an expression, across an article or pronoun. */
function wordBefore(lower: readonly string[], { from }: TokenRange, sentence: TokenRange): string {
  const at = /^(?:the|a|his|her|their|its)$/.test(lower[from - 1] ?? "") ? from - 2 : from - 1;
  return at < sentence.from ? "" : lower[at]!;
}

/** The token of a range whose head lies outside it. */
export function topOf(parsed: Parse, range: TokenRange): number {
  for (let i = range.from; i < range.to; i++) {
    const head = parsed.head[i]!;
    if (head < range.from || head >= range.to) return head < 0 ? i : topmost(parsed, range, i);
  }
  return range.from;
}

/** Of the tokens whose heads lie outside, the first that is no preposition. */
function topmost(parsed: Parse, range: TokenRange, first: number): number {
  for (let i = first; i < range.to; i++) {
    const head = parsed.head[i]!;
    const outside = head < range.from || head >= range.to;
    if (outside && parsed.labelNames[parsed.label[i]!] !== "case") return i;
  }
  return first;
}

function isCopular(parsed: Parse, token: number, sentence: TokenRange): boolean {
  for (let i = Math.max(sentence.from, token - REACH); i < token; i++) {
    if (parsed.head[i] === token && parsed.labelNames[parsed.label[i]!] === "cop") return true;
  }
  return false;
}

const BEGUN = new Set("begin start continue fail manage help come happen refuse go".split(" "));

/** An infinitive that happens when its verb does: "began to rise", "came to hear her". */
function followsItsVerb(parsed: Parse, lower: readonly string[], verb: number): boolean {
  const head = parsed.head[verb]!;
  if (head < 0 || lower[verb - 1] !== "to") return false;
  const label = parsed.labelNames[parsed.label[verb]!];
  return label === "advcl" || (label === "xcomp" && BEGUN.has(parsed.lemma[head]!));
}

function tenseOfVerb(
  parsed: Parse,
  lower: readonly string[],
  verb: number,
  sentence: TokenRange,
): Tense | "climb" {
  let future = false;
  let perfect = false;
  let past = false;
  let auxiliary = false;
  for (let i = Math.max(sentence.from, verb - REACH); i < verb; i++) {
    if (parsed.head[i] !== verb) continue;
    const lemma = parsed.lemma[i]!;
    if (parsed.upos[i] === AUX) {
      auxiliary = true;
      if (FUTURE.has(lower[i]!)) future = true;
      else if (lemma === "have") perfect = true;
      else if (/^(?:was|were|did|had)$/.test(lower[i]!)) past = true;
    } else if (parsed.upos[i] === PART && lower[i] === "to") {
      future = true;
    }
  }
  if (perfect) return "past";
  if (future) return followsItsVerb(parsed, lower, verb) ? "climb" : "future";
  const tag = parsed.xposNames[parsed.xpos[verb]!]!;
  if (PLANNED.has(parsed.lemma[verb]!) && tag === "VBN") return "future";
  if (past || tag === "VBD") return "past";
  if (tag === "VBN") return auxiliary ? "present" : "past";
  // "Says on Tuesday" tells of what was said.
  if (SAID.has(parsed.lemma[verb]!) && !auxiliary && !future) return "past";
  if (tag === "VBZ" || tag === "VBP") return "present";
  // "is meeting on Friday"; a participle alone takes its clause's tense.
  if (tag === "VBG") return auxiliary ? "future" : "climb";
  return auxiliary ? "present" : "climb";
}
