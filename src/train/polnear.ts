import type { Block, Document } from "../document/index.ts";
import { trimSpan } from "../document/index.ts";

type Pair = readonly [start: number, end: number];

/** An annotated article of PolNeAR; the corpus' README tells its fields. */
export interface GoldArticle {
  readonly id: string;
  readonly text: string;
  readonly attributions: readonly {
    readonly source: readonly Pair[] | null;
    readonly cue: readonly Pair[];
    readonly content: readonly Pair[];
  }[];
}

/** A text whose lines are its paragraphs, as in the corpus. */
export function documentOfLines(id: string, text: string): Document {
  const blocks: Block[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    const span = trimSpan(text, { start, end: start + line.length });
    if (span.start < span.end) {
      blocks.push({ kind: blocks.length === 0 ? "headline" : "paragraph", ...span });
    }
    start += line.length + 1;
  }
  return {
    id,
    text,
    blocks,
    title: null,
    outlet: null,
    byline: [],
    published: null,
    updated: null,
    language: "en",
    genre: null,
    url: null,
    file: null,
    sha256: "0".repeat(64),
    sourceMap: null,
  };
}
