import type { Block, BlockKind, Document } from "../document/index.ts";
import { type GivenKind, refineBlocks } from "./blocks/find-blocks.ts";
import { type FoundFacts, type KnownFacts, makeDocument } from "./facts.ts";
import { type Assembled, assemble, joinGroups } from "./html/assemble.ts";
import { type ChosenPiece, choosePieces } from "./html/choose-pieces.ts";
import { articleData } from "./html/json-ld.ts";
import { knownText } from "./html/known-text.ts";
import { factsOf, type PageMetadata, readMetadata, titlesOf } from "./html/metadata.ts";
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
  const { text, sourceMap, spans, groups, kinds, found } = readReport(source, facts.url ?? null);
  const blocks = joinGroups(refineBlocks(text, spans, kinds), groups);
  return makeDocument(
    { text, blocks, sourceMap, hashed: source },
    facts,
    mergeFacts(found, text, blocks),
  );
}

/** What a page says of itself, and where; `address` is where it was got from, if that is known. */
export function pageMetadata(source: string, address: string | null = null): PageMetadata {
  return readParts(source, address).metadata;
}

interface Report extends Assembled {
  readonly kinds: readonly GivenKind[];
  readonly found: FoundFacts;
}

/** The text of the report with what its elements say; the rest of the page is not kept in memory. */
function readReport(source: string, address: string | null): Report {
  const { chosen, metadata } = readParts(source, address);
  const assembled = assemble(chosen.map(({ piece }) => piece));
  return { ...assembled, kinds: chosen.map(givenKind), found: factsOf(metadata) };
}

function readParts(source: string, address: string | null) {
  const page = readPieces(source);
  const data = articleData(page.facts.jsonLd);
  const titles = titlesOf(page.facts, data);
  const {
    pieces: chosen,
    all,
    body,
  } = choosePieces({ ...page, titles, known: knownText(data.body) });
  const headline = chosen.find(({ kind }) => kind === "headline")?.piece.text ?? null;
  return {
    chosen,
    metadata: readMetadata({ facts: page.facts, data, pieces: all, body, headline, address }),
  };
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

function givenKind({ kind, sure }: ChosenPiece): GivenKind {
  return { kind, open: !sure && OPEN_KINDS.has(kind) };
}
