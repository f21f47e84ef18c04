import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { closeStore, openStore } from "../store/index.ts";
import { fillStore } from "./fill-store.ts";
import type { LoadOrder, LoadResult } from "./load-client.ts";
import { generateRecords } from "./made-records.ts";
import { formatTable } from "./table.ts";

export interface LoadOptions {
  /** A record that may be added to; where there is none, one of `statements` is made. */
  readonly record: string | undefined;
  readonly statements: number;
  readonly rounds: number;
  readonly seconds: number;
}

export const MAIN = fileURLToPath(new URL("../cli/main.js", import.meta.url));
const CLIENT = fileURLToPath(new URL("load-client.js", import.meta.url));

const CONNECTIONS = 200;
const DOCUMENTS = 50;
const WORDS = 20;

/**
 * 200 requests at once for 30 seconds, on pages of documents and of hits, while another process
 * adds documents: how long answers take, what they cost, and whether memory stays. Then the same
 * answers from a server that does nothing but send the bytes, to see what the client itself costs.
 */
export async function benchLoad({
  record,
  statements,
  rounds,
  seconds,
}: LoadOptions): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "onrecord-load-"));
  try {
    const file = record ?? (await madeRecord(join(folder, "r.db"), statements));
    const server = await startServer(file);
    const adder = await startAdding(file, folder);
    const rows: string[][] = [];
    try {
      const documents = await documentPaths(server.address, DOCUMENTS);
      const searches = await searchPaths(server.address, WORDS);
      for (const [name, paths, times] of [
        ["documents", documents, 1],
        ["hits", searches, 1],
        ["both", [...documents, ...searches], rounds],
      ] as const) {
        for (let round = 1; round <= times; round++) {
          const row = await underLoad(server, paths, seconds);
          rows.push([`${name}, round ${round}`, ...row]);
          console.error(rows.at(-1)!.join("  "));
        }
      }
      const added = adder.process.exitCode === null ? "adding all the while" : "adding had ended";
      rows.push(["a peer that only sends", ...(await peerUnderLoad(server.address, documents))]);
      const head = [`200 at once, ${seconds} s`, "a second", "p50 ms", "p99", "max", "failed"];
      head.push("server ms CPU", "client ms CPU", "MB at 5 s", "at the end");
      return `${formatTable(head, rows)}\n(${added})`;
    } finally {
      adder.process.kill("SIGKILL");
      server.process.kill("SIGTERM");
      await once(server.process, "close");
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export async function madeRecord(file: string, statements: number): Promise<string> {
  const store = await openStore(file, { create: true });
  await fillStore(store, generateRecords(statements));
  await closeStore(store);
  return file;
}

export interface Running {
  readonly process: ChildProcess;
  readonly address: string;
}

/** `onrecord serve` in a process of its own, once it listens. */
export async function startServer(record: string): Promise<Running> {
  const args = [MAIN, "serve", "--record", record, "--port", "0", "--json"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const [said] = (await once(child.stdout, "data")) as [Buffer];
  return { process: child, address: (JSON.parse(String(said)) as { address: string }).address };
}

/** `onrecord add` in a process of its own, with more documents than it can read in the time. */
export async function startAdding(record: string, folder: string, documents = 100_000) {
  const file = join(folder, "more.ndjson");
  const out = createWriteStream(file);
  let n = 0;
  for (const { text, document } of generateRecords(documents * 8, process.pid)) {
    const { title, outlet, published } = document;
    const line = { id: `more-${process.pid}-${++n}`, text, title, outlet, published };
    if (!out.write(`${JSON.stringify(line)}\n`)) await once(out, "drain");
    if (n === documents) break;
  }
  out.end();
  await once(out, "close");
  const args = [MAIN, "add", "--from", "ndjson", "--jobs", "1", "--record", record, file];
  return { process: spawn(process.execPath, args, { stdio: "ignore" }) };
}

export async function documentPaths(address: string, count: number): Promise<string[]> {
  const { documents } = (await (await fetch(`${address}api/documents?limit=${count}`)).json()) as {
    documents: { key: string }[];
  };
  return documents.map(({ key }) => `/d/${key}`);
}

/** Searches for words that stand in what was said, one, two and a filter in turn. */
export async function searchPaths(address: string, count: number): Promise<string[]> {
  const { statements } = (await (
    await fetch(`${address}api/statements?limit=${count}`)
  ).json()) as { statements: { content: string; sourceName: string | null }[] };
  return statements.map(({ content, sourceName }, i) => {
    const [first = "", second = ""] = content.match(/\p{L}{4,}/gu) ?? [];
    const query = new URLSearchParams({ q: i % 3 === 1 ? `${first} ${second}` : first });
    if (i % 3 === 2 && sourceName !== null) query.set("by", sourceName);
    return `/search?${query}`;
  });
}

async function underLoad(server: Running, paths: readonly string[], seconds: number) {
  const pid = server.process.pid!;
  const cpuBefore = cpuOf(pid);
  const early = sleep(5000).then(() => memoryOf(pid));
  const result = await load({
    origin: server.address,
    paths,
    connections: CONNECTIONS,
    seconds,
    rate: 0,
  });
  const cost = (cpuOf(pid) - cpuBefore) / result.answered;
  return [...figuresOf(result, cost), (await early).toFixed(0), memoryOf(pid).toFixed(0)];
}

export async function load(order: LoadOrder): Promise<LoadResult> {
  const { stdout } = await promisify(execFile)(process.execPath, [CLIENT, JSON.stringify(order)]);
  return JSON.parse(stdout) as LoadResult;
}

function figuresOf({ perSecond, p50, p99, max, failed, cost }: LoadResult, server: number) {
  const round = [perSecond, p50, p99, max, failed].map((value) => value.toFixed(0));
  return [...round, server.toFixed(2), cost.toFixed(2)];
}

/** The compressed page of a document from a server that knows nothing else. */
async function peerUnderLoad(address: string, [path = "/"]: readonly string[]): Promise<string[]> {
  const page = new Uint8Array(await (await fetch(new URL(path, address))).arrayBuffer());
  const { gzipSync } = await import("node:zlib");
  const body = gzipSync(page);
  const headers = { "content-type": "text/html", "content-encoding": "gzip" };
  const peer = createServer((_, answer) => answer.writeHead(200, headers).end(body));
  peer.listen(0, "127.0.0.1");
  await once(peer, "listening");
  const { port } = peer.address() as AddressInfo;
  const before = process.cpuUsage();
  const origin = `http://127.0.0.1:${port}/`;
  const result = await load({
    origin,
    paths: ["/"],
    connections: CONNECTIONS,
    seconds: 10,
    rate: 0,
  });
  const { user, system } = process.cpuUsage(before);
  peer.close();
  return [...figuresOf(result, (user + system) / 1000 / result.answered), "", ""];
}

/** Processor time a process has taken, in milliseconds. */
function cpuOf(pid: number): number {
  // Fields after the name, which may hold spaces: 12 and 13 count hundredths of a second.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Memory it holds, in MB. */
export function memoryOf(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))!;
  return (Number(kilobytes) * 1024) / 1e6;
}

export function descriptorsOf(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}
