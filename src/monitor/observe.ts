import type { ServerResponse } from "node:http";
import type { Context, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { Answered } from "./metrics.ts";

/** Hears of every request, when it comes and when its answer has been sent. */
export interface Observer {
  begin(): void;
  end(answered: Answered & { readonly bytes: number }): void;
}

interface Bindings {
  /** Absent where a request did not come over a network. */
  readonly outgoing?: ServerResponse;
}

/** The client went before there was an answer. */
const GONE = 499;

const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]);

/** Tells the observer of requests: the first handler of an app, so that waiting counts too. */
export function observed({ begin, end }: Observer): MiddlewareHandler<{ Bindings: Bindings }> {
  return async (context, next) => {
    const startedAt = performance.now();
    const outgoing = context.env?.outgoing;
    // Of a connection that is kept, earlier answers count for nothing.
    const sentBefore = outgoing?.socket?.bytesWritten ?? 0;
    const { socket } = outgoing ?? {};
    begin();
    const finish = () =>
      end({
        method: METHODS.has(context.req.method) ? context.req.method : "other",
        route: routeOf(context),
        status: context.finalized ? context.res.status : GONE,
        milliseconds: performance.now() - startedAt,
        bytes: (socket?.bytesWritten ?? 0) - sentBefore,
      });
    outgoing?.once("close", finish);
    await next();
    if (outgoing === undefined) finish();
    return undefined;
  };
}

/** The pattern that answered, so that there are as many as there are addresses in the program. */
function routeOf(context: Context): string {
  const pattern = matchedRoutes(context).findLast(({ path }) => !path.endsWith("*"));
  return pattern?.path ?? "none";
}
