import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";

/** A server of its own, for one test file. */
export interface PostgresServer {
  /** Makes an empty database and returns its address; with the rules of a language for sorting. */
  newDatabase(language?: string): Promise<string>;
  /** Stops the server and starts it again, on the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops it and removes its folder. */
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
 * Starts a server on a free port of 127.0.0.1, in a temporary folder. Root may not run one, so
 * there the user `postgres` does.
 *
 * @param password that it asks for; without one it lets everybody in
 */
export async function startPostgres(password = ""): Promise<PostgresServer> {
  const programs = postgresPrograms()!;
  const user = process.getuid?.() === 0 ? userIds("postgres") : null;
  const folder = mkdtempSync(join(tmpdir(), "onrecord-postgres-"));
  if (user !== null) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  const secret = join(folder, "password");
  writeFileSync(secret, password);
  if (user !== null) chownSync(secret, user.uid, user.gid);
  const method = password === "" ? ["trust"] : ["scram-sha-256", `--pwfile=${secret}`];
  const initial = ["-D", data, "-U", "onrecord", "-E", "UTF8", "--no-sync", "-A", ...method];
  execFileSync(join(programs, "initdb"), initial, { ...user, cwd: folder, stdio: "ignore" });
  const port = await freePort();
  const url = (database: string) => `postgres://onrecord:${password}@127.0.0.1:${port}/${database}`;
  let server: ReturnType<typeof spawn> | null = null;
  let databases = 0;

  async function start(): Promise<void> {
    const settings = ["-p", `${port}`, "-h", "127.0.0.1", "-k", folder, "-F"];
    server = spawn(join(programs, "postgres"), ["-D", data, ...settings], {
      ...user,
      cwd: folder,
      stdio: "ignore",
    });
    process.once("exit", kill);
    await untilItAnswers(url("postgres"));
  }
  const kill = () => server?.kill("SIGINT");
  async function stop(): Promise<void> {
    const running = server;
    server = null;
    process.off("exit", kill);
    if (running === null || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once("exit", resolve));
    running.kill("SIGINT");
    await ended;
  }
  await start();
  return {
    async newDatabase(language) {
      databases++;
      const sorted = language === undefined ? "" : `locale_provider icu icu_locale '${language}'`;
      const options = `template template0 ${sorted}`;
      await ask(url("postgres"), `create database test${databases} ${options}`);
      return url(`test${databases}`);
    },
    start,
    stop,
    async remove() {
      await stop();
      rmSync(folder, { recursive: true });
    },
  };
}

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

function userIds(name: string): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync("id", [flag, name], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
