import type { MiddlewareHandler } from "hono";

/**
 * Lets one request begin at each turn of the event loop. A record in a file is read without
 * waiting, so that all requests that have come would be answered in one go, and only then another
 * connection taken: of 200 clients at once, a third waited for more than ten seconds to be heard.
 */
export function inTurns(): MiddlewareHandler {
  const waiting: (() => void)[] = [];
  const next = () => {
    waiting.shift()?.();
    if (waiting.length > 0) setImmediate(next);
  };
  return async (_, work) => {
    await new Promise<void>((resolve) => {
      if (waiting.push(resolve) === 1) setImmediate(next);
    });
    await work();
  };
}
