import type { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attribution, entity, record } from "../../test/fixtures/records.ts";
import { FORMATS } from "../export/index.ts";
import { addRecord, closeStore, openStore, protect, type Store } from "../store/index.ts";
import { createApp } from "./app.ts";

const HERE = { host: "127.0.0.1:4170" };
let store: Store;
let app: Hono;
let keys: string[];

beforeAll(async () => {
  store = await openStore(":memory:", { create: true });
  app = createApp({
    store,
    page: { assets: { script: "/s.js", style: "/s.css" }, read: async () => null },
    access: { token: null, readOnly: true },
    version: "0.0.0",
    onBug: (error) => {
      throw error;
    },
  });
  keys = [];
  for (const day of ["05", "06", "07"]) {
    const text = "=SUM said Mara Kestrel.";
    const statement = attribution({ content: [[0, 4]], source: [[10, 22]], sourceEntity: "e1" });
    const made = record(
      {
        id: day,
        text,
        attributions: [statement],
        entities: [entity({ name: "Mara Kestrel", mentions: [[10, 22]] })],
      },
      { title: "=1+1", outlet: `Post ${day}`, published: `2031-03-${day}`, sha256: day.repeat(32) },
    );
    keys.push((await addRecord(store, made, "test")).key);
  }
});
afterAll(() => closeStore(store));

async function get(path: string): Promise<Response> {
  return app.request(path, { headers: HERE });
}

describe("exports over HTTP", () => {
  test.each(Object.entries(FORMATS))("as %s", async (format, { mediaType, extension }) => {
    const answer = await get(`/api/export?format=${format}`);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, mediaType]);
    expect(answer.headers.get("content-disposition")).toContain(`onrecord${extension}"`);
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(100);
  });

  test("the records are those of the API, and a record that is read only gives them too", async () => {
    const lines = (await (await get("/api/export")).text()).trim().split("\n");
    const { record: first } = await (await get(`/api/documents/${keys[0]}`)).json();
    expect(lines).toHaveLength(3);
    expect(JSON.parse(lines[0]!)).toEqual(first);
  });

  test("a cell that a spreadsheet would take for a formula is text", async () => {
    const csv = await (await get("/api/export?format=csv")).text();
    expect(csv).toContain("'=1+1");
    expect(csv).not.toMatch(/(^|,)=/m);
  });

  test.each([
    ["from=2031-03-06", 2],
    ["to=2031-03-05", 1],
    ["outlet=Post+07", 1],
    ["outlet=Nobody", 0],
  ])("%s", async (asked, count) => {
    const text = await (await get(`/api/export?${asked}`)).text();
    expect(text.split("\n").filter(Boolean)).toHaveLength(count);
  });

  test("documents that are named, in that order", async () => {
    const named = `document=${keys[2]}&document=${keys[0]}`;
    const lines = (await (await get(`/api/export?${named}`)).text()).trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).id)).toEqual(["07", "05"]);
  });

  test.each([
    ["format=docx", 400, "format"],
    ["format=ndjson&rows=events", 400, "rows"],
    ["format=csv&rows=people", 400, "rows"],
    ["from=yesterday", 400, "from"],
    ["document=../../etc", 400, "document"],
    ["document=ffffffffffffffffffff", 404, undefined],
  ])("%s is a problem", async (asked, status, field) => {
    const answer = await get(`/api/export?${asked}`);
    expect([answer.status, (await answer.json()).field]).toEqual([status, field]);
  });

  test("the list leads there, with its filter", async () => {
    const html = await (await get("/?from=2031-03-06")).text();
    const [, address] = /href="(\/api\/export\?[^"]*format=csv)"/.exec(html)!;
    expect((await get(address!.replaceAll("&amp;", "&"))).status).toBe(200);
  });

  // Last: from here on the name is gone.
  test("without what is protected, in every format", async () => {
    await protect(store, { protect: { name: "Mara Kestrel" }, by: "Ida", why: "asked" });
    for (const format of Object.keys(FORMATS)) {
      const bytes = await (await get(`/api/export?format=${format}`)).arrayBuffer();
      expect(Buffer.from(bytes).toString("latin1")).not.toMatch(/kestrel/i);
    }
  });
});
