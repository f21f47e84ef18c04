import type { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attribution, entity, record } from "../../test/fixtures/records.ts";
import { addRecord, closeStore, openStore, protect, type Store } from "../store/index.ts";
import { type AppOptions, createApp } from "./app.ts";

const HERE = { host: "127.0.0.1:4170" };
const TEXT = "Ines Lorck said it is late. Mara Kestrel denied that.";
const STATEMENT = attribution({
  source: [[0, 10]],
  cue: [[11, 15]],
  content: [[16, 26]],
  sourceEntity: "e1",
});
const SECOND = attribution({ id: "a2", source: [[28, 40]], content: [[48, 52]] });
const ENTITIES = [
  entity({ mentions: [[0, 10]] }),
  entity({ id: "e2", name: "Mara Kestrel", mentions: [[28, 40]] }),
];
const SIGNED = { by: "Ida", why: "read it again" };

let store: Store;
let app: Hono;
let made = 0;
const bugs: unknown[] = [];

function open(access: Partial<AppOptions["access"]> = {}): Hono {
  return createApp({
    store,
    page: { assets: { script: "/s.js", style: "/s.css" }, read: async () => null },
    access: { token: null, readOnly: false, ...access },
    version: "0.0.0",
    onBug: (error) => bugs.push(error),
  });
}

/** A document of its own for each test. */
async function document(): Promise<string> {
  const sha256 = String(++made).padStart(64, "0");
  const given = { id: `d${made}`, text: TEXT, entities: ENTITIES };
  const added = record(
    { ...given, attributions: [STATEMENT, SECOND] },
    { sha256, title: `No. ${made}` },
  );
  return (await addRecord(store, added, "test")).key;
}

async function post(
  key: string,
  body: unknown,
  headers: Record<string, string> = {},
  to = app,
): Promise<Response> {
  return to.request(`/api/documents/${key}/corrections`, {
    method: "POST",
    headers: { ...HERE, "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

async function listed(key: string, entry?: string) {
  const query = entry === undefined ? "" : `?entry=${encodeURIComponent(entry)}`;
  const answer = await app.request(`/api/documents/${key}/corrections${query}`, { headers: HERE });
  return { answer, ...(await answer.json()) };
}

beforeAll(async () => {
  store = await openStore(":memory:", { create: true });
  app = open();
});
afterAll(() => closeStore(store));

describe("correcting over HTTP", () => {
  test("a field is changed, seen, and undone", async () => {
    const key = await document();
    const answer = await post(key, {
      type: "set",
      entry: "a1",
      fields: { act: "warn" },
      ...SIGNED,
    });
    expect(answer.status).toBe(201);
    const { correction, entry } = await answer.json();
    expect(entry).toMatchObject({ id: "a1", act: "warn", by: "person/Ida", confidence: null });
    expect(correction).toMatchObject({ ...SIGNED, target: "a@16-26", after: null });
    const history = await listed(key, "a1");
    expect(history.last).toBe(correction.id);
    expect(history.answer.headers.get("etag")).toBe(`"${correction.id}"`);
    await post(key, { type: "undo", undoes: correction.id, ...SIGNED });
    const shown = await (await app.request(`/api/documents/${key}`, { headers: HERE })).json();
    expect(shown.record.attributions[0]).toEqual(STATEMENT);
    const after = await listed(key);
    expect(
      after.corrections.map(({ change }: { change: { type: string } }) => change.type),
    ).toEqual(["set", "undo"]);
    expect(after.corrections[0].undoneBy).toBe(after.corrections[1].id);
  });

  test("an entry is rejected, and still found by its address", async () => {
    const key = await document();
    const rejected = await post(key, { type: "reject", entry: "a2", ...SIGNED });
    expect((await rejected.json()).entry).toBeNull();
    expect((await listed(key, "a@48-52")).corrections).toHaveLength(1);
  });

  test("a statement, an entity and an event are added", async () => {
    const key = await document();
    const adds = [
      ["attribution", { content: [[41, 52]] }],
      ["entity", { mentions: [[48, 52]] }],
      ["event", { spans: { source: [], target: [], trigger: [[41, 47]], place: [], time: [] } }],
    ] as const;
    for (const [kind, fields] of adds) {
      const answer = await post(key, { type: "add", kind, fields, ...SIGNED });
      expect([kind, answer.status]).toEqual([kind, 201]);
    }
  });

  test.each<[string, object | string, number, string | undefined]>([
    ["no JSON", "{", 400, undefined],
    ["nothing", {}, 400, "type"],
    ["nobody", { type: "reject", entry: "a1", by: " ", why: "x" }, 400, "by"],
    ["no reason", { type: "reject", entry: "a1", by: "Ida" }, 400, "why"],
    ["an unknown entry", { type: "reject", entry: "a9", ...SIGNED }, 404, "entry"],
    ["no entry at all", { type: "reject", entry: "<b>", ...SIGNED }, 400, "entry"],
    ["an unknown undo", { type: "undo", undoes: "c000000000000", ...SIGNED }, 404, "undoes"],
    ["an unknown member", { type: "reject", entry: "a1", ...SIGNED, force: true }, 400, ""],
    ["an unknown field", set({ verdict: "false" }), 400, "fields.verdict"],
    ["an unknown act", set({ act: "shout" }), 400, "fields.act"],
    ["a span the wrong way", set({ content: [[26, 16]] }), 400, "fields"],
    ["a span outside", set({ content: [[16, 9999]] }), 400, "fields"],
    ["half a span", set({ content: [[16]] }), 400, "fields.content"],
    ["what stands there already", set({ kind: "direct" }), 400, "fields"],
    ["a wrong code", { ...set({ country: "x" }), entry: "e1" }, 400, "fields.country"],
  ])("%s is a problem", async (_, body, status, field) => {
    const key = await document();
    const answer = await post(key, body);
    const said = await answer.json();
    expect([answer.status, said.field]).toEqual([status, field]);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(said.detail).not.toMatch(/ --\w|"onrecord /);
    expect((await listed(key)).corrections).toEqual([]);
  });

  function set(fields: object) {
    return { type: "set", entry: "a1", fields, ...SIGNED };
  }
});

describe("two people at one entry", () => {
  const first = { type: "set", entry: "a@16-26", fields: { act: "warn" }, by: "Ida", why: "one" };
  const second = { ...first, fields: { kind: "mixed" }, by: "Bo", why: "two" };

  test("the second is told what the first did, and can go on", async () => {
    const key = await document();
    await post(key, { ...first, after: null });
    const refused = await post(key, { ...second, after: null });
    expect(refused.status).toBe(409);
    const { since, detail } = await refused.json();
    expect(since).toHaveLength(1);
    expect(since[0]).toMatchObject({ by: "Ida", why: "one", change: { fields: { act: "warn" } } });
    expect(detail).toContain("Ida has corrected this entry since you looked at it");
    const again = await post(key, { ...second, after: since[0].id });
    expect((await again.json()).entry).toMatchObject({ act: "warn", kind: "mixed" });
    expect((await listed(key)).corrections).toHaveLength(2);
  });

  test("by If-Match too", async () => {
    const key = await document();
    const { answer } = await listed(key, "a1");
    const tag = answer.headers.get("etag")!;
    expect((await post(key, first, { "if-match": tag })).status).toBe(201);
    expect((await post(key, second, { "if-match": tag })).status).toBe(412);
    expect((await post(key, second, { "if-match": "x" })).status).toBe(400);
    expect((await post(key, second, { "if-match": "*" })).status).toBe(201);
  });

  test("where the first has rejected it", async () => {
    const key = await document();
    await post(key, { type: "reject", entry: "a1", ...SIGNED, after: null });
    const refused = await post(key, { ...second, after: null });
    expect([refused.status, (await refused.json()).since[0].change.type]).toEqual([409, "reject"]);
  });

  test("at once: one after the other, and both are kept", async () => {
    const key = await document();
    const answers = await Promise.all([
      post(key, { ...first, after: null }),
      post(key, { ...second, after: null }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});

describe("who may correct", () => {
  const reject = { type: "reject", entry: "a1", ...SIGNED };

  test.each<[string, Record<string, string>, Partial<AppOptions["access"]>, number]>([
    ["another site", { origin: "https://evil.example" }, {}, 403],
    ["a frame of nobody", { origin: "null" }, {}, 403],
    ["what a browser calls cross-site", { "sec-fetch-site": "cross-site" }, {}, 403],
    ["whoever has no token", {}, { token: "correct horse battery" }, 401],
    ["whoever reads only", {}, { readOnly: true }, 403],
    ["a form, which sends no JSON", { "content-type": "text/plain" }, {}, 415],
    ["this page", { origin: "http://127.0.0.1:4170" }, {}, 201],
  ])("%s", async (_, headers, access, status) => {
    const key = await document();
    expect((await post(key, reject, headers, open(access))).status).toBe(status);
    expect((await listed(key)).corrections).toHaveLength(status === 201 ? 1 : 0);
  });
});

test("nothing that is protected is in a history, an answer or an error", async () => {
  const key = await document();
  const entry = "a@48-52";
  const why = "Mara Kestrel says so, and Kestrel knows";
  await post(key, { type: "set", entry, fields: { act: "deny" }, by: "Mara Kestrel", why });
  await protect(store, { protect: { name: "Mara Kestrel" }, by: "Ida", why: "asked" });
  // Its key has changed too: it was made from the name.
  const list = await (await app.request("/api/documents?limit=200", { headers: HERE })).json();
  const { key: now } = list.documents.find(
    ({ title }: { title: string }) => title === `No. ${made}`,
  );
  const shown = await (
    await app.request(`/api/documents/${now}/corrections`, { headers: HERE })
  ).text();
  expect(shown).toContain("[protected 1]");
  const target = JSON.parse(shown).corrections[0].target;
  const errors = [
    await post(now, {
      type: "set",
      entry: target,
      fields: { act: "warn" },
      ...SIGNED,
      after: null,
    }),
    await post(now, { type: "set", entry: "a9", fields: { act: "warn" }, ...SIGNED }),
    await post(now, { type: "set", entry: target, fields: { act: "deny" }, ...SIGNED }),
  ];
  expect(errors.map(({ status }) => status)).toEqual([409, 404, 400]);
  for (const text of [shown, ...(await Promise.all(errors.map((error) => error.text())))]) {
    expect(text).not.toMatch(/kestrel/i);
  }
});

test("nothing here was a bug", () => expect(bugs).toEqual([]));
