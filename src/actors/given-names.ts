import type { AttributionRelation } from "../attribute/index.ts";
import type { TokenRange, Tokens } from "../language/index.ts";
import { singulars } from "./code.ts";
import { isOrganisation, isRole, isTitle } from "./lexicon.ts";
import type { Name } from "./names.ts";
import { headOf, type Tree } from "./tree.ts";

/**
 * Whether the source of a relation is a name that the document itself sets apart: in its title, its
 * signature, the label before a turn. There the span shows where the name begins and ends, which in
 * running text the parse has to find.
 */
export function isGivenName({ by }: AttributionRelation): boolean {
  return /^attribute\/(?:issuer|operative|first-person|speaker-label)@/.test(by);
}

/** The sources given, each once and in text order; of two that overlap, the first. */
export function distinctRanges(ranges: readonly TokenRange[]): TokenRange[] {
  let end = 0;
  return ranges
    .toSorted((a, b) => a.from - b.from || b.to - a.to)
    .filter(({ from, to }) => {
      if (from < end) return false;
      end = to;
      return true;
    });
}

/**
 * The names of one given source: those the parse has in it, or the one they are parts of, "Veit
 * Amsel" for "Amsel" and "Council of the Tidal Compact" for two names. An office that several hold
 * is no name: "the |Permanent Representatives| of the nine States".
 *
 * `names`: those that the parse has in the source. `nameOf` makes one of the type given.
 */
export function namesGiven(
  source: TokenRange,
  names: readonly Name[],
  tokens: Tokens,
  tree: Tree,
  nameOf: (range: TokenRange, type: Name["type"]) => Name,
): readonly Name[] {
  const head = headOf(tree, source);
  if (isPluralOffice(tokens.lower[head]!)) {
    return names.filter(({ from, to, place }) => place !== null || head < from || to <= head);
  }
  const range = withoutOffice(source, tokens);
  const [first, ...others] = names;
  if (first === undefined || first.from < range.from) return names;
  if (others.length === 0 && first.from === range.from && first.to === range.to) return names;
  const all = (holds: (token: number) => boolean) => {
    for (let i = range.from; i < range.to; i++) if (!holds(i)) return false;
    return true;
  };
  const isCapital = (i: number) => /^\p{Lu}/u.test(tokens.word[i]!);
  if (others.length === 0 && first.type === "person") {
    return first.to === range.to && all(isCapital) ? [nameOf(range, "person")] : names;
  }
  const isBody = isCapital(head) && isOrganisation(tokens.lower[head]!);
  const isOne = all((i) => isCapital(i) || LINKS.has(tokens.lower[i]!));
  const isJoined = !all((i) => tree.head(i) !== head || tree.base(i) !== "conj");
  return isBody && isOne && !isJoined ? [nameOf(range, "organisation")] : names;
}

const LINKS = new Set("of the and for on in".split(" "));

function isPluralOffice(word: string): boolean {
  return singulars(word).some((noun) => noun !== word && isRole(noun));
}

/** Without an article, "our", and the titles and offices before a name: "Foreign Minister |Selka Amaury|". */
function withoutOffice({ from, to }: TokenRange, tokens: Tokens): TokenRange {
  let start = from;
  if (/^(?:the|an?|my|our)$/.test(tokens.lower[start]!)) start++;
  for (let i = start; i < to - 1; i++) {
    const word = tokens.lower[i]!;
    if (LINKS.has(word)) break;
    if (isTitle(word) || isRole(word)) start = i + 1;
  }
  return { from: start, to };
}
