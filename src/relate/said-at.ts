import { holds, type Statement, type Trees } from "../acts/index.ts";
import type { TokenRange } from "../language/index.ts";
import type { TimeMention } from "../time/index.ts";

/** Words that may stand between a cue and the time of its saying: "said |late on| Tuesday". */
const BETWEEN = /^(?:on|at|in|late|early|earlier|during|,)$/;

/**
 * The time expression that dates a statement: it stands right after the cue, or hangs on the cue
 * verb or on an occasion or paper that does ("said at a briefing on Tuesday"), outside the content.
 * `null` where the text does not say when it was said.
 */
export function timeOfCue(
  trees: Trees,
  statement: Statement,
  times: readonly TimeMention[],
  sentence: TokenRange,
): TimeMention | null {
  const { cue, content } = statement;
  if (cue.length === 0) return null;
  const outside = times.filter(
    (time) =>
      time.time.precision !== "open" &&
      !holds(content, time.from) &&
      !(time.from === sentence.from && !cue.some(({ from }) => from < sentence.to)),
  );
  return (
    outside.find((time) => stands(trees, cue.at(-1)!.to, time)) ??
    outside.find((time) => hangs(trees, cue, time)) ??
    null
  );
}

function stands(trees: Trees, after: number, { from }: TimeMention): boolean {
  if (from < after || from - after > 2) return false;
  for (let i = after; i < from; i++) if (!BETWEEN.test(trees.lower[i]!)) return false;
  return true;
}

/** By the tree: the cue verb governs it, or one noun between ("in a statement", "at a rally"). */
function hangs(trees: Trees, cue: readonly TokenRange[], time: TimeMention): boolean {
  const head = trees.head(trees.top(time));
  if (head < 0) return false;
  if (holds(cue, head)) return true;
  return (
    /^N/.test(trees.tag(head)) &&
    /^(?:obl|nmod|obl:.*)$/.test(trees.label(head)) &&
    trees.head(head) >= 0 &&
    holds(cue, trees.head(head))
  );
}
