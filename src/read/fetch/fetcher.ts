import { STATUS_CODES } from "node:http";
import type { LookupFunction } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import robotsParser, { type Robot } from "robots-parser";
import { OnRecordError } from "../../document/index.ts";
import { decodeBody } from "../http-body.ts";
import { MAX_DOCUMENT_BYTES } from "../input.ts";
import { isPublicAddress } from "./addresses.ts";
import { type Answer, type RequestLimits, request, SYSTEM_LOOKUP, tooMuch } from "./request.ts";

export interface FetcherOptions {
  /** Milliseconds from one request to a host to the next, where its robots.txt asks for no more. */
  readonly delay?: number;
  /** Milliseconds for a whole answer, and for a silence in it. */
  readonly time?: number;
  readonly silence?: number;
  /** Whether an address may be reached; those of the open web, where it is not given. */
  readonly allowAddress?: (address: string) => boolean;
  readonly lookup?: LookupFunction;
}

/** What was fetched, and from where in the end. */
export interface Fetched {
  readonly url: string;
  /** Unpacked. */
  readonly bytes: Uint8Array;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** When the answer was there, ISO 8601 in UTC. */
  readonly retrieved: string;
}

// Its types say an ES module, which it is not.
const parseRobots = robotsParser as unknown as (url: string, text: string) => Robot;

/** The name that a robots.txt may speak to. */
const AGENT = "OnRecord";

const MOST_REDIRECTS = 5;
const LARGEST_ROBOTS = 512 * 1024;

/**
 * Fetches pages politely: what robots.txt forbids is not fetched, a host is asked for one thing at
 * a time and with a delay, and time, size and redirects have limits. Only addresses of the open
 * web are reached, also after redirects and whatever a name stands for.
 */
export class Fetcher {
  readonly #delay: number;
  readonly #limits: RequestLimits;
  readonly #robots = new Map<string, Promise<Robot | "none" | "closed">>();
  /** For each host the end of the last request to it, and when the next may begin. */
  readonly #hosts = new Map<string, { last: Promise<unknown>; next: number }>();

  constructor(options: FetcherOptions = {}) {
    this.#delay = options.delay ?? 1000;
    this.#limits = {
      allowAddress: options.allowAddress ?? isPublicAddress,
      lookup: options.lookup ?? SYSTEM_LOOKUP,
      time: options.time ?? 60_000,
      silence: options.silence ?? 15_000,
      size: MAX_DOCUMENT_BYTES,
      userAgent: `${AGENT}/0.1`,
    };
  }

  /**
   * @throws OnRecordError `not-allowed` for what robots.txt forbids and for addresses that are not
   *   on the open web, `not-fetched`, `too-large`; the signal's reason
   */
  async fetch(address: string, signal?: AbortSignal): Promise<Fetched> {
    let url = checkedUrl(address, address);
    for (let i = 0; i <= MOST_REDIRECTS; i++) {
      const delay = await this.#checkRobots(url, signal);
      const answer = await this.#ask(url, this.#limits, delay, signal);
      const next = redirectOf(url, answer);
      if (next === null) return this.#received(url, answer);
      url = next;
    }
    const message = `${address}: it leads on more than ${MOST_REDIRECTS} times without an end. Check the address.`;
    throw new OnRecordError("not-fetched", message, { url: address });
  }

  #received(url: URL, answer: Answer): Fetched {
    const { status, headers } = answer;
    if (status < 200 || status > 299) {
      const words = STATUS_CODES[status] ?? "no known status";
      const message = `${url.href}: the server answered ${status} (${words}). Check the address.`;
      throw new OnRecordError("not-fetched", message, { url: url.href, status });
    }
    // Chunks are undone by now.
    const { "transfer-encoding": _, ...left } = headers;
    const bytes = decodeBody({ ...answer, headers: left }, this.#limits.size);
    if (bytes === null) throw tooMuch(url, this.#limits.size);
    return { url: url.href, bytes, status, headers, retrieved: new Date().toISOString() };
  }

  /** The delay that the host asks for. @throws OnRecordError `not-allowed` */
  async #checkRobots(url: URL, signal: AbortSignal | undefined): Promise<number> {
    let robots = this.#robots.get(url.origin);
    if (!robots) {
      robots = this.#fetchRobots(url, signal);
      this.#robots.set(url.origin, robots);
      // A host that could not be reached is asked again.
      robots.catch(() => this.#robots.delete(url.origin));
    }
    const rules = await robots;
    if (rules === "none") return this.#delay;
    if (rules === "closed" || rules.isAllowed(url.href, AGENT) === false) {
      const why = rules === "closed" ? "its robots.txt cannot be had" : "robots.txt forbids it";
      const message = `${url.href}: the site does not want this page fetched (${why}). Save the page yourself and give the file.`;
      throw new OnRecordError("not-allowed", message, { url: url.href });
    }
    return Math.max(this.#delay, (rules.getCrawlDelay(AGENT) ?? 0) * 1000);
  }

  /** As RFC 9309 has it: without the file all is allowed, while the server fails nothing is. */
  async #fetchRobots(
    page: URL,
    signal: AbortSignal | undefined,
  ): Promise<Robot | "none" | "closed"> {
    const limits = { ...this.#limits, size: LARGEST_ROBOTS };
    let url = new URL("/robots.txt", page);
    for (let i = 0; i <= MOST_REDIRECTS; i++) {
      const answer = await this.#ask(url, limits, this.#delay, signal);
      const next = redirectOf(url, answer);
      if (next !== null) url = next;
      else if (answer.status >= 500) return "closed";
      else if (answer.status >= 300) return "none";
      else {
        const { "transfer-encoding": _, ...headers } = answer.headers;
        const bytes = decodeBody({ ...answer, headers }, LARGEST_ROBOTS) ?? new Uint8Array();
        return parseRobots(new URL("/robots.txt", page).href, Buffer.from(bytes).toString("utf8"));
      }
    }
    return "none";
  }

  /** Asks when it is the turn: one request at a time for each host, with the delay between. */
  async #ask(
    url: URL,
    limits: RequestLimits,
    delay: number,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    const host = this.#hosts.get(url.host) ?? { last: Promise.resolve(), next: 0 };
    this.#hosts.set(url.host, host);
    const turn = host.last.then(async () => {
      const wait = host.next + delay - this.#delay - performance.now();
      if (wait > 0) await sleep(wait, undefined, signal ? { signal } : {});
      try {
        return await request(url, limits, signal);
      } finally {
        host.next = performance.now() + this.#delay;
      }
    });
    host.last = turn.catch(() => {});
    return turn;
  }
}

/** Where an answer leads on to; `null` where it does not. */
function redirectOf(url: URL, { status, headers }: Answer): URL | null {
  const { location } = headers;
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return null;
  return checkedUrl(location, url.href, url);
}

function checkedUrl(address: string, name: string, base?: URL): URL {
  const url = URL.canParse(address, base?.href) ? new URL(address, base) : null;
  if (url && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "") {
    url.hash = "";
    return url;
  }
  const what = base ? `it leads on to "${address.slice(0, 200)}", which` : "this";
  const message = `${name}: ${what} is no address of the web to fetch from. Write it as https://host/path, without a password.`;
  throw new OnRecordError("not-fetched", message, { url: name });
}
