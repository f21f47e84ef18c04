import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import { OnRecordError } from "../document/index.ts";

export interface Listening {
  /** Where it is, as one types it into a browser. */
  readonly address: string;
  /** Takes no further request, and resolves when those under way are answered, or after a while. */
  close(): Promise<void>;
}

/** How long, in milliseconds, things may take before a connection is closed. */
export interface Times {
  /** Sending the head of a request. */
  readonly head: number;
  /** Sending all of it. */
  readonly request: number;
  /** Nothing moving on a connection. */
  readonly idle: number;
  /** Answering what is under way when the server is asked to stop. */
  readonly last: number;
  /** Between one look at these and the next. */
  readonly look: number;
}

const TIMES: Times = { head: 10_000, request: 30_000, idle: 60_000, last: 5_000, look: 2_000 };

/** @throws OnRecordError `bad-option` where the port or the host cannot be had */
export async function listen(
  app: Hono,
  host: string,
  port: number,
  times = TIMES,
): Promise<Listening> {
  const server = createServer(
    {
      headersTimeout: times.head,
      requestTimeout: times.request,
      connectionsCheckingInterval: times.look,
      keepAliveTimeout: times.idle,
      maxHeaderSize: 16_384,
    },
    getRequestListener(app.fetch, { overrideGlobalObjects: false }),
  );
  server.timeout = times.idle;
  server.maxHeadersCount = 100;
  await started(server, host, port);
  const { port: actual } = server.address() as AddressInfo;
  const name = host.includes(":") ? `[${host}]` : host;
  return { address: `http://${name}:${actual}/`, close: () => closed(server, times.last) };
}

async function started(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const why = REASONS[cause.code ?? ""] ?? `cannot be listened on (${cause.code})`;
      reject(new OnRecordError("bad-option", `${host}, port ${port}: ${why}.`, {}, { cause }));
    });
    server.listen(port, host, resolve);
  });
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "in use already. Give another with --port, or --port 0 for any that is free",
  EACCES: "only an administrator may listen there. Give a --port above 1023",
  EADDRNOTAVAIL: "this machine has no such address. Give --host one of its own",
  ENOTFOUND: "no such host. Give --host an address of this machine",
};

async function closed(server: Server, last: number): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), last).unref();
  });
}
