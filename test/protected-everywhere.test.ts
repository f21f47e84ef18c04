import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

/*
 * A protected name is in nothing that any command shows. The dossier says "Corin Tarrade" in five
 * documents, "TARRADE:" before each of his answers and "Tarrade" everywhere else.
 */

let folder: string;
let record: string;

function run(...args: string[]): string {
  const main = resolve("dist/cli/main.js");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [main, ...args, "--record", record],
    { encoding: "latin1", maxBuffer: 1 << 28 },
  );
  expect(stderr).not.toContain("bug in OnRecord");
  expect(status).toBe(0);
  return stdout + stderr;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "onrecord-protected-"));
  record = join(folder, "a.db");
  run("add", "--places", "examples/places.json", "examples");
  run("protect", "Corin Tarrade", "--who", "Ida Moll", "--why", "asked for it");
});
afterAll(() => rmSync(folder, { recursive: true }));

// Parquet holds the rows of CSV, packed.
const FORMATS = ["ndjson", "json", "csv", "tsv", "jsonld", "prov", "brat", "ftm"];

const COMMANDS: readonly (readonly string[])[] = [
  ["search", "letter"],
  ["search", "tarrade"],
  ["search", "--by", "tarrade", "--json"],
  ["search", "--documents", "--json"],
  ["who", "Orvania", "--json"],
  ["timeline"],
  ["timeline", "--json"],
  ["letters", "--json"],
  ["profile"],
  ["profile", "--json"],
  ["quote", "We regret this letter"],
  ["quote", "We regret this letter", "--json"],
  ["merge", "--suggest"],
  ["compare", "--about", "letter"],
  ["compare", "--about", "letter", "--json"],
  ["check"],
  ...FORMATS.map((format) => ["export", "--format", format]),
  ...["events", "entities", "signatories", "own-voice"].map((rows) => [
    "export",
    ...["--format", "csv", "--rows", rows],
  ]),
];

test.each(COMMANDS.map((args) => [args.join(" "), args] as const))("%s", (_, args) => {
  const shown = run(...args);
  expect(shown).not.toBe("");
  // Some print again what was asked for.
  expect(shown.replaceAll('"tarrade"', "")).not.toMatch(/tarrade/i);
});

test("what is not protected stands there", () => {
  expect(run("search", "letter")).toContain("[protected 1]");
  expect(run("export", "--format", "csv")).toContain("Ostrey");
});
