import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { openOutput } from "../src/cli/output.ts";
import { createProgram } from "../src/cli/program.ts";

/*
 * What starts OnRecord as a service gives it commands it knows, and no more than it needs. Docker
 * and systemd themselves are not asked: docs/deploy.md says what was tried by hand.
 */

interface Service {
  readonly command?: readonly string[];
  readonly image?: string;
  readonly ports?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly init?: boolean;
  readonly healthcheck?: { readonly test: readonly string[] };
}

const compose = parse(readFileSync("compose.yaml", "utf8"), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: object;
  readonly volumes: object;
};
const services = Object.entries(compose.services);
const dockerfile = readFileSync("Dockerfile", "utf8");
const units = readdirSync("deploy/systemd").map((name) => {
  const text = readFileSync(`deploy/systemd/${name}`, "utf8");
  return [name, text] as const;
});

const program = createProgram(openOutput(process.stdout));

/** What of a command line OnRecord does not know. */
function unknown([name, ...args]: readonly string[]): string[] {
  const command = program.commands.find((one) => one.name() === name);
  if (command === undefined) return [String(name)];
  const known = command.options.map(({ long }) => long);
  return args.filter((arg) => arg.startsWith("-") && !known.includes(arg));
}

test("every command is one of OnRecord's, with its options", () => {
  const lines = [
    ...services.filter(([, { image }]) => image === "onrecord").map(([, { command }]) => command!),
    JSON.parse(/^CMD (\[.*\])$/m.exec(dockerfile)![1]!) as string[],
    ...units.map(([, text]) =>
      /^ExecStart=\/usr\/bin\/env onrecord (.*)$/m.exec(text)![1]!.split(" "),
    ),
  ];
  expect(lines).toHaveLength(5);
  expect(lines.flatMap(unknown)).toEqual([]);
  expect(unknown(["serve", "--token", "secret"])).toEqual(["--token"]);
});

test.each(services)("%s runs with no rights and a disk that it cannot write", (_, service) => {
  expect(service).toMatchObject({
    read_only: true,
    cap_drop: ["ALL"],
    security_opt: ["no-new-privileges:true"],
  });
  const { environment = {}, secrets = [], volumes = [], ports = [] } = service;
  const said = Object.entries(environment);
  expect(
    said.filter(
      ([name, value]) =>
        /PASSWORD|TOKEN|QUEUE|RECORD/.test(name) && !/^(\/run\/secrets\/.*)?$/.test(value),
    ),
  ).toEqual([]);
  for (const secret of secrets) expect(compose.secrets).toHaveProperty([secret]);
  for (const volume of volumes) expect(compose.volumes).toHaveProperty([volume.split(":")[0]!]);
  for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
});

test("OnRecord is not process 1, which would not see that it is stopped as it starts", () => {
  const own = services.filter(([, { image }]) => image === "onrecord");
  expect(own.map(([, { init }]) => init)).toEqual([true, true]);
});

test("the worker's health check has no space to be cut at", () => {
  const check = compose.services.work!.healthcheck!.test;
  expect(check.filter((part) => /\s/.test(part))).toEqual([]);
  expect(() => new Function(check.at(-1)!)).not.toThrow();
});

test("the database is not healthy before it listens to others", () => {
  const check = compose.services.postgres!.healthcheck!.test;
  expect(check.join(" ")).toContain("pg_isready -h 127.0.0.1");
});

test("secrets that begin with digits are no numbers to the queue's servers", () => {
  const folder = mkdtempSync(join(tmpdir(), "onrecord-secrets-"));
  try {
    const openssl = join(folder, "openssl");
    writeFileSync(openssl, "#!/bin/sh\necho 3e4c7f05e5\n", { mode: 0o755 });
    const made = spawnSync("sh", [resolve("deploy/make-secrets.sh")], {
      cwd: folder,
      env: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` },
    });
    expect(made.status).toBe(0);
    expect(statSync(join(folder, "secrets")).mode & 0o077).toBe(0);
    const conf = readFileSync(join(folder, "secrets/nats.conf"), "utf8");
    expect(conf.match(/3e4c7f05e5/g)).toHaveLength(5);
    expect(conf.replace(/"[^"\n]*"/g, "")).not.toContain("3e4c7f05e5");
  } finally {
    rmSync(folder, { recursive: true });
  }
  expect(readFileSync(".gitignore", "utf8").split("\n")).toContain("secrets/");
});

test("the image runs as nobody in particular, and installs without scripts", () => {
  const last = dockerfile.slice(dockerfile.lastIndexOf("\nFROM "));
  expect(last).toMatch(/^USER node$/m);
  expect(last.indexOf("USER node")).toBeLessThan(last.indexOf("ENTRYPOINT"));
  const installs = dockerfile.match(/npm (ci|install|prune)[^&\n]*/g)!;
  expect(installs.filter((line) => !line.includes("--ignore-scripts"))).toEqual([]);
  const [, check] = /HEALTHCHECK[^[]*CMD (\[.*\])/.exec(dockerfile)!;
  const [node, flag, script] = JSON.parse(check!) as string[];
  expect([node, flag]).toEqual(["node", "-e"]);
  expect(() => new Function(script!)).not.toThrow();
});

test.each(units)("%s may write nothing but its own state", (_, text) => {
  for (const line of [
    "DynamicUser=yes",
    "NoNewPrivileges=yes",
    "ProtectSystem=strict",
    "ProtectHome=yes",
    "CapabilityBoundingSet=",
    // Node.js does not start without @pkey.
    "SystemCallFilter=@system-service @pkey",
    "SystemCallErrorNumber=EPERM",
    "SuccessExitStatus=143",
  ]) {
    expect(text.split("\n")).toContain(line);
  }
  expect(text).toMatch(/^LoadCredential=/m);
  expect(text).not.toMatch(/^Environment=.*(TOKEN|PASSWORD|QUEUE)=/m);
});
