/** One line of a byte stream, without its line feed. */
export interface ByteLine {
  /** Counted from 1. */
  readonly number: number;
  /** `null` where the line is longer than the limit: it was passed over. */
  readonly bytes: Buffer | null;
}

const LINE_FEED = 0x0a;

/**
 * Cuts a stream of bytes at line feeds. Holds one line of at most `limit` bytes: of a longer one
 * nothing is kept. A last line without line feed counts.
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<ByteLine> {
  let number = 1;
  let held: Uint8Array[] = [];
  let size = 0;
  const take = (): ByteLine => {
    const bytes = size > limit ? null : Buffer.concat(held, size);
    [held, size] = [[], 0];
    return { number: number++, bytes };
  };
  const hold = (part: Uint8Array) => {
    size += part.length;
    if (size > limit) held = [];
    else if (part.length > 0) held.push(part);
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, from)) {
      hold(chunk.subarray(from, at));
      yield take();
      from = at + 1;
    }
    hold(chunk.subarray(from));
  }
  if (size > 0) yield take();
}
