import { type Block, type BlockKind, isWhiteSpace, type Span } from "../../document/index.ts";
import { datelineLength, isDatelineAlone } from "./dateline.ts";
import { dialogue } from "./dialogue.ts";
import { byline, subhead, timestamp } from "./headings.ts";
import { salutation, signatories, signature } from "./letters.ts";
import { lists } from "./lists.ts";
import { boilerplate, note, promotion, related, trailer } from "./margins.ts";
import { address, headline, topAddress } from "./opening-lines.ts";
import { creditStart, pictures } from "./pictures.ts";
import { type Kinds, type Rule, unitsThat } from "./rule.ts";
import { makeUnit, REACH, type Unit } from "./units.ts";
import { readUnits } from "./unwrap.ts";

/** Rules that need only the words of a unit, and hold for the texts of a web page as well. */
const BY_WORDS: readonly Rule[] = [
  timestamp,
  boilerplate,
  note,
  promotion,
  byline,
  pictures,
  salutation,
  signature,
  signatories,
  related,
  unitsThat("dateline", (unit) => unit.length < REACH && isDatelineAlone(unit.tail)),
  dialogue,
];

/**
 * The rules in the order they claim units; a unit stays what the first one made it.
 *
 * Lines with a form of their own come first. `related` comes after `pictures`, so that a caption
 * ends a list of links; `headline` after everything that can stand above it; `subhead` last,
 * because it looks at what follows.
 */
const RULES: readonly Rule[] = [
  ...BY_WORDS,
  trailer,
  lists,
  topAddress,
  headline,
  address,
  subhead,
];

/** Kinds whose neighbouring units are one block: the lines of one list, one signature. */
const JOINED: ReadonlySet<BlockKind> = new Set<BlockKind>([
  "headline",
  "list",
  "salutation",
  "signature",
  "signatories",
]);

/**
 * The blocks of a plain text, in text order, without overlaps and without white space at their
 * ends; every character that is no white space lies in a block, the dash after a dateline apart.
 *
 * A line is a block, or the lines of a hard-wrapped paragraph are. The lines of a list, a
 * signature, a list of signatories, an address with its salutation, and the paragraphs of one
 * speaker's turn are one block. Takes time linear in the text.
 */
export function findBlocks(text: string): Block[] {
  const units = readUnits(text);
  const { kinds, joins } = claim(
    units,
    units.map(() => null),
    RULES,
  );
  const blocks: Block[] = [];
  for (const [i, unit] of units.entries()) {
    const kind = kinds[i] ?? "paragraph";
    if (joins.has(i) || (JOINED.has(kind) && kinds[i - 1] === kind && blocks.length > 0)) {
      blocks.push({ ...blocks.pop()!, end: unit.end });
    } else blocks.push(...splitUnit(text, unit, kind));
  }
  return blocks;
}

/** What a page's elements make of a piece of its text; `open` where its words may overrule them. */
export interface GivenKind {
  readonly kind: BlockKind;
  readonly open: boolean;
}

/**
 * The blocks of texts whose kinds a page gives, one list for each: the rules that go by words
 * overrule the open kinds, datelines and credits are cut off. A text that goes on with the turn of
 * the one before has none of its own.
 */
export function refineBlocks(
  text: string,
  spans: readonly Span[],
  given: readonly GivenKind[],
): Block[][] {
  const units = spans.map((span) => makeUnit(text, { ...span, blankBefore: true }));
  const fixed = given.map(({ kind, open }) => (open ? null : kind));
  const { kinds, joins } = claim(units, fixed, BY_WORDS);
  const blocks: Block[][] = [];
  let whole = 0;
  for (const [i, unit] of units.entries()) {
    if (joins.has(i)) {
      blocks[whole] = [{ ...blocks[whole]![0]!, end: unit.end }];
      blocks.push([]);
    } else {
      blocks.push(splitUnit(text, unit, kinds[i] ?? given[i]!.kind));
      whole = i;
    }
  }
  return blocks;
}

interface Claims {
  readonly kinds: readonly (BlockKind | null)[];
  /** Units that go on with the block of the unit before. */
  readonly joins: ReadonlySet<number>;
}

function claim(units: readonly Unit[], given: Kinds, rules: readonly Rule[]): Claims {
  const kinds = [...given];
  const joins = new Set<number>();
  for (const rule of rules) {
    for (const mark of rule(units, kinds)) {
      if (kinds[mark.unit] !== null) continue;
      kinds[mark.unit] = mark.kind;
      if (mark.joins) joins.add(mark.unit);
    }
  }
  return { kinds, joins };
}

/** A paragraph without its dateline, a caption without its credit, and what was cut off. */
function splitUnit(text: string, unit: Unit, kind: BlockKind): Block[] {
  if (kind === "paragraph") return splitDateline(text, unit);
  if (kind === "caption") return splitCredit(text, unit);
  return [{ kind, start: unit.start, end: unit.end }];
}

function splitDateline(text: string, { start, end, head }: Unit): Block[] {
  // `head` may begin after a bracket or an asterisk; a dateline does not.
  const length = text.startsWith(head.slice(0, 1), start) ? datelineLength(head) : 0;
  if (length === 0) return [{ kind: "paragraph", start, end }];
  let body = start + length;
  while (body < end && isDashOrSpace(text, body)) body++;
  const dateline: Block = { kind: "dateline", start, end: start + length };
  return body === end ? [dateline] : [dateline, { kind: "paragraph", start: body, end }];
}

function isDashOrSpace(text: string, at: number): boolean {
  return "-–—".includes(text[at]!) || isWhiteSpace(text.charCodeAt(at));
}

function splitCredit(text: string, { start, end, tail }: Unit): Block[] {
  const at = creditStart(tail);
  const credit = at === -1 ? end : end - tail.length + at;
  let caption = credit;
  while (caption > start && isWhiteSpace(text.charCodeAt(caption - 1))) caption--;
  if (at === -1 || caption === start) return [{ kind: "caption", start, end }];
  return [
    { kind: "caption", start, end: caption },
    { kind: "credit", start: credit, end },
  ];
}
