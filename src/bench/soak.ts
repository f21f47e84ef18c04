import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  descriptorsOf,
  documentPaths,
  load,
  MAIN,
  madeRecord,
  memoryOf,
  searchPaths,
  startServer,
} from "./load.ts";
import { generateRecords } from "./made-records.ts";
import { formatTable } from "./table.ts";

const RATE = 50;
const CONNECTIONS = 10;

/** Documents that are added at once, and seconds between. */
const ADDED = 20;
const PAUSE = 10;

/** How often, in seconds, memory and descriptors are looked at. */
const LOOK = 15;

interface Look {
  readonly minute: number;
  /** In MB. */
  readonly heap: number;
  readonly memory: number;
  readonly descriptors: number;
}

/**
 * `serve` under fifty requests a second over all views, while `add` runs again and again in another
 * process: what failed, and whether heap, memory and descriptors stay.
 */
export async function benchSoak(minutes: number, statements: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "onrecord-soak-"));
  const record = await madeRecord(join(folder, "r.db"), statements);
  const server = await startServer(record);
  const stop = new AbortController();
  try {
    const paths = await viewPaths(server.address);
    const adding = addBatches(record, folder, stop.signal);
    const looking = look(server.address, server.process.pid!, stop.signal);
    const { address: origin } = server;
    const order = { origin, paths, connections: CONNECTIONS, seconds: 60 * minutes, rate: RATE };
    const { answered, failed, p50, p99, max } = await load(order);
    stop.abort();
    const [added, looks] = await Promise.all([adding, looking]);
    const rows = [
      ["minutes, statements at first", `${minutes}, ${statements}`],
      ["documents added meanwhile, runs that failed", `${added.documents}, ${added.failed}`],
      ["requests answered, failed", `${answered}, ${failed}`],
      ["p50, p99, most", [p50, p99, max].map((time) => `${time.toFixed(0)} ms`).join(", ")],
      ["heap in use", trend(looks, "heap", "MB")],
      ["memory", trend(looks, "memory", "MB")],
      ["open descriptors", trend(looks, "descriptors", "")],
    ];
    return formatTable(["soak", ""], rows);
  } finally {
    stop.abort();
    server.process.kill("SIGTERM");
    await once(server.process, "close");
    rmSync(folder, { recursive: true });
  }
}

/** Addresses of every view that the program has. */
async function viewPaths(address: string): Promise<string[]> {
  const documents = await documentPaths(address, 60);
  const searches = await searchPaths(address, 30);
  const names = searches.flatMap((path) => new URLSearchParams(path.split("?")[1]).getAll("by"));
  const who = names.flatMap((name) => {
    const query = new URLSearchParams({ name });
    return [`/who?${query}`, `/timeline?${query}`, `/api/who?${query}`, `/letters?${query}`];
  });
  const pairs = documents.slice(0, 10).map((path, i) => {
    return `/compare?d=${path.slice(3)}&d=${documents[i + 10]!.slice(3)}`;
  });
  const all = ["/", "/?from=2025-06", "/timeline", "/api", "/letters", "/sources"].concat(
    [...documents, ...documents.map((path) => `/api/documents${path.slice(2)}`)],
    [...searches, ...searches.map((path) => path.replace("/search", "/api/statements"))],
    [...who, ...pairs],
  );
  const there: string[] = [];
  for (const path of all) if ((await fetch(new URL(path, address))).ok) there.push(path);
  return there;
}

async function addBatches(record: string, folder: string, signal: AbortSignal) {
  const made = generateRecords(10_000_000, process.pid);
  const file = join(folder, "more.ndjson");
  const count = { documents: 0, failed: 0 };
  while (!signal.aborted) {
    let lines = "";
    for (let i = 0; i < ADDED; i++) {
      const { text, document } = made.next().value!;
      const { title, outlet, published } = document;
      const id = `more-${count.documents + i}`;
      lines += `${JSON.stringify({ id, text, title, outlet, published })}\n`;
    }
    writeFileSync(file, lines);
    const args = [MAIN, "add", "--from", "ndjson", "--jobs", "1", "--record", record, file];
    const [code] = (await once(spawn(process.execPath, args, { stdio: "ignore" }), "close")) as [
      number | null,
    ];
    if (code === 0) count.documents += ADDED;
    else count.failed++;
    await sleep(PAUSE * 1000, undefined, { signal }).catch(() => {});
  }
  return count;
}

async function look(address: string, pid: number, signal: AbortSignal): Promise<Look[]> {
  const looks: Look[] = [];
  const startedAt = performance.now();
  while (!signal.aborted) {
    const text = await (await fetch(`${address}metrics`)).text();
    const [, heap] = /^nodejs_heap_size_used_bytes (\S+)$/m.exec(text)!;
    const minute = (performance.now() - startedAt) / 60_000;
    const now = { memory: memoryOf(pid), descriptors: descriptorsOf(pid) };
    looks.push({ minute, heap: Number(heap) / 1e6, ...now });
    const { heap: used, memory, descriptors } = looks.at(-1)!;
    console.error(
      `${minute.toFixed(1)} min  ${used.toFixed(0)} MB heap  ${memory.toFixed(0)} MB  ${descriptors}`,
    );
    await sleep(LOOK * 1000, undefined, { signal }).catch(() => {});
  }
  return looks;
}

/** From the least to the most, and the slope by least squares, without the first fifth that warms. */
function trend(looks: readonly Look[], field: "heap" | "memory" | "descriptors", unit: string) {
  const warm = looks.slice(Math.floor(looks.length / 5));
  const [x, y] = [warm.map(({ minute }) => minute), warm.map((one) => one[field])];
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [atX, atY] = [mean(x), mean(y)];
  const along = x.reduce((sum, at, i) => sum + (at - atX) * (y[i]! - atY), 0);
  const slope = along / x.reduce((sum, at) => sum + (at - atX) ** 2, 0);
  const ends = [Math.min(...y), Math.max(...y)].map((value) => value.toFixed(0));
  return `${ends.join(" to ")} ${unit}, ${slope.toFixed(3)} a minute`;
}
