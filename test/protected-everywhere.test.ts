import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApp, loadPage } from "../src/serve/index.ts";
import { closeStore, openStore, type Store } from "../src/store/index.ts";

/*
 * A protected name is in nothing that any command shows. The dossier says "Corin Tarrade" in five
 * documents, "TARRADE:" before each of his answers and "Tarrade" everywhere else.
 */

const CONFERENCE = "examples/5-press-conference.txt";

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
  const editor = ["--by", "Tarrade's cousin", "--why", "Corin Tarrade told us"];
  run("merge", "Corin Tarrade", "Odile Varran", ...editor);
  run("merge", "--undo", "1", ...editor);
  const signed = ["--who", "Tarrade's cousin", "--why", "Corin Tarrade told us"];
  run("correct", CONFERENCE, "a2", "--act", "deny", ...signed);
  run("protect", "Corin Tarrade", "--who", "Ida Moll", "--why", "asked for it");
  run("merge", "Bram Ostrey", "Maud Esteren", ...editor);
}, 120_000);
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
  ["merge", "--log"],
  ["merge", "--log", "--json"],
  ["correct", CONFERENCE, "--history"],
  ["correct", CONFERENCE, "--history", "--json"],
  ["correct", "--export"],
  ["who", "Varran"],
  ["timeline", "--about", "letter"],
  ["quote", "--document", CONFERENCE],
  ["quote", "--document", CONFERENCE, "--json"],
  ["status"],
  ["status", "--json"],
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

describe("the page and the API", () => {
  let store: Store;
  let app: ReturnType<typeof createApp>;
  let keys: string[];

  beforeAll(async () => {
    store = await openStore(record);
    app = createApp({
      store,
      page: loadPage(),
      access: { token: null, readOnly: true },
      version: "0.0.0",
      onBug: (error) => {
        throw error;
      },
    });
    keys = (await store.db.selectFrom("documents").select("key").execute()).map(({ key }) => key);
  });
  afterAll(() => closeStore(store));

  const PATHS = [
    ...["/", "/search?q=letter", "/who?name=Orvania", "/timeline"],
    ...["/api/documents", "/api/statements?q=letter", "/api/statements?by=tarrade"],
    ...["/api/search/documents?q=letter", "/api/who?name=Orvania", "/api/timeline"],
    ...["/quote?words=We+regret+this+letter", "/letters", "/sources", "/sources?limit=50"],
    "/sources?outlet=The+Nandry+Observer&outlet=The+Dorrimouth+Ledger",
    ...["/api/quote?words=We+regret+this+letter", "/api/letters", "/api/outlets", "/api/profile"],
  ];

  async function shownAt(path: string): Promise<string> {
    const response = await app.request(path, { headers: { host: "127.0.0.1:4170" } });
    expect(response.status).toBeLessThan(400);
    return `${JSON.stringify([...response.headers])}${await response.text()}`;
  }

  test.each(PATHS)("%s", async (path) => {
    expect((await shownAt(path)).replace(/by=tarrade|="tarrade"/g, "")).not.toMatch(/tarrade/i);
  });

  test("documents, one by one and side by side", async () => {
    const comparison = keys
      .slice(0, 4)
      .map((key) => `document=${key}`)
      .join("&");
    const paths = keys.flatMap((key) => [
      ...[`/d/${key}`, `/d/${key}/a1`, `/api/documents/${key}`],
      ...[`/quote?d=${key}`, `/api/documents/${key}/quotations`],
    ]);
    for (const path of [...paths, `/api/comparison?${comparison}`, `/compare?${comparison}`]) {
      expect([path, await shownAt(path)].join()).not.toMatch(/tarrade/i);
    }
  });
});

test("what is not protected stands there", () => {
  expect(run("search", "letter")).toContain("[protected 1]");
  expect(run("export", "--format", "csv")).toContain("Ostrey");
});
