import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** Figures of one process, as Prometheus reads them. Without names and without words of documents. */
export interface Metrics {
  /** Media type of what `text` gives. */
  readonly type: string;
  /** All of them, in the text format. */
  text(): Promise<string>;
}

/** Upper bounds in seconds. A page is to be there within a half. */
const OF_ANSWERS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const OF_DOCUMENTS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Memory, processor time, delay of the event loop and open descriptors of this process. */
function processMetrics(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}

function given(registry: Registry): Metrics {
  return { type: registry.contentType, text: () => registry.metrics() };
}

/** A request that has been answered. */
export interface Answered {
  readonly method: string;
  /** The pattern of the address, `/d/:key`: never the address itself. */
  readonly route: string;
  readonly status: number;
  /** From when it came until its last byte was handed on. */
  readonly milliseconds: number;
}

export interface RequestMetrics extends Metrics {
  begin(): void;
  end(answered: Answered): void;
}

/** How many documents and statements there are, where that can be told cheaply. */
export type Count = () => Promise<{ readonly documents: number; readonly statements: number }>;

/** What `serve` says of itself. */
export function requestMetrics(count: Count): RequestMetrics {
  const registry = processMetrics();
  const registers = [registry];
  const requests = new Counter({
    name: "onrecord_http_requests_total",
    help: "Requests that were answered.",
    labelNames: ["method", "route", "status"],
    registers,
  });
  const seconds = new Histogram({
    name: "onrecord_http_request_duration_seconds",
    help: "From when a request came until its answer was sent.",
    labelNames: ["method", "route"],
    buckets: OF_ANSWERS,
    registers,
  });
  const inFlight = new Gauge({
    name: "onrecord_http_requests_in_flight",
    help: "Requests that have come and are not answered yet.",
    registers,
  });
  new Gauge({
    name: "onrecord_record_rows",
    help: "Documents and statements on the record; about as many, on PostgreSQL.",
    labelNames: ["kind"],
    registers,
    // A record that cannot be counted leaves the figures of the process.
    async collect() {
      this.reset();
      const counted = await count().catch(() => null);
      for (const [kind, n] of Object.entries(counted ?? {})) this.set({ kind }, n);
    },
  });
  return {
    ...given(registry),
    begin: () => inFlight.inc(),
    end({ method, route, status, milliseconds }) {
      inFlight.dec();
      requests.inc({ method, route, status });
      seconds.observe({ method, route }, milliseconds / 1000);
    },
  };
}

export type Outcome = "read" | "done" | "failed";

export interface WorkMetrics extends Metrics {
  /** A document's fate: it was read, there was nothing left to do, or it was given up. */
  finished(outcome: Outcome): void;
  /** The same work, timed. */
  timed<A extends readonly unknown[], T>(
    read: (...given: A) => Promise<T>,
  ): (...given: A) => Promise<T>;
}

/** What `work` says of itself. */
export function workMetrics(): WorkMetrics {
  const registry = processMetrics();
  const registers = [registry];
  const documents = new Counter({
    name: "onrecord_work_documents_total",
    help: "Documents that are finished, by outcome.",
    labelNames: ["outcome"],
    registers,
  });
  const inHand = new Gauge({
    name: "onrecord_work_documents_in_hand",
    help: "Documents that are being read.",
    registers,
  });
  const seconds = new Histogram({
    name: "onrecord_work_document_seconds",
    help: "Time to read a document.",
    buckets: OF_DOCUMENTS,
    registers,
  });
  for (const outcome of ["read", "done", "failed"]) documents.inc({ outcome }, 0);
  return {
    ...given(registry),
    finished: (outcome) => documents.inc({ outcome }),
    timed:
      (read) =>
      async (...given) => {
        inHand.inc();
        const end = seconds.startTimer();
        try {
          return await read(...given);
        } finally {
          end();
          inHand.dec();
        }
      },
  };
}
