import { type Handler, Hono } from "hono";
import type { Metrics } from "./metrics.ts";

/** How long, in milliseconds, the record may take to answer. */
const PATIENCE = 2000;

/** Whether a process is there, and whether work may be given to it. */
export interface Health {
  /** Rejects where the record does not answer. */
  readonly ask: () => Promise<unknown>;
  /** Whether it was asked to stop. */
  readonly isStopping: () => boolean;
}

/**
 * `/healthz`: the process is there. `/readyz`: its record answers and it was not asked to stop; 503
 * otherwise. They say nothing else, so that everybody may ask.
 */
export function healthRoutes({ ask, isStopping }: Health): Hono {
  const app = new Hono();
  app.get("/healthz", (context) => context.text("ok\n"));
  app.get("/readyz", async (context) => {
    if (isStopping()) return context.text("stopping\n", 503);
    return (await answers(ask)) ? context.text("ready\n") : context.text("not ready\n", 503);
  });
  return app;
}

async function answers(ask: Health["ask"]): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE);
  });
  const asked = ask().then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** `/metrics`, for those who may read the record. */
export function metricsRoute({ type, text }: Metrics): Handler {
  return async (context) =>
    context.body(await text(), 200, { "content-type": type, "cache-control": "no-store" });
}
