import { isOutletName } from "../byline.ts";
import { labelOf, nameLine } from "./openings.ts";
import type { Kinds, Mark, Rule } from "./rule.ts";
import { endsSentence, REACH, type Unit } from "./units.ts";

/** Labels that say themselves what follows. */
const QUESTION =
  /^(?:q|question|(?:the )?(?:reporter|journalist|correspondent|interviewer|audience|audience member|host|presenter|press|media)s?)(?: ?\d+)?$/;
const ANSWER = /^(?:a|answer)(?: ?\d+)?$/;
/** Whoever leads asks in one turn and thanks in the next. */
const CHAIR =
  /^(?:the )?(?:moderator|operator|interpreter|chair|chairman|chairwoman|chairperson|president|presiding officer)$/;
const ASKS = /\?["”’]?$|\b[Pp]lease (?:tell|explain|describe|state)\b/;
const SPOKEN = /^(?:q|question|a|answer)(?: ?\d+)?$/;

/** How many labelled paragraphs make a text a conversation. */
const ENOUGH = 3;

/**
 * Characters of a turn that says something. Where nobody asks, half of the turns must: "Olvay:
 * 1,769." and its like are a table.
 */
const SAID = 24;

/** Share of the paragraphs that must be labelled for those without a label to go on with a turn. */
const LABELLED = 1 / 2;
/** The same in a text that calls itself a transcript or an interview. */
const LABELLED_TRANSCRIPT = 1 / 8;

const TRANSCRIPT =
  /\b(?:transcripts?|interviews?|press conference|news conference|press (?:briefing|availability)|briefing|questions and answers|q ?& ?a|remarks)\b/i;

/** Words spoken without a break, under one label. */
interface Turn {
  /** The unit with the first words. */
  readonly unit: number;
  /** Name above the words, on a line of its own. */
  readonly line: number | null;
  readonly key: string;
  readonly bare: boolean;
  /** Characters of the first unit, after the label. */
  readonly length: number;
}

/**
 * Interviews and transcripts: "Q:" and "A:", names before a colon, or on a line of their own.
 *
 * Names count where at least three paragraphs carry one and enough of them come back; whoever mostly
 * asks is a questioner, and so are reporters and newspapers. A turn is one block: where enough of
 * the paragraphs are labelled, those without a label go on with the turn before them. What stands
 * in brackets between turns, "(Laughter.)", is a note.
 */
export const dialogue: Rule = (units, kinds) => {
  const turns = turnsOf(units, kinds);
  if (turns.length === 0) return [];
  const ends = endsOf(turns, units, kinds);
  const askers = questioners(turns, ends, units);
  return turns.flatMap((turn, i): Mark[] => {
    const asks = CHAIR.test(turn.key) ? asksAt(units, turn.unit, ends[i]!) : askers.has(turn.key);
    const kind = asks ? "question" : "answer";
    const marks: Mark[] = turn.line === null ? [] : [{ unit: turn.line, kind: "subhead" }];
    marks.push({ unit: turn.unit, kind });
    for (let unit = turn.unit + 1; unit < ends[i]!; unit++) marks.push({ unit, kind, joins: true });
    const next = turns[i + 1]?.unit ?? ends[i]! + 1;
    for (let unit = ends[i]!; unit < next; unit++) {
      if (units[unit] && kinds[unit] === null && isAside(units[unit]!))
        marks.push({ unit, kind: "note" });
    }
    return marks;
  });
};

function turnsOf(units: readonly Unit[], kinds: Kinds): readonly Turn[] {
  const labelled = labelledTurns(units, kinds);
  if (isConversation(labelled, units)) return labelled;
  const spoken = labelled.filter((turn) => SPOKEN.test(turn.key));
  if (spoken.length > 1) return spoken;
  const named = namedTurns(units, kinds);
  const names = new Set(named.map((turn) => turn.key)).size;
  return names > 1 && isConversation(named, units) ? named : [];
}

function labelledTurns(units: readonly Unit[], kinds: Kinds): Turn[] {
  const turns = units.flatMap((unit, i): Turn[] => {
    const label = kinds[i] === null ? labelOf(unit.head) : null;
    if (label === null || unit.length <= label.length) return [];
    const { key, bare, length } = label;
    return [{ unit: i, line: null, key, bare, length: unit.length - length }];
  });
  // "A. The harbour" alone is the first of three parts.
  const asked = turns.filter((turn) => turn.key === "q").length > 1;
  return turns.filter((turn) => !turn.bare || asked);
}

/** Turns under a name on a line of its own, in capitals or set off by emphasis marks. */
function namedTurns(units: readonly Unit[], kinds: Kinds): Turn[] {
  const turns: Turn[] = [];
  for (let i = 0; i + 1 < units.length; i++) {
    const line = units[i]!;
    const next = units[i + 1]!;
    if (kinds[i] !== null || kinds[i + 1] !== null || line.length > REACH) continue;
    const key = nameLine(line.tail);
    if (key === null || !endsSentence(next)) continue;
    if (/\p{Ll}/u.test(line.tail) && !/^[*_]/.test(line.tail)) continue;
    turns.push({ unit: i + 1, line: i, key, bare: false, length: next.length });
  }
  return turns;
}

function isConversation(turns: readonly Turn[], units: readonly Unit[]): boolean {
  if (turns.length < ENOUGH) return false;
  const said = turns.filter((turn) => turn.length >= SAID).length;
  if (said * 2 < turns.length && !turns.some((turn) => units[turn.unit]!.last === "?"))
    return false;
  // Where one answers all and each of the others asks once, half of the turns and one are new names.
  return new Set(turns.map((turn) => turn.key)).size * 2 <= turns.length + 2;
}

/** For each turn, the unit its words end before. */
function endsOf(turns: readonly Turn[], units: readonly Unit[], kinds: Kinds): number[] {
  const first = turns[0]!.line ?? turns[0]!.unit;
  const share = turns.length / (units.length - first);
  const above = units.slice(0, first).some((unit) => TRANSCRIPT.test(unit.head));
  const goOn = share > (above ? LABELLED_TRANSCRIPT : LABELLED) || turns[0]!.line !== null;
  return turns.map((turn, i) => {
    const next = turns[i + 1];
    const limit = next ? (next.line ?? next.unit) : units.length;
    let end = turn.unit + 1;
    for (let to = end; goOn && to < limit && kinds[to] === null; to++) {
      const unit = units[to]!;
      // An aside is part of the turn where the same speaker goes on after it.
      if (isAside(unit)) continue;
      if (!endsSentence(unit)) break;
      // After the last turn the outlet may take over, and then it names who was speaking.
      if (next === undefined && namesSpeaker(unit, turn.key)) break;
      end = to + 1;
    }
    return end;
  });
}

/** "(Laughter.)", "[The minister left the room.]" */
function isAside(unit: Unit): boolean {
  return unit.length < REACH && /^[*_]*(?:\([^()]*\)|\[[^[\]]*\])[.*_]*$/.test(unit.tail);
}

function namesSpeaker(unit: Unit, key: string): boolean {
  if (SPOKEN.test(key)) return true;
  return unit.head.toLowerCase().includes(key.split(" ").at(-1)!);
}

/** The labels that say so, and those at least half of whose turns end with a question mark. */
function questioners(
  turns: readonly Turn[],
  ends: readonly number[],
  units: readonly Unit[],
): ReadonlySet<string> {
  const balance = new Map<string, number>();
  for (const [i, { key }] of turns.entries()) {
    const last = ends[i]! - 1;
    balance.set(key, (balance.get(key) ?? 0) + (units[last]!.last === "?" ? 1 : -1));
  }
  const asks = (key: string, n: number) =>
    QUESTION.test(key) || (!ANSWER.test(key) && (n >= 0 || isOutletName(capitalised(key))));
  return new Set([...balance].filter(([key, n]) => asks(key, n)).map(([key]) => key));
}

function asksAt(units: readonly Unit[], from: number, to: number): boolean {
  return ASKS.test(units[from]!.head) || ASKS.test(units[to - 1]!.tail);
}

function capitalised(key: string): string {
  return key.replace(/(?<=^| )\p{Ll}/gu, (letter) => letter.toUpperCase());
}
