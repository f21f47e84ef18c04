import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { type Document, OnRecordError } from "../document/index.ts";
import { isoDate } from "./dates.ts";
import { assertEncoding, decodeBytes } from "./decode.ts";
import type { KnownFacts } from "./facts.ts";
import type { Genre } from "./genre/index.ts";
import { looksLikeHtml } from "./html-signs.ts";
import { readNdjson } from "./ndjson.ts";
import { findSources, notReadable, STDIN } from "./sources.ts";
import { textDocument } from "./text-document.ts";

/** `auto` tells HTML from text by content, and NDJSON by the endings .ndjson and .jsonl. */
export type InputFormat = "auto" | "text" | "html" | "ndjson";

export interface ReadOptions {
  readonly from?: InputFormat | undefined;
  /** ISO 8601; goes before what a text or page says, but not before what an NDJSON line says. */
  readonly published?: string | undefined;
  /** Goes before what the texts themselves show. */
  readonly genre?: Genre | undefined;
  /** Goes before what the bytes say. NDJSON is always UTF-8. */
  readonly encoding?: string | undefined;
  /** What `-` reads; `process.stdin` where it is not given. */
  readonly stdin?: AsyncIterable<Uint8Array> | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type ReadResult =
  | { readonly document: Document }
  | {
      readonly error: OnRecordError;
      /** Of the NDJSON line, where it could be read. */
      readonly id: string | null;
      /** True for a line of NDJSON: the error takes the line's place in the output. */
      readonly inLine: boolean;
    };

/** Largest document, in bytes: a file, standard input, or one line of NDJSON. */
export const MAX_DOCUMENT_BYTES = 32 * 2 ** 20;

/**
 * The documents of the sources, in order: files, folders (their texts, sorted, with subfolders),
 * patterns, and `-` for standard input. A source or line that fails is an error in its place, and
 * the rest goes on. One document is held at a time, so that streams may be endless.
 *
 * @throws OnRecordError `bad-option` or `bad-date`, before anything is read, for an encoding that
 *   nobody knows or a `published` that is no date; the signal's reason once it is aborted
 */
export async function* readSources(
  sources: readonly string[],
  options: ReadOptions = {},
): AsyncGenerator<ReadResult> {
  const checked = { ...options, published: checkPublished(options.published) };
  if (options.encoding !== undefined) assertEncoding(options.encoding);
  for await (const source of findSources(sources)) {
    if (source instanceof OnRecordError) yield failed(source);
    else yield* readSource(source, checked);
    options.signal?.throwIfAborted();
  }
}

function checkPublished(published: string | undefined): string | undefined {
  const date = published === undefined ? undefined : isoDate(published);
  if (date !== null) return date;
  throw new OnRecordError(
    "bad-date",
    `"${published}" is not an ISO 8601 date. Write it as 2031-03-12 or 2031-03-12T09:15Z.`,
    { published: published! },
  );
}

async function* readSource(source: string, options: ReadOptions): AsyncGenerator<ReadResult> {
  const { from = "auto" } = options;
  try {
    if (from === "ndjson" || (from === "auto" && /\.(?:ndjson|jsonl)$/i.test(source))) {
      yield* readLines(source, options);
    } else {
      yield { document: await documentOf(await readBytes(source, options), source, options) };
    }
  } catch (error) {
    if (options.signal?.aborted) throw error;
    yield failed(readingError(source, error));
  }
}

async function* readLines(source: string, options: ReadOptions): AsyncGenerator<ReadResult> {
  if (source !== STDIN) await checkRegular(source);
  const chunks = source === STDIN ? standardInput(options) : createReadStream(source);
  for await (const line of readNdjson(chunks, source, MAX_DOCUMENT_BYTES)) {
    options.signal?.throwIfAborted();
    if ("error" in line) yield { ...line, inLine: true };
    else {
      const published = line.facts.published ?? options.published ?? null;
      const { genre = null } = options;
      yield { document: textDocument(line.text, { ...line.facts, published, genre }) };
    }
  }
}

async function documentOf(
  bytes: Uint8Array,
  source: string,
  options: ReadOptions,
): Promise<Document> {
  const { from = "auto", published, genre, encoding } = options;
  const name = source === STDIN ? "standard input" : source;
  const text = decodeBytes(bytes, { name, encoding, html: from === "html" });
  if (text.trim() === "") throw emptyError(name);
  const facts: KnownFacts = {
    file: source === STDIN ? null : source,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    ...(published === undefined ? {} : { published }),
    ...(genre === undefined ? {} : { genre }),
  };
  const isHtml = from === "html" || (from === "auto" && looksLikeHtml(text));
  if (!isHtml) return textDocument(text, facts);
  // Loaded with the first page only: its parser would lengthen every start.
  const { htmlDocument } = await import("./html-document.ts");
  const document = htmlDocument(text, facts);
  if (document.blocks.length === 0) throw emptyError(name);
  return document;
}

async function readBytes(source: string, options: ReadOptions): Promise<Uint8Array> {
  if (source === STDIN) return collect(standardInput(options));
  const size = await checkRegular(source);
  if (size > MAX_DOCUMENT_BYTES) throw tooLarge(source, size);
  return readFile(source, { signal: options.signal });
}

function standardInput({ stdin }: ReadOptions): AsyncIterable<Uint8Array> {
  return stdin ?? process.stdin;
}

/** The size of a regular file. @throws OnRecordError `not-readable` for a pipe, device or socket */
async function checkRegular(source: string): Promise<number> {
  const found = await stat(source);
  if (found.isFile()) return found.size;
  throw new OnRecordError(
    "not-readable",
    `${source}: this is not a regular file. Give what it holds on standard input, with - as the source.`,
    { file: source },
  );
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > MAX_DOCUMENT_BYTES) throw tooLarge("standard input", size);
    held.push(chunk);
  }
  return Buffer.concat(held, size);
}

function failed(error: OnRecordError): ReadResult {
  return { error, id: null, inLine: false };
}

/** Errors of the system as ours; what is neither is a mistake of the program and goes on. */
function readingError(source: string, error: unknown): OnRecordError {
  if (error instanceof OnRecordError) return error;
  if (error instanceof Error && "syscall" in error) return notReadable(source, error);
  throw error;
}

function emptyError(name: string): OnRecordError {
  return new OnRecordError(
    "empty",
    `${name}: there is no text in it. Check that it was saved, or leave it out.`,
    { file: name },
  );
}

function tooLarge(name: string, size: number): OnRecordError {
  const [mib, limit] = [Math.ceil(size / 2 ** 20), MAX_DOCUMENT_BYTES / 2 ** 20];
  return new OnRecordError(
    "too-large",
    `${name}: it has ${mib} MiB or more, and a document may have ${limit} MiB. Split it into documents, or give many as lines with --from ndjson.`,
    { file: name, size },
  );
}
