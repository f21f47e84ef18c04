/**
 * What `map` makes of each item, in the order of the items, several at work at once.
 *
 * @param ahead how many may be at work or waiting beyond the one asked for; looked at anew for each
 * item. With 0 the next item is not asked for before the result of this one is taken. A result is
 * given out as soon as it is there, also while the next item lets itself be waited for.
 */
export async function* inOrder<T, R>(
  items: AsyncIterable<T>,
  map: (item: T) => Promise<R>,
  ahead: () => number,
): AsyncGenerator<R> {
  const results: Promise<R>[] = [];
  let isTaken = true;
  let isOver = false;
  let stopped = false;
  let failure: { readonly error: unknown } | null = null;
  let wakeReader = () => {};
  let wakeTaker = () => {};

  async function readAll(): Promise<void> {
    try {
      for await (const item of items) {
        const result = map(item);
        // Its error is thrown where it is taken; until then nobody else may miss it.
        result.catch(() => {});
        results.push(result);
        wakeTaker();
        while (!stopped && results.length + (isTaken ? 0 : 1) > ahead()) {
          await new Promise<void>((resolve) => {
            wakeReader = resolve;
          });
        }
        if (stopped) return;
      }
    } catch (error) {
      failure = { error };
    } finally {
      isOver = true;
      wakeTaker();
    }
  }

  const reading = readAll();
  try {
    for (;;) {
      const next = results.shift();
      if (next !== undefined) {
        isTaken = false;
        const result = await next;
        yield result;
        isTaken = true;
        wakeReader();
      } else if (isOver) {
        break;
      } else {
        await new Promise<void>((resolve) => {
          wakeTaker = resolve;
        });
      }
    }
    if (failure !== null) throw (failure as { error: unknown }).error;
  } finally {
    stopped = true;
    wakeReader();
    // Items that wait for input may never come: the reader is left to end by itself.
    if (isOver) await reading;
  }
}
