import { operativeWords } from "../genre/operative.ts";
import { type ItemMark, itemMark } from "./openings.ts";
import { type Kinds, type Mark, marksBetween, type Rule } from "./rule.ts";
import { endsWithStop, type Unit } from "./units.ts";

/** Items longer than this that end with a stop are the numbered paragraphs of a document. */
const LONG_ITEM = 100;

/** Characters that numbered sentences have on average; things that are counted off have fewer. */
const SENTENCE = 45;

/**
 * Consecutive items that begin alike. A single one counts only with a real bullet, so that "1. The
 * harbour" can head a part; numbered paragraphs, as letters and resolutions have, stay paragraphs,
 * short ones too where they act: "1. Urges both shores to talk;".
 */
export const lists: Rule = (units, kinds) => {
  const marks: Mark[] = [];
  const numbersParagraphs = beginsNumbered(units, kinds);
  for (let i = 0; i < units.length; ) {
    const mark = kinds[i] === null ? itemMark(units[i]!.head) : null;
    const to = mark === null ? i + 1 : endOfRun(units, kinds, i, mark);
    const isParagraph = mark === "number" && numbersParagraphs;
    if (mark !== null && !isParagraph && isList(units.slice(i, to), mark))
      for (const item of marksBetween(i, to, "list")) marks.push(item);
    i = to;
  }
  return marks;
};

/** Whether a letter numbers its paragraphs: the first one under the salutation has a number. */
function beginsNumbered(units: readonly Unit[], kinds: Kinds): boolean {
  const first = units[kinds.lastIndexOf("salutation") + 1];
  return kinds.includes("salutation") && first !== undefined && itemMark(first.head) === "number";
}

function endOfRun(units: readonly Unit[], kinds: Kinds, from: number, mark: ItemMark): number {
  let to = from + 1;
  while (to < units.length && kinds[to] === null && itemMark(units[to]!.head) === mark) to++;
  return to;
}

/** Sentences, each with a blank line before it: "1. The council met in May." */
function areParagraphs(items: readonly Unit[]): boolean {
  const length = items.reduce((sum, item) => sum + item.length, 0);
  return (
    length > items.length * SENTENCE &&
    items.every((item) => item.blankBefore && endsWithStop(item))
  );
}

function isList(items: readonly Unit[], mark: ItemMark): boolean {
  if (items.length === 1) return items[0]!.head.startsWith("•");
  if (mark === "number" && areParagraphs(items)) return false;
  const acts = items.filter((item) => operativeWords(item.head) !== null).length;
  if (mark === "number" && acts * 2 >= items.length) return false;
  const long = items.filter((item) => item.length > LONG_ITEM && endsWithStop(item)).length;
  return mark === "bullet" || long * 2 < items.length;
}
