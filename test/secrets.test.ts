import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasNats } from "./nats.ts";
import { skipsWithout } from "./needs.ts";
import { type PostgresServer, postgresPrograms, startPostgres } from "./postgres.ts";

/*
 * Passwords come from the environment or a file, and are in nothing that is printed: not in what a
 * command says of a server that is away or lets nobody in, nor where the program shows its errors
 * whole.
 */

const SECRET = "schlehdorn77";
const WRONG = "weissdorn88";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "onrecord-secrets-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
  const path = join(folder, `${Math.random()}`);
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}

interface Ran {
  /** `null` where it was ended, while it waited for a server. */
  readonly code: number | null;
  readonly said: string;
}

async function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> {
  const main = resolve("dist/cli/main.js");
  const bare = { PATH: process.env.PATH, HOME: folder, ONRECORD_DEBUG: "1" };
  const child = spawn(process.execPath, [main, ...args], { env: { ...bare, ...env }, cwd: folder });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (said.includes("Waiting for it")) child.kill("SIGKILL");
    });
  }
  child.stdin.end();
  const code = await new Promise<number | null>((ended) => child.once("close", ended));
  return { code, said };
}

/** What it must not say, also not in part or as it stands in an address. */
function expectNoSecret({ said }: Ran): void {
  expect(said).not.toMatch(/schleh|dorn|weiss/i);
}

const COMMANDS: readonly (readonly string[])[] = [
  ["check"],
  ["search", "harbour"],
  ["serve", "--port", "0"],
  ["status"],
  ["work"],
];

describe("nothing says the password", () => {
  test.each(COMMANDS)("%s, of a record that is away", async (...args) => {
    const away = `postgres://onrecord:${SECRET}@127.0.0.1:1/record`;
    const ran = await run(args, { ONRECORD_RECORD: away });
    expect(ran.said).toContain("postgres://onrecord@127.0.0.1:1/record cannot be reached");
    expectNoSecret(ran);
  });

  test.each([
    `postgres://onrecord:${SECRET}#1@127.0.0.1/record`,
    `postgres://onrecord:12/${SECRET}@127.0.0.1/record`,
    `postgres://onrecord:12?${SECRET}@127.0.0.1/record`,
    `postgres:onrecord:${SECRET}@127.0.0.1/record`,
    `postgress://onrecord:${SECRET}@127.0.0.1/record`,
    `https://onrecord:${SECRET}@127.0.0.1/record`,
  ])("of the address %s", async (address) => {
    const ran = await run(["add", "absent.txt"], { ONRECORD_RECORD: address });
    expect(ran).toMatchObject({ code: 2, said: expect.stringContaining("cannot be read") });
    expectNoSecret(ran);
  });

  test.each([
    ["check", "--record", `postgres://onrecord:${SECRET}@127.0.0.1:1/record`],
    ["reconcile", "--queue", `nats://onrecord:${SECRET}@127.0.0.1:1`],
    ["reconcile", "--queue", `nats://${SECRET}@127.0.0.1:1`],
  ])("%s refuses it in %s", async (...args) => {
    const ran = await run(args, {});
    expect(ran).toMatchObject({ code: 2, said: expect.stringContaining("has a password in it") });
    expectNoSecret(ran);
  });

  test.each(["serve", "work", "enqueue"])("%s --help", async (command) => {
    const ran = await run([command, "--help"], {
      ONRECORD_RECORD: `postgres://onrecord:${SECRET}@127.0.0.1/record`,
      ONRECORD_QUEUE: `nats://onrecord:${SECRET}@127.0.0.1`,
      ONRECORD_TOKEN: `${SECRET}-and-more`,
    });
    expect(ran.code).toBe(0);
    expectNoSecret(ran);
  });

  test("a file that is not there is named, and which variable names it", async () => {
    const { code, said } = await run(["check"], { ONRECORD_RECORD_FILE: "/nowhere/secret" });
    expect(code).toBe(2);
    expect(said).toContain("/nowhere/secret: cannot be read (ENOENT). Give ONRECORD_RECORD_FILE");
  });
});

describe.skipIf(skipsWithout("PostgreSQL", postgresPrograms() !== null))("PostgreSQL", () => {
  let server: PostgresServer;
  let record: URL;
  beforeAll(async () => {
    server = await startPostgres({ password: SECRET });
    record = new URL(await server.newDatabase());
  });
  afterAll(() => server.remove());

  const address = (password: string) => Object.assign(new URL(record), { password }).href;
  const passFile = (password: string) => file(`${record.host}:*:onrecord:${password}\n`);

  test.each<[string, () => NodeJS.ProcessEnv]>([
    ["the address", () => ({ ONRECORD_RECORD: address(SECRET) })],
    ["a file with the address", () => ({ ONRECORD_RECORD_FILE: file(`${address(SECRET)}\n`) })],
    ["PGPASSWORD", () => ({ ONRECORD_RECORD: address(""), PGPASSWORD: SECRET })],
    ["PGPASSFILE", () => ({ ONRECORD_RECORD: address(""), PGPASSFILE: passFile(SECRET) })],
  ])("takes the password from %s", async (_, env) => {
    const ran = await run(["import", file("")], env());
    expect(ran).toMatchObject({ code: 0, said: expect.stringMatching(/^onrecord: .*\n$/) });
    expectNoSecret(ran);
  });

  test.each<[string, () => NodeJS.ProcessEnv]>([
    ["the address", () => ({ ONRECORD_RECORD: address(WRONG) })],
    ["PGPASSWORD", () => ({ ONRECORD_RECORD: address(""), PGPASSWORD: WRONG })],
    ["PGPASSFILE", () => ({ ONRECORD_RECORD: address(""), PGPASSFILE: passFile(WRONG) })],
    ["nowhere", () => ({ ONRECORD_RECORD: address("") })],
  ])("refuses the wrong password from %s", async (_, env) => {
    for (const args of [["check"], ["serve", "--port", "0"], ["import", file("")]]) {
      const ran = await run(args, env());
      expect(ran).toMatchObject({
        code: 1,
        said: expect.stringMatching(/Check the user's name and password|asks for a password/),
      });
      expectNoSecret(ran);
    }
  });
});

describe.skipIf(skipsWithout("nats-server", hasNats())).each([
  ["a user", ["--user", "onrecord", "--pass", SECRET], `onrecord:${SECRET}@`, `onrecord:${WRONG}@`],
  ["a token", ["--auth", SECRET], `${SECRET}@`, `${WRONG}@`],
])("NATS with %s", (_, options, right, wrong) => {
  let server: ChildProcess;
  let port: number;
  let record: string;
  beforeAll(async () => {
    port = await freePort();
    const data = mkdtempSync(join(folder, "nats-"));
    const args = ["-a", "127.0.0.1", "-p", `${port}`, "-js", "-sd", data, ...options];
    server = spawn("nats-server", args, { stdio: "ignore" });
    record = `${join(data, "record.db")}`;
    await run(["import", "--record", record, file("")], {});
    for (let tries = 0; (await reconcile(right)).code !== 0 && tries < 20; tries++)
      await sleep(100);
  });
  afterAll(() => void server.kill("SIGKILL"));

  const url = (user: string, scheme = "nats") => `${scheme}://${user}127.0.0.1:${port}`;
  const reconcile = (user: string, env: NodeJS.ProcessEnv = { ONRECORD_QUEUE: url(user) }) =>
    run(["reconcile", "--record", record], env);

  test("lets in who has it, from the environment or a file", async () => {
    for (const env of [
      { ONRECORD_QUEUE: url(right) },
      { ONRECORD_QUEUE_FILE: file(`${url(right)}\n`) },
      { ONRECORD_QUEUE: `${url("")},${url(right)}` },
    ]) {
      expect(await reconcile(right, env)).toEqual({ code: 0, said: "0 documents handed out\n" });
    }
  });

  test.each([
    ["another", wrong],
    ["none", ""],
  ])("refuses who has %s", async (_, user) => {
    const ran = await reconcile(user);
    expect(ran).toMatchObject({
      code: 1,
      said: expect.stringContaining("does not let this user in"),
    });
    expectNoSecret(ran);
  });

  test("sends nothing unencrypted where it was told not to", async () => {
    const ran = await reconcile(right, { ONRECORD_QUEUE: url(right, "tls") });
    expect(ran.code).not.toBe(0);
    expect(ran.said).toContain(`tls://127.0.0.1:${port} cannot be used as a queue`);
    expectNoSecret(ran);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}
