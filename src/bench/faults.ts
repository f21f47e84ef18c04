import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { checkStore, closeStore, openStore, type Store } from "../store/index.ts";
import { type Random, seededRandom } from "../train/random.ts";
import { generateRecords } from "./made-records.ts";
import { postgresPrograms, startPostgres } from "./postgres-server.ts";
import { formatTable } from "./table.ts";

/** What became of a record whose writers met with something. */
export interface Aftermath {
  /** Documents whose line was printed. */
  readonly acknowledged: number;
  /** Of these, those that are not there. */
  readonly lost: number;
  readonly there: number;
  /** What `check` found, a sentence each. */
  readonly problems: readonly string[];
}

/** Documents a writer is given: more than it is left the time to add. */
const DOCUMENTS = 2000;

/**
 * Ends a process that adds documents with `kill -9`, after a few documents and a moment drawn at
 * random, and looks at what it leaves.
 */
export async function killWhileAdding(target: string, random: Random): Promise<Aftermath> {
  const adding = startAdding(target, reports(DOCUMENTS, "K"));
  await adding.acknowledged(1 + Math.floor(random() * 30));
  await sleep(random() * 20);
  adding.process.kill("SIGKILL");
  await adding.ended;
  return aftermath(target, adding.keys);
}

/** Statements of the made records that are imported: in some 375 documents. */
const IMPORTED = 3000;

/** The same while records are imported, which come to the disk many at a time. */
export async function killWhileImporting(target: string, random: Random): Promise<Aftermath> {
  const lines = [...generateRecords(IMPORTED)].map((record) => JSON.stringify(record)).join("\n");
  const importing = start(target, ["import"], lines);
  await importing.acknowledged(1 + Math.floor(random() * 150));
  await sleep(random() * 200);
  importing.process.kill("SIGKILL");
  await importing.ended;
  return aftermath(target, importing.keys);
}

/** Several processes add documents at once, of which every third is one and the same to all. */
export async function addTogether(
  target: string,
  { processes = 2, documents = 100 } = {},
): Promise<Aftermath & { readonly exitCodes: readonly (number | null)[] }> {
  const all = Array.from({ length: processes }, (_, i) =>
    startAdding(target, reports(documents, `P${i}`)),
  );
  const exitCodes = await Promise.all(all.map(({ ended }) => ended));
  const keys = new Set(all.flatMap((adding) => [...adding.keys]));
  return { ...(await aftermath(target, keys)), exitCodes };
}

/**
 * The files as a power cut could leave them while documents are added: those of a moment, with what
 * was written to the WAL after an earlier moment cut off somewhere or turned to noise. What was
 * acknowledged before that earlier moment has to be there.
 */
export async function cutPower(folder: string, random: Random): Promise<Aftermath> {
  const file = join(folder, "running.db");
  const left = join(folder, "left.db");
  const adding = startAdding(file, reports(DOCUMENTS, "C"));
  await adding.acknowledged(1 + Math.floor(random() * 60));
  const stopped = async <T>(look: () => T): Promise<T> => {
    adding.process.kill("SIGSTOP");
    // What was printed before the stop is read.
    await sleep(30);
    const seen = look();
    adding.process.kill("SIGCONT");
    return seen;
  };
  const before = await stopped(() => ({ keys: new Set(adding.keys), wal: walEnd(`${file}-wal`) }));
  await sleep(random() * 100);
  await stopped(() => {
    copyFileSync(file, left);
    copyFileSync(`${file}-wal`, `${left}-wal`);
  });
  adding.process.kill("SIGKILL");
  await adding.ended;
  const wal = walEnd(`${left}-wal`);
  const whole = readFileSync(`${left}-wal`);
  const synced = wal.salt === before.wal.salt ? before.wal.end : WAL_HEADER;
  const cut = synced + Math.floor(random() * (whole.length - synced));
  if (random() < 0.5) truncateSync(`${left}-wal`, cut);
  else {
    for (let i = cut; i < Math.min(cut + 512, whole.length); i++) whole[i] = random() * 256;
    writeFileSync(`${left}-wal`, whole);
  }
  return aftermath(left, before.keys);
}

/** Whether `fillDisk` and `closeDisk` can be tried: they mount a small disk, which is root's to do. */
export function mayMount(): boolean {
  return process.platform === "linux" && process.getuid?.() === 0;
}

/**
 * Documents are added until the disk, of a size drawn at random, has no room left. Then there is
 * room again, and what was acknowledged has to be there.
 */
export async function fillDisk(folder: string, random: Random): Promise<Fault> {
  return withDisk(folder, `${900 + Math.floor(random() * 2000)}k`, async (disk, remount) => {
    const file = join(disk, "record.db");
    const adding = startAdding(file, reports(DOCUMENTS, "F"));
    const exitCode = await adding.ended;
    remount("size=64m");
    return { ...(await aftermath(file, adding.keys)), exitCode };
  });
}

/** Documents are added to a record whose disk has become read-only after some. */
export async function closeDisk(folder: string, random: Random): Promise<Fault> {
  return withDisk(folder, "64m", async (disk, remount) => {
    const file = join(disk, "record.db");
    const before = startAdding(file, reports(1 + Math.floor(random() * 30), "R"));
    await before.ended;
    remount("ro");
    const adding = startAdding(file, reports(10, "S"));
    const exitCode = await adding.ended;
    const keys = new Set([...before.keys, ...adding.keys]);
    return { ...(await aftermath(file, keys)), exitCode };
  });
}

export interface Fault extends Aftermath {
  /** Of the process that met with it. */
  readonly exitCode: number | null;
}

async function withDisk<T>(
  folder: string,
  size: string,
  work: (disk: string, remount: (option: string) => void) => Promise<T>,
): Promise<T> {
  const disk = mkdtempSync(join(folder, "disk-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", disk]);
  try {
    return await work(disk, (option) => {
      execFileSync("mount", ["-o", `remount,${option}`, disk]);
    });
  } finally {
    // At once for everybody, however long the library holds a file that is closed.
    execFileSync("umount", ["--lazy", disk]);
  }
}

const WAL_HEADER = 32;
const FRAME_HEADER = 24;

/** Where the frames of a WAL end that belong to it, and what marks them: https://sqlite.org/walformat.html */
function walEnd(file: string): { readonly salt: string; readonly end: number } {
  const wal = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  if (wal.length < WAL_HEADER) return { salt: "", end: wal.length };
  const salt = wal.toString("hex", 16, 24);
  const frame = FRAME_HEADER + wal.readUInt32BE(8);
  let end = WAL_HEADER;
  while (end + frame <= wal.length && wal.toString("hex", end + 8, end + 16) === salt) end += frame;
  return { salt, end };
}

async function aftermath(target: string, keys: ReadonlySet<string>): Promise<Aftermath> {
  const store = await openStore(target, { create: true });
  try {
    const there = await keysOf(store);
    const problems: string[] = [];
    for await (const { what } of checkStore(store)) problems.push(what);
    const lost = [...keys].filter((key) => !there.has(key)).length;
    return { acknowledged: keys.size, lost, there: there.size, problems };
  } finally {
    await closeStore(store);
  }
}

async function keysOf({ db }: Store): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom("documents").select("key").execute();
  return new Set(rows.map(({ key }) => key));
}

interface Adding {
  readonly process: ChildProcess;
  /** Of the documents whose lines were printed so far. */
  readonly keys: ReadonlySet<string>;
  /** Resolves when as many are, or the process has ended. */
  acknowledged(count: number): Promise<unknown>;
  readonly ended: Promise<number | null>;
}

function startAdding(target: string, input: string): Adding {
  const options = ["--from", "ndjson", "--attribution", "rules", "--jobs", "1"];
  return start(target, ["add", ...options], input);
}

function start(target: string, command: readonly string[], input: string): Adding {
  const main = resolve("dist", "cli", "main.js");
  const child = spawn(process.execPath, [main, ...command, "--record", target, "--json"], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const keys = new Set<string>();
  const lines = createInterface({ input: child.stdout });
  // A line that was cut is no acknowledgement; readline gives it when the stream ends.
  lines.on("line", (line) => {
    if (line.endsWith("}")) keys.add((JSON.parse(line) as { key: string }).key);
  });
  const ended = once(child, "close").then(([code]) => code as number | null);
  return {
    process: child,
    keys,
    ended,
    async acknowledged(count) {
      const enough = async () => {
        while (keys.size < count) await once(lines, "line");
      };
      await Promise.race([enough(), ended]);
    },
  };
}

/** Reports of invented events as lines of NDJSON; every third has nothing of its writer's. */
function reports(count: number, writer: string): string {
  return Array.from({ length: count }, (_, i) => {
    const id = i % 3 === 0 ? `shared-${i}` : `${writer}-${i}`;
    const text = `Harbour ${id} closes\n\n"We close harbour ${i}," Ines Lorck of Ollan said on Friday. Ilmaria accused Orvania of theft. Veit Amsel denied that ${i} boats were lost.\n`;
    return JSON.stringify({ id, text, published: "2031-03-11", outlet: "The Ollan Courier" });
  }).join("\n");
}

/** Kills, cuts and crowds on each store this machine has. */
export async function benchFaults(trials: number): Promise<string> {
  const random = seededRandom(20310311);
  const folder = mkdtempSync(join(tmpdir(), "onrecord-faults-"));
  const server = postgresPrograms() === null ? null : await startPostgres();
  const rows: string[][] = [];
  const problems: string[] = [];
  const run = async (store: string, fault: string, trial: (i: number) => Promise<Aftermath>) => {
    let [acknowledged, lost, there, unsound] = [0, 0, 0, 0];
    for (let i = 0; i < trials; i++) {
      const after = await trial(i);
      acknowledged += after.acknowledged;
      lost += after.lost;
      there += after.there;
      if (after.problems.length > 0) unsound++;
      problems.push(...after.problems);
    }
    rows.push([store, fault, ...[trials, acknowledged, lost, there, unsound].map(String)]);
  };
  try {
    let made = 0;
    const newFile = () => join(folder, `${++made}.db`);
    await run("SQLite", "kill -9", () => killWhileAdding(newFile(), random));
    await run("SQLite", "kill -9 of import", () => killWhileImporting(newFile(), random));
    await run("SQLite", "power cut", () => cutPower(mkdtempSync(join(folder, "cut-")), random));
    if (mayMount()) {
      await run("SQLite", "disk full", () => fillDisk(folder, random));
      await run("SQLite", "disk read-only", () => closeDisk(folder, random));
    }
    await run("SQLite", "two writers", () => addTogether(newFile()));
    if (server !== null) {
      await run("PostgreSQL", "kill -9", async () =>
        killWhileAdding(await server.newDatabase(), random),
      );
      await run("PostgreSQL", "kill -9 of import", async () =>
        killWhileImporting(await server.newDatabase(), random),
      );
      await run("PostgreSQL", "two writers", async () => addTogether(await server.newDatabase()));
    }
  } finally {
    await server?.remove();
    rmSync(folder, { recursive: true });
  }
  return [
    formatTable(["store", "fault", "trials", "acknowledged", "lost", "there", "not clean"], rows),
    ...(mayMount() ? [] : ["Full and read-only disks are for root to make: not tried."]),
    ...(server === null ? ["PostgreSQL is not installed: not tried."] : []),
    ...problems,
  ].join("\n");
}
