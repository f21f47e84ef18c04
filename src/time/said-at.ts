import type { DependencyTree, Language, TokenRange } from "../language/index.ts";
import { firstFrom, holds, indexOfRange, type Statement } from "./statement.ts";
import type { TimeMention } from "./times.ts";
import { SAYINGS } from "./words.ts";

/** Words that may stand between a cue and the time of its saying: "said |late on| Tuesday". */
const BETWEEN = /^(?:on|at|in|late|early|earlier|during|,)$/;

/** For each statement the expression that dates it; see `timeOfCue`. */
export function timesOfCues(
  tree: DependencyTree,
  language: Language,
  statements: readonly Statement[],
  mentions: readonly TimeMention[],
): (TimeMention | null)[] {
  return statements.map((statement) => {
    const cue = statement.cue[0];
    if (cue === undefined) return null;
    const sentence = language.sentences[indexOfRange(language.sentences, cue.from)]!;
    const near: TimeMention[] = [];
    for (let i = firstFrom(mentions, sentence.from); i < mentions.length; i++) {
      if (mentions[i]!.from >= sentence.to || near.length > MOST) break;
      near.push(mentions[i]!);
    }
    return timeOfCue(tree, statement, near);
  });
}

/** How many expressions of a sentence are looked at. */
const MOST = 12;

/**
 * The time expression that dates a statement: it stands right after the cue, or hangs on the cue
 * verb or on an occasion or paper that does ("said at a briefing on Tuesday"), outside the content.
 * `null` where the text does not say when it was said.
 */
function timeOfCue(
  tree: DependencyTree,
  statement: Statement,
  times: readonly TimeMention[],
): TimeMention | null {
  const { cue, content, source } = statement;
  const outside = times.filter(
    ({ time, from }) => time.precision !== "open" && !holds(content, from) && !holds(source, from),
  );
  return (
    outside.find((time) => stands(tree, cue.at(-1)!.to, time)) ??
    outside.find((time) => hangs(tree, cue, time)) ??
    null
  );
}

function stands(tree: DependencyTree, after: number, { from }: TimeMention): boolean {
  if (from < after || from - after > 2) return false;
  for (let i = after; i < from; i++) if (!BETWEEN.test(tree.tokens.lower[i]!)) return false;
  return true;
}

/** By the tree: the cue verb governs it, or an occasion or paper between ("in a statement", "at a rally"). */
function hangs(tree: DependencyTree, cue: readonly TokenRange[], time: TimeMention): boolean {
  const head = tree.head(tree.top(time));
  if (head < 0) return false;
  if (holds(cue, head)) return true;
  return (
    SAYINGS.has(tree.lemma(head)) &&
    /^(?:obl|nmod|obl:.*)$/.test(tree.label(head)) &&
    tree.head(head) >= 0 &&
    holds(cue, tree.head(head))
  );
}
