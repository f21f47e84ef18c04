import type { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attribution, entity, record } from "../../test/fixtures/records.ts";
import { addRecord, closeStore, openStore, type Store } from "../store/index.ts";
import { type AppOptions, createApp } from "./app.ts";
import { parseCursor } from "./cursor.ts";

const TOKEN = "correct horse battery";
const HERE = { host: "127.0.0.1:4170" };

const STATEMENT = attribution({
  source: [[0, 10]],
  cue: [[11, 15]],
  content: [[16, 27]],
  sourceEntity: "e1",
});
const FERRY = record(
  {
    text: "Ines Lorck said it is late.",
    attributions: [STATEMENT],
    entities: [entity({ mentions: [[0, 10]] })],
  },
  { title: "Ferries stay in port", outlet: "Harbour Post", published: "2031-03-11" },
);

let store: Store;
let key: string;
let app: Hono;
const bugs: unknown[] = [];

/** An app over the store, with what the build would give. */
function open(access: Partial<AppOptions["access"]> = {}): Hono {
  return createApp({
    store,
    page: {
      assets: { script: "/assets/main-1.js", style: "/assets/main-1.css" },
      read: async (name) =>
        name === "main-1.js" ? { body: new Uint8Array([59]), type: "text/javascript" } : null,
    },
    access: { token: null, readOnly: false, ...access },
    version: "0.0.0",
    onBug: (error) => bugs.push(error),
  });
}

async function get(
  path: string,
  headers: Record<string, string> = {},
  from = app,
): Promise<Response> {
  return from.request(path, { headers: { ...HERE, ...headers } });
}

beforeAll(async () => {
  store = await openStore(":memory:", { create: true });
  ({ key } = await addRecord(store, FERRY, "test"));
  for (const day of ["05", "07", "09"]) {
    const document = {
      title: `Tides of ${day} March`,
      published: `2031-03-${day}`,
      sha256: day.repeat(32),
    };
    await addRecord(store, record({ id: `t${day}`, text: day }, document), "test");
  }
  app = open();
});

afterAll(() => closeStore(store));

describe("pages", () => {
  test("the list stands in order of publication", async () => {
    const html = await (await get("/")).text();
    const titles = [...html.matchAll(/<h2><a href="[^"]*"><bdi>(.*?)</g)].map(([, title]) => title);
    expect(titles).toEqual([
      "Tides of 05 March",
      "Tides of 07 March",
      "Tides of 09 March",
      "Ferries stay in port",
    ]);
  });

  test("a list goes on where it ended, with its filter", async () => {
    const html = await (await get("/?limit=2&from=2031-03-06")).text();
    const [, next] = /<a href="([^"]*)" rel="next"/.exec(html)!;
    const rest = await (await get(next!.replaceAll("&amp;", "&"))).text();
    expect(rest).toContain("Ferries stay in port");
    expect(rest).not.toContain("Tides");
    expect(rest).not.toContain('rel="next"');
  });

  test("a form with nothing filled in filters nothing", async () => {
    expect(await (await get("/?outlet=&from=&to=")).text()).toContain("Tides of 05 March");
    expect(await (await get("/?outlet=Harbour+Post")).text()).not.toContain("Tides");
  });

  test("a document, by its key and by the beginning of it", async () => {
    const page = await get(`/d/${key}`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("it is late");
    const short = await get(`/d/${key.slice(0, 8)}`);
    expect([short.status, short.headers.get("location")]).toEqual([302, `/d/${key}`]);
  });

  test("an earlier version says so, and leads to the others", async () => {
    const url = "https://example.org/fog";
    const made = await Promise.all(
      ["The fog lifts.", "The fog stays."].map((text, i) =>
        addRecord(
          store,
          record({ id: `fog${i}`, text }, { url, sha256: `${i}`.repeat(64) }),
          "test",
        ),
      ),
    );
    const [earlier, latest] = made.map((added) => added.key);
    const before = await (await get(`/d/${earlier}`)).text();
    expect(before).toContain("An earlier version of this text.");
    expect(before).toContain(`href="/d/${latest}" aria-label="version 2"`);
    expect(await (await get(`/d/${latest}`)).text()).toContain("The latest version of this text.");
    const { versions } = await (await get(`/api/documents/${earlier}`)).json();
    expect(versions).toEqual([
      { key: earlier, version: 1 },
      { key: latest, version: 2 },
    ]);
    const [titles, all] = await Promise.all(
      ["", "?versions=all"].map(async (query) => (await get(`/api/documents${query}`)).json()),
    );
    expect(all.documents.length - titles.documents.length).toBe(1);
  });

  test("a statement has an address that leads to its place", async () => {
    const here = await get(`/d/${key}/a1`);
    expect([here.status, here.headers.get("location")]).toEqual([302, `/d/${key}#s-a1`]);
    expect((await get(`/d/${key}/a9`)).status).toBe(404);
    const text = "The fog stays.\n\n".repeat(8000);
    const far = attribution({ id: "far", content: [[text.length - 16, text.length - 2]] });
    const long = await addRecord(store, record({ id: "long", text, attributions: [far] }), "test");
    const there = await get(`/d/${long.key}/far`);
    expect(there.headers.get("location")).toBe(`/d/${long.key}?part=3#s-far`);
    expect(await (await get(`/d/${long.key}?part=3`)).text()).toContain('id="s-far"');
  });

  test.each([
    ["/d/ffffffffffffffffffff", 404],
    ["/d/FFFFFFFFFFFFFFFFFFFF", 404],
    ["/d/..%2f..%2fetc%2fpasswd", 404],
    ["/d/%3Cscript%3E", 404],
    ["/nowhere", 404],
    ["/assets/..%2fmanifest.json", 404],
    ["/assets/..%5c..%5cpackage.json", 404],
    ["/assets/%2e%2e/%2e%2e/package.json", 404],
    ["/assets/....//....//package.json", 404],
    ["/..%2f..%2fpackage.json", 404],
    ["/d/..%2f..%2fpackage.json/a1", 404],
    ["/who?name=Lorck&cursor=x", 400],
    ["/timeline?cursor=1.2", 400],
    ["/assets/main-2.js", 404],
    ["/?from=yesterday", 400],
    ["/?cursor=AAAA", 400],
  ])("%s is answered with %i and a page that says why", async (path, status) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    const html = await answer.text();
    expect(html).toContain('<p class="lead">');
    expect(html).not.toContain("<script>");
  });

  test("a part that the text does not have", async () => {
    expect((await get(`/d/${key}?part=1`)).status).toBe(200);
    for (const part of ["2", "0", "-1", "x", "1e3"]) {
      expect((await get(`/d/${key}?part=${part}`)).status).toBe(400);
    }
  });

  test("assets are kept, since their names have their hash", async () => {
    const answer = await get("/assets/main-1.js");
    expect(answer.headers.get("cache-control")).toContain("immutable");
    expect(answer.headers.get("content-type")).toBe("text/javascript");
  });
});

describe("the API", () => {
  test("lists in pages, each document once, to the end", async () => {
    const seen: string[] = [];
    let cursor = "";
    do {
      const list = await (await get(`/api/documents?limit=1${cursor}`)).json();
      seen.push(...list.documents.map((entry: { key: string }) => entry.key));
      cursor = list.next === null ? "" : `&cursor=${list.next}`;
    } while (cursor !== "");
    expect(new Set(seen).size).toBe(seen.length);
    const { documents } = await (await get("/api/documents")).json();
    expect(seen).toHaveLength(documents.length);
    expect(documents.length).toBeGreaterThanOrEqual(4);
  });

  test("gives a document with its record", async () => {
    const { record: shown, latest, ...entry } = await (await get(`/api/documents/${key}`)).json();
    expect(shown).toEqual(FERRY);
    expect(entry).toMatchObject({ key, title: "Ferries stay in port", version: 1 });
    expect(latest).toBe(true);
    expect(entry).not.toHaveProperty("seq");
  });

  test.each<[string, number, string | undefined]>([
    ["/api/documents?limit=0", 400, "limit"],
    ["/api/documents?limit=1000", 400, "limit"],
    ["/api/documents?limit=two", 400, "limit"],
    ["/api/documents?from=11.3.2031", 400, "from"],
    ["/api/documents?versions=some", 400, "versions"],
    ["/api/documents?cursor=%00", 400, "cursor"],
    ["/api/documents?cursor=WyInIG9yIDE9MSIsIjAiXQ", 400, "cursor"],
    ["/api/who?name=Lorck&cursor=-1", 400, "cursor"],
    ["/api/who?name=Lorck&cursor=99999999999999999999", 400, "cursor"],
    ["/api/timeline?cursor=1.2", 400, "cursor"],
    ["/api/timeline?cursor=1.2.3.4", 400, "cursor"],
    ["/api/search/documents?cursor=WzEsMl0", 400, "cursor"],
    ["/api/comparison?d=../../etc", 400, "d"],
    ["/api/documents/xyz", 400, "key"],
    ["/api/documents/ffffffffffffffffffff", 404, undefined],
    ["/api/nothing", 404, undefined],
  ])("%s is a problem %i about %s", async (path, status, field) => {
    const answer = await get(path);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    const { detail, ...problem } = await answer.json();
    expect(problem).toMatchObject({ status, title: expect.any(String), ...(field && { field }) });
    expect(detail).not.toBe("");
    expect(answer.status).toBe(status);
  });

  test("describes itself, and the page for people has every address of it", async () => {
    const description = await (await get("/openapi.json")).json();
    expect(description.openapi).toBe("3.1.0");
    const html = await (await get("/api")).text();
    for (const [path, methods] of Object.entries(description.paths)) {
      for (const method of Object.keys(methods as object)) {
        expect(html).toContain(`${method.toUpperCase()} ${path}`);
      }
    }
    expect((await (await get("/api/onrecord-1.schema.json")).json()).$ref).toBeDefined();
  });

  test("an error of ours tells nothing of itself to who asks, and all of it to us", async () => {
    const closed = await openStore(":memory:", { create: true });
    await closeStore(closed);
    const broken = createApp({
      store: closed,
      page: { assets: { script: "", style: "" }, read: async () => null },
      access: { token: null, readOnly: false },
      version: "0.0.0",
      onBug: (error) => bugs.push(error),
    });
    const answer = await get("/api/documents", {}, broken);
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toMatch(/sqlite|driver|\.ts/i);
    expect(bugs).toHaveLength(1);
  });
});

describe("search", () => {
  test("finds statements by their words and who made them, and marks the words", async () => {
    const html = await (await get("/search?q=late&by=Lorck")).text();
    expect(html).toContain(`<a href="/d/${key}/a1">it is <mark>late</mark>.</a>`);
    expect(html).toContain("1 statement<");
    expect(await (await get("/search?q=late&by=Ostrey")).text()).toContain("0 statements");
  });

  test("the form keeps what was asked, and asks for nothing by itself", async () => {
    const html = await (await get('/search?q="is+late"&kind=direct')).text();
    expect(html).toContain('value="&quot;is late&quot;"');
    expect(html).toMatch(/<option value="direct" selected/);
    expect(html).toContain("<details open");
    expect(await (await get("/search")).text()).not.toContain("0 statements");
  });

  test.each([
    ["q=OR", "q"],
    ["act=shout", "act"],
    ["act=deny&act=shout", "act"],
    ["by=...", "by"],
    ["from=1.3.2031", "from"],
    ["country=Orvania", "country"],
    ["cursor=x", "cursor"],
    ["limit=101", "limit"],
  ])("%s is a problem of %s, on the page too", async (asked, field) => {
    const answer = await get(`/api/statements?${asked}`);
    expect([answer.status, (await answer.json()).field]).toEqual([400, field]);
    const page = await get(`/search?${asked}`);
    expect(page.status).toBe(400);
    expect(await page.text()).toContain('role="alert"');
  });

  test("goes on where it ended", async () => {
    const first = await (await get("/api/search/documents?limit=1&order=oldest")).json();
    const second = await (
      await get(`/api/search/documents?limit=1&order=oldest&cursor=${first.next}`)
    ).json();
    expect(second.documents[0].key).not.toBe(first.documents[0].key);
    expect(second.documents[0]).not.toHaveProperty("seq");
  });

  test("of several values one must hold", async () => {
    const found = await (await get("/api/statements?kind=mixed&kind=direct&by=Lorck")).json();
    expect(found.statements.map(({ entry }: { entry: string }) => entry)).toEqual(["a1"]);
    expect((await (await get("/api/statements?kind=mixed")).json()).count).toBe(0);
  });
});

describe("who", () => {
  test("what an actor said, with where it stands", async () => {
    const html = await (await get("/who?name=Lorck")).text();
    expect(html).toMatch(/<h1><bdi>Ines Lorck<\/bdi><\/h1>/);
    expect(html).toContain("it is late.");
    expect(html).toContain(`<a href="/d/${key}/a1"><bdi>Harbour Post: Ferries stay in port`);
    expect(await (await get("/who?name=Lorck&from=2032")).text()).toContain(
      "No statement of these",
    );
  });

  test("from the place in a text where somebody is mentioned", async () => {
    const html = await (await get(`/d/${key}`)).text();
    const [, address] = /<a href="(\/who\?[^"]*)"/.exec(html)!;
    expect(await (await get(address!)).text()).toContain("<h1><bdi>Ines Lorck");
  });

  test("nobody of that name, and nobody asked for", async () => {
    expect(await (await get("/who?name=Nobody")).text()).toContain("Nobody on this record");
    expect((await get("/who")).status).toBe(200);
  });

  test.each([
    "name=",
    "name=...&to=x",
    "name=Lorck&kind=place",
    "name=Lorck&cursor=x",
    "from=2031",
  ])("%s", async (asked) => {
    expect((await get(`/who?${asked}`)).status).toBe(asked === "name=" ? 200 : 400);
  });
});

describe("compare", () => {
  test("accounts in columns of their own, in order of time, with what differs marked", async () => {
    const say = async (id: string, outlet: string, day: string, words: string) => {
      const text = `Ines Lorck said "${words}".`;
      const statement = attribution({
        source: [[0, 10]],
        cue: [[11, 15]],
        content: [[17, 17 + words.length]],
        sourceEntity: "e1",
      });
      const blocks = [{ kind: "paragraph", span: [0, text.length] }] as const;
      const given = { id, text, blocks, attributions: [statement], entities: [entity({})] };
      const metadata = { outlet, published: `2031-04-${day}`, sha256: day.repeat(32) };
      return (await addRecord(store, record(given, metadata), "test")).key;
    };
    const late = await say(
      "c1",
      "Harbour Post",
      "02",
      "we regret this letter, which was written without a visit",
    );
    const early = await say(
      "c2",
      "Quay Times",
      "01",
      "we reject this letter, which was written without a visit",
    );
    const html = await (await get(`/compare?d=${late}&d=${early}`)).text();
    expect(html.indexOf("Quay Times")).toBeLessThan(html.indexOf("Harbour Post"));
    const found = await (await get(`/api/comparison?d=${late}&d=${early}`)).json();
    expect(found.accounts.map(({ outlet }: { outlet: string }) => outlet)).toEqual([
      "Quay Times",
      "Harbour Post",
    ]);
    expect(html).toContain("<mark>reject</mark>");
    expect(html).toContain("<mark>regret</mark>");
  });

  test.each([
    ["", 200],
    ["d=ffffffffffffffffffff&d=eeeeeeeeeeeeeeeeeeee", 404],
    ["d=x", 400],
    ["d=aaaaaa&d=bbbbbb&d=cccccc&d=dddddd&d=eeeeee", 400],
  ])("%s", async (asked, status) => {
    expect((await get(`/compare?${asked}`)).status).toBe(status);
  });
});

describe("timeline", () => {
  test("each day's documents, with a dot that leads to its row", async () => {
    const html = await (await get("/timeline?from=2031-03-06&to=2031-03-10")).text();
    expect(html).toContain("Tides of 07 March");
    expect(html).not.toContain("Tides of 05 March");
    const { entries } = await (await get("/api/timeline?from=2031-03-06&to=2031-03-10")).json();
    expect(entries.map(({ words }: { words: string }) => words)).toEqual([
      "Tides of 07 March",
      "Tides of 09 March",
    ]);
    expect(html.match(/href="#row-\d+"/g)).toHaveLength(html.match(/id="row-\d+"/g)!.length);
  });

  test("goes on where it ended", async () => {
    const html = await (await get("/timeline?limit=1")).text();
    const [, next] = /<a href="([^"]*)" rel="next"/.exec(html)!;
    expect(html).toContain("Tides of 05 March");
    expect(await (await get(next!.replaceAll("&amp;", "&"))).text()).toContain("Tides of 07 March");
  });

  test("of one actor", async () => {
    expect(await (await get("/timeline?name=Lorck")).text()).toContain("What <bdi>Ines Lorck");
    expect((await get("/timeline?cursor=1")).status).toBe(400);
  });
});

describe("characters that turn the order of words", () => {
  const TURNED = "Port \u202egnihton\u202c office";
  let turned: string;
  beforeAll(async () => {
    const text = `${TURNED} said it is late.`;
    const said = attribution({
      source: [[0, 21]],
      cue: [[22, 26]],
      content: [[27, 38]],
      sourceEntity: "e1",
    });
    const made = record(
      {
        id: "turned",
        text,
        attributions: [said],
        entities: [entity({ name: TURNED, mentions: [[0, 21]] })],
      },
      { title: TURNED, outlet: TURNED, file: TURNED, published: "2031-03-12" },
    );
    turned = (await addRecord(store, made, "test")).key;
  });

  test.each([
    () => "/?from=2031-03-12",
    () => `/d/${turned}`,
    () => "/search?q=late",
    () => `/who?${new URLSearchParams({ name: TURNED })}`,
    () => "/timeline?from=2031-03-11",
    () => `/compare?d=${turned}&d=${key}`,
    () => `/quote?d=${turned}`,
    () => `/d/${turned}/correct?entry=e1`,
    () => `/protect?document=${turned}&entry=e1`,
    () => `/same?${new URLSearchParams({ name: TURNED })}`,
    () => "/sources",
  ])("turn nothing beside them: %s", async (path) => {
    const answer = await get(path());
    expect(answer.status).toBe(200);
    const html = await answer.text();
    expect(html).toContain("gnihton");
    const shown = html
      .replace(/<title>.*?<\/title>/s, "")
      // A field to write in is a box of its own, and holds the words as they are.
      .replace(/<textarea.*?<\/textarea>/gs, "")
      .replace(/<span class="hidden"[^>]*>.<\/span>/g, "")
      .replace(/<[^>]*>/g, "");
    expect(shown).not.toMatch(/[\u202a-\u202e]/);
  });
});

describe("what one has already is not sent again", () => {
  test.each(["/d/", "/api/documents/"])("%s", async (path) => {
    const first = await get(path + key);
    const tag = first.headers.get("etag")!;
    expect(tag).toMatch(/^"[\w-]{22}"$/);
    for (const sent of [tag, `W/${tag}`, `"other", ${tag}`, "*"]) {
      const again = await get(path + key, { "if-none-match": sent });
      expect([again.status, await again.text()]).toEqual([304, ""]);
    }
    expect((await get(path + key, { "if-none-match": '"other"' })).status).toBe(200);
  });

  test("but is when the record has changed", async () => {
    const draft = record({ id: "draft", text: "It is late." });
    const added = await addRecord(store, draft, "test");
    const before = (await get(`/d/${added.key}`)).headers.get("etag")!;
    await addRecord(store, { ...draft, ownVoice: [{ span: [0, 11] }] }, "test");
    expect((await get(`/d/${added.key}`, { "if-none-match": before })).status).toBe(200);
  });

  test("answers are compressed for who can read that", async () => {
    const answer = await get("/openapi.json", { "accept-encoding": "gzip" });
    expect(answer.headers.get("content-encoding")).toBe("gzip");
  });
});

describe("who may ask", () => {
  test.each([
    ["127.0.0.1:4170", 200],
    ["localhost", 200],
    ["[::1]:80", 200],
    ["evil.example", 421],
    ["127.0.0.1.evil.example", 421],
    ["localhost.evil.example:4170", 421],
    ["", 421],
  ])("without a token, as %j: %i", async (host, status) => {
    expect((await get("/", { host })).status).toBe(status);
    expect((await get("/api/documents", { host })).status).toBe(status);
  });

  test.each<[string, Record<string, string>, number]>([
    ["another site's form", { origin: "https://evil.example" }, 403],
    ["a sandboxed frame", { origin: "null" }, 403],
    ["what a browser calls cross-site", { "sec-fetch-site": "cross-site" }, 403],
    ["another port of this machine", { origin: "http://127.0.0.1:9999" }, 403],
    ["this page", { origin: "http://127.0.0.1:4170", "sec-fetch-site": "same-origin" }, 303],
    ["a program", {}, 303],
  ])("a post by %s", async (_, headers, status) => {
    const answer = await app.request("/sign-in", {
      method: "POST",
      headers: { ...HERE, ...headers, "content-type": "application/x-www-form-urlencoded" },
      body: "token=a",
    });
    expect(answer.status).toBe(status);
  });

  test("read-only takes no changes", async () => {
    const post = { method: "POST", headers: HERE };
    expect((await open({ readOnly: true }).request("/api/documents", post)).status).toBe(403);
    expect((await app.request("/api/documents", post)).status).toBe(404);
  });

  test("what is too large is refused before it is read", async () => {
    const answer = await app.request("/sign-in", {
      method: "POST",
      headers: { ...HERE, "content-length": "1000001" },
      body: "x".repeat(1_000_001),
    });
    expect(answer.status).toBe(413);
  });
});

describe("with a token", () => {
  const locked = () => open({ token: TOKEN });

  test.each<[string, Record<string, string>, number]>([
    ["none", {}, 401],
    ["a wrong one", { authorization: "Bearer wrong" }, 401],
    ["another way", { authorization: "Basic Y29ycmVjdA==" }, 401],
    ["it", { authorization: `Bearer ${TOKEN}` }, 200],
    ["it, from another name", { authorization: `Bearer ${TOKEN}`, host: "record.example" }, 200],
    ["itself as a cookie", { cookie: `onrecord=${TOKEN}` }, 401],
  ])("%s", async (_, headers, status) => {
    const answer = await get("/api/documents", headers, locked());
    expect(answer.status).toBe(status);
    if (status === 401) expect(answer.headers.get("www-authenticate")).toBe("Bearer");
  });

  async function signIn(token: string): Promise<Response> {
    return locked().request("/sign-in", {
      method: "POST",
      headers: { ...HERE, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ token }).toString(),
    });
  }

  test("a page leads to the sign-in, which gives a cookie that is not the token", async () => {
    const page = await get(`/d/${key}`, {}, locked());
    expect([page.status, page.headers.get("location")]).toEqual([303, "/sign-in"]);
    expect((await signIn("wrong")).status).toBe(401);
    const cookie = (await signIn(TOKEN)).headers.get("set-cookie")!;
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict$/);
    expect(decodeURIComponent(cookie)).not.toContain(TOKEN);
    const answer = await get(`/d/${key}`, { cookie: cookie.split(";")[0]! }, locked());
    expect(answer.status).toBe(200);
  });

  test("what is no form is refused, and no bug", async () => {
    for (const type of ["multipart/form-data", "multipart/form-data; boundary=a"]) {
      const headers = { ...HERE, "content-type": type };
      const answer = await locked().request("/sign-in", { method: "POST", headers, body: "x" });
      expect(answer.status).toBe(400);
    }
  });

  test("errors do not say it", async () => {
    const answers = [await get("/api/documents", {}, locked()), await signIn("wrong")];
    for (const answer of answers) expect(await answer.text()).not.toContain(TOKEN);
  });
});

test.each([
  "/",
  "/api",
  "/sign-in",
  "/nowhere",
  "/api/documents",
  "/api/documents?limit=0",
  "/assets/main-1.js",
])("%s lets nothing run, be framed or be told", async (path) => {
  const { headers } = await get(path);
  const policy = headers.get("content-security-policy")!;
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("referrer-policy")).toBe("same-origin");
});

test.each([
  ["", null],
  ["e30", null],
  ["WzEsMl0", null],
])("%j is no cursor", (text, cursor) => {
  expect(parseCursor(text)).toBe(cursor);
});
