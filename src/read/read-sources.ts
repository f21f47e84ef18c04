import { createReadStream } from "node:fs";
import { open, readFile, stat } from "node:fs/promises";
import { type Document, OnRecordError } from "../document/index.ts";
import { charsetOf } from "./charset.ts";
import { isoDate } from "./dates.ts";
import { assertEncoding } from "./decode.ts";
import type { FollowLink } from "./feed/feed.ts";
import type { Fetched, Fetcher } from "./fetch/fetcher.ts";
import { formatOf, gunzipHead, HEAD_BYTES, type SourceFormat } from "./formats.ts";
import type { Genre } from "./genre/index.ts";
import { type Input, MAX_DOCUMENT_BYTES, tooLarge } from "./input.ts";
import { readNdjson } from "./ndjson.ts";
import { type OpenOptions, openInput, openParts } from "./open-input.ts";
import type { Snapshot } from "./snapshot/snapshot.ts";
import { findSources, isUrl, notReadable, STDIN } from "./sources.ts";
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
  /** Goes before what the texts themselves show. */
  readonly genre?: Genre | undefined;
  /** Goes before what the bytes say. NDJSON is always UTF-8. */
  readonly encoding?: string | undefined;
  /** What `-` reads; `process.stdin` where it is not given. */
  readonly stdin?: AsyncIterable<Uint8Array> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Whether the pages of a feed's entries are fetched and read in their place. */
  readonly follow?: boolean | undefined;
  /** Fetches addresses; a polite one that reaches the open web only, where it is not given. */
  readonly fetcher?: Fetcher | undefined;
  /** Keeps the raw bytes of every document (`openSnapshot`). */
  readonly snapshot?: Snapshot | undefined;
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
  const { fetcher = await fetcherFor(sources, options) } = options;
  const checked = { ...options, published: checkPublished(options.published), fetcher };
  if (options.encoding !== undefined) assertEncoding(options.encoding);
  for await (const source of findSources(sources)) {
    if (source instanceof OnRecordError) yield failed(source);
    else yield* readSource(source, checked);
    options.signal?.throwIfAborted();
  }
}

/** One for all sources, so that it knows which hosts it has just asked. */
async function fetcherFor(
  sources: readonly string[],
  { follow = false }: ReadOptions,
): Promise<Fetcher | undefined> {
  if (!follow && !sources.some(isUrl)) return undefined;
  return new (await import("./fetch/fetcher.ts")).Fetcher();
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

/**
 * The documents in bytes that came by another way than a file, such as a form; as `readSources`.
 *
 * @param name what the file is called, for `file` and messages; nothing is opened by it
 */
export async function* readBytes(
  bytes: Uint8Array,
  name: string,
  options: Pick<ReadOptions, "published"> = {},
): AsyncGenerator<ReadResult> {
  const checked = { from: "auto", published: checkPublished(options.published) } as const;
  async function* chunks() {
    yield bytes;
  }
  const opened: Opened = {
    head: bytes.subarray(0, HEAD_BYTES),
    whole: bytes.length <= HEAD_BYTES,
    chunks,
    bytes: async (limit) => {
      if (bytes.length > limit) throw tooLarge(name, bytes.length);
      return bytes;
    },
  };
  yield* readOpened(async () => opened, name, checked);
}

async function* readSource(source: string, options: ReadOptions): AsyncGenerator<ReadResult> {
  yield* readOpened(() => openSource(source, options), source, options);
}

async function* readOpened(
  open: () => Promise<Opened>,
  source: string,
  options: ReadOptions,
): AsyncGenerator<ReadResult> {
  try {
    const opened = await open();
    const format = formatFor(opened, source, options);
    if (format === "ndjson") yield* readLines(opened, source, options);
    else if (format === "warc") yield* readArchive(opened, source, options);
    else {
      const limit = format === "wacz" ? MAX_WACZ_BYTES : MAX_DOCUMENT_BYTES;
      const input = inputOf(source, await opened.bytes(limit), opened, options);
      yield* resultsOf(openInput(input, openOptions(format, options)), options);
    }
  } catch (error) {
    if (options.signal?.aborted) throw error;
    if (error instanceof OnRecordError && error.code === "not-writable") throw error;
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
  /** Where it was fetched from; absent for a file. */
  readonly origin?: Partial<Input>;
}

async function openSource(source: string, options: ReadOptions): Promise<Opened> {
  if (source === STDIN) return openStdin(options);
  return isUrl(source) ? openUrl(source, options) : openFile(source);
}

async function openUrl(source: string, { fetcher, signal }: ReadOptions): Promise<Opened> {
  const { bytes, ...fetched } = await fetcher!.fetch(source, signal);
  async function* chunks() {
    yield bytes;
  }
  return {
    head: bytes.subarray(0, HEAD_BYTES),
    whole: bytes.length <= HEAD_BYTES,
    chunks,
    bytes: async () => bytes,
    origin: originOf(fetched),
  };
}

/** What is known of bytes that came over HTTP. */
function originOf({ url, status, headers, retrieved }: Omit<Fetched, "bytes">): Partial<Input> {
  const charset = charsetOf(headers["content-type"]);
  return { base: url, charset, retrieved, http: { status, headers } };
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
      const { genre = null } = options;
      const document = textDocument(line.text, { ...line.facts, published, genre });
      await options.snapshot?.keep(lineInput(line.text, source, opened), document);
      yield { document, inLine: true };
    }
  }
}

/** A line of NDJSON as what its hash is of: the text in UTF-8. */
function lineInput(text: string, source: string, opened: Opened): Input {
  return inputOf(source, Buffer.from(text, "utf8"), opened, {});
}

/** An archive may be larger than memory: its records are read as they come. */
async function* readArchive(
  opened: Opened,
  source: string,
  options: ReadOptions,
): AsyncGenerator<ReadResult> {
  const { readWarc } = await import("./warc/warc.ts");
  const packed = formatOf(opened.head, false) === "gzip";
  const input = inputOf(source, new Uint8Array(), opened, options);
  const found = readWarc(opened.chunks(), packed, input);
  yield* resultsOf(openParts(found, openOptions(null, options)), options);
}

function inputOf(
  source: string,
  bytes: Uint8Array,
  { origin = {} }: Opened,
  { published, genre }: ReadOptions,
): Input {
  return {
    ...origin,
    bytes,
    name: source === STDIN ? "standard input" : source,
    facts: {
      file: source === STDIN || isUrl(source) ? null : source,
      ...(published === undefined ? {} : { published }),
      ...(genre === undefined ? {} : { genre }),
    },
    part: null,
    depth: 0,
  };
}

function openOptions(format: SourceFormat | null, options: ReadOptions): OpenOptions {
  const { encoding, follow = false, fetcher, snapshot } = options;
  return {
    format,
    encoding,
    follow: follow && fetcher ? followWith(fetcher, options.signal) : null,
    keep: snapshot ? (of, document) => snapshot.keep(of, document) : null,
  };
}

/** The page takes the entry's place; what it does not say of itself, the entry does. */
function followWith(fetcher: Fetcher, signal: AbortSignal | undefined): FollowLink {
  return async (url, entry) => {
    const { bytes, ...fetched } = await fetcher.fetch(url, signal);
    const { file = null } = entry.facts;
    return { ...entry, ...originOf(fetched), bytes, facts: { file }, fallback: entry.facts };
  };
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
