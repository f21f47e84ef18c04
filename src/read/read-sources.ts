import { createReadStream } from "node:fs";
import { open, readFile, stat } from "node:fs/promises";
import { type Document, OnRecordError } from "../document/index.ts";
import { isoDate } from "./dates.ts";
import { assertEncoding } from "./decode.ts";
import { formatOf, gunzipHead, HEAD_BYTES, type SourceFormat } from "./formats.ts";
import { type Input, MAX_DOCUMENT_BYTES, tooLarge } from "./input.ts";
import { readNdjson } from "./ndjson.ts";
import { type OpenOptions, openInput, openParts } from "./open-input.ts";
import { findSources, notReadable, STDIN } from "./sources.ts";
import { textDocument } from "./text-document.ts";

/** `auto` tells what a source is by its content, and a broken NDJSON file by its name. */
export type InputFormat =
  | "auto"
  | "text"
  | "html"
  | "ndjson"
  | "feed"
  | "mail"
  | "docx"
  | "pdf"
  | "warc";

export interface ReadOptions {
  readonly from?: InputFormat | undefined;
  /** ISO 8601; goes before what a text or page says, but not before what an NDJSON line says. */
  readonly published?: string | undefined;
  /** Goes before what the bytes say. NDJSON is always UTF-8. */
  readonly encoding?: string | undefined;
  /** What `-` reads; `process.stdin` where it is not given. */
  readonly stdin?: AsyncIterable<Uint8Array> | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type ReadResult =
  | {
      readonly document: Document;
      /** True for a line of NDJSON. */
      readonly inLine: boolean;
    }
  | {
      readonly error: OnRecordError;
      /** Of the NDJSON line, where it could be read. */
      readonly id: string | null;
      /** True for a line of NDJSON: the error takes the line's place in the output. */
      readonly inLine: boolean;
    };

/**
 * The documents of the sources, in order: files, folders (their texts, sorted, with subfolders),
 * patterns, and `-` for standard input. What a source is, its content tells. A feed, an archive or
 * a mail with attachments holds several documents. A source, part or line that fails is an error in its place, and
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
  try {
    const opened = source === STDIN ? await openStdin(options) : await openFile(source);
    const format = formatFor(opened, source, options);
    if (format === "ndjson") yield* readLines(opened, source, options);
    else if (format === "warc") yield* readArchive(opened, source, options);
    else {
      const limit = format === "wacz" ? MAX_WACZ_BYTES : MAX_DOCUMENT_BYTES;
      yield* readDocuments(await opened.bytes(limit), source, format, options);
    }
  } catch (error) {
    if (options.signal?.aborted) throw error;
    yield failed(readingError(source, error));
  }
}

/** Largest WACZ file: its directory is at the end, so that it is held in memory. */
const MAX_WACZ_BYTES = 256 * 2 ** 20;

/** A source whose first bytes have been looked at. */
interface Opened {
  readonly head: Uint8Array;
  /** Whether the head is all of it. */
  readonly whole: boolean;
  /** All of it, head included, as it comes. */
  chunks(): AsyncIterable<Uint8Array>;
  /** @throws OnRecordError `too-large` */
  bytes(limit: number): Promise<Uint8Array>;
}

async function openFile(source: string): Promise<Opened> {
  const size = await checkRegular(source);
  const head = size <= HEAD_BYTES ? await readFile(source) : await readHead(source);
  return {
    head,
    whole: size <= HEAD_BYTES,
    chunks: () => createReadStream(source),
    bytes: async (limit) => {
      if (size > limit) throw tooLarge(source, size);
      return size <= HEAD_BYTES ? head : readFile(source);
    },
  };
}

async function readHead(source: string): Promise<Uint8Array> {
  const file = await open(source);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Reads ahead no further than it must: what feeds a pipe may wait for the answer to its first line. */
async function openStdin({ stdin = process.stdin, from = "auto" }: ReadOptions): Promise<Opened> {
  const iterator = stdin[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  let ended = false;
  let size = 0;
  while (from === "auto" && !ended && size < HEAD_BYTES && !held.at(-1)?.includes(LINE_FEED)) {
    const next = await iterator.next();
    ended = next.done === true;
    if (next.done) break;
    held.push(next.value);
    size += next.value.length;
  }
  async function* chunks() {
    yield* held.splice(0);
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
      yield next.value;
    }
  }
  return {
    head: Buffer.concat(held),
    whole: ended,
    chunks,
    bytes: (limit) => collect(chunks(), limit),
  };
}

const LINE_FEED = 0x0a;

/** What the user says, else what the first bytes say, inside a gzip file too; `null` for neither. */
function formatFor(
  { head, whole }: Opened,
  source: string,
  { from = "auto" }: ReadOptions,
): SourceFormat | null {
  const told = formatOf(head, whole);
  if (from !== "auto") return from === "warc" && told === "wacz" ? "wacz" : from;
  const inner = told === "gzip" ? formatOf(gunzipHead(head), false) : told;
  if (inner === "ndjson" || inner === "warc" || told === "wacz") return inner;
  return inner === "text" && /\.(?:ndjson|jsonl)(?:\.gz)?$/i.test(source) ? "ndjson" : null;
}

async function* readLines(
  opened: Opened,
  source: string,
  options: ReadOptions,
): AsyncGenerator<ReadResult> {
  const packed = formatOf(opened.head, false) === "gzip";
  const chunks = packed
    ? (await import("./gunzip-chunks.ts")).gunzipChunks(opened.chunks(), source)
    : opened.chunks();
  for await (const line of readNdjson(chunks, source, MAX_DOCUMENT_BYTES)) {
    options.signal?.throwIfAborted();
    if ("error" in line) yield { ...line, inLine: true };
    else {
      const published = line.facts.published ?? options.published ?? null;
      yield { document: textDocument(line.text, { ...line.facts, published }), inLine: true };
    }
  }
}

async function* readDocuments(
  bytes: Uint8Array,
  source: string,
  format: SourceFormat | null,
  options: ReadOptions,
): AsyncGenerator<ReadResult> {
  const input = inputOf(source, bytes, options);
  yield* resultsOf(openInput(input, openOptions(format, options)), options);
}

/** An archive may be larger than memory: its records are read as they come. */
async function* readArchive(
  opened: Opened,
  source: string,
  options: ReadOptions,
): AsyncGenerator<ReadResult> {
  const { readWarc } = await import("./warc/warc.ts");
  const packed = formatOf(opened.head, false) === "gzip";
  const input = inputOf(source, new Uint8Array(), options);
  const found = readWarc(opened.chunks(), packed, input);
  yield* resultsOf(openParts(found, openOptions(null, options)), options);
}

function inputOf(source: string, bytes: Uint8Array, { published }: ReadOptions): Input {
  return {
    bytes,
    name: source === STDIN ? "standard input" : source,
    facts: {
      file: source === STDIN ? null : source,
      ...(published === undefined ? {} : { published }),
    },
    part: null,
    depth: 0,
  };
}

function openOptions(format: SourceFormat | null, { encoding }: ReadOptions): OpenOptions {
  return { format, encoding, follow: null, keep: null };
}

async function* resultsOf(
  found: ReturnType<typeof openInput>,
  { signal }: ReadOptions,
): AsyncGenerator<ReadResult> {
  for await (const each of found) {
    yield "error" in each ? failed(each.error) : { ...each, inLine: false };
    signal?.throwIfAborted();
  }
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

async function collect(chunks: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > limit) throw tooLarge("standard input", size);
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
