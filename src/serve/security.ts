import { createHash, timingSafeEqual } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { ProblemError, problem } from "./problem.ts";

export interface Access {
  /** Without one, everybody who reaches the address may read. */
  readonly token: string | null;
  readonly readOnly: boolean;
}

/** The cookie that stands for the token, whose hash it holds. */
export const COOKIE = "onrecord";

export const SIGN_IN = "/sign-in";

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Nothing a document holds may run, be framed, or tell another host where one is reading. */
export const headers: MiddlewareHandler = async (context, next) => {
  await next();
  const { headers } = context.res;
  headers.set("content-security-policy", POLICY);
  headers.set("x-content-type-options", "nosniff");
  headers.set("x-frame-options", "DENY");
  // Other hosts are told nothing; without it, this page's own forms would say that nobody sent them.
  headers.set("referrer-policy", "same-origin");
  headers.set("cross-origin-opener-policy", "same-origin");
  headers.set("cross-origin-resource-policy", "same-origin");
  headers.set("permissions-policy", "interest-cohort=(), geolocation=(), camera=(), microphone=()");
};

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:\d+)?$/i;

/**
 * Who may ask, and from where. Without a token the record is open to this machine alone, so the
 * address must be one of this machine's names: another site's name that is made to lead here (DNS
 * rebinding) is refused. With a token any name will do, since no other site has it.
 */
export function guard({ token, readOnly }: Access): MiddlewareHandler {
  return async (context, next) => {
    const { path, method } = context.req;
    const host = context.req.header("host") ?? "";
    if (token === null && !LOOPBACK.test(host)) {
      throw new ProblemError(
        problem(421, `This record is served as 127.0.0.1 or localhost, not as "${host}".`, "Host"),
      );
    }
    const isWriting = method !== "GET" && method !== "HEAD";
    if (isWriting) refuseOtherSites(context, host);
    const isOpen = path === SIGN_IN || path === "/icon.svg" || path.startsWith("/assets/");
    if (token !== null && !isOpen && !isSignedIn(context, token)) {
      const detail = 'Send the token as "Authorization: Bearer …", or sign in at /sign-in.';
      throw new ProblemError(problem(401, detail, "Authorization"));
    }
    if (readOnly && isWriting && path !== SIGN_IN) {
      throw new ProblemError(problem(403, "This record is served read-only."));
    }
    await next();
  };
}

/** A page of another site may send a form here; what it cannot do is hide whose it is. */
function refuseOtherSites(context: Context, host: string): void {
  const origin = context.req.header("origin");
  const site = context.req.header("sec-fetch-site");
  const isForeign =
    origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host);
  const isCross = site !== undefined && site !== "same-origin" && site !== "none";
  if (isForeign || isCross) {
    throw new ProblemError(problem(403, "Another site sent this request.", "Origin"));
  }
}

/** Lets those through who send the token: for addresses without a page to sign in. */
export function bearer(token: string): MiddlewareHandler {
  return async (context, next) => {
    const sent = bearerOf(context);
    if (sent !== null && isToken(sent, token)) return next();
    return context.text("unauthorized\n", 401, { "www-authenticate": "Bearer" });
  };
}

function bearerOf(context: Context): string | null {
  return /^Bearer (.+)$/i.exec(context.req.header("authorization") ?? "")?.[1] ?? null;
}

function isSignedIn(context: Context, token: string): boolean {
  const sent = bearerOf(context);
  if (sent !== null) return isToken(sent, token);
  const cookie = getCookie(context, COOKIE);
  return cookie !== undefined && isSame(cookie, cookieOf(token));
}

export function isToken(sent: string, token: string): boolean {
  return isSame(cookieOf(sent), cookieOf(token));
}

export function cookieOf(token: string): string {
  return createHash("sha256").update(`onrecord ${token}`).digest("hex");
}

/** In a time that tells nothing of where they differ. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash("sha256").update(text).digest());
  return timingSafeEqual(a!, b!);
}
