import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type JetStreamManager, jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { checkStore, closeStore, openStore, type Store } from "../store/index.ts";
import { unpackJson } from "../store/pack.ts";
import { type Wire, wireTo } from "./cut-network.ts";
import { madeReports } from "./made-reports.ts";
import { hasNats, type NatsServers, startNats } from "./nats-servers.ts";
import { type PostgresServer, postgresPrograms, startPostgres } from "./postgres-server.ts";
import { formatTable } from "./table.ts";

export const FAULTS = [
  "none",
  "worker killed",
  "worker stopped",
  "stream leader killed",
  "PostgreSQL down",
  "network cut",
  "queue lost",
] as const;

export type Fault = (typeof FAULTS)[number];

/** What a fault left: the record against the one that a single machine makes. */
export interface ClusterRun {
  readonly documents: number;
  /** Not in the record. */
  readonly lost: number;
  /** In the record more than once, or of no document that was handed in. */
  readonly twice: number;
  /** Whose record differs by a byte. */
  readonly different: number;
  /** What `check` found, a sentence each. */
  readonly problems: readonly string[];
  /** From the first document handed in to the last one read. */
  readonly seconds: number;
  /** Jobs that were handed out more than once, each time counted. */
  readonly again: number;
  /** Jobs that `reconcile` handed out. */
  readonly reconciled: number;
}

export interface ClusterOptions {
  readonly documents: number;
  readonly workers?: number;
  readonly attribution?: "rules" | "trained";
  /** How long, in seconds, PostgreSQL is down; a network is cut half as long again. */
  readonly outage?: number;
  /** Told how it goes. */
  readonly say?: (message: string) => void;
}

/** Three NATS servers and a PostgreSQL, and the record of made reports that one machine makes. */
export class Cluster {
  readonly #options: Required<ClusterOptions>;
  readonly #folder = mkdtempSync(join(tmpdir(), "onrecord-cluster-"));
  readonly #postgres: PostgresServer;
  /** The record of each document as one machine makes it, by its key. */
  readonly #expected = new Map<string, string>();

  private constructor(options: ClusterOptions, postgres: PostgresServer) {
    this.#options = {
      workers: 4,
      attribution: "trained",
      outage: 20,
      say: () => {},
      ...options,
    };
    this.#postgres = postgres;
  }

  static async start(options: ClusterOptions): Promise<Cluster> {
    const cluster = new Cluster(options, await startPostgres());
    await cluster.#readAlone();
    return cluster;
  }

  async remove(): Promise<void> {
    await this.#postgres.remove();
    rmSync(this.#folder, { recursive: true });
  }

  get #input(): string {
    return join(this.#folder, "input.ndjson");
  }

  async #readAlone(): Promise<void> {
    const { documents, say } = this.#options;
    const lines = Array.from(madeReports(documents), (report) => JSON.stringify(report));
    writeFileSync(this.#input, `${lines.join("\n")}\n`);
    const file = join(this.#folder, "alone.db");
    const began = performance.now();
    await this.#onrecord(["add", "--record", file, "--from", "ndjson"], this.#input).ended;
    say(`one machine: ${documents} documents in ${secondsSince(began).toFixed(0)} s`);
    const store = await openStore(file);
    for await (const { key, json } of recordsIn(store)) this.#expected.set(key, json);
    await closeStore(store);
  }

  /** Reads all documents with workers, and lets the fault happen when three in ten are read. */
  async run(fault: Fault): Promise<ClusterRun> {
    const { documents, workers, say } = this.#options;
    const nats = await startNats(3);
    const target = await this.#postgres.newDatabase();
    const store = await openStore(target, { create: true });
    const queue = new QueueWatch(nats);
    const wires = await wiresTo([...nats.ports, Number(new URL(target).port)]);
    const working: Running[] = [];
    try {
      const began = performance.now();
      const enqueueing = this.#enqueue(target, nats.url);
      await Promise.race([queue.untilThere(), enqueueing]);
      // What is handed in after the loss would not be lost.
      if (fault === "queue lost") await enqueueing;
      for (let i = 0; i < workers; i++) {
        // The last one is behind wires that can be cut.
        const isWired = i === workers - 1;
        const [record, url] = isWired ? behind(wires, target) : [target, nats.url];
        working.push(this.#onrecord(["work", "--record", record, "--queue", url, "--jobs", "1"]));
      }
      const done = async () => {
        for (const worker of working) await worker.mustRun();
        return countDone(store);
      };
      while ((await done()) < 0.3 * documents) await sleep(50);
      say(`${fault}: ${await done()} read`);
      await this.#strike(fault, { nats, queue, working, wires });
      await enqueueing;
      const where = ["--record", target, "--queue", nats.url, "--replicas", "3"];
      let reconciled = fault === "queue lost" ? await this.#reconcile(where) : 0;
      while (!(await this.#allCome(done))) {
        say(`${fault}: nothing comes any more after ${await done()}`);
        reconciled += await this.#reconcile(where);
      }
      const seconds = secondsSince(began);
      const again = (await queue.handedOut()) - documents;
      await Promise.all(working.map((worker) => worker.stop()));
      const run = { documents, seconds, again, reconciled, ...(await this.#compare(store)) };
      say(`${fault}: ${JSON.stringify(run)}`);
      return run;
    } finally {
      for (const { process } of working) process.kill("SIGKILL");
      await Promise.all(wires.map((wire) => wire.close()));
      await closeStore(store);
      await nats.remove();
    }
  }

  async #enqueue(record: string, queue: string): Promise<void> {
    const args = ["enqueue", "--record", record, "--queue", queue, "--replicas", "3"];
    await this.#onrecord([...args, "--from", "ndjson"], this.#input).ended;
  }

  async #reconcile(where: readonly string[]): Promise<number> {
    const printed = await this.#onrecord(["reconcile", ...where, "--json"]).ended;
    return (JSON.parse(printed) as { enqueued: number }).enqueued;
  }

  /** Waits until all documents are read; `false` where nobody has the jobs that are left. */
  async #allCome(done: () => Promise<number>): Promise<boolean> {
    for (let before = -1, since = performance.now(); ; await sleep(200)) {
      const now = await done();
      if (now >= this.#options.documents) return true;
      if (now !== before) since = performance.now();
      else if (secondsSince(since) > QUIET) return false;
      before = now;
    }
  }

  async #strike(fault: Fault, { nats, queue, working, wires }: Struck): Promise<void> {
    const { outage } = this.#options;
    switch (fault) {
      case "none":
        return;
      case "worker killed":
        working[0]!.process.kill("SIGKILL");
        return;
      case "worker stopped":
        working[0]!.process.kill("SIGSTOP");
        await sleep(1500 * outage);
        working[0]!.process.kill("SIGCONT");
        return;
      case "stream leader killed":
        await nats.kill(await queue.leader());
        await sleep(1000 * outage);
        await nats.start();
        return;
      case "PostgreSQL down":
        await this.#postgres.crash();
        await sleep(1000 * outage);
        await this.#postgres.start();
        return;
      case "network cut":
        for (const wire of wires) wire.cut();
        await sleep(1500 * outage);
        for (const wire of wires) wire.mend();
        return;
      case "queue lost":
        await queue.look();
        await nats.lose();
        await nats.start();
        return;
    }
  }

  async #compare(
    store: Store,
  ): Promise<Pick<ClusterRun, "lost" | "twice" | "different" | "problems">> {
    const seen = new Set<string>();
    let [twice, different] = [0, 0];
    for await (const { key, json } of recordsIn(store)) {
      const expected = this.#expected.get(key);
      if (expected === undefined || seen.has(key)) twice++;
      else if (expected !== json) different++;
      seen.add(key);
    }
    const lost = [...this.#expected.keys()].filter((key) => !seen.has(key)).length;
    const problems: string[] = [];
    for await (const { what } of checkStore(store)) problems.push(what);
    return { lost, twice, different, problems };
  }

  #onrecord(args: readonly string[], input?: string): Running {
    const { attribution } = this.#options;
    return startOnrecord([...args, "--attribution", attribution], input);
  }
}

interface Struck {
  readonly nats: NatsServers;
  readonly queue: QueueWatch;
  readonly working: readonly Running[];
  readonly wires: readonly Wire[];
}

/** Seconds without a document after which jobs count as lost: more than one may be silent. */
const QUIET = 60;

/** A command at work. */
export interface Running {
  readonly process: ChildProcess;
  /** What it printed; rejects where it failed. */
  readonly ended: Promise<string>;
  /** Throws where it has ended by itself. */
  mustRun(): Promise<void>;
  /** Asks it to end, and waits until it has, however it ended. */
  stop(): Promise<void>;
}

/** @param before a command that starts it, with its arguments, such as `taskset --cpu-list 0` */
export function startOnrecord(
  args: readonly string[],
  input?: string,
  before: readonly string[] = [],
): Running {
  const main = resolve("dist", "cli", "main.js");
  const from = input === undefined ? ("ignore" as const) : openSync(input, "r");
  const [program, ...rest] = [...before, process.execPath, main, ...args];
  const child = spawn(program!, rest, { stdio: [from, "pipe", "pipe"] });
  if (typeof from === "number") closeSync(from);
  let printed = "";
  let messages = "";
  child.stdout!.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    messages += text;
  });
  const ended = once(child, "close").then(([code, signal]) => {
    if (code === 0 || signal === "SIGKILL") return printed;
    throw new Error(`onrecord ${args[0]} failed (${code ?? signal}): ${messages}`);
  });
  ended.catch(() => {});
  return {
    process: child,
    ended,
    async mustRun() {
      if (child.exitCode !== null) throw new Error(`it ended too early: ${await ended}`);
    },
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** Looks at the queue from outside. */
class QueueWatch {
  readonly #nats: NatsServers;
  /** Jobs handed out by queues that were lost since. */
  #before = 0;

  constructor(nats: NatsServers) {
    this.#nats = nats;
  }

  async untilThere(): Promise<void> {
    await this.#ask(async (manager) => {
      const { value } = await manager.consumers.list(STREAM)[Symbol.asyncIterator]().next();
      if (value === undefined) throw new Error("no consumer");
    });
  }

  /** The number of the server that leads the stream. */
  async leader(): Promise<number> {
    return this.#ask(async (manager) => {
      const { cluster } = await manager.streams.info(STREAM);
      return Number(/^node(\d)$/.exec(cluster!.leader!)![1]);
    });
  }

  /** Remembers what this queue has handed out, before it is lost. */
  async look(): Promise<void> {
    this.#before = await this.handedOut();
  }

  /** How often a job was handed out. */
  async handedOut(): Promise<number> {
    return this.#ask(async (manager) => {
      let count = this.#before;
      for await (const { delivered } of manager.consumers.list(STREAM)) {
        count += delivered.consumer_seq;
      }
      return count;
    });
  }

  /** Asks until there is an answer: a cluster is built while it is asked. */
  async #ask<T>(question: (manager: JetStreamManager) => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries++) {
      const connection = await connect({
        servers: this.#nats.url.split(","),
        waitOnFirstConnect: true,
      });
      try {
        return await question(await jetstreamManager(connection));
      } catch (error) {
        if (tries === 100) throw error;
        await sleep(200);
      } finally {
        await connection.close();
      }
    }
  }
}

const STREAM = "onrecord";

async function wiresTo(ports: readonly number[]): Promise<Wire[]> {
  return Promise.all(ports.map(wireTo));
}

/** The addresses of record and queue at the other end of the wires, of which the record's is last. */
function behind(wires: readonly Wire[], target: string): [record: string, queue: string] {
  const record = new URL(target);
  record.port = String(wires.at(-1)!.port);
  return [
    record.href,
    wires
      .slice(0, -1)
      .map(({ port }) => `nats://127.0.0.1:${port}`)
      .join(","),
  ];
}

/** Documents in the record. */
export async function countDone({ db }: Store): Promise<number> {
  const { n } = await db
    .selectFrom("documents")
    .select(({ fn }) => fn.countAll<number>().as("n"))
    .executeTakeFirstOrThrow();
  return Number(n);
}

const PAGE = 1000;

/** The machine's record of each document as JSON, by its key. */
async function* recordsIn({ db }: Store): AsyncGenerator<{ key: string; json: string }> {
  for (let last = -1; ; ) {
    const page = await db
      .selectFrom("documents")
      .select(["seq", "identity", "record"])
      .where("seq", ">", last)
      .orderBy("seq")
      .limit(PAGE)
      .execute();
    for (const { identity, record } of page) yield { key: identity, json: unpackJson(record) };
    if (page.length < PAGE) return;
    last = page.at(-1)!.seq;
  }
}

function secondsSince(began: number): number {
  return (performance.now() - began) / 1000;
}

/** Each fault in a run of its own. */
export async function benchCluster(documents: number, only: string): Promise<string> {
  if (!hasNats() || postgresPrograms() === null) {
    return "nats-server or PostgreSQL is not installed: not tried.";
  }
  const cluster = await Cluster.start({ documents, say: (message) => console.error(message) });
  const rows: string[][] = [];
  const problems: string[] = [];
  try {
    for (const fault of FAULTS.filter((one) => one.includes(only))) {
      const run = await cluster.run(fault);
      const { lost, twice, different, seconds, again, reconciled } = run;
      const counts = [documents, lost, twice, different, run.problems.length, again, reconciled];
      rows.push([fault, ...counts.map(String), seconds.toFixed(0)]);
      problems.push(...run.problems.map((what) => `${fault}: ${what}`));
    }
  } finally {
    await cluster.remove();
  }
  return [
    "3 queue servers, PostgreSQL, 4 workers; the fault comes when 3 in 10 are read",
    formatTable(
      [
        "fault",
        "documents",
        "lost",
        "twice",
        "different",
        "not clean",
        "handed out again",
        "by reconcile",
        "seconds",
      ],
      rows,
    ),
    ...problems,
  ].join("\n");
}
