import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { DocumentRecord } from "../document/index.ts";

/** A record as it lies in the store: its JSON, deflated. */
export function packRecord(record: DocumentRecord): Uint8Array {
  return deflateRawSync(JSON.stringify(record));
}

/** @throws Error of zlib or JSON where the bytes are damaged. */
export function unpackRecord(packed: Uint8Array | ArrayBuffer): DocumentRecord {
  return JSON.parse(inflateRawSync(packed).toString("utf8")) as DocumentRecord;
}

/** Whether the packed record in the store is this one. libsql gives bytes as an ArrayBuffer. */
export function isSamePacked(stored: Uint8Array | ArrayBuffer, packed: Uint8Array): boolean {
  return Buffer.compare(new Uint8Array(stored), packed) === 0;
}
