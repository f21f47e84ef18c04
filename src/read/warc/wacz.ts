import { damaged, type Found, type Input } from "../input.ts";
import { unzip, zipEntries } from "../zip.ts";
import { readWarc } from "./warc.ts";

/** Largest archive inside that is packed once more by the ZIP; they are stored as a rule. */
const LARGEST = 64 * 2 ** 20;

/**
 * The texts of a packed web archive (WACZ): those of its archives in order.
 *
 * @throws OnRecordError `damaged` where there are none in it
 */
export async function* readWacz(input: Input): AsyncGenerator<Found> {
  const entries = zipEntries(input.bytes, input.name);
  const archives = entries.filter(({ name }) => /^archive\/.+\.warc(?:\.gz)?$/i.test(name));
  if (archives.length === 0)
    throw damaged(input.name, "there is no archive in this WACZ file. Make it anew.");
  for (const entry of archives) {
    const bytes = unzip(entry, input.name, LARGEST);
    const inner: Input = { ...input, name: `${input.name}, ${entry.name}`, part: entry.name };
    yield* readWarc(inPieces(bytes), bytes[0] === 0x1f, inner);
  }
}

/** Bytes held in memory as a source of small pieces. */
export async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 64 * 1024) yield bytes.subarray(at, at + 64 * 1024);
}
