import {
  brotliDecompressSync,
  constants,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  type ZlibOptions,
} from "node:zlib";

/** Headers of HTTP by their names in lower case. */
export type HttpHeaders = Readonly<Record<string, string>>;

export interface HttpMessage {
  readonly status: number;
  readonly headers: HttpHeaders;
  /** As it stands in the message: perhaps in chunks, perhaps packed. */
  readonly body: Uint8Array;
}

/** Longest header that is looked for. */
const LONGEST_HEADER = 256 * 1024;

/** A response as it went over the wire; `null` where it does not begin as one. */
export function parseHttp(bytes: Uint8Array): HttpMessage | null {
  const head = Buffer.from(bytes.subarray(0, LONGEST_HEADER)).toString("latin1");
  const status = /^HTTP\/\d(?:\.\d)? (\d{3})[^\n]*\n/.exec(head);
  if (!status) return null;
  const end = /\r?\n\r?\n/.exec(head);
  const headers: Record<string, string> = {};
  for (const line of head.slice(status[0].length, end?.index).split(/\r?\n(?![ \t])/)) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0)
      headers[name] ??= line
        .slice(colon + 1)
        .replace(/\s+/g, " ")
        .trim();
  }
  const from = end === null ? bytes.length : end.index + end[0].length;
  return { status: Number(status[1]), headers, body: bytes.subarray(from) };
}

/**
 * The body without chunks and packing. Archives often keep the headers of a body they have already
 * undone, so what does not read as chunks or packed is taken as it is.
 *
 * @returns `null` where it unpacks to more than `limit`
 */
export function decodeBody({ headers, body }: HttpMessage, limit: number): Uint8Array | null {
  const chunked = /\bchunked\b/i.test(headers["transfer-encoding"] ?? "");
  let bytes = chunked ? (withoutChunks(body) ?? body) : body;
  const packings = (headers["content-encoding"] ?? "").toLowerCase().split(/\s*,\s*/);
  for (const packing of packings.reverse().slice(0, 3)) {
    const unpacked = unpack(bytes, packing, limit);
    if (unpacked === null) return null;
    bytes = unpacked;
  }
  return bytes;
}

/** `null` for bytes that are not in chunks. A last chunk that is cut short counts as far as it goes. */
function withoutChunks(bytes: Uint8Array): Uint8Array | null {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const line = Buffer.from(bytes.subarray(at, at + 100)).toString("latin1");
    const size = /^([\da-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n/i.exec(line);
    if (!size) return chunks.length === 0 ? null : Buffer.concat(chunks);
    const from = at + size[0].length;
    const length = Number.parseInt(size[1]!, 16);
    if (length === 0) break;
    chunks.push(bytes.subarray(from, from + length));
    at = from + length;
    if (bytes[at] === 13) at++;
    if (bytes[at] === 10) at++;
  }
  return Buffer.concat(chunks);
}

/** `null` where it is too large; the bytes themselves where they are not packed so. */
function unpack(bytes: Uint8Array, packing: string, limit: number): Uint8Array | null {
  const unpackers = UNPACKERS[packing];
  if (!unpackers || bytes.length === 0) return bytes;
  for (const unpacker of unpackers) {
    try {
      // A body cut short gives what it has.
      return unpacker(bytes, {
        maxOutputLength: limit,
        finishFlush: packing === "br" ? constants.BROTLI_OPERATION_FLUSH : constants.Z_SYNC_FLUSH,
      });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ERR_BUFFER_TOO_LARGE") return null;
      if (code === undefined) throw error;
    }
  }
  return bytes;
}

type Unpacker = (bytes: Uint8Array, options: ZlibOptions) => Uint8Array;

/** `deflate` is raw or not, and the world does not agree which. */
const UNPACKERS: Readonly<Record<string, readonly Unpacker[]>> = {
  gzip: [gunzipSync],
  "x-gzip": [gunzipSync],
  deflate: [inflateSync, inflateRawSync],
  br: [brotliDecompressSync],
};
