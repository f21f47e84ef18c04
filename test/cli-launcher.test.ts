import { spawn } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

// A checkout with the launcher and an npm of our own, which notes what it is asked for.

let root: string;

const NPM = `#!/bin/sh
echo "$*" >>"$PWD/calls"
cat >>"$PWD/eaten"
echo "noise of npm"
if [ -f "$PWD/broken" ]; then exit 7; fi
sleep 0.2
case $1 in
  ci) rm -rf node_modules; mkdir node_modules; echo '{}' >node_modules/.package-lock.json ;;
  run) mkdir -p dist/cli; echo 'process.stdin.pipe(process.stdout); console.log(process.argv.slice(2).join())' >dist/cli/main.js ;;
esac
`;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "onrecord-launcher-"));
  write("bin/npm", NPM, 0o755);
  write("package.json", '{"type": "module"}');
  write("package-lock.json", "{}");
  write("tsconfig.json", "{}");
  write("src/a.ts", "");
  write("src/deep/b.ts", "");
  write("data/words.json", "[]");
  copyFileSync("onrecord", join(root, "onrecord"));
  chmodSync(join(root, "onrecord"), 0o755);
});

afterEach(() => rmSync(root, { recursive: true }));

function write(name: string, content: string, mode = 0o644): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), content, { mode });
}

interface Launch {
  readonly as?: string;
  readonly path?: string;
  readonly env?: NodeJS.ProcessEnv;
}

function launch({ as = join(root, "onrecord"), path, env }: Launch = {}) {
  const PATH = path ?? `${join(root, "bin")}:${dirname(process.execPath)}:${process.env.PATH}`;
  const child = spawn("/bin/sh", [as, "x", "y"], {
    cwd: "/",
    env: { ...process.env, PATH, ...env },
  });
  child.stdin.on("error", () => {});
  child.stdin.end("input");
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((done) => {
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    child.on("close", (code) => done({ code, stdout, stderr }));
  });
}

/** What npm was asked for since the last time. */
function calls(): string[] {
  const file = join(root, "calls");
  const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  rmSync(file, { force: true });
  return lines.map((line) => line.split(" ").slice(0, 2).join(" "));
}

/** Makes a file, or a folder, newer than anything written before. */
function touch(name: string): void {
  const later = new Date(Date.now() + 5_000);
  utimesSync(join(root, name), later, later);
}

const READY = { code: 0, stdout: "x,y\ninput", stderr: "" };

test("the first run installs and builds, the second does neither", async () => {
  const first = await launch();
  expect(first).toMatchObject({ code: 0, stdout: READY.stdout });
  expect(first.stderr).toMatch(
    /^onrecord: installing packages, because .+\nonrecord: building, because .+\n$/,
  );
  expect(calls()).toEqual(["ci --include=dev", "run build"]);
  expect(await launch()).toEqual(READY);
  expect(calls()).toEqual([]);
});

test("standard input is left to the command", async () => {
  expect((await launch()).stdout).toContain("input");
  expect(readFileSync(join(root, "eaten"), "utf8")).toBe("");
});

test.each(["src/a.ts", "src/deep", "data/words.json", "tsconfig.json", "package.json"])(
  "builds again when %s is newer",
  async (name) => {
    await launch();
    calls();
    touch(name);
    const { stderr } = await launch();
    expect(stderr).toBe(`onrecord: building, because ${name} has changed\n`);
    expect(calls()).toEqual(["run build"]);
  },
);

test("builds again when a file was deleted", async () => {
  await launch();
  calls();
  rmSync(join(root, "src/deep/b.ts"));
  await launch();
  expect(calls()).toEqual(["run build"]);
});

test("installs again when the lock file holds something else, whatever its time", async () => {
  await launch();
  calls();
  touch("package-lock.json");
  expect(await launch()).toEqual(READY);
  write("package-lock.json", '{"name": "other"}');
  utimesSync(join(root, "package-lock.json"), 0, 0);
  await launch();
  expect(calls()).toEqual(["ci --include=dev"]);
});

test("trusts an installation made by hand", async () => {
  write("node_modules/.package-lock.json", "{}");
  await launch();
  expect(calls()).toEqual(["run build"]);
});

test("finishes an installation that was broken off", async () => {
  write("node_modules/half/package.json", "{}");
  await launch();
  expect(calls()).toEqual(["ci --include=dev", "run build"]);
});

test("runs through symbolic links from any folder", async () => {
  await launch();
  symlinkSync("../onrecord", join(root, "bin", "relative"));
  symlinkSync(join(root, "bin", "relative"), join(root, "bin", "absolute"));
  expect(await launch({ as: join(root, "bin", "absolute") })).toEqual(READY);
});

test("a failure shows what npm said and what to do, and the next run tries again", async () => {
  write("broken", "");
  const { code, stdout, stderr } = await launch();
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain("noise of npm");
  expect(stderr).toContain("onrecord: npm ci failed in ");
  rmSync(join(root, "broken"));
  expect(await launch()).toMatchObject({ code: 0, stdout: READY.stdout });
});

test("of several started at once one installs and builds", async () => {
  const all = await Promise.all([launch(), launch(), launch()]);
  expect(all.map(({ code, stdout }) => [code, stdout])).toEqual(Array(3).fill([0, READY.stdout]));
  expect(calls()).toEqual(["ci --include=dev", "run build"]);
});

test("a lock left by a process that is gone is taken away", async () => {
  write("dist/.lock/owner", `999999999 ${hostname()}\n`);
  expect(await launch()).toMatchObject({ code: 0, stdout: READY.stdout });
  expect(existsSync(join(root, "dist/.lock"))).toBe(false);
});

test.each(["v18.20.4", "v20.18.3"])("says what it needs when node is %s", async (version) => {
  write("bin/node", `#!/bin/sh\necho ${version}\n`, 0o755);
  const { code, stdout, stderr } = await launch();
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain(`needs Node.js 20.19 or newer; this is ${version}.`);
});

test("says what it needs when there is no node", async () => {
  const { code, stderr } = await launch({ path: "/nowhere" });
  expect(code).toBe(1);
  expect(stderr).toContain("finds no node. Install it from https://nodejs.org");
});
