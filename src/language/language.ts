import type { Document } from "../document/index.ts";
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
    sentences: splitSentences(tokens, ranges),
    quotations: findQuotations(doc.text, doc.blocks),
  };
}
