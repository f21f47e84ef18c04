import type { PageTree, Sign } from "./page-tree.ts";
import type { Evidence } from "./page-words.ts";
import type { Piece } from "./read-pieces.ts";

/** Why text is left out of the body: what stands around a report without being it. */
export type Reason = "comments" | "boilerplate" | "related" | "promotion" | "note" | "hidden";

/** What the page's tree says of the body, by the number of the element. */
export interface Body {
  /** The element that holds the body. */
  readonly root: number;
  /** The element whose own paragraphs are most of the report; -1 where none holds half of it. */
  readonly trunk: number;
  /** Whether an element lies in `trunk` or is it. */
  readonly inTrunk: readonly boolean[];
  /** Whether an element lies in `root` or is it. */
  readonly inside: readonly boolean[];
  /** Why an element is no part of the body; `null` for no reason. */
  readonly reasons: readonly (Reason | null)[];
  /** What the names of an element, or of one around it, say of a short text. */
  readonly named: readonly (Named | null)[];
  /** Pieces by number: the headline, the report's first running text, and its last. */
  readonly window: { readonly from: number; readonly first: number; readonly to: number };
}

export type Named = "caption" | "credit" | "byline" | "timestamp" | "picture" | "standfirst";

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
  const weights = weigh(pieces, tree, isKnown);
  const amounts = sumUp(tree, pieces, (i) => weights[i]!);
  const reasons = readReasons(tree, amounts);
  const scores = sumUp(tree, pieces, (i) => {
    const piece = pieces[i]!;
    if (reasons[piece.frame.node] !== null) return 0;
    return weights[i]! > 0 ? weights[i]! : -COST * scrapCost(piece);
  });
  const root = heaviest(tree, scores, holdersOfParagraphs(pieces, tree));
  const inside = within(tree, root);
  markTeasers({ pieces, tree, amounts, root, inside, reasons });
  const trunk = findTrunk(pieces, tree, (i) => (inside[pieces[i]!.frame.node] ? weights[i]! : 0));
  const window = findWindow(
    pieces,
    (i) =>
      weights[i]! > 0 && inside[pieces[i]!.frame.node]! && reasons[pieces[i]!.frame.node] === null,
  );
  return {
    root,
    trunk,
    inTrunk: within(tree, trunk),
    inside,
    reasons,
    named: readNames(tree, amounts),
    window,
  };
}

/** Which elements lie in one or are it. */
function within(tree: PageTree, outer: number): boolean[] {
  const inside: boolean[] = [];
  for (let node = 0; node < tree.size; node++) {
    inside.push(node === outer || (node > 0 && inside[tree.parents[node]!]!));
  }
  return inside;
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
  const shares = sharesByName(tree, amounts);
  const reasons: (Reason | null)[] = [null];
  for (let node = 1; node < tree.size; node++) {
    const sign = tree.signs[node]!;
    const above = reasons[tree.parents[node]!]!;
    const share = Math.max(amounts[node]! / amounts[0]!, shares.get(tree.names[node]!) ?? 0);
    const own = isReason(sign) && !(share > BELIEVED[sign]) ? sign : null;
    reasons.push(above ?? own);
  }
  return reasons;
}

/** The share of the running text in all elements of one name: "paywall" may stand on each paragraph. */
function sharesByName(tree: PageTree, amounts: Float64Array): ReadonlyMap<number, number> {
  const shares = new Map<number, number>();
  for (let node = 1; node < tree.size; node++) {
    const name = tree.names[node]!;
    if (name === 0 || amounts[node] === 0 || !isReason(tree.signs[node]!)) continue;
    if (tree.names[tree.parents[node]!] === name) continue;
    shares.set(name, (shares.get(name) ?? 0) + amounts[node]! / amounts[0]!);
  }
  return shares;
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
  "standfirst",
]);

/** Share of the running text up to which an element is believed to hold captions, credits or dates. */
const NAMED_SHARE = 0.3;

function readNames(tree: PageTree, amounts: Float64Array): (Named | null)[] {
  const named: (Named | null)[] = [null];
  for (let node = 1; node < tree.size; node++) {
    const sign = tree.signs[node]!;
    const believed =
      sign !== null && NAMES.has(sign) && !(amounts[node]! > NAMED_SHARE * amounts[0]!);
    named.push(believed ? (sign as Named) : named[tree.parents[node]!]!);
  }
  return named;
}

function isLinkedHeading({ frame, linked, text }: Piece): boolean {
  const isHeading = frame.kind === "subhead" || frame.kind === "headline";
  return isHeading && linked >= 0.8 * text.trim().length;
}

function findTrunk(
  pieces: readonly Piece[],
  tree: PageTree,
  figure: (i: number) => number,
): number {
  const own = new Float64Array(tree.size);
  let all = 0;
  for (const [i, { frame }] of pieces.entries()) {
    own[tree.parents[frame.node]!]! += figure(i);
    all += figure(i);
  }
  const trunk = own.indexOf(own.reduce((most, each) => Math.max(most, each), 0));
  return own[trunk]! * 2 > all ? trunk : -1;
}

/** How far above the first running text a heading counts as the headline, in pieces. */
const HEADLINE_REACH = 40;

function findWindow(pieces: readonly Piece[], isText: (i: number) => boolean): Body["window"] {
  let first = -1;
  let to = -1;
  for (let i = 0; i < pieces.length; i++) {
    if (!isText(i)) continue;
    if (first === -1) first = i;
    to = i;
  }
  let from = first;
  for (let i = first; i >= 0 && first - i <= HEADLINE_REACH; i--) {
    if (pieces[i]!.frame.kind !== "headline") continue;
    from = i;
    break;
  }
  return { from, first, to };
}

interface Marking {
  readonly pieces: readonly Piece[];
  readonly tree: PageTree;
  readonly amounts: Float64Array;
  readonly root: number;
  readonly inside: readonly boolean[];
  readonly reasons: (Reason | null)[];
}

/** How far up from a linked heading its teaser may reach, and what share of the report it may be. */
const TEASER_LEVELS = 3;
const TEASER_SHARE = 0.08;

/** Share of the report up to which teasers are told from the parts of a digest, whose headings are links. */
const TEASERS_SHARE = 0.4;

/** Inside the report, a heading that leads elsewhere makes the small element around it a teaser. */
function markTeasers({ pieces, tree, amounts, root, inside, reasons }: Marking): void {
  const teasers = new Set<number>();
  for (const [i, piece] of pieces.entries()) {
    const { frame } = piece;
    if (!inside[frame.node] || !isLinkedHeading(piece)) continue;
    const [next, afterNext] = [pieces[i + 1], pieces[i + 2]];
    // One text between two such headings tells of the first.
    if (next?.frame.kind === "paragraph" && inside[next.frame.node]) {
      const ends = afterNext === undefined || !inside[afterNext.frame.node];
      if (ends || isLinkedHeading(afterNext)) teasers.add(next.frame.node);
    }
    let node = frame.node;
    for (let level = 0; level < TEASER_LEVELS; level++) {
      const above = tree.parents[node]!;
      if (node === root || above === root || amounts[above]! > TEASER_SHARE * amounts[root]!) break;
      node = above;
    }
    if (node !== root) teasers.add(node);
  }
  let share = 0;
  for (const node of teasers) share += amounts[node]! / amounts[root]!;
  if (share > TEASERS_SHARE) return;
  for (let node = 1; node < tree.size; node++) {
    if (
      teasers.has(node) ||
      (reasons[node] === null && reasons[tree.parents[node]!] === "related")
    ) {
      reasons[node] ??= "related";
    }
  }
}

/** Which elements can be the report's: a paragraph or a heading is none by itself. */
function holdersOfParagraphs(pieces: readonly Piece[], tree: PageTree): boolean[] {
  const can = new Array<boolean>(tree.size).fill(true);
  for (const { frame } of pieces) if (frame.kind !== null) can[frame.node] = false;
  return can;
}

/** The innermost of the elements that weigh most; the page where it has no running text. */
function heaviest(tree: PageTree, scores: Float64Array, can: readonly boolean[]): number {
  let best = 0;
  let most = Math.max(scores[0]!, 1);
  for (let node = 1; node < tree.size; node++) {
    const sign = tree.signs[node]!;
    const score = scores[node]! * ((sign !== null && GAIN[sign]) || 1);
    if (score >= most && can[node]) [best, most] = [node, score];
  }
  return best;
}

/** What running text weighs that stands alone between headings and links, as in a list of stories. */
const ALONE = 0.3;

/** What running text weighs that the page's data does not have in its article. */
const UNKNOWN = 0.5;

function weigh(pieces: readonly Piece[], tree: PageTree, isKnown: KnownText): number[] {
  const plain = pieces.map(textWeight);
  return pieces.map((piece, i) => {
    if (plain[i] === 0) return 0;
    const alone = !continues(pieces, plain, tree, i, -1) && !continues(pieces, plain, tree, i, 1);
    return plain[i]! * (alone ? ALONE : 1) * (isKnown?.(piece.text) === false ? UNKNOWN : 1);
  });
}

/** Whether the next running text before (-1) or after (1) a piece stands beside it, with at most a heading between. */
function continues(
  pieces: readonly Piece[],
  plain: readonly number[],
  tree: PageTree,
  i: number,
  step: 1 | -1,
): boolean {
  for (let j = i + step; j >= 0 && j < pieces.length && Math.abs(j - i) <= 3; j += step) {
    const { frame, linked, text } = pieces[j]!;
    if (plain[j]! > 0) return tree.parents[frame.node] === tree.parents[pieces[i]!.frame.node];
    if (linked * 2 > text.length) return false;
  }
  return false;
}

/** Most that one text weighs: one long block is not the page. */
const MOST = 2000;

/** What a piece weighs as running text; 0 for headings, links and scraps. */
function textWeight(piece: Piece): number {
  if (!isRunningText(piece)) return 0;
  const weight = Math.min(MOST, piece.text.length - piece.linked);
  return piece.frame.group !== null && piece.linked > 0 ? LINKED_ITEM * weight : weight;
}

/** What an item of a list weighs that has a link in it: most lists on a page are of stories. */
const LINKED_ITEM = 0.3;

/** What a heading that leads elsewhere costs: it heads a teaser. */
const LINKED_HEADING = 60;

/** What a piece that is no running text tells against an element. */
function scrapCost({ text, linked, frame }: Piece): number {
  if (frame.kind === "headline" || frame.kind === "subhead") return linked > 0 ? LINKED_HEADING : 0;
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
