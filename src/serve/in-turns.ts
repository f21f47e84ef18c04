import type { IncomingMessage } from "node:http";
import type { MiddlewareHandler } from "hono";

interface Bindings {
  /** Absent where a request did not come over a network. */
  readonly incoming?: Pick<IncomingMessage, "socket">;
}

/**
 * Lets one request begin at each turn of the event loop. A record in a file is read without
 * waiting, so that all requests that have come would be answered in one go, and only then another
 * connection taken: of 200 clients at once, a third waited for more than ten seconds to be heard. Nothing is done for
 * a client that has gone by then.
 */
export function inTurns(): MiddlewareHandler<{ Bindings: Bindings }> {
  const waiting: (() => void)[] = [];
  const next = () => {
    waiting.shift()?.();
    if (waiting.length > 0) setImmediate(next);
  };
  return async (context, work) => {
    await new Promise<void>((resolve) => {
      if (waiting.push(resolve) === 1) setImmediate(next);
    });
    if (context.env?.incoming?.socket.destroyed) return context.body(null, 400);
    await work();
    return undefined;
  };
}
