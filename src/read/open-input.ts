import { gunzipSync } from "node:zlib";
import { type Document, OnRecordError } from "../document/index.ts";
import { usableCharset } from "./charset.ts";
import { decodeBytes } from "./decode.ts";
import type { KnownFacts } from "./facts.ts";
import type { FollowLink } from "./feed/feed.ts";
import { formatOf, HEAD_BYTES, type SourceFormat } from "./formats.ts";
import { looksLikeHtml } from "./html-signs.ts";
import {
  damaged,
  emptyError,
  type Found,
  hashedFacts,
  type Input,
  MAX_DOCUMENT_BYTES,
} from "./input.ts";
import { textDocument } from "./text-document.ts";

export interface OpenOptions {
  /** What the input is; `null` where its bytes are to tell. Parts of it are always told so. */
  readonly format: SourceFormat | null;
  /** Character encoding the user named. */
  readonly encoding?: string | undefined;
  readonly follow: FollowLink | null;
  /** Is given each document, and the input whose bytes its hash is of, before it is given out. */
  readonly keep: ((of: Input, document: Document) => Promise<void>) | null;
}

/** A mail in a mail in a mail … ends somewhere. */
const DEEPEST = 6;

/**
 * The documents that an input holds, in its order: one for a text or a page, several for a feed,
 * an archive or a mail with attachments. A part that fails is an error in its place.
 *
 * Every reader is loaded when it is first needed: their parsers would lengthen every start.
 */
export async function* openInput(
  input: Input,
  options: OpenOptions,
): AsyncGenerator<{ readonly document: Document } | { readonly error: OnRecordError }> {
  try {
    yield* openParts(await readerOf(input, options), options);
  } catch (error) {
    // A snapshot that cannot be written fails the run, not the document.
    if (!(error instanceof OnRecordError) || error.code === "not-writable") throw error;
    yield { error };
  }
}

/** As {@link openInput}, from what a reader finds. */
export async function* openParts(
  parts: AsyncIterable<Found> | Iterable<Found>,
  options: OpenOptions,
): AsyncGenerator<{ readonly document: Document } | { readonly error: OnRecordError }> {
  for await (const found of parts) {
    if ("error" in found) yield found;
    else if ("input" in found) yield* openInput(found.input, { ...options, format: null });
    else yield { document: await finish(found, options) };
  }
}

async function readerOf(
  input: Input,
  options: OpenOptions,
): Promise<AsyncIterable<Found> | Iterable<Found>> {
  const { bytes, name, depth } = input;
  if (depth > DEEPEST) {
    throw damaged(name, `it is nested more than ${DEEPEST} deep. Take it out by itself.`);
  }
  const told = formatOf(bytes.subarray(0, HEAD_BYTES), bytes.length <= HEAD_BYTES);
  if (told === "gzip") return readerOf(unpacked(input), options);
  switch (options.format ?? told) {
    case "feed":
      return (await import("./feed/feed.ts")).readFeed(input, options.follow);
    case "mail":
      return (await import("./mail/mail.ts")).readMail(input);
    case "docx":
      return (await import("./docx/docx.ts")).readDocx(input);
    case "pdf":
      return (await import("./pdf/pdf.ts")).readPdf(input);
    case "warc":
      return openArchive(input);
    case "wacz":
      return (await import("./warc/wacz.ts")).readWacz(input);
    default:
      return readText(input, options);
  }
}

/** An archive held in memory: one on standard input or in a mail. */
async function openArchive(input: Input): Promise<AsyncIterable<Found>> {
  const { readWarc } = await import("./warc/warc.ts");
  const { inPieces } = await import("./warc/wacz.ts");
  return readWarc(inPieces(input.bytes), false, input);
}

function unpacked(input: Input): Input {
  const { bytes, packed = bytes, depth } = input;
  return { ...input, bytes: gunzip(input), packed, depth: depth + 1 };
}

function gunzip({ bytes, name }: Input): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_DOCUMENT_BYTES });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ERR_BUFFER_TOO_LARGE") {
      throw damaged(name, "this gzip file is cut short or broken. Get it anew.", cause);
    }
    const mib = MAX_DOCUMENT_BYTES / 2 ** 20;
    const message = `${name}: unpacked it has more than ${mib} MiB. Unpack it yourself, and split it into documents.`;
    throw new OnRecordError("too-large", message, { file: name }, { cause });
  }
}

async function* readText(input: Input, options: OpenOptions): AsyncGenerator<Found> {
  const { bytes, name } = input;
  const html = options.format === "html" || isHtmlByHttp(input);
  const encoding = options.encoding ?? usableCharset(input.charset, bytes);
  const text = decodeBytes(bytes, { name, encoding, html });
  if (text.trim() === "") throw emptyError(name);
  const known = hashedFacts(input);
  if (!html && (options.format === "text" || !looksLikeHtml(text))) {
    yield { document: textDocument(text, known), of: input };
    return;
  }
  const { htmlDocument } = await import("./html-document.ts");
  const document = htmlDocument(text, known);
  if (document.blocks.length === 0) throw emptyError(name);
  yield { document, of: input };
}

/** A page may be a fragment, which looks like nothing, but HTTP says that it is HTML. */
function isHtmlByHttp({ http }: Input): boolean {
  return /^(?:text\/html|application\/xhtml\+xml)\b/i.test(http?.headers["content-type"] ?? "");
}

async function finish(
  { document, of }: { readonly document: Document; readonly of: Input },
  { keep }: OpenOptions,
): Promise<Document> {
  const whole = {
    ...filled(document, of.fallback ?? {}),
    url: document.url ?? of.base ?? null,
    ...(of.part !== null && { part: of.part }),
  };
  await keep?.(of, whole);
  return whole;
}

function filled(document: Document, facts: KnownFacts): Document {
  return {
    ...document,
    title: document.title ?? facts.title ?? null,
    outlet: document.outlet ?? facts.outlet ?? null,
    byline: document.byline.length > 0 ? document.byline : (facts.byline ?? []),
    published: document.published ?? facts.published ?? null,
    updated: document.updated ?? facts.updated ?? null,
    language: document.language ?? facts.language ?? null,
  };
}
