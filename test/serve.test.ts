import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

const TOKEN = "a-token-for-this-test";

let folder: string;
let running: ChildProcess | null = null;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "onrecord-serve-"));
  writeFileSync(join(folder, "note.txt"), 'Fog\n\n"It is late," Ines Lorck said.\n');
  writeFileSync(join(folder, "token"), `${TOKEN}\n`);
});

afterEach(() => {
  running?.kill("SIGKILL");
  running = null;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly process: ChildProcess;
  readonly said: { out: string; err: string };
  readonly ended: Promise<number | null>;
}

function start(options: readonly string[], env: NodeJS.ProcessEnv = {}): Run {
  const child = spawn(process.execPath, ["dist/cli/main.js", "serve", ...options], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running = child;
  const said = { out: "", err: "" };
  child.stdout!.on("data", (chunk) => {
    said.out += chunk;
  });
  child.stderr!.on("data", (chunk) => {
    said.err += chunk;
  });
  return { process: child, said, ended: once(child, "close").then(([code]) => code as number) };
}

/** Starts it on a free port, and resolves with its address once it listens. */
async function serving(options: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const run = start(["--port", "0", "--json", ...options], env);
  while (!run.said.out.endsWith("\n")) {
    await Promise.race([once(run.process.stdout!, "data"), run.ended]);
    if (run.process.exitCode !== null) throw new Error(`it ended: ${run.said.err}`);
  }
  return { ...run, address: (JSON.parse(run.said.out) as { address: string }).address };
}

test("files are read and shown, and SIGTERM ends it in order", async () => {
  const { address, process: child, ended, said } = await serving([join(folder, "note.txt")]);
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  const list = await (await fetch(`${address}api/documents`)).json();
  const page = await (await fetch(`${address}d/${list.documents[0].key}`)).text();
  expect(page).toContain("Ines Lorck");
  const [, style] = /href="(\/assets\/[^"]+\.css)"/.exec(page)!;
  expect((await fetch(new URL(style!, address))).headers.get("content-type")).toContain("text/css");
  // A client that has sent half a request holds nothing up.
  const half = connect(Number(new URL(address).port), "127.0.0.1");
  half.on("error", () => {});
  await once(half, "connect");
  half.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ");
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  half.destroy();
  expect(said.err).toBe("");
});

test("to others only with the token, which is never printed", async () => {
  const note = join(folder, "note.txt");
  const {
    address,
    said,
    process: child,
    ended,
  } = await serving(["--host", "0.0.0.0", "--token-file", join(folder, "token"), note]);
  const here = address.replace("0.0.0.0", "127.0.0.1");
  expect((await fetch(`${here}api/documents`)).status).toBe(401);
  const headers = { authorization: `Bearer ${TOKEN}` };
  expect((await fetch(`${here}api/documents`, { headers })).status).toBe(200);
  child.kill("SIGINT");
  expect(await ended).toBe(0);
  expect(said.out + said.err).not.toContain(TOKEN);
});

test("health is for everybody, figures are not, and the log holds nothing of what was asked", async () => {
  const { address, said, ...run } = await serving(
    ["--log", "json", "--drain", "1", join(folder, "note.txt")],
    { ONRECORD_TOKEN: TOKEN },
  );
  const authorization = `Bearer ${TOKEN}`;
  for (const path of ["healthz", "readyz"]) {
    const answer = await fetch(address + path);
    expect([answer.status, await answer.text()]).toEqual([
      200,
      expect.stringMatching(/^(ok|ready)$/m),
    ]);
  }
  expect((await fetch(`${address}metrics`)).status).toBe(401);
  const hits = await fetch(`${address}search?q=harbour`, { headers: { authorization } });
  await hits.text();
  const figures = await (await fetch(`${address}metrics`, { headers: { authorization } })).text();
  expect(figures).toContain('onrecord_record_rows{kind="statements"} 1\n');
  expect(figures).toContain(
    'onrecord_http_requests_total{method="GET",route="/search",status="200"} 1\n',
  );
  expect(figures).toMatch(/^process_open_fds [1-9]\d*$/m);
  expect(figures).not.toMatch(/Lorck|late|note\.txt/);
  run.process.kill("SIGTERM");
  while ((await fetch(`${address}readyz`)).status === 200);
  expect((await fetch(`${address}healthz`)).status).toBe(200);
  expect(await run.ended).toBe(0);
  const lines = said.err
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toContainEqual(
    expect.objectContaining({ event: "request", method: "GET", route: "/search", status: 200 }),
  );
  expect(said.err).not.toMatch(new RegExp(`harbour|Lorck|late|${TOKEN}`));
});

describe("what it refuses, with 2 or 1 and a way out", () => {
  test.each<[string, string[], NodeJS.ProcessEnv, number, RegExp]>([
    ["others without a token", ["--host", "0.0.0.0"], {}, 2, /Set ONRECORD_TOKEN or --token-file/],
    ["a short token", [], { ONRECORD_TOKEN: "short" }, 2, /has 5 characters. Give one of 16/],
    ["a token file that is not there", ["--token-file", "absent"], {}, 2, /absent: cannot be read/],
    ["a port that is none", ["--port", "70000"], {}, 2, /from 0 to 65535/],
    [
      "an address that is not its own",
      ["--host", "192.0.2.1"],
      { ONRECORD_TOKEN: TOKEN },
      2,
      /no such address/,
    ],
    [
      "a record that is not there",
      ["--record", "absent.db"],
      {},
      1,
      /absent.db: there is no such record/,
    ],
    ["nothing that can be read", ["absent.txt"], {}, 1, /absent.txt/],
  ])("%s", async (_, options, env, code, message) => {
    const needsInput = code === 2 ? [join(folder, "note.txt")] : [];
    const run = start(["--port", "0", ...options, ...needsInput], env);
    expect(await run.ended).toBe(code);
    expect(run.said.err).toMatch(message);
    expect(run.said.err).not.toContain(TOKEN);
    expect(run.said.out).toBe("");
  });

  test("a port that is taken", async () => {
    const note = join(folder, "note.txt");
    const { address, process: first } = await serving([note]);
    const second = start(["--port", new URL(address).port, note]);
    expect(await second.ended).toBe(2);
    expect(second.said.err).toMatch(/in use already. Give another with --port/);
    first.kill("SIGKILL");
  });
});
