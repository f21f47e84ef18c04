import { createHash } from "node:crypto";
import type { DocumentRecord } from "../document/index.ts";

/** What tells one document from another. */
export type Identity = Pick<DocumentRecord, "id"> & {
  readonly document: Pick<DocumentRecord["document"], "sha256" | "url" | "outlet">;
};

/**
 * A document's name on the record: 20 hexadecimal digits of a SHA-256 over its bytes' hash, its id,
 * address and outlet. The same bytes from the same place are the same document; a copy in
 * another outlet is another one.
 */
export function documentKey({ id, document: { sha256, url, outlet } }: Identity): string {
  return digest(["document", sha256, id, url, outlet]);
}

/**
 * What the versions of one page have in common: its address, else the id the input gave it. A text
 * with neither is a story of its own.
 */
export function storyOf(record: Identity): string {
  const { id, document } = record;
  if (document.url !== null) return digest(["address", document.url]);
  const isGiven = id !== document.sha256.slice(0, 16);
  return isGiven ? digest(["id", id, document.outlet]) : documentKey(record);
}

function digest(parts: readonly (string | null)[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 20);
}
