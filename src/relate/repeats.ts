import type { Relation } from "../document/index.ts";
import { isWordCharacter } from "../language/index.ts";
import { attributionId, type Rule, type Setting, spanOf } from "./draft.ts";

/** So many words in a row, the same in two statements, are no accident. */
const RUN = 8;

/**
 * Statements with the same words at another place of the document: a headline and the speech it
 * is taken from, a caption printed twice. From the later to the first; at most one each.
 */
export const relateRepeats: Rule = (setting) => {
  const { language, statements } = setting;
  const { tokens } = language;
  const first = new Map<string, { statement: number; from: number; to: number }>();
  const found: Relation[] = [];
  statements.forEach(({ content }, s) => {
    let repeated = false;
    for (const { from, to } of content) {
      const words: number[] = [];
      for (let i = from; i < to; i++) if (isWordCharacter(tokens.lower[i]!, 0)) words.push(i);
      for (let k = 0; k + RUN <= words.length; k++) {
        const run = words.slice(k, k + RUN);
        const key = run.map((i) => tokens.lower[i]).join(" ");
        const here = { statement: s, from: run[0]!, to: run.at(-1)! + 1 };
        const before = first.get(key);
        if (before === undefined) {
          first.set(key, here);
          continue;
        }
        // The same words in the same place belong to statements that nest.
        if (repeated || before.statement === s || before.from === here.from) continue;
        if (!isSameVoice(setting, before.statement, s)) continue;
        repeated = true;
        found.push({
          type: "repeats",
          from: attributionId(s),
          to: attributionId(before.statement),
          basis: "inferred",
          evidence: [spanOf(language, before), spanOf(language, here)],
        });
      }
    }
  });
  return found;
};

/** The same source, or words in quotation marks; an outlet repeats its own words without that. */
function isSameVoice({ statements, actors }: Setting, a: number, b: number): boolean {
  const [one, other] = [actors.sources[a]!.entity, actors.sources[b]!.entity];
  if (one !== null && one === other) return true;
  return [a, b].every((s) => statements[s]!.relation.kind === "direct");
}
