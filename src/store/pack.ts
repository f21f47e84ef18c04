import { gunzipSync, gzipSync } from "node:zlib";
import type { DocumentRecord } from "../document/index.ts";

/** A record as it lies in the store: its JSON, as gzip has it, with a check sum. */
export function packRecord(record: DocumentRecord): Uint8Array {
  return gzipSync(JSON.stringify(record));
}

/** @throws Error of zlib or JSON where the bytes are damaged. */
export function unpackRecord(packed: Uint8Array | ArrayBuffer): DocumentRecord {
  return JSON.parse(unpackJson(packed)) as DocumentRecord;
}

/** The line of NDJSON that was packed. libsql gives bytes as an ArrayBuffer. */
export function unpackJson(packed: Uint8Array | ArrayBuffer): string {
  return gunzipSync(packed).toString("utf8");
}
