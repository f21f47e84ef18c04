import { execFileSync, spawn } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import pg from "pg";

/** A server of its own, for one test file. */
export interface PostgresServer {
  /** Makes an empty database and returns its address; with the rules of a language for sorting. */
  newDatabase(language?: string): Promise<string>;
  /** The database "record", which is made where it is not there. */
  record(): Promise<string>;
  /** Milliseconds of processor time that its processes have used so far; 0 where Linux does not tell. */
  processorTime(): number;
  /** Stops the server and starts it again, on the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Ends it at once, as when it is killed: what was committed is recovered at the next start. */
  crash(): Promise<void>;
  /** Stops it, and removes its folder where that is a temporary one. */
  remove(): Promise<void>;
}

/** The folder with `initdb` and `postgres`; `null` where PostgreSQL is not installed. */
export function postgresPrograms(): string | null {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian)
    ? readdirSync(debian).sort((a, b) => Number(b) - Number(a))
    : [];
  const folders = [...versions.map((version) => join(debian, version, "bin")), "/usr/bin"];
  return folders.find((folder) => existsSync(join(folder, "initdb"))) ?? null;
}

/**
 * Starts a server on a free port of 127.0.0.1, with its default settings. Root may not run one, so
 * there the user `postgres` does.
 *
 * @param options.kept a folder that stays, with what is in it; else the folder is a temporary one,
 * and what is written to it is not waited for
 * @param options.password that it asks for; without one it lets everybody in
 */
export async function startPostgres({
  kept,
  password = "",
}: {
  readonly kept?: string | undefined;
  readonly password?: string;
} = {}): Promise<PostgresServer> {
  const programs = postgresPrograms()!;
  const user = unprivileged();
  const folder = kept ? resolve(kept) : mkdtempSync(join(tmpdir(), "onrecord-postgres-"));
  mkdirSync(folder, { recursive: true });
  if (user !== null) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  if (!existsSync(data)) {
    const secret = join(folder, "password");
    writeFileSync(secret, password);
    if (user !== null) chownSync(secret, user.uid, user.gid);
    const method = password === "" ? ["trust"] : ["scram-sha-256", `--pwfile=${secret}`];
    const initial = ["-D", data, "-U", "onrecord", "-E", "UTF8", "--no-sync", "-A", ...method];
    execFileSync(join(programs, "initdb"), initial, { ...user, cwd: folder, stdio: "ignore" });
  }
  const port = await freePort();
  const login = password === "" ? "onrecord" : `onrecord:${password}`;
  const url = (database: string) => `postgres://${login}@127.0.0.1:${port}/${database}`;
  let server: ReturnType<typeof spawn> | null = null;
  let databases = 0;

  async function start(): Promise<void> {
    const settings = ["-p", `${port}`, "-h", "127.0.0.1", "-k", folder, ...(kept ? [] : ["-F"])];
    server = spawn(join(programs, "postgres"), ["-D", data, ...settings], {
      ...user,
      cwd: folder,
      stdio: "ignore",
    });
    process.once("exit", kill);
    await untilItAnswers(url("postgres"));
  }
  const kill = () => server?.kill("SIGINT");
  async function end(signal: "SIGINT" | "SIGQUIT"): Promise<void> {
    const running = server;
    server = null;
    process.off("exit", kill);
    if (running === null || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once("exit", resolve));
    running.kill(signal);
    await ended;
  }
  const stop = () => end("SIGINT");
  await start();
  return {
    async newDatabase(language) {
      databases++;
      const sorted = language === undefined ? "" : `locale_provider icu icu_locale '${language}'`;
      const options = `template template0 ${sorted}`;
      await ask(url("postgres"), `create database test${databases} ${options}`);
      return url(`test${databases}`);
    },
    async record() {
      await ask(url("postgres"), "create database record template template0").catch((error) => {
        if (error.code !== EXISTS) throw error;
      });
      return url("record");
    },
    processorTime: () => timeOf(server?.pid),
    start,
    stop,
    crash: () => end("SIGQUIT"),
    async remove() {
      await stop();
      if (!kept) rmSync(folder, { recursive: true });
    },
  };
}

/** Milliseconds that a process, those it has started, and those of them that ended have used. */
function timeOf(pid: number | undefined): number {
  if (pid === undefined || !existsSync("/proc/self/schedstat")) return 0;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  // After the name in brackets: the 14th and 15th, in hundredths of a second.
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
  const ended = 10 * (Number(stat[13]) + Number(stat[14]));
  return [String(pid), ...children].reduce((sum, one) => sum + ownTime(one), ended);
}

function ownTime(pid: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]) / 1e6;
  } catch {
    return 0; // It has ended meanwhile.
  }
}

/** SQLSTATE "duplicate_database". */
const EXISTS = "42P04";

async function ask(url: string, query: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(query);
  } finally {
    await client.end();
  }
}

async function untilItAnswers(url: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await ask(url, "select 1");
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** The user `postgres` where root asks, which servers refuse to be run by; else `null`. */
export function unprivileged(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
