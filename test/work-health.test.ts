import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { closeStore, openStore } from "../src/store/index.ts";
import { hasNats, startNats } from "./nats.ts";
import { skipsWithout } from "./needs.ts";

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

describe.skipIf(skipsWithout("nats-server", hasNats()))("work --listen", () => {
  test("tells how it goes, to those who have the token", async () => {
    const folder = mkdtempSync(join(tmpdir(), "onrecord-health-"));
    const record = join(folder, "r.db");
    const token = join(folder, "token");
    writeFileSync(token, "worker token\n");
    const nats = await startNats();
    await closeStore(await openStore(record, { create: true }));
    const port = await freePort();
    const worker = spawn(
      process.execPath,
      ["dist/cli/main.js", "work", "--record", record, "--queue", nats.url, "--jobs", "1"].concat([
        "--listen",
        `127.0.0.1:${port}`,
        "--log",
        "json",
        "--attribution",
        "rules",
      ]),
      {
        stdio: ["ignore", "pipe", "pipe"],
        env: { ...process.env, ONRECORD_TOKEN_FILE: token },
      },
    );
    let said = "";
    worker.stderr.setEncoding("utf8").on("data", (chunk) => {
      said += chunk;
    });
    const get = (path: string, headers = {}) =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers });
    try {
      await vi.waitFor(async () => expect((await get("/readyz")).status).toBe(200), 20_000);
      expect((await get("/healthz")).status).toBe(200);
      expect((await get("/metrics")).status).toBe(401);
      const authorization = "Bearer worker token";
      const text = await (await get("/metrics", { authorization })).text();
      expect(text).toContain('onrecord_work_documents_total{outcome="read"} 0\n');
      worker.kill("SIGTERM");
      expect((await once(worker, "close"))[0]).toBe(0);
      expect(JSON.parse(said.trimEnd()).message).toBe("0 read, 0 given up");
    } finally {
      worker.kill("SIGKILL");
      await nats.remove();
      rmSync(folder, { recursive: true });
    }
  }, 60_000);

  test("a worker whose queue is gone ends well when asked to", async () => {
    const folder = mkdtempSync(join(tmpdir(), "onrecord-health-"));
    const record = join(folder, "r.db");
    await closeStore(await openStore(record, { create: true }));
    const nats = await startNats();
    const port = await freePort();
    const worker = spawn(
      process.execPath,
      ["dist/cli/main.js", "work", "--record", record, "--queue", nats.url, "--jobs", "1"].concat([
        "--listen",
        `127.0.0.1:${port}`,
        "--attribution",
        "rules",
      ]),
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    const ended = once(worker, "close");
    let said = "";
    worker.stderr.setEncoding("utf8").on("data", (chunk) => {
      said += chunk;
    });
    try {
      const ready = `http://127.0.0.1:${port}/readyz`;
      await vi.waitFor(async () => expect((await fetch(ready)).status).toBe(200), 20_000);
      await nats.kill(0);
      worker.kill("SIGTERM");
      const [code] = await ended;
      expect({ code, said }).toEqual({ code: 0, said: "onrecord: 0 read, 0 given up\n" });
    } finally {
      worker.kill("SIGKILL");
      await nats.remove();
      rmSync(folder, { recursive: true });
    }
  }, 60_000);
});

test("a worker that waits for its record ends as soon as it is asked to", async () => {
  const closed = await freePort();
  const worker = spawn(process.execPath, ["dist/cli/main.js", "work"], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, ONRECORD_RECORD: `postgres://nobody@127.0.0.1:${closed}/record` },
  });
  const ended = once(worker, "close");
  let said = "";
  worker.stderr.setEncoding("utf8").on("data", (chunk) => {
    said += chunk;
  });
  try {
    await vi.waitFor(() => expect(said).toContain("Waiting for it"), 20_000);
    worker.kill("SIGTERM");
    expect((await ended)[0]).toBe(143);
  } finally {
    worker.kill("SIGKILL");
  }
}, 40_000);
