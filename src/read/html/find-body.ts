import type { PageTree, Sign } from "./page-tree.ts";
import type { Evidence } from "./page-words.ts";
import type { Piece } from "./read-pieces.ts";

/** Why text is left out of the body: what stands around a report without being it. */
export type Reason = "comments" | "boilerplate" | "related" | "promotion" | "note" | "hidden";

/** What the page's tree says of the body, by the number of the element. */
export interface Body {
  /** The element that holds the body. */
  readonly root: number;
  /** Whether an element lies in `root` or is it. */
  readonly inside: readonly boolean[];
  /** Why an element is no part of the body; `null` for no reason. */
  readonly reasons: readonly (Reason | null)[];
  /** What the names of an element, or of one around it, say of a short text. */
  readonly named: readonly (Named | null)[];
}

export type Named = "caption" | "credit" | "byline" | "timestamp" | "picture";

/**
 * Share of the page's running text up to which an element's name is believed when it says that
 * the element is no part of the report. A class such as `has-sidebar` stands on whole pages, so
 * most names stop counting early; comments may well be longer than the report.
 */
const BELIEVED: Readonly<Record<Reason, number>> = {
  comments: 0.9,
  hidden: 0.5,
  boilerplate: 0.3,
  related: 0.3,
  promotion: 0.3,
  note: 0.2,
};

/** What each character of links and scraps costs the element that holds them. */
const COST = 1;

/** What an element gains by saying itself that it is the report. */
const GAIN: Readonly<Partial<Record<Sign, number>>> = { body: 1.15, article: 1.05, main: 1 };

/**
 * Finds the element that holds the report: the one whose running text, less the links and scraps
 * in it, weighs most, those parts left out that their names tell to be something else.
 *
 * Elements are marked and never moved. The time is linear in the page.
 */
export function findBody(pieces: readonly Piece[], tree: PageTree, isKnown: KnownText): Body {
  const weights = pieces.map(
    (piece) => textWeight(piece) * (isKnown?.(piece.text) === false ? 0.5 : 1),
  );
  const amounts = sumUp(tree, pieces, (i) => weights[i]!);
  const reasons = readReasons(tree, amounts);
  const scores = sumUp(tree, pieces, (i) => {
    const piece = pieces[i]!;
    if (reasons[piece.frame.node] !== null) return 0;
    return weights[i]! > 0 ? weights[i]! : -COST * scrapCost(piece);
  });
  const root = heaviest(tree, scores);
  const inside = new Array<boolean>(tree.size);
  for (let node = 0; node < tree.size; node++) {
    inside[node] = node === root || (node > 0 && inside[tree.parents[node]!]!);
  }
  return { root, inside, reasons, named: readNames(tree) };
}

/** Whether the page's data has a text in its article; `null` where the data has no article text. */
export type KnownText = ((text: string) => boolean) | null;

/** Adds up a figure of the pieces over the elements they stand in. */
function sumUp(
  tree: PageTree,
  pieces: readonly Piece[],
  figure: (i: number) => number,
): Float64Array {
  const sums = new Float64Array(tree.size);
  for (const [i, piece] of pieces.entries()) sums[piece.frame.node]! += figure(i);
  for (let node = tree.size - 1; node > 0; node--) sums[tree.parents[node]!]! += sums[node]!;
  return sums;
}

function readReasons(tree: PageTree, amounts: Float64Array): (Reason | null)[] {
  const reasons: (Reason | null)[] = [null];
  for (let node = 1; node < tree.size; node++) {
    const sign = tree.signs[node]!;
    const above = reasons[tree.parents[node]!]!;
    const own = isReason(sign) && amounts[node]! <= BELIEVED[sign] * amounts[0]! ? sign : null;
    reasons.push(above ?? own);
  }
  return reasons;
}

function isReason(sign: Sign | null): sign is Reason {
  return sign !== null && Object.hasOwn(BELIEVED, sign);
}

const NAMES: ReadonlySet<Sign | Evidence> = new Set<Sign>([
  "caption",
  "credit",
  "byline",
  "timestamp",
  "picture",
]);

function readNames(tree: PageTree): (Named | null)[] {
  const named: (Named | null)[] = [null];
  for (let node = 1; node < tree.size; node++) {
    const sign = tree.signs[node]!;
    named.push(sign !== null && NAMES.has(sign) ? (sign as Named) : named[tree.parents[node]!]!);
  }
  return named;
}

/** The innermost of the elements that weigh most. */
function heaviest(tree: PageTree, scores: Float64Array): number {
  let best = 0;
  let most = scores[0]!;
  for (let node = 1; node < tree.size; node++) {
    const sign = tree.signs[node]!;
    const score = scores[node]! * ((sign !== null && GAIN[sign]) || 1);
    if (score >= most) [best, most] = [node, score];
  }
  return best;
}

/** Most that one text weighs: one long block is not the page. */
const MOST = 2000;

/** What a piece weighs as running text; 0 for headings, links and scraps. */
function textWeight(piece: Piece): number {
  return isRunningText(piece) ? Math.min(MOST, piece.text.length - piece.linked) : 0;
}

/** What a piece that is no running text tells against an element. */
function scrapCost({ text, linked, frame }: Piece): number {
  if (frame.kind === "headline" || frame.kind === "subhead") return Math.min(linked, 100);
  if (frame.group !== null) return linked;
  return Math.min(text.length, 200);
}

/** No heading, not mostly links, and a sentence or a paragraph that is long enough. */
export function isRunningText(piece: Piece): boolean {
  const { kind, group } = piece.frame;
  if (kind === "headline" || kind === "subhead" || kind === "caption") return false;
  const { length } = piece.text;
  if (piece.linked * 2 > length || length < 25) return false;
  if (holdsSentence(piece.text)) return true;
  return kind !== null && group === null && length > 60;
}

/** Words that end as a sentence does, wherever that may be. */
export function holdsSentence(text: string): boolean {
  return (
    text.length > 30 &&
    /[.!?…。！？।]["'”’»)\]]*(?:\s|$)/.test(text) &&
    /\s|[。！？]/.test(text.trim())
  );
}
