import type { Document } from "./document.ts";
import type { DocumentRecord } from "./record.ts";

/** The document that a record was made of: what another model can read again. */
export function documentOf(record: DocumentRecord): Document {
  const { id, text, blocks, sourceMap, pages, document } = record;
  return {
    ...document,
    id,
    text,
    blocks: blocks.map(({ kind, span: [start, end] }) => ({ kind, start, end })),
    sourceMap: sourceMap?.map(([at, from, length]) => ({ at, from, length })) ?? null,
    ...(pages && { pages: pages.map(([at, page]) => ({ at, page })) }),
  };
}
