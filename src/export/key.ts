import { createHash } from "node:crypto";
import type { DocumentRecord } from "../document/index.ts";

/**
 * The name of a document across records: the first 20 hexadecimal digits of a SHA-256 over its
 * hash, id, address and outlet. The same document read again, by whatever version, has the same.
 */
export function documentKey({ id, document: { sha256, url, outlet } }: DocumentRecord): string {
  const named = JSON.stringify([sha256, id, url, outlet]);
  return createHash("sha256").update(named).digest("hex").slice(0, 20);
}
