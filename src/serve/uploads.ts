import type { MiddlewareHandler } from "hono";
import { ProblemError, problem } from "./problem.ts";

/** Bytes of one file that is sent: what the reader takes at most. */
export const LONGEST_FILE = 32 * 2 ** 20;

/** Bytes of all that one request sends. */
export const LONGEST_UPLOAD = 40 * 2 ** 20;

/** Files in one request. */
export const MOST_FILES = 50;

/** Where files and texts are sent to; other requests are short. */
const PATHS: readonly string[] = ["/add", "/api/documents", "/api/documents/files"];

export function isUpload(method: string, path: string): boolean {
  return method === "POST" && PATHS.includes(path);
}

/** Requests that may be taken in at once, and that may wait for it: what they send is held in memory. */
const AT_ONCE = 2;
const WAITING = 16;

/** Lets few uploads be taken in at once, so that memory is bounded; the others wait unread. */
export function fewUploads(): MiddlewareHandler {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (context, next) => {
    if (!isUpload(context.req.method, context.req.path)) return next();
    if (running >= AT_ONCE) {
      if (waiting.length >= WAITING) {
        throw new ProblemError(problem(503, "Others are adding documents. Try again in a moment."));
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running++;
    try {
      await next();
    } finally {
      const first = waiting.shift();
      if (first === undefined) running--;
      else first();
    }
  };
}

/** Longest name of a file that is kept. */
const LONGEST_NAME = 200;

/** What a file that is sent is called: a name and no path, whatever was sent as one. */
export function nameOfFile(sent: string): string {
  const last = sent.split(/[/\\]/).at(-1)!;
  const name = last.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "").trim();
  const short = [...name].slice(0, LONGEST_NAME).join("");
  return /^[.-]*$/.test(short) ? "unnamed" : short;
}
