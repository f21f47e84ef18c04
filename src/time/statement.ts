import type { AttributionRelation } from "../attribute/index.ts";
import type { Span } from "../document/index.ts";
import type { TokenRange, Tokens } from "../language/index.ts";

/** An attribution relation in token indexes, for rules that follow the tree. */
export interface Statement {
  readonly relation: AttributionRelation;
  readonly source: readonly TokenRange[];
  readonly cue: readonly TokenRange[];
  readonly content: readonly TokenRange[];
}

export function statementsOf(
  tokens: Tokens,
  relations: readonly AttributionRelation[],
): Statement[] {
  const ranges = (spans: readonly Span[]) => spans.map((span) => tokensIn(tokens, span));
  return relations.map((relation) => ({
    relation,
    source: ranges(relation.source),
    cue: ranges(relation.cue),
    content: ranges(relation.content),
  }));
}

/** The tokens that begin in a span. */
export function tokensIn(tokens: Tokens, { start, end }: Span): TokenRange {
  return { from: firstAt(tokens, start), to: firstAt(tokens, end) };
}

/** Index of the first token at or after an offset. */
function firstAt(tokens: Tokens, offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens.start[middle]! < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function holds(ranges: readonly TokenRange[], token: number): boolean {
  return ranges.some(({ from, to }) => from <= token && token < to);
}

/** The range of an ordered list that holds a token, by bisection. */
export function indexOfRange(ranges: readonly TokenRange[], token: number): number {
  let low = 0;
  let high = ranges.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (ranges[middle]!.from <= token) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Index of the first of an ordered list that begins at the token or after it. */
export function firstFrom(list: readonly { readonly from: number }[], token: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]!.from < token) low = middle + 1;
    else high = middle;
  }
  return low;
}
