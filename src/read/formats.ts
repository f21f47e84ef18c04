import { gunzipSync, constants as zlib } from "node:zlib";
import { looksLikeHtml } from "./html-signs.ts";

/** What a source is, as its bytes tell; `text` where they tell nothing else. */
export type SourceFormat =
  | "text"
  | "html"
  | "ndjson"
  | "feed"
  | "warc"
  | "pdf"
  | "docx"
  | "wacz"
  | "mail"
  | "gzip";

/** How much of a source the format is told by. */
export const HEAD_BYTES = 64 * 1024;

/** PDF readers take a file for a PDF where the mark stands this early. */
const PDF_REACH = 1024;

/**
 * The format of a source by its first bytes, never by its name. HTML is told later, from the
 * decoded text, so it counts as `text` here.
 *
 * @param whole whether `head` is all there is: a last line without line feed is then a line
 */
export function formatOf(head: Uint8Array, whole: boolean): SourceFormat {
  const latin1 = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString("latin1");
  if (latin1.startsWith("\x1f\x8b")) return "gzip";
  if (latin1.startsWith("PK\x03\x04")) return zipFormat(latin1);
  if (latin1.slice(0, PDF_REACH).includes("%PDF-")) return "pdf";
  if (/^WARC\/\d\.\d+\r?\n/.test(latin1)) return "warc";
  const text = latin1.replace(/^\xef\xbb\xbf/, "");
  if (isFeed(text)) return "feed";
  if (isNdjson(text, whole)) return "ndjson";
  return isMail(text) ? "mail" : "text";
}

/** Whether the first bytes say that this is something to read; plain text says nothing. */
export function tellsFormat(head: Uint8Array, whole: boolean): boolean {
  const format = formatOf(head, whole);
  if (format === "gzip") return tellsFormat(gunzipHead(head), false);
  return format !== "text" || looksLikeHtml(Buffer.from(head).toString("latin1"));
}

/** Whether a part of a mail or an archive is to be read: by content, plain text by its media type. */
export function holdsText(bytes: Uint8Array, mediaType: string): boolean {
  const head = bytes.subarray(0, HEAD_BYTES);
  if (
    /^(?:text\/(?:plain|html|markdown)|application\/xhtml\+xml|message\/rfc822)\b/i.test(mediaType)
  ) {
    return true;
  }
  // Lines of JSON in an archive are a page's data, not documents.
  const whole = bytes.length <= HEAD_BYTES;
  return formatOf(head, whole) !== "ndjson" && tellsFormat(head, whole);
}

/** By the names of the first files in the archive, which stand in it uncompressed. */
function zipFormat(latin1: string): SourceFormat {
  const names = [...latin1.matchAll(/PK\x03\x04.{22}(.)(.)/gs)].map((match) => {
    const length = match[1]!.charCodeAt(0) + 256 * match[2]!.charCodeAt(0);
    return latin1.slice(match.index + 30, match.index + 30 + length);
  });
  if (names.some((name) => name.startsWith("word/"))) return "docx";
  const isWacz = names.some((name) => /^(?:archive\/|datapackage\.json$|pages\/)/.test(name));
  return isWacz ? "wacz" : "text";
}

const XML_FEED = /^<(?:rss[\s>]|rdf:RDF[\s>]|(?:atom:)?feed[\s>][^<]{0,2000}?)/;
const JSON_FEED = /^\{.*?"version"\s*:\s*"https?:(?:\\?\/){2}jsonfeed\.org(?:\\?\/)version/s;

function isFeed(text: string): boolean {
  const start = text.search(/\S/);
  if (start === -1) return false;
  if (text[start] === "{") return JSON_FEED.test(text.slice(start));
  const root = rootElement(text, start);
  if (!XML_FEED.test(root)) return false;
  return root.startsWith("<rss") || /purl\.org\/rss|w3\.org\/2005\/Atom|purl\.org\/atom/.test(root);
}

/** The text from the root element on, after the XML declaration, comments and a doctype. */
function rootElement(text: string, start: number): string {
  let at = start;
  for (;;) {
    const close = text.startsWith("<!--", at)
      ? "-->"
      : /^<[?!]/.test(text.slice(at, at + 2)) && ">";
    if (!close) return text.slice(at, at + 4000);
    const end = text.indexOf(close, at);
    if (end === -1) return "";
    at = end + close.length;
    while (/\s/.test(text[at] ?? "")) at++;
  }
}

/** Whether the first line that is not blank is an object with a `text`, as NDJSON input has it. */
function isNdjson(text: string, whole: boolean): boolean {
  const start = text.search(/\S/);
  if (start === -1 || text[start] !== "{") return false;
  const end = text.indexOf("\n", start);
  if (end === -1 && !whole) return /^\{\s*"\w+"\s*:.*?"text"\s*:\s*"/s.test(text.slice(start));
  try {
    const value: unknown = JSON.parse(text.slice(start, end === -1 ? undefined : end));
    return typeof value === "object" && value !== null && "text" in value;
  } catch {
    return false;
  }
}

const HEADER =
  /^(?:>?From \S+@[^\n]*\n)?(?:[!-9;-~]+:(?:[ \t][^\n]*)?\r?\n(?:[ \t][^\n]*\n)*)+(?=\r?\n)/;

/** Fields that mail programs write and people do not: a memo has `From:` and `Subject:` too. */
const MACHINE_FIELDS =
  /^(?:Message-ID|MIME-Version|Received|Return-Path|Delivered-To|Content-Type|DKIM-Signature):/im;

function isMail(text: string): boolean {
  const header = HEADER.exec(text)?.[0] ?? (text.length >= HEAD_BYTES ? longHeader(text) : "");
  return /^(?:From|Date|Subject):/im.test(header) && MACHINE_FIELDS.test(header);
}

/** A header that fills all that was looked at. */
function longHeader(text: string): string {
  return HEADER.exec(`${text.slice(0, text.lastIndexOf("\n") + 1)}\n`)?.[0] ?? "";
}

/** The first bytes inside a gzip file, of which `head` are the first; none where it is damaged. */
export function gunzipHead(head: Uint8Array): Uint8Array {
  try {
    // A head that inflates to more than this is a bomb, and is met again where it is read.
    const part = head.subarray(0, 16 * 1024);
    return gunzipSync(part, { finishFlush: zlib.Z_SYNC_FLUSH, maxOutputLength: 32 * 2 ** 20 });
  } catch {
    return new Uint8Array();
  }
}
