import { spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, unprivileged } from "../src/bench/postgres-server.ts";

/** pgbouncer before a PostgreSQL server, for one test file. */
export interface Bouncer {
  /** The address of a database of the server, by way of it. */
  addressOf(address: string): string;
  remove(): Promise<void>;
}

const PROGRAMS = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer"];

export function hasPgbouncer(): boolean {
  return PROGRAMS.some(existsSync);
}

/**
 * Starts one in transaction mode: each transaction may have another session of the server than the
 * one before it. It has two sessions for each database, for whatever comes.
 *
 * @param server address of any database of the server
 */
export async function startBouncer(server: string): Promise<Bouncer> {
  const user = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), "onrecord-pgbouncer-"));
  const port = await freePort();
  const settings = join(folder, "pgbouncer.ini");
  writeFileSync(
    settings,
    `[databases]
* = host=127.0.0.1 port=${new URL(server).port} user=onrecord
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 2
max_client_conn = 100
`,
  );
  if (user !== null) for (const path of [folder, settings]) chownSync(path, user.uid, user.gid);
  const program = PROGRAMS.find(existsSync)!;
  const bouncer = spawn(program, [settings], { ...user, cwd: folder, stdio: "ignore" });
  const kill = () => bouncer.kill("SIGTERM");
  process.once("exit", kill);
  return {
    addressOf: (address) => Object.assign(new URL(address), { port }).href,
    async remove() {
      process.off("exit", kill);
      const ended = new Promise((resolve) => bouncer.once("exit", resolve));
      if (bouncer.exitCode === null) {
        kill();
        await ended;
      }
      rmSync(folder, { recursive: true });
    },
  };
}
