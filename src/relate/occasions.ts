import lexicon from "../../data/occasions.json" with { type: "json" };
import type { DependencyTree, Language, TokenRange, Tokens } from "../language/index.ts";
import { holds, type Statement } from "../time/index.ts";

/** An occasion as the text names it. */
export interface FoundOccasion extends TokenRange {
  readonly kind: string;
  /** First token of the place in it, "in |Vellin|"; `null` where it says none. */
  readonly place: number | null;
  /** A definite one may have been named before: "the press conference". */
  readonly definite: boolean;
}

const SPOKEN: ReadonlySet<string> = new Set(lexicon.spoken.split(" "));
const WRITTEN: ReadonlySet<string> = new Set(lexicon.written.split(" "));
/** Kinds by the last word of their name, the longer first. */
const KINDS: ReadonlyMap<string, readonly (readonly string[])[]> = kindsByLastWord();

function kindsByLastWord(): Map<string, string[][]> {
  const kinds = new Map<string, string[][]>();
  for (const kind of [...lexicon.occasions].sort((a, b) => b.length - a.length)) {
    const words = kind.split(" ");
    const last = words.at(-1)!;
    kinds.set(last, [...(kinds.get(last) ?? []), words]);
  }
  return kinds;
}

const AT = /^(?:at|in|during|after|before|on|following|to)$/;
const HEARD = /^(?:tell|address|inform)$/;

/**
 * The occasion on which a statement was made: "said at a press conference", "told a rally", "in an
 * interview with …, she said". It hangs on the cue, outside the content; what is written was said
 * on none, and "after the meeting" is not the meeting.
 */
export function occasionOfCue(
  tree: DependencyTree,
  language: Language,
  statement: Statement,
  sentence: TokenRange,
): FoundOccasion | null {
  const { cue, content, source } = statement;
  if (cue.length === 0) return null;
  const { tokens } = language;
  if (isWritten(tree, cue)) return null;
  for (let i = sentence.from; i < Math.min(sentence.to, sentence.from + LONGEST); i++) {
    const kind = kindAt(tokens, i);
    if (kind === null || holds(content, i) || holds(source, i)) continue;
    if (!isWhereSaid(tree, i, cue)) continue;
    return phraseOf(tree, tokens, i, kind, sentence, content);
  }
  return null;
}

/**
 * "Transcript of the regular press conference of …" above the turns of a transcript: the occasion
 * of all of them.
 */
export function occasionOfTranscript(
  tree: DependencyTree,
  language: Language,
  firstTurn: number,
): FoundOccasion | null {
  const { tokens } = language;
  for (const sentence of language.sentences) {
    if (sentence.from >= Math.min(firstTurn, HEAD)) return null;
    for (let i = sentence.from; i < Math.min(sentence.to, HEAD); i++) {
      if (tokens.lower[i] !== "transcript") continue;
      for (let k = i + 1; k < Math.min(sentence.to, i + 10); k++) {
        const kind = kindAt(tokens, k);
        if (kind !== null) return phraseOf(tree, tokens, k, kind, sentence, []);
      }
    }
  }
  return null;
}

/** How many tokens of a document its head has at most. */
const HEAD = 200;

/** What is written was said on no occasion. */
export function isWritten(tree: DependencyTree, cue: readonly TokenRange[]): boolean {
  return cue.some(({ from, to }) => {
    for (let i = from; i < to; i++) if (WRITTEN.has(tree.lemma(i))) return true;
    return false;
  });
}

/** Plain verbs of saying, with which a report goes on. */
export function isSpoken(tree: DependencyTree, cue: readonly TokenRange[]): boolean {
  return cue.some(({ to }) => SPOKEN.has(tree.lemma(to - 1)));
}

/** How many tokens of a sentence are looked at. */
const LONGEST = 150;

/** The kind of occasion whose name ends at a token: "press |conference|". */
function kindAt(tokens: Tokens, i: number): string | null {
  for (const words of KINDS.get(tokens.lower[i]!) ?? []) {
    const from = i - words.length + 1;
    if (from >= 0 && words.every((word, k) => tokens.lower[from + k] === word)) {
      return words.join(" ");
    }
  }
  return null;
}

function isWhereSaid(tree: DependencyTree, noun: number, cue: readonly TokenRange[]): boolean {
  const head = tree.head(noun);
  if (head < 0 || !(holds(cue, head) || isSpeaking(tree, head, cue))) return false;
  const label = tree.label(noun);
  if (/^i?obj$/.test(label)) return HEARD.test(tree.lemma(head));
  if (!/^obl/.test(label)) return false;
  const preposition = tree.child(noun, "case");
  return (
    preposition >= 0 &&
    AT.test(tree.tokens.lower[preposition]!) &&
    !/^(?:after|before|following|to)$/.test(tree.tokens.lower[preposition]!)
  );
}

/** "|Speaking| at a rally, she said": a participle beside the cue. */
function isSpeaking(tree: DependencyTree, token: number, cue: readonly TokenRange[]): boolean {
  return (
    /^(?:speak|talk|appear|testify)$/.test(tree.lemma(token)) &&
    tree.head(token) >= 0 &&
    holds(cue, tree.head(token))
  );
}

/** From the article to the end of "in PLACE" or "with …" beside it. */
function phraseOf(
  tree: DependencyTree,
  tokens: Tokens,
  noun: number,
  kind: string,
  sentence: TokenRange,
  content: readonly TokenRange[],
): FoundOccasion {
  let from = noun - kind.split(" ").length + 1;
  const definite = /^(?:the|that|this|same)$/.test(tokens.lower[tree.child(noun, "det")] ?? "");
  while (
    from > sentence.from &&
    noun - from < 8 &&
    /^(?:det|amod|compound|nmod:poss|nmod:unmarked|nummod|case|punct)$/.test(
      tree.label(from - 1),
    ) &&
    tree.head(from - 1) <= noun &&
    (!/^(?:case|punct)$/.test(tree.label(from - 1)) ||
      /^(?:['’]s?|-)$/.test(tree.tokens.lower[from - 1]!))
  ) {
    from--;
  }
  const place = placeAfter(tokens, noun, sentence, content);
  return {
    from,
    to: place === null ? noun + 1 : place.to,
    kind,
    place: place?.from ?? null,
    definite,
  };
}

/** "… in |Vellin|", "… at the |Harbour House|": capitalised words right after. */
function placeAfter(
  tokens: Tokens,
  noun: number,
  sentence: TokenRange,
  content: readonly TokenRange[],
): TokenRange | null {
  if (!/^(?:in|at)$/.test(tokens.lower[noun + 1] ?? "")) return null;
  let from = noun + 2;
  if (/^(?:the|its|their)$/.test(tokens.lower[from] ?? "")) from++;
  let to = from;
  while (
    to < sentence.to &&
    to - from < 5 &&
    !holds(content, to) &&
    /^\p{Lu}/u.test(tokens.word[to]!)
  )
    to++;
  return to > from ? { from, to } : null;
}
