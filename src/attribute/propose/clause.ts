import type { TokenRange, Tokens } from "../../language/index.ts";
import type { Candidate } from "../candidate.ts";
import { type CueVerb, cueVerb } from "../cues.ts";
import { isHeadline, type Passage, quotationAt } from "../passage.ts";
import {
  agrees,
  isCapitalised,
  opensNounPhrase,
  phraseBefore,
  verbGroup,
  withoutStop,
} from "../phrases.ts";
import {
  ADJUNCT_PREPOSITIONS,
  AUXILIARIES,
  DAYS,
  DETERMINERS,
  SUBJECT_PRONOUNS,
  WH_WORDS,
} from "../words.ts";

/**
 * Indirect speech to the right of its cue: `X said (that) S`, `X told Y that S`, `X vowed to …`,
 * `X criticised Y`, `X called for Y`, and participles that go on with the same source
 * (`…, adding that S`).
 */
export function proposeClauses(passage: Passage): Candidate[] {
  return passage.sentences.flatMap((sentence) => clausesOf(passage, sentence));
}

function clausesOf(passage: Passage, sentence: TokenRange): Candidate[] {
  const found: Candidate[] = [];
  const { tokens } = passage;
  const end = withoutStop(passage, sentence).to;
  for (let i = sentence.from; i < sentence.to - 1; i++) {
    const verb = cueVerb(tokens.lower[i]!);
    if (verb === undefined || quotationAt(passage, i)?.double || isNoun(passage, sentence, i))
      continue;
    const complement = complementOf(passage, sentence, i, verb);
    if (complement === null) continue;
    const group = verbGroup(tokens, i, sentence.from);
    if (isPassive(passage, group)) continue;
    const source = sourceOf(passage, sentence, group, found.at(-1));
    if (source === undefined) continue;
    const cue = { from: group.from, to: complement.cueEnd };
    const content = { from: complement.from, to: end };
    if (content.to <= content.from || isSupposed(tokens, source ?? group)) continue;
    found.push({
      source: source === null ? [] : [source],
      cue: [cue],
      content: [content],
      rule: "clause",
    });
    const previous = found.at(-2);
    if (previous !== undefined) {
      const next = source !== null && source.from > previous.content[0]!.from ? source : cue;
      found[found.length - 2] = endBefore(passage, previous, next);
    }
  }
  return found;
}

/** "his claims", "the reports of", "Order 9": the form is a noun here. */
function isNoun(passage: Passage, sentence: TokenRange, i: number): boolean {
  const { tokens } = passage;
  if (isCapitalised(tokens.word[i]!) && i > sentence.from && !isHeadline(passage.block))
    return true;
  const before = tokens.lower[i - 1] ?? "";
  if (
    DETERMINERS.has(before) &&
    !SUBJECT_PRONOUNS.has(before) &&
    before !== "this" &&
    before !== "that"
  )
    return true;
  if (before === "'s" && !tokens.lower[i]!.endsWith("ing")) return true;
  if (before === "to") return true;
  return (
    /^(?:of|for|in|on|with|by|from|about|as|at|than)$/.test(before) &&
    !tokens.lower[i]!.endsWith("ing")
  );
}

function isPassive(passage: Passage, group: TokenRange): boolean {
  const { tokens } = passage;
  if (!/(?:ed|en|old|aid)$/.test(tokens.lower[group.to - 1]!)) return false;
  if (tokens.lower[group.to] === "by") return true;
  for (let i = group.from; i < group.to - 1; i++) {
    if (/^(?:is|are|was|were|be|been|being|'s)$/.test(tokens.lower[i]!)) return true;
  }
  return false;
}

interface Complement {
  readonly from: number;
  /** Where the cue ends; beyond the verb where a particle belongs to it ("called for"). */
  readonly cueEnd: number;
}

function complementOf(
  passage: Passage,
  sentence: TokenRange,
  i: number,
  verb: CueVerb,
): Complement | null {
  const { tokens } = passage;
  const next = tokens.lower[i + 1]!;
  // "who asked not to be named": a condition, not a statement.
  if (next === "not") return null;
  const at = (from: number, cueEnd = i + 1) => (from < sentence.to ? { from, cueEnd } : null);
  const clausal = verb.takes.has("speech") || verb.takes.has("clause");
  if (clausal && (next === "that" || WH_WORDS.has(next))) return at(i + 1);
  if (verb.takes.has("infinitive") && next === "to") return at(i + 1);
  if (verb.with.has(next)) return at(i + 2, i + 2);
  if (verb.addressed) {
    const clause = afterAddressee(passage, sentence, i + 1);
    if (clause !== null) return at(clause);
  }
  if (clausal && (ADJUNCT_PREPOSITIONS.has(next) || DAYS.has(next))) {
    const that = thatWithin(passage, i + 1, Math.min(sentence.to, i + 14));
    if (that !== null) return at(that);
  }
  if (verb.takes.has("speech") && opensBareClause(passage, i + 1)) return at(i + 1);
  // "said officials were …": after this verb alone nearly any word begins the clause.
  if (verb.lemma === "say" && /^\p{Ll}{3,}$/u.test(next) && !FUNCTION_WORDS.has(next))
    return at(i + 1);
  if (verb.takes.has("clause") && SUBJECT_PRONOUNS.has(next)) return at(i + 1);
  if (verb.takes.has("object") && (opensNounPhrase(tokens, i + 1) || /^\p{Ll}{3,}$/u.test(next))) {
    return ADJUNCT_PREPOSITIONS.has(next) ||
      AUXILIARIES.has(next) ||
      next === "and" ||
      next === "or"
      ? null
      : at(i + 1);
  }
  return null;
}

const FUNCTION_WORDS: ReadonlySet<string> = new Set([
  ...ADJUNCT_PREPOSITIONS,
  ...AUXILIARIES,
  ...["and", "but", "or", "of", "about", "so", "yes", "then", "recently", "earlier", "repeatedly"],
]);

/** "told |reporters (that) he would …", "urged |them to …": where what was told begins. */
function afterAddressee(passage: Passage, sentence: TokenRange, start: number): number | null {
  const { tokens } = passage;
  const limit = Math.min(sentence.to, start + 10);
  for (let i = start + 1; i < limit; i++) {
    const lower = tokens.lower[i]!;
    if (lower === "that" || lower === "to" || lower === "not" || WH_WORDS.has(lower)) return i;
    if (tokens.word[i] === "," || tokens.word[i] === ":" || quotationAt(passage, i)) return null;
    if (SUBJECT_PRONOUNS.has(lower) && lower !== "you") return i;
    const before = tokens.lower[i - 1]!;
    if (
      DETERMINERS.has(lower) &&
      !DETERMINERS.has(before) &&
      !ADJUNCT_PREPOSITIONS.has(before) &&
      before !== "of"
    )
      return i;
  }
  return null;
}

function thatWithin(passage: Passage, start: number, end: number): number | null {
  for (let i = start; i < end; i++) {
    if (passage.tokens.lower[i] === "that") return i;
    if (passage.tokens.word[i] === "," || quotationAt(passage, i)?.double) return null;
  }
  return null;
}

function opensBareClause(passage: Passage, i: number): boolean {
  const quoted = quotationAt(passage, i);
  return opensNounPhrase(passage.tokens, i) && (quoted === undefined || !quoted.double);
}

/**
 * Whose words they are: the phrase before the cue; the sentence's last source for a coordinated
 * verb or a participle; `undefined` where none can be told, so that nothing is proposed.
 */
function sourceOf(
  passage: Passage,
  sentence: TokenRange,
  group: TokenRange,
  previous: Candidate | undefined,
): TokenRange | null | undefined {
  const { tokens } = passage;
  const before = tokens.lower[group.from - 1];
  if (before === "as") return quotedAsSaying(passage, sentence, group.from - 1);
  const participle = tokens.lower[group.to - 1]!.endsWith("ing") && group.to - group.from === 1;
  if (!participle && before !== "and" && before !== "but" && before !== undefined) {
    const phrase = phraseBefore(passage, sentence.from, group.from);
    if (phrase !== null && agrees(tokens, phrase, group.to - 1)) return phrase;
  }
  if (previous !== undefined) return previous.source[0] ?? null;
  return participle || before === "and" || before === "but"
    ? subjectOf(passage, sentence, group.from)
    : undefined;
}

/** How far from its verb a subject is looked for, in tokens; keeps long sentences linear. */
const REACH = 40;

/** `X quoted |Y| as saying S`: the words are Y's. */
function quotedAsSaying(
  passage: Passage,
  sentence: TokenRange,
  end: number,
): TokenRange | undefined {
  for (let i = end - 1; i > Math.max(sentence.from, end - REACH); i--) {
    if (!/^(?:quot|cit)(?:ed|es|ing)$/.test(passage.tokens.lower[i]!)) continue;
    return phraseBefore(passage, i + 1, end) ?? undefined;
  }
  return undefined;
}

/** The sentence's subject, up to its first auxiliary or past form; a guess made without a parse. */
function subjectOf(passage: Passage, sentence: TokenRange, end: number): TokenRange | undefined {
  const { tokens } = passage;
  for (let i = sentence.from + 1; i < Math.min(end, sentence.from + REACH); i++) {
    const lower = tokens.lower[i]!;
    if (tokens.word[i] === "," && i - sentence.from < 8) return undefined;
    if (
      (AUXILIARIES.has(lower) && lower !== "'s" && lower !== "to") ||
      /^\p{Ll}{3,}ed$/u.test(tokens.word[i]!) ||
      cueVerb(lower)
    ) {
      const subject = phraseBefore(passage, sentence.from, i);
      return subject ?? undefined;
    }
  }
  return undefined;
}

/** "If Vask says …", "whether Kell said …": nothing has been said. */
function isSupposed(tokens: Tokens, source: TokenRange): boolean {
  return /^(?:if|whether|unless)$/.test(tokens.lower[source.from - 1] ?? "");
}

/**
 * Ends a content where the sentence's next statement takes over: "… called on Y to act |and
 * proposed Z", "… was safe|, but Kell said Z".
 */
function endBefore(passage: Passage, candidate: Candidate, next: TokenRange): Candidate {
  const { tokens } = passage;
  const content = candidate.content[0]!;
  if (next.from <= content.from || next.from >= content.to) return candidate;
  let to = next.from;
  if (/^(?:and|but|while|;)$/.test(tokens.lower[to - 1]!)) to--;
  else if (tokens.word[to - 1] !== "," || !tokens.lower[next.from]!.endsWith("ing"))
    return candidate;
  while (to > content.from && tokens.word[to - 1] === ",") to--;
  return to > content.from ? { ...candidate, content: [{ from: content.from, to }] } : candidate;
}
