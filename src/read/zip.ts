import { inflateRawSync } from "node:zlib";
import { damaged, tooLarge } from "./input.ts";

/** One file of a ZIP archive, still packed. */
export interface ZipEntry {
  readonly name: string;
  /** What the archive's directory says; a forged one may say less than there is. */
  readonly size: number;
  readonly packed: Uint8Array;
  readonly method: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;

/** The comment after the directory's end has at most 64 KiB. */
const LONGEST_TAIL = 22 + 0xffff;

/**
 * The files of a ZIP archive, in the order of its directory, without ZIP64.
 *
 * @throws OnRecordError `damaged` where directory and content do not fit, `encrypted`
 */
export function zipEntries(bytes: Uint8Array, name: string): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return readDirectory(view, bytes, name);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw cutShort(name, cause);
  }
}

function readDirectory(view: DataView, bytes: Uint8Array, name: string): ZipEntry[] {
  const entries: ZipEntry[] = [];
  const end = endOfDirectory(view);
  if (end === -1) throw cutShort(name);
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (view.getUint32(at, true) !== DIRECTORY_ENTRY) throw cutShort(name);
    const packedSize = view.getUint32(at + 20, true);
    const nameLength = view.getUint16(at + 28, true);
    const local = view.getUint32(at + 42, true);
    if (view.getUint32(local, true) !== LOCAL_ENTRY) throw cutShort(name);
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    if (from + packedSize > bytes.length) throw cutShort(name);
    entries.push({
      name: Buffer.from(bytes.subarray(at + 46, at + 46 + nameLength)).toString("utf8"),
      size: view.getUint32(at + 24, true),
      packed: bytes.subarray(from, from + packedSize),
      method: view.getUint16(at + 10, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function endOfDirectory(view: DataView): number {
  const first = Math.max(0, view.byteLength - LONGEST_TAIL);
  for (let at = view.byteLength - 22; at >= first; at--) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  }
  return -1;
}

/**
 * The bytes of one file.
 *
 * @throws OnRecordError `too-large` where it unpacks to more than `limit`, `damaged`
 */
export function unzip(entry: ZipEntry, name: string, limit: number): Uint8Array {
  if (entry.method === 0) return entry.packed;
  if (entry.method !== 8) {
    throw damaged(name, `${entry.name} in it is packed in an unusual way. Save it anew.`);
  }
  try {
    return inflateRawSync(entry.packed, { maxOutputLength: limit });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") {
      throw tooLarge(`${name}, ${entry.name}`, limit);
    }
    throw damaged(name, `${entry.name} in it cannot be unpacked. Get the file anew.`, cause);
  }
}

function cutShort(name: string, cause?: unknown) {
  return damaged(name, "it begins as a ZIP archive but is not a whole one. Get it anew.", cause);
}
