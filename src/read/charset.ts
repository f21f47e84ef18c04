import iconv from "iconv-lite";

/**
 * The encoding that HTTP, MIME or XML names for these bytes, where it can be used: `undefined` for
 * none, for one that nobody knows, and where a byte order mark says it better. Latin-1 is read as
 * windows-1252, which is what it means where texts have quotation marks.
 */
export function usableCharset(
  charset: string | null | undefined,
  bytes: Uint8Array,
): string | undefined {
  const name = charset?.trim().toLowerCase() ?? "";
  if (hasByteOrderMark(bytes) || /^utf-?16(?:le|be)?$|^utf-?8$/.test(name)) return undefined;
  if (/^(?:us-ascii|ascii|latin-?1|iso-?8859-1)$/.test(name)) return "windows-1252";
  const isCodec = /^(?:base64|hex|binary|internal|)$/.test(name);
  return !isCodec && iconv.encodingExists(name) ? name : undefined;
}

/** The charset of `text/html; charset=utf-8`. */
export function charsetOf(contentType: string | null | undefined): string | null {
  return /;\s*charset\s*=\s*["']?([\w.:-]{2,40})/i.exec(contentType ?? "")?.[1] ?? null;
}

function hasByteOrderMark([a, b, c]: Uint8Array): boolean {
  if (a === 0xef) return b === 0xbb && c === 0xbf;
  return (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
}
