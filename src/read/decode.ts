import { isUtf8 } from "node:buffer";
import { createRequire } from "node:module";
import iconv from "iconv-lite";
import { OnRecordError } from "../document/index.ts";
import { binarySignature, hasManyControls } from "./binary.ts";
import { declaredEncoding, looksLikeHtml, readAs } from "./html-signs.ts";

export interface DecodeOptions {
  /** How messages name the source. */
  readonly name: string;
  /** Encoding the user named; goes before everything the bytes say. */
  readonly encoding?: string | undefined;
  /** Whether the bytes are known to be HTML, so that a `meta` element may name the encoding. */
  readonly html?: boolean;
  /** The `charset` of the `Content-Type` that the page was sent with; believed as far as `meta`. */
  readonly charset?: string | null | undefined;
}

/**
 * The text of a file's bytes, without a byte order mark.
 *
 * The encoding is the one the user named, else the byte order mark's. A text must be UTF-8
 * otherwise. A page is UTF-8 where its bytes can be nothing else, whatever its label says; else
 * what the server or a `meta` element names, where the bytes bear it out; else what its bytes look
 * like.
 *
 * @throws OnRecordError `binary`, `encoding` (bytes that are not UTF-8, of a text or where the user
 *   named it) or `bad-option` (an encoding nobody knows)
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
  return decodePage(bytes, options) ?? decodeAs(bytes, "utf-8", name);
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

/** A page's text; `null` where the bytes are no page. */
function decodePage(bytes: Uint8Array, { html, charset }: DecodeOptions): string | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = buffer.toString("latin1", 0, META_BYTES);
  if (!html && !looksLikeHtml(head)) return null;
  const declared = [charset ? readAs(charset) : null, declaredEncoding(head)].find(
    (name) => name !== null && iconv.encodingExists(name),
  );
  // ISO-2022-JP and UTF-7 are ASCII to look at, so that a label must be asked before the bytes.
  if (isUtf8(buffer) && !(declared && /^(?:iso-?2022|hz)/.test(declared))) {
    return buffer.toString("utf8");
  }
  if (isBrokenUtf8(buffer)) return buffer.toString("utf8");
  const named = declared && !/^utf-?8$/.test(declared) ? iconv.decode(buffer, declared) : null;
  if (named !== null && !named.includes("\uFFFD")) return named;
  const guessed = iconv.decode(buffer, guessEncoding(buffer));
  return named === null || lost(guessed) < lost(named) ? guessed : named;
}

/** How many characters of a text could not be read. */
function lost(text: string): number {
  return text.split("\uFFFD").length - 1;
}

/**
 * Whether bytes are UTF-8 apart from a few: a page cut in the middle of a character, or with a
 * passage pasted in from elsewhere. At least ten sequences of several bytes must be whole for each
 * byte that is not, since in other encodings hardly any are.
 */
function isBrokenUtf8(buffer: Buffer): boolean {
  let whole = 0;
  let broken = 0;
  for (let at = 0; at < buffer.length; ) {
    const byte = buffer[at]!;
    const size = sequenceLength(byte);
    if (size === 1) at++;
    else if (size > 1 && isUtf8(buffer.subarray(at, at + size))) {
      whole++;
      at += size;
    } else {
      broken++;
      at++;
    }
  }
  return whole >= 10 * broken;
}

/** Loaded with the first page that needs it: its tables would lengthen every start. */
function guessEncoding(buffer: Buffer): string {
  const { detect } = createRequire(import.meta.url)("jschardet") as {
    detect(bytes: Uint8Array): { readonly encoding: string | null };
  };
  const { encoding } = detect(buffer);
  return encoding !== null && iconv.encodingExists(encoding) ? encoding : "windows-1252";
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
