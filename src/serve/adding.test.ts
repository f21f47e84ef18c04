import { deflateRawSync, gzipSync } from "node:zlib";
import type { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startReader } from "../../test/reader.ts";
import { closeStore, openStore, protect, type Store } from "../store/index.ts";
import { type AppOptions, createApp } from "./app.ts";
import { LONGEST_FILE, nameOfFile } from "./uploads.ts";

const HERE = { host: "127.0.0.1:4170" };
const REPORT = "Ferries stay in port\n\n“It is late,” said Ines Lorck on Friday.\n";

let store: Store;
let reader: Awaited<ReturnType<typeof startReader>>;
let app: Hono;
const bugs: unknown[] = [];

function open(access: Partial<AppOptions["access"]> = {}): Hono {
  return createApp({
    store,
    page: { assets: { script: "/s.js", style: "/s.css" }, read: async () => null },
    access: { token: null, readOnly: false, ...access },
    version: "0.0.0",
    reader,
    onBug: (error) => bugs.push(error),
  });
}

beforeAll(async () => {
  store = await openStore(":memory:", { create: true });
  reader = await startReader();
  app = open();
});
afterAll(async () => {
  await reader.close();
  await closeStore(store);
});

async function postText(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return app.request("/api/documents", {
    method: "POST",
    headers: { ...HERE, "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

interface Given {
  readonly name: string;
  readonly bytes: string | Uint8Array;
}

async function postFiles(
  files: readonly Given[],
  fields: Record<string, string> = {},
  { path = "/api/documents/files", to = app, headers = {} as Record<string, string> } = {},
): Promise<Response> {
  const form = new FormData();
  for (const { name, bytes } of files) form.append("file", new Blob([bytes as BlobPart]), name);
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return to.request(path, { method: "POST", headers: { ...HERE, ...headers }, body: form });
}

async function textOf(key: string): Promise<string> {
  return (await (await app.request(`/api/documents/${key}`, { headers: HERE })).json()).record.text;
}

describe("a text", () => {
  test("is kept exactly, with what is known of it, and unknown stays unknown", async () => {
    const answer = await postText({ text: REPORT, outlet: "Harbour Post" });
    expect(answer.status).toBe(201);
    const { key, link, ...added } = await answer.json();
    expect(link).toBe(`/d/${key}`);
    expect(added).toEqual({
      outcome: "added",
      title: "Ferries stay in port",
      outlet: "Harbour Post",
      published: null,
      statements: 1,
      events: 0,
    });
    expect(await textOf(key)).toBe(REPORT);
    const again = await (await postText({ text: REPORT, outlet: "Harbour Post" })).json();
    expect([again.key, again.outcome]).toEqual([key, "unchanged"]);
  });

  test.each<[string, object, string]>([
    ["no text", { title: "A" }, "text"],
    ["white space", { text: " \n" }, "text"],
    ["a text too long", { text: "x".repeat(5_000_001) }, "text"],
    ["no date", { text: "It is late.", published: "yesterday" }, "published"],
    ["no day of the calendar", { text: "It is late.", published: "2031-02-30" }, "published"],
    ["an address that runs", { text: "It is late.", url: "javascript:alert(1)" }, "url"],
    ["an address of files", { text: "It is late.", url: "file:///etc/passwd" }, "url"],
    ["a number as title", { text: "It is late.", title: 7 }, "title"],
  ])("%s is a problem", async (_, body, field) => {
    const answer = await postText(body);
    expect([answer.status, (await answer.json()).field]).toEqual([400, field]);
  });
});

describe("files", () => {
  test("each says what became of it, and the others go on", async () => {
    const files = [
      { name: "a.txt", bytes: "“The quay is closed,” said Ines Lorck on Friday." },
      { name: "b.txt", bytes: "" },
      { name: "c.ndjson", bytes: '{"id":"1","text":"It is early."}\n{"id":"2"}\n' },
      { name: "d.pdf", bytes: "%PDF-1.7 and then nothing" },
      { name: "e.bin", bytes: new Uint8Array(300) },
    ];
    const answer = await postFiles(files, { published: "2031-03-11" });
    expect(answer.status).toBe(200);
    const found = (await answer.json()).files;
    expect(found.map(({ name }: { name: string }) => name)).toEqual(files.map(({ name }) => name));
    const told = found.map(({ documents, errors }: { documents: object[]; errors: object[] }) => [
      documents.length,
      errors.length,
    ]);
    expect(told).toEqual([
      [1, 0],
      [0, 1],
      [1, 1],
      [0, 1],
      [0, 1],
    ]);
    expect(found[0].documents[0].published).toBe("2031-03-11");
  });

  test("that unpack to more than there is room for", async () => {
    const bomb = gzipSync(new Uint8Array(LONGEST_FILE + 1));
    const word = zipOf("word/document.xml", deflateRawSync(new Uint8Array(50 * 2 ** 20)));
    const answer = await postFiles([
      { name: "bomb.txt.gz", bytes: bomb },
      { name: "bomb.docx", bytes: word },
    ]);
    const { files } = await answer.json();
    for (const { documents, errors } of files) {
      expect(documents).toEqual([]);
      expect(errors[0].code).toBe("too-large");
    }
  });

  test("none, or too many", async () => {
    const one = { name: "a.txt", bytes: "a" };
    for (const files of [[], Array(51).fill(one)]) {
      const answer = await postFiles(files);
      expect([answer.status, (await answer.json()).field]).toEqual([400, "file"]);
    }
  });

  test("more bytes than are taken", async () => {
    const answer = await app.request("/api/documents/files", {
      method: "POST",
      headers: { ...HERE, "content-length": String(41 * 2 ** 20) },
      body: "x",
    });
    expect(answer.status).toBe(413);
    const other = await app.request("/sign-in", {
      method: "POST",
      headers: { ...HERE, "content-length": "1000001" },
      body: "x",
    });
    expect(other.status).toBe(413);
  });

  test("no form at all", async () => {
    const answer = await app.request("/api/documents/files", {
      method: "POST",
      headers: { ...HERE, "content-type": "multipart/form-data; boundary=x" },
      body: "--y\r\nnothing of the kind",
    });
    expect(answer.status).toBe(400);
  });

  test("by the plain form of the page, which answers with a page", async () => {
    const sent = [{ name: "../../<b>x</b>.txt", bytes: "“Ships wait,” said Ines Lorck." }];
    const html = await (await postFiles(sent, {}, { path: "/add" })).text();
    expect(html).toContain("on the record now");
    expect(html).not.toContain("<b>x</b>");
    const nothing = await postFiles([], { text: " ", title: "T" }, { path: "/add" });
    expect(nothing.status).toBe(400);
    expect(await nothing.text()).toContain('role="alert"');
  });
});

test.each([
  ["a.txt", "a.txt"],
  ["../../etc/passwd", "passwd"],
  ["C:\\Users\\ines\\letter.docx", "letter.docx"],
  ["..", "unnamed"],
  ["", "unnamed"],
  ["-", "unnamed"],
  ["a\0b\n.txt", "ab.txt"],
  ["\u202etxt.exe", "txt.exe"],
  ["x".repeat(1000), "x".repeat(200)],
  ["letter – 12 März.pdf", "letter – 12 März.pdf"],
])("a file sent as %j is called %j", (sent, name) => {
  expect(nameOfFile(sent)).toBe(name);
});

describe("who may add", () => {
  test.each<[string, Record<string, string>, Partial<AppOptions["access"]>, number]>([
    ["another site", { origin: "https://evil.example" }, {}, 403],
    ["what a browser calls cross-site", { "sec-fetch-site": "cross-site" }, {}, 403],
    ["whoever has no token", {}, { token: "correct horse battery" }, 401],
    ["whoever reads only", {}, { readOnly: true }, 403],
  ])("not %s", async (_, headers, access, status) => {
    const sent = [{ name: "a.txt", bytes: `Not ${Math.random()}.` }];
    const to = open(access);
    for (const path of ["/add", "/api/documents/files"]) {
      expect((await postFiles(sent, {}, { path, to, headers })).status).toBe(status);
    }
  });

  test("read-only does not show where", async () => {
    const to = open({ readOnly: true });
    const html = await (await to.request("/", { headers: HERE })).text();
    expect(html).not.toContain('href="/add"');
    expect((await to.request("/add", { headers: HERE })).status).toBe(404);
    expect(await (await app.request("/", { headers: HERE })).text()).toContain('href="/add"');
  });
});

test("a protected name is in no answer", async () => {
  await protect(store, { protect: { name: "Mara Kestrel" }, by: "Ida", why: "asked" });
  const answer = await postFiles([
    { name: "Mara Kestrel.txt", bytes: "“It is late,” said Mara Kestrel." },
    { name: "Mara-Kestrel.txt", bytes: "" },
  ]);
  const text = await answer.text();
  expect(answer.status).toBe(200);
  expect(text).not.toMatch(/kestrel/i);
});

test("many at once are all taken in", async () => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      postFiles([{ name: `${i}.txt`, bytes: `“It is ${i} o’clock,” said Ines Lorck.` }]),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
});

test("nothing here was a bug", () => expect(bugs).toEqual([]));

/** A ZIP archive with one file that is packed already. */
function zipOf(name: string, packed: Uint8Array): Uint8Array {
  const path = Buffer.from(name);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(8, 8);
  head.writeUInt32LE(packed.length, 18);
  head.writeUInt16LE(path.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt16LE(path.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length + path.length, 12);
  end.writeUInt32LE(head.length + path.length + packed.length, 16);
  return Buffer.concat([head, path, packed, entry, path, end]);
}
