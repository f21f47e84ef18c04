import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp, loadPage } from "../src/serve/index.ts";
import { closeStore, openStore } from "../src/store/index.ts";

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
}, 60_000);
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

const ADDRESSES = [
  "/",
  "/search?q=letter",
  "/who?name=Orvania",
  "/timeline",
  "/quote?words=We+regret+this+letter",
  "/letters",
  "/sources",
  "/sources?limit=50",
  "/sources?outlet=The+Nandry+Observer&outlet=The+Dorrimouth+Ledger",
  "/api/documents",
  "/api/statements?q=letter",
  "/api/timeline",
  "/api/quote?words=We+regret+this+letter",
  "/api/letters",
  "/api/outlets",
  "/api/profile",
];

async function served(path: string): Promise<string> {
  const store = await openStore(record);
  const access = { token: null, readOnly: true };
  const onBug = (error: unknown) => {
    throw error;
  };
  const app = createApp({ store, page: loadPage(), access, version: "0.0.0", onBug });
  const response = await app.request(path, { headers: { host: "127.0.0.1" } });
  const text = await response.text();
  await closeStore(store);
  expect(response.status).toBe(200);
  return text;
}

test.each(ADDRESSES)("%s", async (path) => {
  const shown = await served(path);
  expect(shown.length).toBeGreaterThan(40);
  expect(shown).not.toMatch(/tarrade/i);
});

test("the texts, and the check of their quotations", async () => {
  const { documents } = JSON.parse(await served("/api/documents")) as {
    documents: readonly { readonly key: string }[];
  };
  expect(documents.length).toBeGreaterThan(6);
  for (const { key } of documents) {
    const paths = [`/d/${key}`, `/quote?d=${key}`, `/api/documents/${key}/quotations`];
    for (const path of paths) expect(await served(path)).not.toMatch(/tarrade/i);
  }
}, 30_000);

test("what is not protected stands there", () => {
  expect(run("search", "letter")).toContain("[protected 1]");
  expect(run("export", "--format", "csv")).toContain("Ostrey");
});
