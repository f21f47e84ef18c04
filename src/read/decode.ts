import { isUtf8 } from "node:buffer";
import iconv from "iconv-lite";
import { OnRecordError } from "../document/index.ts";
import { binarySignature, hasManyControls } from "./binary.ts";
import { declaredEncoding, looksLikeHtml } from "./html-signs.ts";

export interface DecodeOptions {
  /** How messages name the source. */
  readonly name: string;
  /** Encoding the user named; goes before everything the bytes say. */
  readonly encoding?: string | undefined;
  /** Whether the bytes are known to be HTML, so that a `meta` element may name the encoding. */
  readonly html?: boolean;
}

/**
 * The text of a file's bytes, without a byte order mark.
 *
 * The encoding is the one the user named, else the byte order mark's, else for HTML the one a
 * `meta` element names, else UTF-8, strictly.
 *
 * @throws OnRecordError `binary`, `encoding` (bytes that are not UTF-8) or `bad-option` (an
 *   encoding nobody knows)
 */
export function decodeBytes(bytes: Uint8Array, options: DecodeOptions): string {
  const { name, encoding } = options;
  if (encoding !== undefined) assertEncoding(encoding);
  const kind = binarySignature(bytes);
  if (kind) throw binaryError(name, `it looks like ${kind.name}. ${kind.remedy}`);
  if (encoding !== undefined) return decodeAs(bytes, encoding, name);
  const marked = byteOrderMark(bytes);
  if (marked) return decodeAs(bytes, marked, name);
  if (hasManyControls(bytes)) {
    throw binaryError(
      name,
      "it holds too many control characters. Leave it out, or name its encoding with --encoding, for example utf-16le.",
    );
  }
  return decodeAs(bytes, pageEncoding(bytes, options) ?? "utf-8", name);
}

/** @throws OnRecordError `bad-option` for a name that stands for no character encoding */
export function assertEncoding(encoding: string): void {
  if (iconv.encodingExists(encoding) && !/^(?:base64|hex|binary|internal)$/i.test(encoding)) return;
  throw new OnRecordError(
    "bad-option",
    `"${encoding}" is not the name of a character encoding. Use a name such as utf-8, windows-1252, iso-8859-2, gb18030 or shift_jis.`,
    { encoding },
  );
}

function binaryError(name: string, why: string): OnRecordError {
  return new OnRecordError("binary", `${name}: this is not a text; ${why}`, { file: name });
}

function byteOrderMark(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if (a === 0xff && b === 0xfe) return "utf-16le";
  return a === 0xfe && b === 0xff ? "utf-16be" : null;
}

/** How much of a page is searched for a `meta` element that names the encoding. */
const META_BYTES = 4096;

/** The encoding a page declares, as browsers read the name; `null` for none that is known. */
function pageEncoding(bytes: Uint8Array, { html }: DecodeOptions): string | null {
  const head = Buffer.from(bytes.subarray(0, META_BYTES)).toString("latin1");
  if (!html && !looksLikeHtml(head)) return null;
  const declared = declaredEncoding(head);
  return declared !== null && iconv.encodingExists(declared) ? declared : null;
}

function decodeAs(bytes: Uint8Array, encoding: string, name: string): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!/^utf-?8$/i.test(encoding)) return iconv.decode(buffer, encoding);
  if (isUtf8(buffer)) return buffer.toString("utf8", byteOrderMark(buffer) === "utf-8" ? 3 : 0);
  const offset = firstInvalidByte(buffer);
  throw new OnRecordError(
    "encoding",
    `${name}: the byte at offset ${offset} (0x${buffer[offset]!.toString(16)}) is not UTF-8. Name the encoding of the file, for example --encoding windows-1252.`,
    { file: name, offset },
  );
}

/** Offset of the first byte of the first sequence that is not UTF-8; the length where all are. */
export function firstInvalidByte(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const size = sequenceLength(bytes[at]!);
    if (size === 0 || !isUtf8(bytes.subarray(at, at + size))) return at;
    at += size;
  }
  return at;
}

/** How many bytes a sequence that begins so has; 0 for a byte that begins none. */
function sequenceLength(byte: number): number {
  if (byte < 0x80) return 1;
  if (byte < 0xc2 || byte > 0xf4) return 0;
  return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}
