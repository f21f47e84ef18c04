import { createHash, randomUUID } from "node:crypto";
import { appendFile, mkdir, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Document, OnRecordError } from "../../document/index.ts";
import type { Input } from "../input.ts";

/** Keeps the raw bytes of every document that is read. */
export interface Snapshot {
  /** @throws OnRecordError `not-writable` */
  keep(of: Input, document: Document): Promise<void>;
}

/**
 * A folder that keeps what was read, so that anyone can check a record against it.
 *
 * `ab/abcdef…` holds the bytes whose SHA-256 is its name: for each document those that its
 * `sha256` is of, and the feed or mail they came in. `SHA256SUMS` is for `sha256sum --check`.
 * `snapshot.ndjson` has a line for each document: what was read, from where and when. Nothing that
 * is there is ever written over.
 *
 * @throws OnRecordError `not-writable`
 */
export async function openSnapshot(folder: string): Promise<Snapshot> {
  const hashes = new WeakMap<Uint8Array, string>();
  await orNotWritable(folder, mkdir(folder, { recursive: true }));
  const store = async (bytes: Uint8Array): Promise<string> => {
    const sha256 = hashes.get(bytes) ?? createHash("sha256").update(bytes).digest("hex");
    if (!hashes.has(bytes)) await storeBytes(folder, sha256, bytes);
    hashes.set(bytes, sha256);
    return sha256;
  };
  return {
    keep: async (of, { id, part }) => {
      const sha256 = await orNotWritable(folder, store(of.packed ?? of.bytes));
      const whole = outermost(of);
      const held = whole.packed ?? whole.bytes;
      const line = {
        sha256,
        size: (of.packed ?? of.bytes).length,
        retrieved: of.retrieved ?? new Date().toISOString(),
        id,
        file: of.facts.file ?? null,
        part: part ?? null,
        within: whole === of || held.length === 0 ? null : await orNotWritable(folder, store(held)),
        url: of.base ?? null,
        status: of.http?.status ?? null,
        headers: of.http?.headers ?? null,
      };
      const index = join(folder, "snapshot.ndjson");
      await orNotWritable(folder, appendFile(index, `${JSON.stringify(line)}\n`));
    },
  };
}

function outermost(input: Input): Input {
  let whole = input;
  while (whole.within) whole = whole.within;
  return whole;
}

/** Written under another name first, so that a file with a hash for its name is always whole. */
async function storeBytes(folder: string, sha256: string, bytes: Uint8Array): Promise<void> {
  const name = `${sha256.slice(0, 2)}/${sha256}`;
  const path = join(folder, name);
  const found = await stat(path).catch(() => null);
  if (found?.size === bytes.length) return;
  await mkdir(join(folder, sha256.slice(0, 2)), { recursive: true });
  const written = `${path}.${randomUUID()}`;
  await writeFile(written, bytes);
  await rename(written, path);
  await appendFile(join(folder, "SHA256SUMS"), `${sha256}  ${name}\n`);
}

async function orNotWritable<T>(folder: string, work: Promise<T>): Promise<T> {
  return work.catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code ?? cause.message;
    const message = `${folder}: the snapshot cannot be written (${why}). Name a folder with room that you may write to.`;
    throw new OnRecordError("not-writable", message, { file: folder }, { cause });
  });
}
