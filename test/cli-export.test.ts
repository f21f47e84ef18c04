import { type ChildProcess, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FORMATS } from "../src/export/formats.ts";
import { ndjsonLine } from "../src/export/ndjson.ts";
import { addRecord, closeStore, openStore } from "../src/store/index.ts";
import { parseCsv } from "./csv.ts";
import { DIRECT, SINKING, sampleRecord } from "./sample-record.ts";

const MAIN = resolve("dist/cli/main.js");
const DOCUMENTS = 50;
const STATEMENTS = 2_000;

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "onrecord-export-"));
  const small = await openStore(join(folder, "small.db"), { create: true });
  await addRecord(small, sampleRecord(), "p1");
  const later = { published: "2031-04-01", outlet: "Strait Daily", url: null };
  await addRecord(small, sampleRecord({ id: "later" }, later), "p1");
  await closeStore(small);
  const large = await openStore(join(folder, "large.db"), { create: true });
  for (let i = 0; i < DOCUMENTS; i++) await addRecord(large, manyStatements(`wire-${i}`), "p1");
  await closeStore(large);
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

function manyStatements(id: string) {
  const attributions = Array.from({ length: STATEMENTS }, (_, i) => ({ ...DIRECT, id: `a${i}` }));
  const events = Array.from({ length: STATEMENTS }, (_, i) => {
    return { ...SINKING, id: `v${i}`, accordingTo: "outlet" };
  });
  return sampleRecord({ id, attributions, events, relations: [] }, { url: null });
}

function start(...args: string[]): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], { cwd: folder });
}

async function run(args: readonly string[], input = "") {
  const child = start(...args);
  child.stdin!.on("error", () => {});
  child.stdin!.end(input);
  let [stdout, stderr] = ["", ""];
  child.stdout!.setEncoding("utf8").on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr!.setEncoding("utf8").on("data", (chunk) => {
    stderr += chunk;
  });
  const code = await new Promise<number | null>((done) => child.on("close", done));
  return { code, stdout, stderr };
}

const SMALL = ["export", "--record", "small.db"];

describe("a hundred thousand entries through a pipe that is closed", () => {
  test.each(Object.keys(FORMATS))("%s", async (format) => {
    const child = start("export", "--record", "large.db", "--format", format);
    let stderr = "";
    child.stderr!.setEncoding("utf8").on("data", (chunk) => {
      stderr += chunk;
    });
    const closed = new Promise((done) => child.on("close", done));
    await new Promise((done) => child.stdout!.once("data", done));
    child.stdout!.destroy();
    expect({ code: await closed, stderr }).toEqual({ code: 0, stderr: "" });
  });
});

describe("--output", () => {
  test("writes a file, and nothing to standard output", async () => {
    const { code, stdout } = await run([...SMALL, "--format", "csv", "--output", "a.csv"]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(parseCsv(readFileSync(join(folder, "a.csv"), "utf8").slice(1))).toHaveLength(5);
  });

  test("leaves the old file where the new one fails", async () => {
    writeFileSync(join(folder, "old.csv"), "old");
    const { code } = await run(["read", "absent.txt", "--format", "csv", "--output", "old.csv"]);
    expect(code).toBe(1);
    expect(readFileSync(join(folder, "old.csv"), "utf8")).toBe("old");
  });

  test("leaves nothing behind where it is ended half-way", async () => {
    const child = start("export", "--record", "large.db", "--output", "half.ndjson");
    const closed = new Promise((done) => child.on("close", done));
    const parts = () => readdirSync(folder).filter((file) => file.endsWith(".part"));
    while (parts().length === 0) await new Promise((done) => setTimeout(done, 5));
    child.kill("SIGTERM");
    expect(await closed).toBe(143);
    expect(parts()).toEqual([]);
    expect(existsSync(join(folder, "half.ndjson"))).toBe(false);
  });

  test("is an error where its folder is not there", async () => {
    const { code, stderr } = await run([...SMALL, "--output", "absent/a.ndjson"]);
    expect(code).toBe(1);
    expect(stderr).toBe(
      "onrecord: absent/a.ndjson cannot be written (its folder is not there). Name another file with --output.\n",
    );
  });

  test("is an error where it is a folder", async () => {
    mkdirSync(join(folder, "taken"));
    const { code, stderr } = await run([...SMALL, "--output", "taken"]);
    expect(code).toBe(1);
    expect(stderr).toContain("taken cannot be written (EISDIR)");
  });

  test("writes to a device as it is", async () => {
    const { code } = await run([...SMALL, "--output", "/dev/null"]);
    expect(code).toBe(0);
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });
});

describe("what is exported", () => {
  const published = (stdout: string) =>
    stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).document.published);

  test.each([
    [[], ["2031-03-12T07:30+02:00", "2031-04-01"]],
    [["--outlet", "Strait Daily"], ["2031-04-01"]],
    [["--from", "2031-04"], ["2031-04-01"]],
    [["--to", "2031-03-12"], ["2031-03-12T07:30+02:00"]],
    [["later"], ["2031-04-01"]],
    [
      ["later", "wire-17"],
      ["2031-04-01", "2031-03-12T07:30+02:00"],
    ],
  ])("%j", async (args, dates) => {
    const { code, stdout } = await run([...SMALL, ...args]);
    expect(code).toBe(0);
    expect(published(stdout)).toEqual(dates);
  });

  test("a document that is not there is an error", async () => {
    const { code, stdout, stderr } = await run([...SMALL, "absent"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain('"absent" is no document in small.db');
  });

  test("permalinks have the keys of the record", async () => {
    const csv = await run([...SMALL, "later", "--format", "csv"]);
    const rows = parseCsv(csv.stdout.slice(1));
    const key = rows[1]![rows[0]!.indexOf("document_key")]!;
    expect((await run([...SMALL, key])).stdout).toBe((await run([...SMALL, "later"])).stdout);
    expect(rows[1]![rows[0]!.indexOf("permalink")]).toContain(`/d/${key}#s=`);
  });
});

describe("wrong usage", () => {
  test.each([
    [["export", "--format", "xml"], "Allowed choices are ndjson, json, csv"],
    [["export", "--format", "ftm", "--rows", "events"], "--rows goes with --format csv or parquet"],
    [["export", "--base-url", "record.example"], "Write an address as https://record.example."],
    [["export", "--from", "11/03/2031"], "Write a date as 2031-03-11"],
  ])("%j", async (args, message) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
  });
});

describe("import", () => {
  const line = ndjsonLine(sampleRecord());

  test("a file, and the same again", async () => {
    writeFileSync(join(folder, "one.ndjson"), line);
    const args = ["import", "one.ndjson", "--record", "one.db"];
    expect(await run(args)).toMatchObject({ code: 0, stderr: "onrecord: 1 added (one.db)\n" });
    expect((await run(args)).stderr).toBe("onrecord: 0 added, 1 there already (one.db)\n");
    expect((await run(["export", "--record", "one.db"])).stdout).toBe(line);
  });

  test("bad lines are listed, and the others are on the record", async () => {
    const { code, stdout, stderr } = await run(
      ["import", "--json", "--record", "some.db"],
      `nothing\n${line}{"text":"We wait."}\n`,
    );
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: "added", id: "wire-17", statements: 2 });
    expect(stderr).toContain("2 of 3 lines failed:\n  -:1: the line is not JSON.");
    expect(stderr).toContain("-:3: the line is no record: it must have");
  });

  test("nothing that can be used", async () => {
    expect((await run(["import", "--record", "none.db"], "nothing\n")).code).toBe(1);
    const { code, stderr } = await run(["import", "absent.ndjson", "--record", "none.db"]);
    expect(code).toBe(1);
    expect(stderr).toContain("absent.ndjson: there is no such file.");
  });
});

describe("a backup", () => {
  test("is written and restored, into a new record only", async () => {
    const { code, stdout } = await run([...SMALL, "--backup"]);
    expect(code).toBe(0);
    const restored = await run(["import", "--record", "restored.db"], stdout);
    expect(restored).toMatchObject({ code: 0, stderr: "onrecord: 2 added (restored.db)\n" });
    const again = await run(["export", "--record", "restored.db"]);
    expect(again.stdout).toBe((await run(SMALL)).stdout);
    const twice = await run(["import", "--record", "restored.db"], stdout);
    expect(twice.code).toBe(1);
    expect(twice.stderr).toContain("restored.db has documents already");
  });

  test("that is cut short restores nothing", async () => {
    const { stdout } = await run([...SMALL, "--backup"]);
    const { code, stderr } = await run(["import", "--record", "cut.db"], stdout.slice(0, -100));
    expect(code).toBe(1);
    expect(stderr).toContain("the line is not JSON");
    const lines = stdout.trimEnd().split("\n");
    const short = await run(["import", "--record", "cut.db"], lines.slice(0, -1).join("\n"));
    expect(short.stderr).toContain("rows of it are missing");
    const changed = stdout.replace('"offsets":"utf16"', '"offsets":"bytes"');
    const other = await run(["import", "--record", "cut.db"], changed);
    expect(other.code).toBe(1);
    expect(other.stderr).toContain("this line of the backup is damaged: its document is none");
    expect((await run(["export", "--record", "cut.db"])).stdout).toBe("");
  });

  test.each([[["--format", "csv"]], [["--outlet", "x"]], [["later"]]])(
    "is not of a part: %j",
    async (args) => {
      expect(await run([...SMALL, "--backup", ...args])).toMatchObject({ code: 2, stdout: "" });
    },
  );
});
