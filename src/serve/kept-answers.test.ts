import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { Hono } from "hono";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { record } from "../../test/fixtures/records.ts";
import { addRecord, closeStore, openStore, protect, type Store } from "../store/index.ts";
import { type KeptOptions, keptAnswers } from "./kept-answers.ts";

let folder: string;
let store: Store;
/** The same record, as another process has it open. */
let other: Store;
let made: string[];
let added = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "onrecord-kept-"));
  store = await openStore(join(folder, "r.db"), { create: true });
  other = await openStore(join(folder, "r.db"));
});

beforeEach(() => {
  made = [];
});

afterAll(async () => {
  await closeStore(other);
  await closeStore(store);
  rmSync(folder, { recursive: true });
});

const LONG = "Ferries stay in port. ".repeat(100);

function app(options: KeptOptions = {}): Hono {
  const app = new Hono();
  app.use(keptAnswers(store, options));
  app.all("*", async (context) => {
    const { path } = context.req;
    made.push(path);
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (path === "/absent") return context.text("absent", 404);
    if (path === "/cookie") context.header("set-cookie", "a=b");
    if (path === "/tagged") context.header("etag", '"one"');
    return context.text(path === "/short" ? "short" : LONG);
  });
  return app;
}

async function add(to: Store): Promise<void> {
  await addRecord(to, record({ id: `n${++added}`, text: `Tide ${added}.` }), "test");
}

test("many who ask at once have it made once", async () => {
  const kept = app();
  const asked = Array.from({ length: 20 }, () => kept.request("/a?q=tide"));
  for (const answer of await Promise.all(asked)) expect(await answer.text()).toBe(LONG);
  expect(made).toHaveLength(1);
});

describe("an answer stands", () => {
  test.each<[string, KeptOptions, () => Promise<unknown>, number]>([
    ["while nothing happens", { lag: 0 }, async () => {}, 1],
    ["no more, once this process has added something", {}, () => add(store), 2],
    ["no more, once another has, and the lag is over", { lag: 0 }, () => add(other), 2],
    ["while another adds, within the lag", { lag: 60_000 }, () => add(other), 1],
    [
      "no more, within the lag too, once another protects a name",
      { lag: 60_000 },
      () => protect(other, { protect: { name: "Ines Lorck" }, by: "Ada", why: "asked for" }),
      2,
    ],
  ])("%s", async (_, options, happens, times) => {
    const kept = app(options);
    await kept.request("/a");
    await happens();
    await kept.request("/a");
    expect(made).toHaveLength(times);
  });

  test("until its place is needed, the one used longest ago going first", async () => {
    const kept = app({ most: 5000 });
    for (const path of ["/a", "/b", "/a", "/c", "/a", "/b"]) await kept.request(path);
    expect(made).toEqual(["/a", "/b", "/c", "/b"]);
  });
});

test.each([
  ["a form that is sent", "/a", { method: "POST" }],
  ["what is not there", "/absent", {}],
  ["what sets a cookie", "/cookie", {}],
])("never of %s", async (_, path, init) => {
  const kept = app();
  await kept.request(path, init);
  await kept.request(path, init);
  expect(made).toHaveLength(2);
});

describe("compressed for those who take it", () => {
  test.each([
    ["gzip, deflate, br", true],
    ["br;q=1, GZIP;q=0.8", true],
    ["*", true],
    ["gzip;q=0", false],
    ["gzip;q=0.0, br", false],
    ["x-gzipped", false],
    ["", false],
  ])("%j: %s", async (sent, isCompressed) => {
    const kept = app();
    for (let i = 0; i < 2; i++) {
      const answer = await kept.request("/a", { headers: { "accept-encoding": sent } });
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(answer.headers.get("content-encoding")).toBe(isCompressed ? "gzip" : null);
      expect(answer.headers.get("vary")).toBe("Accept-Encoding");
      expect(String(isCompressed ? gunzipSync(bytes) : bytes)).toBe(LONG);
    }
    expect(made).toHaveLength(1);
  });

  test("but not what is short", async () => {
    const answer = await app().request("/short", { headers: { "accept-encoding": "gzip" } });
    expect([answer.headers.get("content-encoding"), await answer.text()]).toEqual([null, "short"]);
  });
});

test("what is made anew is given, with a tag and without", async () => {
  let now = 0;
  const kept = new Hono().use(keptAnswers(store, { lag: 0 })).get("/:what", (context) => {
    if (context.req.param("what") === "tagged") context.header("etag", `"${now >> 1}"`);
    return context.text(`${now >> 1} ${LONG}`);
  });
  for (const path of ["/plain", "/tagged"]) {
    for (now = 0; now < 6; now++) {
      const answer = await kept.request(path, { headers: { "accept-encoding": "gzip" } });
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(String(gunzipSync(bytes))).toBe(`${now >> 1} ${LONG}`);
      if (path === "/tagged") expect(answer.headers.get("etag")).toBe(`W/"${now >> 1}"`);
      await add(other);
    }
  }
});

test("its tag is honoured without making it again", async () => {
  const kept = app();
  const first = await kept.request("/tagged", { headers: { "accept-encoding": "gzip" } });
  expect(first.headers.get("etag")).toBe('W/"one"');
  const again = await kept.request("/tagged", { headers: { "if-none-match": 'W/"one"' } });
  expect([again.status, await again.text()]).toEqual([304, ""]);
  expect(made).toHaveLength(1);
});
