import { setTimeout as sleep } from "node:timers/promises";

export interface BatchOptions<T> {
  readonly sizeOf: (item: T) => number;
  /** A batch of that size is given out; it may be larger by its last item. */
  readonly full: number;
  /** One that is not full is given out where nothing comes for so many milliseconds. */
  readonly wait?: number;
}

const WAIT = 100;

/** The items in their order, in batches of one or more. */
export async function* inBatches<T>(
  items: AsyncIterable<T>,
  { sizeOf, full, wait = WAIT }: BatchOptions<T>,
): AsyncGenerator<T[]> {
  const iterator = items[Symbol.asyncIterator]();
  const ask = () => iterator.next().catch((error: unknown) => ({ error }));
  let batch: T[] = [];
  let size = 0;
  let next = ask();
  for (;;) {
    const result = batch.length === 0 ? await next : await within(wait, next);
    const isOver = result !== null && ("error" in result || result.done === true);
    if (result !== null && !isOver) {
      batch.push((result as IteratorYieldResult<T>).value);
      size += sizeOf(batch.at(-1)!);
      next = ask();
      if (size < full) continue;
    }
    if (batch.length > 0) yield batch;
    if (result !== null && "error" in result) throw result.error;
    if (isOver) return;
    batch = [];
    size = 0;
  }
}

/** What was promised, or `null` where it does not come in time. */
async function within<T>(wait: number, promised: Promise<T>): Promise<T | null> {
  const stop = new AbortController();
  const late = sleep(wait, null, { signal: stop.signal }).catch(() => null);
  try {
    return await Promise.race([promised, late]);
  } finally {
    stop.abort();
  }
}
