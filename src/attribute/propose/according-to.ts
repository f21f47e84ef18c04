import type { TokenRange } from "../../language/index.ts";
import type { Candidate } from "../candidate.ts";
import { type Passage, quotationAt } from "../passage.ts";
import { phraseAfter, withoutStop } from "../phrases.ts";

/** `According to X, S` and `S, according to X`. */
export function proposeAccordingTo(passage: Passage): Candidate[] {
  const { tokens } = passage;
  return passage.sentences.flatMap((sentence) => {
    for (let i = sentence.from; i + 2 < sentence.to; i++) {
      if (tokens.lower[i] !== "according" || tokens.lower[i + 1] !== "to") continue;
      if (quotationAt(passage, i)?.double) continue;
      const found = accordingTo(passage, sentence, i);
      if (found !== null) return [found];
    }
    return [];
  });
}

function accordingTo(passage: Passage, sentence: TokenRange, at: number): Candidate | null {
  const cue = { from: at, to: at + 2 };
  const opens = at - sentence.from <= 1;
  const source = phraseAfter(
    passage,
    at + 2,
    opens ? sourceEnd(passage, sentence, at) : sentence.to,
  );
  if (source === null) return null;
  const content = opens
    ? contentAfter(passage, sentence, source.to)
    : contentBefore(passage, sentence.from, at);
  return content === null
    ? null
    : { source: [source], cue: [cue], content: [content], rule: "according-to" };
}

/** "According to Kell, the minister resigned": one comma ends the source; with more, one may belong to it. */
function sourceEnd(passage: Passage, sentence: TokenRange, at: number): number {
  let first = sentence.to;
  for (let i = at; i < Math.min(sentence.to, at + REACH); i++) {
    if (passage.tokens.word[i] !== ",") continue;
    if (first < sentence.to) return sentence.to;
    first = i;
  }
  return first;
}

/** How far the comma may be that ends the source, in tokens. */
const REACH = 40;

function contentAfter(passage: Passage, sentence: TokenRange, from: number): TokenRange | null {
  const { tokens } = passage;
  let start = from;
  const limit = Math.min(sentence.to, from + REACH);
  const comma = () => {
    while (start < limit && tokens.word[start] !== ",") start++;
  };
  comma();
  // "According to the letter, which is dated 6 March, S"
  if (/^(?:which|who|whose)$/.test(tokens.lower[start + 1] ?? "")) {
    start++;
    comma();
  }
  if (tokens.word[start] !== ",") return null;
  const content = withoutStop(passage, { from: start + 1, to: sentence.to });
  return content.to > content.from ? content : null;
}

function contentBefore(passage: Passage, from: number, at: number): TokenRange | null {
  const to = passage.tokens.word[at - 1] === "," ? at - 1 : at;
  return to > from ? { from, to } : null;
}
