import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
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
        env: { ...process.env, ONRECORD_TOKEN: "worker token" },
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
});
