import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, LookupFunction } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readSources } from "../read-sources.ts";
import { Fetcher, type FetcherOptions } from "./fetcher.ts";

const PAGE = `<!doctype html><title>Ferry</title><article><h1>Ferry</h1><p>The ferry runs again, the operator said.</p></article>`;
const FEED = `<rss version="2.0"><channel><title>Caster Radio</title>
<item><title>Ferry</title><link>/page</link><pubDate>Tue, 11 Mar 2031 07:30:00 +0200</pubDate><description>In short.</description></item>
<item><title>Gone</title><link>/gone</link><description>The quay stays as it is, the mayor said.</description></item></channel></rss>`;

const BOMB = gzipSync(Buffer.alloc(40 * 2 ** 20));

let server: Server;
let home: string;
let robots: { status: number; text: string };
/** What was asked for, and when. */
let asked: { path: string; at: number }[];
let open = 0;
let mostOpen = 0;

const ROUTES: Readonly<Record<string, (response: ServerResponse) => void>> = {
  "/page": (response) => response.setHeader("Content-Type", "text/html").end(PAGE),
  "/latin": (response) =>
    response
      .setHeader("Content-Type", "text/html; charset=windows-1252")
      .end(Buffer.from("<p>The mayor said \x93no\x94 on Monday.</p>", "latin1")),
  "/packed": (response) => response.setHeader("Content-Encoding", "gzip").end(gzipSync(PAGE)),
  "/bomb": (response) => response.setHeader("Content-Encoding", "gzip").end(BOMB),
  "/huge": (response) => {
    const piece = Buffer.alloc(2 ** 20);
    const more = () => {
      while (!response.destroyed && response.write(piece));
    };
    response.on("drain", more);
    more();
  },
  "/empty": (response) => response.end(),
  "/moved": (response) => response.writeHead(302, { Location: "/page" }).end(),
  "/round": (response) => response.writeHead(301, { Location: "/round" }).end(),
  "/private": (response) => response.writeHead(302, { Location: "http://10.0.0.1/" }).end(),
  "/metadata": (response) =>
    response.writeHead(302, { Location: "http://[::ffff:169.254.169.254]/latest" }).end(),
  "/file": (response) => response.writeHead(302, { Location: "file:///etc/passwd" }).end(),
  "/silent": () => {},
  "/drip": (response) => {
    const timer = setInterval(() => response.write("a"), 50);
    response.on("close", () => clearInterval(timer));
  },
  "/short": (response) => {
    response.writeHead(200, { "Content-Length": "100" }).write("a");
    setTimeout(() => response.destroy(), 20);
  },
  "/feed": (response) => response.end(FEED),
};

beforeAll(async () => {
  server = createServer((request, response) => {
    mostOpen = Math.max(mostOpen, ++open);
    response.on("close", () => open--);
    const path = request.url ?? "";
    asked.push({ path, at: performance.now() });
    if (path === "/robots.txt") response.writeHead(robots.status).end(robots.text);
    else if (ROUTES[path]) ROUTES[path](response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  home = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  robots = { status: 404, text: "" };
  asked = [];
  mostOpen = 0;
});

/** This machine alone, besides the open web. */
const HERE: FetcherOptions = {
  delay: 0,
  time: 2000,
  silence: 400,
  allowAddress: (address) => address === "127.0.0.1",
};

async function read(source: string, options: FetcherOptions = HERE, follow = false) {
  const results = [];
  for await (const result of readSources([source], { fetcher: new Fetcher(options), follow })) {
    results.push(result);
  }
  return results;
}

describe("an address as a source", () => {
  it.each([
    ["/page", "/page"],
    ["/packed", "/packed"],
    ["/moved", "/page"],
  ])("%s", async (path, final) => {
    expect(await read(home + path)).toMatchObject([
      { document: { title: "Ferry", url: home + final, file: null } },
    ]);
  });

  it("is decoded as HTTP says", async () => {
    expect(await read(`${home}/latin`)).toMatchObject([
      { document: { text: "The mayor said “no” on Monday." } },
    ]);
  });

  it.each([
    ["/none", "not-fetched", /404 \(Not Found\)/],
    ["/bomb", "too-large", /more than 32 MiB/],
    ["/huge", "too-large", /more than 32 MiB/],
    ["/empty", "empty", /no text/],
    ["/round", "not-fetched", /more than 5 times/],
    ["/private", "not-allowed", /10\.0\.0\.1 is not on the open web/],
    ["/metadata", "not-allowed", /is not on the open web/],
    ["/file", "not-fetched", /no address of the web/],
    ["/silent", "not-fetched", /did not answer within 0\.4 s/],
    ["/drip", "not-fetched", /did not answer within 2 s/],
    ["/short", "not-fetched", /could not be fetched/],
  ])("%s: %s", async (path, code, message) => {
    expect(await read(home + path)).toMatchObject([
      { error: { code, message: expect.stringMatching(message) } },
    ]);
  });

  it("a port nobody listens on", async () => {
    expect(await read("http://127.0.0.1:1/")).toMatchObject([
      { error: { code: "not-fetched", message: expect.stringContaining("ECONNREFUSED") } },
    ]);
  });

  it("a password in it", async () => {
    expect(await read(home.replace("//", "//me:secret@"))).toMatchObject([
      { error: { code: "not-fetched", message: expect.stringMatching(/without a password/) } },
    ]);
  });
});

describe("addresses that are not of the open web", () => {
  it.each([
    "http://localhost/",
    "http://127.0.0.1/",
    "http://[::1]/",
    "http://0x7f.1/",
    "http://192.168.0.1/",
  ])("%s is refused, and no connection made", async (address) => {
    const port = new URL(home).port;
    const [result] = await read(address.replace(/\/$/, `:${port}/page`), { delay: 0 });
    expect(result).toMatchObject({ error: { code: "not-allowed" } });
    expect(asked).toEqual([]);
  });

  it.each<[string, string[]]>([
    ["a private one", ["10.0.0.1"]],
    ["a private one beside an open one", ["93.184.216.34", "127.0.0.1"]],
  ])("a name that stands for %s", async (_, addresses) => {
    const lookup: LookupFunction = (_host, _options, done) => {
      const found = addresses.map((address) => ({ address, family: 4 }));
      (done as (error: null, found: object[]) => void)(null, found);
    };
    const port = new URL(home).port;
    expect(await read(`http://rebound.example:${port}/page`, { delay: 0, lookup })).toMatchObject([
      { error: { code: "not-allowed" } },
    ]);
    expect(asked).toEqual([]);
  });
});

describe("robots.txt", () => {
  it("is kept to", async () => {
    robots = { status: 200, text: "User-agent: *\nDisallow: /page\n" };
    expect(await read(`${home}/page`)).toMatchObject([
      { error: { code: "not-allowed", message: expect.stringMatching(/robots\.txt forbids it/) } },
    ]);
    expect(asked.map(({ path }) => path)).toEqual(["/robots.txt"]);
    expect(await read(`${home}/packed`)).toMatchObject([{ document: {} }]);
  });

  it("may speak to OnRecord", async () => {
    robots = {
      status: 200,
      text: "User-agent: onrecord\nDisallow: /\n\nUser-agent: *\nAllow: /\n",
    };
    expect(await read(`${home}/page`)).toMatchObject([{ error: { code: "not-allowed" } }]);
  });

  it("is kept to after a redirect", async () => {
    robots = { status: 200, text: "User-agent: *\nDisallow: /page\n" };
    expect(await read(`${home}/moved`)).toMatchObject([{ error: { code: "not-allowed" } }]);
    expect(asked.map(({ path }) => path)).toEqual(["/robots.txt", "/moved"]);
  });

  it("forbids all while the server fails", async () => {
    robots = { status: 503, text: "" };
    expect(await read(`${home}/page`)).toMatchObject([
      { error: { code: "not-allowed", message: expect.stringMatching(/cannot be had/) } },
    ]);
  });
});

it("asks a host for one thing at a time, with a delay, and once for robots.txt", async () => {
  const fetcher = new Fetcher({ ...HERE, delay: 80 });
  await Promise.all(["/page", "/packed", "/latin"].map((path) => fetcher.fetch(home + path)));
  expect(asked.map(({ path }) => path)).toEqual(["/robots.txt", "/page", "/packed", "/latin"]);
  expect(mostOpen).toBe(1);
  const gaps = asked.slice(1).map(({ at }, i) => at - asked[i]!.at);
  for (const gap of gaps) expect(gap).toBeGreaterThan(75);
});

it("waits as long as robots.txt asks", async () => {
  robots = { status: 200, text: "User-agent: *\nCrawl-delay: 0.3\n" };
  const fetcher = new Fetcher(HERE);
  await fetcher.fetch(`${home}/page`);
  await fetcher.fetch(`${home}/packed`);
  expect(asked[2]!.at - asked[1]!.at).toBeGreaterThan(290);
});

it("stops when the signal says so", async () => {
  const stop = new AbortController();
  const fetching = new Fetcher(HERE).fetch(`${home}/silent`, stop.signal);
  setTimeout(() => stop.abort(new Error("enough")), 100);
  await expect(fetching).rejects.toThrow("enough");
});

it("--follow reads the pages of a feed; an entry whose page is gone stands", async () => {
  expect(await read(`${home}/feed`, HERE, true)).toMatchObject([
    {
      document: {
        part: "entry 1",
        title: "Ferry",
        outlet: "Caster Radio",
        published: "2031-03-11T07:30:00+02:00",
        url: `${home}/page`,
        text: "Ferry\n\nThe ferry runs again, the operator said.",
      },
    },
    { error: { code: "not-fetched" } },
    { document: { part: "entry 2", text: "The quay stays as it is, the mayor said." } },
  ]);
});
