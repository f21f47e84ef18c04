import type { Block, BlockKind, Document } from "../document/index.ts";
import { refineBlocks } from "./blocks/find-blocks.ts";
import { type FoundFacts, type KnownFacts, makeDocument } from "./facts.ts";
import { assemble, joinGroups } from "./html/assemble.ts";
import { type ChosenPiece, choosePieces } from "./html/choose-pieces.ts";
import { articleData } from "./html/json-ld.ts";
import { knownText } from "./html/known-text.ts";
import { factsOf, pageMetadata, titlesOf } from "./html/metadata.ts";
import { readPieces } from "./html/read-pieces.ts";
import { factsOfBlocks } from "./text-document.ts";

/**
 * A document from the source of an HTML page.
 *
 * The text is the report's own: scripts, navigation, forms and the page's margins are left out,
 * white space is run together as a browser shows it, and blocks are set apart by a blank line. A
 * list is one block with a line for each item; a table one with a line for each row and tabs
 * between cells. `sourceMap` leads every character back to the source; a space leads to the first
 * of the white space it stands for.
 */
export function htmlDocument(source: string, facts: KnownFacts = {}): Document {
  const page = readPieces(source);
  const data = articleData(page.facts.jsonLd);
  const titles = titlesOf(page.facts, data);
  const { pieces: chosen, body } = choosePieces({ ...page, titles, known: knownText(data.body) });
  const headline = chosen.find(({ kind }) => kind === "headline")?.piece.text ?? null;
  const found = factsOf(
    pageMetadata({ ...page, data, body, headline, address: facts.url ?? null }),
  );
  const pieces = chosen.map(({ piece }) => piece);
  const { text, sourceMap, spans } = assemble(pieces);
  const refined = refineBlocks(text, spans, chosen.map(givenKind));
  const blocks = joinGroups(refined, pieces);
  return makeDocument(
    { text, blocks, sourceMap, hashed: source },
    facts,
    mergeFacts(found, text, blocks),
  );
}

/** What the page says itself goes first; its words fill what the metadata leaves open. */
function mergeFacts(page: FoundFacts, text: string, blocks: readonly Block[]): FoundFacts {
  const shown = factsOfBlocks(text, blocks);
  return {
    ...page,
    title: page.title ?? shown.title,
    outlet: page.outlet ?? shown.outlet,
    byline: page.byline.length > 0 ? page.byline : shown.byline,
    published: page.published ?? shown.published,
    updated: page.updated ?? shown.updated,
  };
}

/** Kinds that words alone may overrule: a paragraph that reads as a byline is one. */
const OPEN_KINDS: ReadonlySet<BlockKind> = new Set<BlockKind>(["paragraph", "subhead", "list"]);

function givenKind({ kind, sure }: ChosenPiece): { kind: BlockKind; open: boolean } {
  return { kind, open: !sure && OPEN_KINDS.has(kind) };
}
