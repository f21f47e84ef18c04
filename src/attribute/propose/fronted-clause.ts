import type { TokenRange } from "../../language/index.ts";
import type { Candidate } from "../candidate.ts";
import { cueVerb } from "../cues.ts";
import { type Passage, quotationAt } from "../passage.ts";
import {
  agrees,
  isBreak,
  isCapitalised,
  phraseAfter,
  phraseBefore,
  verbGroup,
} from "../phrases.ts";
import { ADJUNCT_PREPOSITIONS, ADVERBIAL_OPENERS, DAYS, FINITE } from "../words.ts";

/** Fewer tokens before the comma are an adverbial, not a statement, where nothing follows the cue. */
const SHORTEST_CLAUSE = 3;

/** Indirect speech before its cue: `S, X said.`, `S, said X.`, and around it: `S, X said, S.` */
export function proposeFrontedClauses(passage: Passage): Candidate[] {
  return passage.sentences.flatMap((sentence) => {
    const found = frontedClause(passage, withoutBullet(passage, sentence));
    return found === null ? [] : [found];
  });
}

/** Cuts the mark or number of a list's item off its sentence. */
function withoutBullet(passage: Passage, sentence: TokenRange): TokenRange {
  const { word } = passage.tokens;
  let { from } = sentence;
  while (from < sentence.to && /^[-–—•*]+$/.test(word[from]!)) from++;
  if (/^\d{1,3}$/.test(word[from] ?? "") && word[from + 1] === ".") from += 2;
  return from < sentence.to ? { from, to: sentence.to } : sentence;
}

function frontedClause(passage: Passage, sentence: TokenRange): Candidate | null {
  const { tokens } = passage;
  if (opensAdverbial(tokens.lower[sentence.from]!)) return null;
  for (let i = sentence.from + 2; i < sentence.to; i++) {
    const verb = cueVerb(tokens.lower[i]!);
    if (verb === undefined || !verb.takes.has("speech") || isCapitalised(tokens.word[i]!)) continue;
    if (tokens.lower[i]!.endsWith("ing")) continue;
    if (quotationAt(passage, i)?.double) continue;
    const group = verbGroup(tokens, i, sentence.from);
    const inverted = endsClause(passage, group.from);
    const source = inverted
      ? phraseAfter(passage, group.to, sentence.to)
      : phraseBefore(passage, sentence.from, group.from);
    if (source === null || !agrees(tokens, source, i)) continue;
    const clauseEnd = inverted ? group.from : source.from;
    const after = inverted ? source.to : group.to;
    if (!endsClause(passage, clauseEnd) || clauseEnd === sentence.from) continue;
    if (!closesAttribution(passage, after, sentence.to)) continue;
    const front = {
      from: sentence.from,
      to: tokens.word[clauseEnd - 1] === "," ? clauseEnd - 1 : clauseEnd,
    };
    if (isOneQuotation(passage, front)) continue;
    const rest = restAfter(passage, after, sentence);
    if (rest === null && front.to - front.from < SHORTEST_CLAUSE) continue;
    return {
      source: [source],
      cue: [group],
      content: rest === null ? [front] : [front, rest],
      rule: "fronted-clause",
    };
  }
  return null;
}

/** "In an interview, X said", "Asked by reporters, X said": what stands before is no statement. */
function opensAdverbial(word: string): boolean {
  return ADVERBIAL_OPENERS.has(word) || /^\p{L}{3,}(?:ed|ing)$/u.test(word);
}

/** After the cue only a stop, a comma, or an adjunct ("on Thursday") may come. */
function closesAttribution(passage: Passage, i: number, end: number): boolean {
  if (i >= end) return true;
  const word = passage.tokens.lower[i]!;
  return (
    word !== "by" &&
    (isBreak(word) || word === "," || ADJUNCT_PREPOSITIONS.has(word) || DAYS.has(word))
  );
}

/** A clause ends before `i`: with a comma, or with a quotation that has its comma inside. */
function endsClause(passage: Passage, i: number): boolean {
  const { tokens } = passage;
  if (tokens.word[i - 1] === ",") return true;
  return quotationAt(passage, i - 1)?.to === i && tokens.word[i - 2] === ",";
}

/** A fully quoted front belongs to the quotation rules. */
function isOneQuotation(passage: Passage, range: TokenRange): boolean {
  const quoted = quotationAt(passage, range.from);
  return quoted !== undefined && quoted.to >= range.to;
}

/** `The order, X said, |would stand`: the clause goes on with its verb. */
function restAfter(passage: Passage, i: number, sentence: TokenRange): TokenRange | null {
  const { tokens } = passage;
  if (tokens.word[i] !== "," || !FINITE.has(tokens.lower[i + 1] ?? "")) return null;
  let to = sentence.to;
  while (to > i + 1 && isBreak(tokens.word[to - 1]!)) to--;
  return to > i + 1 ? { from: i + 1, to } : null;
}
