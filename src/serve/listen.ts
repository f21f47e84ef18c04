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

/** A client that has not sent its head or its whole request by then, in milliseconds, is let go. */
const HEAD_TIME = 10_000;
const REQUEST_TIME = 30_000;
/** A connection on which nothing moves for that long is closed. */
const IDLE_TIME = 60_000;
/** Requests under way have that long to end when the server is asked to. */
const LAST_TIME = 5_000;

/** @throws OnRecordError `bad-option` where the port or the host cannot be had */
export async function listen(app: Hono, host: string, port: number): Promise<Listening> {
  const server = createServer(
    {
      headersTimeout: HEAD_TIME,
      requestTimeout: REQUEST_TIME,
      connectionsCheckingInterval: 2_000,
      keepAliveTimeout: 5_000,
      maxHeaderSize: 16_384,
    },
    getRequestListener(app.fetch, { overrideGlobalObjects: false }),
  );
  server.timeout = IDLE_TIME;
  server.maxHeadersCount = 100;
  await started(server, host, port);
  const { port: actual } = server.address() as AddressInfo;
  const name = host.includes(":") ? `[${host}]` : host;
  return { address: `http://${name}:${actual}/`, close: () => closed(server) };
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

async function closed(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), LAST_TIME).unref();
  });
}
