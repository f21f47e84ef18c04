import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { closeStore, openStore } from "../src/store/index.ts";
import { hasNats, type NatsServers, startNats } from "./nats.ts";
import { skipsWithout } from "./needs.ts";

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

/** `onrecord work` with these options, and what it says on standard error. */
function startWork(options: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, ["dist/cli/main.js", "work", ...options], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, ...env },
  });
  const worker = { process: child, ended: once(child, "close"), said: "" };
  child.stderr.setEncoding("utf8").on("data", (chunk) => {
    worker.said += chunk;
  });
  return worker;
}

describe.skipIf(skipsWithout("nats-server", hasNats()))("work --listen", () => {
  let folder: string;
  let nats: NatsServers;
  let port: number;
  let options: readonly string[];
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "onrecord-health-"));
    const record = join(folder, "r.db");
    await closeStore(await openStore(record, { create: true }));
    nats = await startNats();
    port = await freePort();
    const where = ["--record", record, "--queue", nats.url, "--listen", `127.0.0.1:${port}`];
    options = [...where, "--jobs", "1", "--attribution", "rules"];
  });
  afterEach(async () => {
    await nats.remove();
    rmSync(folder, { recursive: true });
  });

  test("tells how it goes, to those who have the token", async () => {
    const token = join(folder, "token");
    writeFileSync(token, "worker token\n");
    const worker = startWork([...options, "--log", "json"], { ONRECORD_TOKEN_FILE: token });
    const get = (path: string, headers = {}) =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers });
    try {
      await vi.waitFor(async () => expect((await get("/readyz")).status).toBe(200), 20_000);
      expect((await get("/healthz")).status).toBe(200);
      expect((await get("/metrics")).status).toBe(401);
      const authorization = "Bearer worker token";
      const text = await (await get("/metrics", { authorization })).text();
      expect(text).toContain('onrecord_work_documents_total{outcome="read"} 0\n');
      worker.process.kill("SIGTERM");
      expect((await worker.ended)[0]).toBe(0);
      expect(JSON.parse(worker.said.trimEnd()).message).toBe("0 read, 0 given up");
    } finally {
      worker.process.kill("SIGKILL");
    }
  }, 60_000);

  test("a worker whose queue is gone ends well when asked to", async () => {
    const worker = startWork(options);
    try {
      const ready = `http://127.0.0.1:${port}/readyz`;
      await vi.waitFor(async () => expect((await fetch(ready)).status).toBe(200), 20_000);
      await nats.kill(0);
      worker.process.kill("SIGTERM");
      const [code] = await worker.ended;
      expect([code, worker.said]).toEqual([0, "onrecord: 0 read, 0 given up\n"]);
    } finally {
      worker.process.kill("SIGKILL");
    }
  }, 60_000);
});

test("a worker that waits for its record ends as soon as it is asked to", async () => {
  const closed = await freePort();
  const worker = startWork([], {
    ONRECORD_RECORD: `postgres://nobody@127.0.0.1:${closed}/record`,
  });
  try {
    await vi.waitFor(() => expect(worker.said).toContain("Waiting for it"), 20_000);
    worker.process.kill("SIGTERM");
    expect((await worker.ended)[0]).toBe(143);
  } finally {
    worker.process.kill("SIGKILL");
  }
}, 40_000);
