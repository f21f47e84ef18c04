import type { BlockKind, Document } from "../document/index.ts";
import { findQuotations, type Quotation } from "./quotations.ts";
import { splitSentences } from "./sentences.ts";
import { type TokenRange, type Tokens, tokenize } from "./tokens.ts";

/** What is known of a document's language: the layer that every later stage reads. */
export interface Language {
  readonly tokens: Tokens;
  /** For each block of the document, in order, the range of its tokens. */
  readonly blocks: readonly TokenRange[];
  /** In text order; none crosses a block. */
  readonly sentences: readonly TokenRange[];
  /** In text order, without overlap. */
  readonly quotations: readonly Quotation[];
}

/** The language layer of a document. Pure, and linear in the length of the text. */
export function analyse(doc: Document): Language {
  const { tokens, ranges } = tokenize(doc.text, doc.blocks);
  return {
    tokens,
    blocks: ranges,
    sentences: splitSentences(
      tokens,
      ranges.flatMap((range, i) => linesOf(doc, i, tokens, range)),
    ),
    quotations: findQuotations(doc.text, doc.blocks),
  };
}

/** Blocks whose lines are items of their own: no sentence goes from one to the next. */
const OF_LINES: ReadonlySet<BlockKind> = new Set(["list", "table", "signature", "signatories"]);
/** Turns of a transcript, which may have several paragraphs. */
const OF_PARAGRAPHS: ReadonlySet<BlockKind> = new Set(["question", "answer"]);

function linesOf(doc: Document, block: number, tokens: Tokens, range: TokenRange): TokenRange[] {
  const { kind } = doc.blocks[block]!;
  const border = OF_LINES.has(kind) ? /[\n\r]/ : OF_PARAGRAPHS.has(kind) ? /[\n\r]\s*[\n\r]/ : null;
  if (border === null) return [range];
  const lines: TokenRange[] = [];
  let { from } = range;
  for (let i = range.from + 1; i < range.to; i++) {
    if (!border.test(doc.text.slice(tokens.end[i - 1], tokens.start[i]))) continue;
    lines.push({ from, to: i });
    from = i;
  }
  if (from < range.to) lines.push({ from, to: range.to });
  return lines;
}
