import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { freePort } from "./postgres-server.ts";

/** NATS servers with JetStream of their own, for one test file: one, or a cluster. */
export interface NatsServers {
  /** Addresses of all, commas between them. */
  readonly url: string;
  readonly ports: readonly number[];
  /** Ends one at once, as a power cut would. */
  kill(node: number): Promise<void>;
  /** Ends all at once and wipes their disks. */
  lose(): Promise<void>;
  /** Starts those that are not running, and waits until JetStream answers. */
  start(): Promise<void>;
  /** Stops them and removes their folder. */
  remove(): Promise<void>;
}

export function hasNats(): boolean {
  return spawnSync("nats-server", ["--version"]).status === 0;
}

/** Starts servers on free ports of 127.0.0.1, in a temporary folder. */
export async function startNats(nodes = 1): Promise<NatsServers> {
  const folder = mkdtempSync(join(tmpdir(), "onrecord-nats-"));
  const ports: number[] = [];
  const routes: string[] = [];
  for (let node = 0; node < nodes; node++) {
    ports.push(await freePort());
    routes.push(`nats://127.0.0.1:${await freePort()}`);
  }
  const url = ports.map((port) => `nats://127.0.0.1:${port}`).join(",");
  const running = new Map<number, ReturnType<typeof spawn>>();
  process.once("exit", killAll);

  function killAll(): void {
    for (const server of running.values()) server.kill("SIGKILL");
  }
  function data(node: number): string {
    return join(folder, `${node}`);
  }
  function begin(node: number): void {
    // Clients are not told of the other nodes' addresses, lest they go around a proxy.
    const cluster = ["--cluster_name", "onrecord", "--cluster", routes[node]!, "--no_advertise"];
    const args = [
      ...["-a", "127.0.0.1", "-p", `${ports[node]}`, "-n", `node${node}`],
      ...["-js", "-sd", data(node)],
      ...(nodes > 1 ? [...cluster, "--routes", routes.join(",")] : []),
    ];
    running.set(node, spawn("nats-server", args, { stdio: "ignore" }));
  }
  async function start(): Promise<void> {
    for (let node = 0; node < nodes; node++) if (!running.has(node)) begin(node);
    await untilItAnswers(url.split(","));
  }
  async function kill(node: number): Promise<void> {
    const server = running.get(node);
    if (server === undefined) return;
    running.delete(node);
    const ended = once(server, "exit");
    server.kill("SIGKILL");
    await ended;
  }
  async function lose(): Promise<void> {
    await Promise.all(ports.map((_, node) => kill(node)));
    for (const node of ports.keys()) rmSync(data(node), { recursive: true, force: true });
  }
  await start();
  return {
    url,
    ports,
    kill,
    lose,
    start,
    async remove() {
      await lose();
      process.off("exit", killAll);
      rmSync(folder, { recursive: true });
    },
  };
}

/** A cluster answers when its servers have chosen one that leads. */
async function untilItAnswers(servers: string[]): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      const connection = await connect({ servers, waitOnFirstConnect: true });
      try {
        await (await jetstreamManager(connection)).getAccountInfo();
      } finally {
        await connection.close();
      }
      return;
    } catch (error) {
      if (tries === 60) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}
