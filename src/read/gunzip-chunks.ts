import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { damaged } from "./input.ts";

/**
 * What a gzip stream holds, all its members, as it comes.
 *
 * @throws OnRecordError `damaged` where the stream is cut short or broken, after all that is whole
 */
export async function* gunzipChunks(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  // Errors of either stream come out of the loop below.
  pipeline(Readable.from(chunks), gunzip, () => {});
  try {
    yield* gunzip;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).syscall !== undefined) throw cause;
    throw damaged(name, "this gzip file is cut short or broken. Get it anew.", cause);
  }
}
