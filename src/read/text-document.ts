import type { Block, Document } from "../document/index.ts";
import { findBlocks } from "./blocks/find-blocks.ts";
import { bylineNames, isOutletName } from "./byline.ts";
import { type FoundFacts, type KnownFacts, makeDocument } from "./facts.ts";
import { readTimestamp } from "./timestamp.ts";

/**
 * A document from plain text, which is stored unchanged.
 *
 * The title comes from the headline block, the names and the outlet from the byline blocks, and the
 * dates from the timestamps above the body, wherever `facts` does not give them. A line "Updated …" gives
 * `updated` only: when the text was published stays unknown.
 */
export function textDocument(text: string, facts: KnownFacts = {}): Document {
  const blocks = findBlocks(text);
  return makeDocument({ text, blocks, sourceMap: null, hashed: text }, facts, {
    language: null,
    url: null,
    ...factsOfBlocks(text, blocks),
  });
}

/** Title, names and dates that the blocks state; a date below the first paragraph is not the text's own. */
export function factsOfBlocks(
  text: string,
  blocks: readonly Block[],
): Pick<FoundFacts, "title" | "outlet" | "byline" | "published" | "updated"> {
  const words = (block: Block) => text.slice(block.start, block.end);
  const headline = blocks.find((block) => block.kind === "headline");
  const body = blocks.findIndex((block) => block.kind === "paragraph");
  const above = body === -1 ? blocks : blocks.slice(0, body);
  const stamps = above
    .filter((block) => block.kind === "timestamp")
    .map((block) => readTimestamp(words(block)));
  const bylines = blocks.filter((block) => block.kind === "byline").map(words);
  return {
    outlet: bylines.find(isOutletName) ?? null,
    title: headline ? words(headline).replace(/\s+/g, " ") : null,
    byline: [...new Set(bylines.flatMap(bylineNames))],
    published: stamps.find((stamp) => stamp?.published)?.published ?? null,
    updated: stamps.find((stamp) => stamp?.updated)?.updated ?? null,
  };
}
