import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "@nats-io/transport-node";

/** A NATS server with JetStream of its own, for one test file. */
export interface NatsServer {
  readonly url: string;
  /** Ends it at once, as a power cut would, and wipes its disk. */
  lose(): Promise<void>;
  start(): Promise<void>;
  /** Stops it and removes its folder. */
  remove(): Promise<void>;
}

export function hasNats(): boolean {
  return spawnSync("nats-server", ["--version"]).status === 0;
}

/** Starts a server on a free port of 127.0.0.1, in a temporary folder. */
export async function startNats(): Promise<NatsServer> {
  const folder = mkdtempSync(join(tmpdir(), "onrecord-nats-"));
  const data = join(folder, "data");
  const port = await freePort();
  const url = `nats://127.0.0.1:${port}`;
  let server: ReturnType<typeof spawn> | null = null;

  async function start(): Promise<void> {
    const args = ["-a", "127.0.0.1", "-p", `${port}`, "-js", "-sd", data];
    server = spawn("nats-server", args, { stdio: "ignore" });
    const connection = await connect({ servers: url, waitOnFirstConnect: true });
    await connection.close();
  }
  async function lose(): Promise<void> {
    const running = server!;
    const ended = new Promise((resolve) => running.once("exit", resolve));
    running.kill("SIGKILL");
    await ended;
    rmSync(data, { recursive: true, force: true });
  }
  await start();
  return {
    url,
    start,
    lose,
    async remove() {
      await lose();
      rmSync(folder, { recursive: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
