import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp, loadPage } from "../src/serve/index.ts";
import { closeStore, openStore } from "../src/store/index.ts";

/*
 * A protected name is in nothing that any command, page or answer of the API shows. The dossier says "Corin Tarrade" in five
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

const PAGES = [
  ...["", "search?q=letter", "who?name=Orvania", "timeline", "protect", "same?name=Orvania"],
  ...["api/documents?limit=200", "api/statements?q=letter", "api/search/documents?q=strait"],
  ...["api/who?name=Orvania", "api/timeline", "api/protections", "api/decisions"],
  ...["api/decisions/suggestions?name=Orvania", "api/export", "api/export?format=csv"],
  ...["who?name=Tarrade", "same?name=Tarrade", "api/statements?by=Tarrade"],
  ...["quote?words=We+regret+this+letter", "letters", "sources", "sources?limit=50"],
  "sources?outlet=The+Nandry+Observer&outlet=The+Dorrimouth+Ledger",
  ...["api/quote?words=We+regret+this+letter", "api/letters", "api/outlets", "api/profile"],
];

test("the page and the API, corrections and their errors among them", async () => {
  const store = await openStore(record);
  try {
    const app = createApp({
      store,
      page: loadPage(),
      access: { token: null, readOnly: false },
      version: "0.0.0",
      onBug: (error) => {
        throw error;
      },
    });
    const ask = async (path: string, sent?: object) => {
      const headers = { host: "localhost", "content-type": "application/json" };
      const answer = await app.request(`/${path}`, {
        headers,
        ...(sent !== undefined && { method: "POST", body: JSON.stringify(sent) }),
      });
      return { answer, text: withoutTyped(await answer.text()) };
    };
    const keysNow = async (): Promise<string[]> => {
      const { documents } = JSON.parse((await ask("api/documents?limit=200")).text);
      return documents.map(({ key }: { key: string }) => key);
    };
    for (const key of await keysNow()) {
      const why = "Corin Tarrade said so";
      const change = { type: "set", fields: { act: "warn" }, by: "Tarrade", why, after: null };
      for (const entry of ["a1", "a1", "a999"]) {
        const { text } = await ask(`api/documents/${key}/corrections`, { ...change, entry });
        expect(text).not.toMatch(/tarrade/i);
      }
    }
    // The key of a document that has something protected now is another one.
    const keys = await keysNow();
    const accounts = keys.slice(0, 4).map((key) => `d=${key}`);
    const comparisons = [`compare?${accounts.join("&")}`, `api/comparison?${accounts.join("&")}`];
    const paths = keys.flatMap((key) => [
      `d/${key}`,
      `d/${key}/correct`,
      `d/${key}/correct?entry=a1`,
      `d/${key}/correct?entry=e1`,
      `api/documents/${key}`,
      `api/documents/${key}/corrections`,
      `quote?d=${key}`,
      `api/documents/${key}/quotations`,
    ]);
    for (const path of [...PAGES, ...comparisons, ...paths]) {
      const { answer, text } = await ask(path);
      expect([path, answer.status]).toEqual([path, 200]);
      expect([path, text.match(/.{0,60}tarrade/i)?.[0] ?? null]).toEqual([path, null]);
    }
  } finally {
    await closeStore(store);
  }
});

/** Without what the form of a page holds, since somebody typed it. */
function withoutTyped(html: string): string {
  return html.replaceAll(/<input [^>]*>/g, "");
}

test("what is not protected stands there", () => {
  expect(run("search", "letter")).toContain("[protected 1]");
  expect(run("export", "--format", "csv")).toContain("Ostrey");
});
