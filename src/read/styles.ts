import { type Block, type BlockKind, type Span, trimSpan } from "../document/index.ts";

/** A stretch of the text whose kind the source's styles give: a heading, a list. */
export interface StyledSpan extends Span {
  readonly kind: BlockKind;
}

/**
 * The blocks that words alone gave, with those that the source's styles give in their place.
 * A first heading that the words make the headline stays that.
 *
 * @param styled in text order, without overlaps
 */
export function applyStyles(
  text: string,
  blocks: readonly Block[],
  styled: readonly StyledSpan[],
): Block[] {
  const headline = blocks.find(({ kind }) => kind === "headline");
  const titled = styled.some(({ kind }) => kind === "headline");
  const given = styled.map((span): Block => {
    const isHeadline = !titled && span.kind === "subhead" && headline?.start === span.start;
    return isHeadline ? { ...span, kind: "headline" } : span;
  });
  const kept = blocks.flatMap((block) => outside(text, block, given));
  return [...kept, ...given].sort((a, b) => a.start - b.start);
}

/** What of a block lies in no given one. */
function outside(text: string, block: Block, given: readonly Block[]): Block[] {
  const pieces: Block[] = [];
  let from = block.start;
  for (let i = firstEndingAfter(given, block.start); i < given.length; i++) {
    const { start, end } = given[i]!;
    if (start >= block.end) break;
    if (start > from) pieces.push({ ...block, start: from, end: start });
    from = end;
  }
  if (from < block.end) pieces.push({ ...block, start: from });
  return pieces
    .map((piece) => ({ ...piece, ...trimSpan(text, piece) }))
    .filter(({ start, end }) => start < end);
}

function firstEndingAfter(blocks: readonly Block[], offset: number): number {
  let [low, high] = [0, blocks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (blocks[middle]!.end > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
