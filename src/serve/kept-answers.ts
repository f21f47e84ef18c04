import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Context, MiddlewareHandler } from "hono";
import { decisionVersion, recordVersion, type Store } from "../store/index.ts";
import { isKnown } from "./entity-tag.ts";

/** How long, in milliseconds, an answer may lag behind what other processes add. */
const LAG = 1000;

/** Bytes of answers to keep, as they are and compressed. */
const KEPT = 64_000_000;

/** Shorter ones fit one packet as they are. */
const WORTH_COMPRESSING = 1024;

interface Answer {
  readonly made: State;
  /** By `performance.now()`. */
  readonly at: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly tag: string | null;
  readonly body: Bytes;
  readonly compressed: Bytes | null;
}

type Bytes = Uint8Array<ArrayBuffer>;

interface State {
  readonly version: string;
  readonly decisions: string;
}

export interface KeptOptions {
  readonly lag?: number;
  readonly most?: number;
}

/**
 * Keeps what was answered, by its address, for as long as the record is as it was. An answer is
 * made once for all who wait for it, and compressed once.
 *
 * While others add documents, which moves the record many times a second, an answer stands for a
 * second. What people decide, and what this process writes, counts at once.
 *
 * For addresses whose answer depends on nothing but the address and the record.
 */
export function keptAnswers(
  store: Store,
  { lag = LAG, most = KEPT }: KeptOptions = {},
): MiddlewareHandler {
  const answers = new Map<string, Answer>();
  const making = new Map<string, Promise<void>>();
  const stateNow = stateOf(store);
  let size = 0;

  const drop = (address: string) => {
    const there = answers.get(address);
    if (there === undefined) return;
    answers.delete(address);
    size -= sizeOf(there);
  };
  /** As the one used last. */
  const keep = (address: string, answer: Answer) => {
    drop(address);
    if (sizeOf(answer) > most) return;
    answers.set(address, answer);
    size += sizeOf(answer);
    // A Map keeps the order in which things were put in, so that the first is the oldest.
    for (const oldest of answers.keys()) {
      if (size <= most) break;
      drop(oldest);
    }
  };
  const stands = async (answer: Answer) => {
    const state = await stateNow();
    if (state.version === answer.made.version) return true;
    return performance.now() - answer.at < lag && state.decisions === answer.made.decisions;
  };

  return async (context, next) => {
    const { method, url } = context.req;
    if (method !== "GET") return next();
    const address = url.slice(url.indexOf("/", url.indexOf("//") + 2));
    for (;;) {
      const answer = answers.get(address);
      if (answer !== undefined && (await stands(answer))) {
        keep(address, answer);
        return given(context, answer);
      }
      const made = making.get(address);
      if (made === undefined) break;
      await made;
    }
    let done = () => {};
    making.set(
      address,
      new Promise((resolve) => {
        done = resolve;
      }),
    );
    try {
      const at = performance.now();
      const state = await stateNow();
      await next();
      const answer = await answerIn(context, answers.get(address), { made: state, at });
      if (answer === null) drop(address);
      else {
        keep(address, answer);
        // Else its headers would be added to these.
        context.res = undefined;
        context.res = given(context, answer);
      }
    } finally {
      making.delete(address);
      done();
    }
    return undefined;
  };
}

/**
 * The record's state, asked for once for all requests of a turn of the event loop: whatever one of
 * them has heard of before was done in an earlier turn. What people decided is asked for once for
 * each version.
 */
function stateOf(store: Store): () => Promise<State> {
  let known: State | null = null;
  let asked: Promise<State> | null = null;
  const ask = async () => {
    const version = await recordVersion(store);
    if (known?.version !== version) known = { version, decisions: await decisionVersion(store) };
    return known;
  };
  return () => {
    if (asked === null) {
      asked = ask();
      setImmediate(() => {
        asked = null;
      });
    }
    return asked;
  };
}

const compressing = promisify(gzip);

/**
 * What the app has answered, as far as it may be given to others too; what is as it was before is
 * not compressed again.
 */
async function answerIn(
  { res }: Context,
  before: Answer | undefined,
  now: Pick<Answer, "made" | "at">,
): Promise<Answer | null> {
  const isForOne =
    res.headers.has("set-cookie") || /no-store/.test(res.headers.get("cache-control") ?? "");
  if (res.status !== 200 || isForOne) return null;
  const tag = res.headers.get("etag");
  if (tag !== null && tag === before?.tag) return { ...before, ...now };
  const body = new Uint8Array(await res.arrayBuffer());
  if (before !== undefined && Buffer.compare(body, before.body) === 0) return { ...before, ...now };
  const isLong = body.length >= WORTH_COMPRESSING;
  return {
    ...now,
    headers: [...res.headers].filter(([name]) => name !== "etag"),
    tag,
    body,
    compressed: isLong ? new Uint8Array(await compressing(body)) : null,
  };
}

function given(context: Context, { headers, tag, body, compressed }: Answer): Response {
  const isCompressed = compressed !== null && takesGzip(context);
  const all = new Headers(headers as [string, string][]);
  if (tag !== null) all.set("etag", isCompressed ? `W/${tag}` : tag);
  if (compressed !== null) all.set("vary", "Accept-Encoding");
  if (tag !== null && isKnown(context, tag))
    return new Response(null, { status: 304, headers: all });
  if (isCompressed) all.set("content-encoding", "gzip");
  return new Response(isCompressed ? compressed : body, { headers: all });
}

function takesGzip(context: Context): boolean {
  const sent = context.req.header("accept-encoding") ?? "";
  return /(^|,)\s*(gzip|\*)\s*(;\s*q=(?!0(\.0*)?\s*(,|$))[^,]*)?\s*(,|$)/i.test(sent);
}

function sizeOf({ body, compressed }: Answer): number {
  return body.length + (compressed?.length ?? 0);
}
