import { open, readdir, stat } from "node:fs/promises";
import { extname, join, resolve } from "node:path";
import { OnRecordError } from "../document/index.ts";
import { formatOf, HEAD_BYTES, tellsFormat } from "./formats.ts";
import { expandGlob, isGlob } from "./glob.ts";

/** The name that stands for standard input. */
export const STDIN = "-";

/** Whether a source is an address of the web. */
export function isUrl(source: string): boolean {
  return /^https?:\/\//i.test(source);
}

/**
 * What is read in a folder without a look inside, and so are files without an extension. Others
 * are read where their content says what they are; a plain text says nothing, so that programs,
 * tables and settings are passed over.
 */
const EXTENSIONS: ReadonlySet<string> = new Set(
  ".txt .text .md .html .htm .xhtml .ndjson .jsonl".split(" "),
);

/** "README.md", "Readme": it tells of the files beside it and is no report. */
const README = /^readme(?:\.|$)/i;

export interface ListOptions {
  /** Told of files in folders that are texts and no documents: a README. Named by itself, it is one. */
  readonly onSkipped?: (path: string) => void;
}

/**
 * The files the sources stand for, in order, duplicates once: a file as it is, a folder's texts
 * sorted and with its subfolders, but for a README, what a pattern matches, an address of the web as it is, `-` for
 * standard input. A source that stands for nothing is an error in its place.
 */
export async function listSources(
  sources: readonly string[],
  options: ListOptions = {},
): Promise<readonly (string | OnRecordError)[]> {
  const list: (string | OnRecordError)[] = [];
  for await (const found of findSources(sources, options)) list.push(found);
  return list;
}

/** As {@link listSources}, one at a time. */
export async function* findSources(
  sources: readonly string[],
  options: ListOptions = {},
): AsyncGenerator<string | OnRecordError> {
  const seen = new Set<string>();
  for (const source of sources) {
    for await (const found of findSource(source, options)) {
      const key = typeof found === "string" && isPath(found) ? resolve(found) : String(found);
      if (seen.has(key)) continue;
      seen.add(key);
      yield found;
    }
  }
}

function isPath(source: string): boolean {
  return source !== STDIN && !isUrl(source);
}

async function* findSource(
  source: string,
  options: ListOptions,
): AsyncGenerator<string | OnRecordError> {
  if (!isPath(source)) return yield source;
  const found = await stat(source).catch((error: NodeJS.ErrnoException) => error);
  if (!(found instanceof Error))
    yield* found.isDirectory() ? findInFolder(source, options) : [source];
  else if (isMissing(found) && isGlob(source)) yield* findMatches(source);
  else yield isMissing(found) ? notFound(source) : notReadable(source, found);
}

async function* findInFolder(
  folder: string,
  options: ListOptions,
): AsyncGenerator<string | OnRecordError> {
  let any = false;
  for await (const found of walk(folder, options)) {
    any = true;
    yield found;
  }
  if (any) return;
  yield new OnRecordError(
    "no-documents",
    `${folder}: no text in this folder. Plain texts end in ${[...EXTENSIONS].join(", ")} or have no extension; name a file itself to have it read whatever its name.`,
    { file: folder },
  );
}

async function* walk(folder: string, options: ListOptions): AsyncGenerator<string | OnRecordError> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => error,
  );
  if (entries instanceof Error) return yield notReadable(folder, entries);
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith(".")) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path, options);
    else if (README.test(entry.name)) options.onSkipped?.(path);
    else if ((await isRegularFile(path)) && (isTextName(entry.name) || (await isTold(path)))) {
      yield path;
    }
  }
}

async function* findMatches(pattern: string): AsyncGenerator<string | OnRecordError> {
  let any = false;
  for await (const path of expandGlob(pattern)) {
    const regular = await isRegularFile(path);
    if (regular) yield path;
    any ||= regular;
  }
  if (any) return;
  yield new OnRecordError(
    "not-found",
    `${pattern}: no file matches this pattern. Check the spelling and the folder it starts from.`,
    { file: pattern },
  );
}

function isTextName(name: string): boolean {
  const extension = extname(name).toLowerCase();
  return extension === "" || EXTENSIONS.has(extension);
}

/** Whether a file that no name makes a text says itself what it is: a page, a feed, a PDF … */
async function isTold(path: string): Promise<boolean> {
  const head = await headOf(path);
  if (head === null) return false;
  const inner = path.replace(/\.gz$/i, "");
  if (inner !== path && isTextName(inner) && formatOf(head, false) === "gzip") return true;
  return tellsFormat(head, head.length < HEAD_BYTES);
}

/** The first bytes of a file; `null` where they cannot be had. */
async function headOf(path: string): Promise<Uint8Array | null> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof Error && "syscall" in error) return null;
    throw error;
  }
}

async function isRegularFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

function isMissing(error: NodeJS.ErrnoException): boolean {
  return error.code === "ENOENT" || error.code === "ENOTDIR";
}

function notFound(source: string): OnRecordError {
  return new OnRecordError(
    "not-found",
    `${source === "" ? '""' : source}: no such file or folder. Check the spelling, or use - to read standard input.`,
    { file: source },
  );
}

/** The error for a file or folder the system does not let us read. */
export function notReadable(path: string, cause: Error): OnRecordError {
  const code = (cause as NodeJS.ErrnoException).code ?? cause.message;
  const why = code === "EACCES" || code === "EPERM" ? "permission denied" : code;
  return new OnRecordError(
    "not-readable",
    `${path}: cannot be read (${why}). Check that you may read it, for example with ls -l.`,
    { file: path },
    { cause },
  );
}
