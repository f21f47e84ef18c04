import { connect, createServer, type Socket } from "node:net";

/** A way to a port of this machine that can be cut, as a network is: what is sent waits. */
export interface Wire {
  readonly port: number;
  cut(): void;
  /** All that waited arrives. */
  mend(): void;
  close(): Promise<void>;
}

/**
 * Forwards connections to a port. While the wire is cut nothing comes through, neither bytes nor
 * the end of a connection, and neither side is told: what TCP does with packets that get lost.
 */
export async function wireTo(target: number): Promise<Wire> {
  const sockets = new Set<Socket>();
  let waiting: (() => void)[] | null = null;
  const send = (act: () => void) => (waiting === null ? act() : waiting.push(act));
  const join = (from: Socket, to: Socket) => {
    sockets.add(from);
    from.on("data", (bytes) => send(() => to.write(bytes)));
    from.on("error", () => {});
    from.on("close", () => {
      sockets.delete(from);
      send(() => to.destroy());
    });
  };
  const server = createServer((client) => {
    const there = connect(target, "127.0.0.1");
    join(client, there);
    join(there, client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as { port: number }).port,
    cut() {
      waiting ??= [];
    },
    mend() {
      const late = waiting ?? [];
      waiting = null;
      for (const act of late) act();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
