import { createRequire } from "node:module";
import { seededRandom } from "../train/random.ts";

/** What is asked of a server: as fast as it answers, or so many requests a second. */
export interface LoadOrder {
  readonly origin: string;
  readonly paths: readonly string[];
  readonly connections: number;
  readonly seconds: number;
  /** Requests a second; 0: as many as are answered. */
  readonly rate: number;
}

export interface LoadResult {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Answers that did not come, or were none of 2xx. */
  readonly failed: number;
  readonly answered: number;
  /** Processor time this client took, in milliseconds a request. */
  readonly cost: number;
}

interface Client {
  setRequests(requests: readonly { path: string; headers: Record<string, string> }[]): void;
}

/*
 * A process of its own, so that it takes no time from the one that measures: prints a `LoadResult`
 * for the `LoadOrder` that is its argument. Each connection asks for the paths in an order of its own.
 */
const { origin, paths, connections, seconds, rate } = JSON.parse(process.argv[2]!) as LoadOrder;
const autocannon = createRequire(import.meta.url)("autocannon") as (options: object) => Promise<{
  requests: { average: number; total: number };
  latency: { p50: number; p99: number; max: number };
  errors: number;
  timeouts: number;
  non2xx: number;
}>;
const random = seededRandom(1);
const before = process.cpuUsage();
const { requests, latency, errors, timeouts, non2xx } = await autocannon({
  url: origin,
  connections,
  duration: seconds,
  ...(rate > 0 && { overallRate: rate }),
  setupClient(client: Client) {
    const order = [...paths];
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    const headers = { "accept-encoding": "gzip" };
    client.setRequests(order.map((path) => ({ path, headers })));
  },
});
const { user, system } = process.cpuUsage(before);
const result: LoadResult = {
  perSecond: requests.average,
  p50: latency.p50,
  p99: latency.p99,
  max: latency.max,
  failed: errors + timeouts + non2xx,
  answered: requests.total,
  cost: (user + system) / 1000 / requests.total,
};
console.log(JSON.stringify(result));
