import { lookup as systemLookup } from "node:dns";
import { get as httpGet, type IncomingMessage, type RequestOptions } from "node:http";
import { get as httpsGet } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { OnRecordError } from "../../document/index.ts";

export interface RequestLimits {
  /** Whether a connection to this address may be made. */
  readonly allowAddress: (address: string) => boolean;
  readonly lookup: LookupFunction;
  /** Milliseconds for the whole answer, and without a byte of it. */
  readonly time: number;
  readonly silence: number;
  /** Bytes as they come, still packed. */
  readonly size: number;
  readonly userAgent: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Without chunks, still packed. */
  readonly body: Uint8Array;
}

export const SYSTEM_LOOKUP: LookupFunction = systemLookup as LookupFunction;

/**
 * One request, without following anything. The address is checked when it is known and before the
 * connection is made, so that no name can stand for another address a moment later.
 *
 * @throws OnRecordError `not-allowed` for an address that is not to be reached, `not-fetched`,
 *   `too-large`; the signal's reason
 */
export async function request(
  url: URL,
  limits: RequestLimits,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && !limits.allowAddress(host)) throw notPublic(url, host);
  const overall = AbortSignal.timeout(limits.time);
  const either = signal ? AbortSignal.any([signal, overall]) : overall;
  try {
    const message = await open(url, limits, either);
    return {
      status: message.statusCode ?? 0,
      headers: headersOf(message),
      body: await collect(message, url, limits),
    };
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof OnRecordError) throw cause;
    if (overall.aborted) throw tooSlow(url, limits.time);
    throw notFetched(url, cause);
  }
}

function open(url: URL, limits: RequestLimits, signal: AbortSignal): Promise<IncomingMessage> {
  const options: RequestOptions = {
    agent: false,
    lookup: guarded(url, limits),
    headers: {
      "User-Agent": limits.userAgent,
      Accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
      "Accept-Encoding": "gzip, deflate, br",
    },
    signal,
    timeout: limits.silence,
  };
  return new Promise((done, fail) => {
    const get = url.protocol === "https:" ? httpsGet : httpGet;
    const asked = get(url, options, done);
    asked.on("error", fail);
    asked.on("timeout", () => asked.destroy(tooSlow(url, limits.silence)));
    asked.on("socket", (socket) => {
      socket.once("connect", () => {
        const address = socket.remoteAddress ?? "";
        if (!limits.allowAddress(address)) asked.destroy(notPublic(url, address));
      });
    });
  });
}

/** A lookup that gives no address that is not allowed; one such among several spoils them all. */
function guarded(url: URL, { lookup, allowAddress }: RequestLimits): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, "", 0);
      const addresses = found as unknown as { address: string; family: number }[];
      const closed = addresses.find(({ address }) => !allowAddress(address));
      if (closed) return callback(notPublic(url, closed.address), "", 0);
      if (options.all) return callback(null, addresses);
      const [first] = addresses;
      return callback(null, first?.address ?? "", first?.family ?? 0);
    });
  };
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(", ")]],
    ),
  );
}

async function collect(
  message: IncomingMessage,
  url: URL,
  { size }: RequestLimits,
): Promise<Uint8Array> {
  const held: Buffer[] = [];
  let had = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    had += chunk.length;
    if (had > size) throw tooMuch(url, size);
    held.push(chunk);
  }
  if (!message.complete) throw new Error("the connection ended before the answer did");
  return Buffer.concat(held);
}

export function tooMuch(url: URL, size: number): OnRecordError {
  const mib = Math.floor(size / 2 ** 20);
  const message = `${url.href}: the answer has more than ${mib} MiB. Leave it out, or fetch and split it yourself.`;
  return new OnRecordError("too-large", message, { url: url.href });
}

function notPublic(url: URL, address: string): OnRecordError {
  const message = `${url.href}: ${address || "its address"} is not on the open web, and OnRecord fetches nothing from private networks. Save the page and give the file.`;
  return new OnRecordError("not-allowed", message, { url: url.href, address });
}

function tooSlow(url: URL, time: number): OnRecordError {
  const message = `${url.href}: the server did not answer within ${time / 1000} s. Try again later.`;
  return new OnRecordError("not-fetched", message, { url: url.href });
}

function notFetched(url: URL, cause: unknown): OnRecordError {
  if (!(cause instanceof Error)) throw cause;
  const why = (cause as NodeJS.ErrnoException).code ?? cause.message;
  const message = `${url.href}: it could not be fetched (${why}). Check the address and the connection.`;
  return new OnRecordError("not-fetched", message, { url: url.href }, { cause });
}
