import { labelOf } from "./openings.ts";
import type { Kinds, Mark, Rule } from "./rule.ts";
import { endsSentence, type Unit } from "./units.ts";

/** Labels that say themselves what follows. */
const QUESTION = /^(?:q|question)\d*$/;
const ANSWER = /^(?:a|answer)\d*$/;

/** How many labelled paragraphs make a text a conversation. */
const ENOUGH = 3;

/**
 * Characters of a turn that says something. Where nobody asks, half of the turns must: "Olvay:
 * 1,769." and its like are a table.
 */
const SAID = 24;

interface Turn {
  readonly unit: number;
  readonly key: string;
  readonly asks: boolean;
  /** Characters after the label. */
  readonly length: number;
}

/**
 * Interviews and transcripts: "Q:" and "A:", or names before a colon.
 *
 * Names count where at least three paragraphs carry one and some name comes back; whoever mostly
 * asks is a questioner. Where more than half of the paragraphs are labelled, one without a label
 * goes on with the turn before it.
 */
export const dialogue: Rule = (units, kinds) => {
  const turns = readTurns(units, kinds);
  const spoken = turns.filter((turn) => QUESTION.test(turn.key) || ANSWER.test(turn.key));
  const taken = isConversation(turns) ? turns : spoken.length > 1 ? spoken : [];
  if (taken.length === 0) return [];
  const askers = questioners(taken);
  const marks = taken.map((turn): Mark => {
    const asks = QUESTION.test(turn.key) || askers.has(turn.key);
    return { unit: turn.unit, kind: asks ? "question" : "answer" };
  });
  return marks.length * 2 > units.length - marks[0]!.unit
    ? withContinuations(marks, units, kinds)
    : marks;
};

function readTurns(units: readonly Unit[], kinds: Kinds): Turn[] {
  return units.flatMap((unit, i): Turn[] => {
    const label = kinds[i] === null ? labelOf(unit.head) : null;
    if (label === null || unit.length <= label.length) return [];
    return [
      { unit: i, key: label.key, asks: unit.last === "?", length: unit.length - label.length },
    ];
  });
}

function isConversation(turns: readonly Turn[]): boolean {
  const said = turns.filter((turn) => turn.length >= SAID).length;
  if (turns.length < ENOUGH) return false;
  if (said * 2 < turns.length && !turns.some((turn) => turn.asks)) return false;
  return new Set(turns.map((turn) => turn.key)).size < turns.length;
}

/** The labels at least half of whose paragraphs end with a question mark. */
function questioners(turns: readonly Turn[]): ReadonlySet<string> {
  const balance = new Map<string, number>();
  for (const { key, asks } of turns) balance.set(key, (balance.get(key) ?? 0) + (asks ? 1 : -1));
  return new Set(
    [...balance].filter(([key, n]) => n >= 0 && !ANSWER.test(key)).map(([key]) => key),
  );
}

/** Adds the unlabelled paragraphs between the first turn and the last, each to the turn before it. */
function withContinuations(marks: readonly Mark[], units: readonly Unit[], kinds: Kinds): Mark[] {
  const all: Mark[] = [];
  for (const [i, mark] of marks.entries()) {
    all.push(mark);
    const to = marks[i + 1]?.unit ?? mark.unit + 1;
    for (let unit = mark.unit + 1; unit < to; unit++) {
      if (kinds[unit] !== null || !endsSentence(units[unit]!)) break;
      all.push({ unit, kind: mark.kind });
    }
  }
  return all;
}
