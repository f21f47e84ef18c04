import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attribution, entity, record } from "../../test/fixtures/records.ts";
import type { DocumentRecord } from "../document/index.ts";
import { addRecord, closeStore, openStore, type Store } from "../store/index.ts";
import { createApp, loadPage } from "./index.ts";

const EVIL = `"><img src=x onerror=alert(1)>`;

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Ada Lorne says the sentence, in a text of this genre and outlet. */
function saying(
  sentence: string,
  outlet: string,
  told: { readonly genre?: string; readonly by?: string; readonly published?: string } = {},
): DocumentRecord {
  const { genre = "report", by = "Ada Lorne", published = "2031-04-02" } = told;
  const text = `"${sentence}," ${by} said.\n\nThe boats lay in the harbour.`;
  const source = text.indexOf(`${by} said`);
  return record(
    {
      id: `${outlet} ${sentence}`,
      text,
      attributions: [
        attribution({
          id: "a1",
          kind: "direct",
          content: [[0, sentence.length + 3]],
          source: [[source, source + by.length]],
          sourceEntity: "e1",
          sourceType: "named",
        }),
      ],
      entities: [
        entity({ id: "e1", name: by, kind: "person", mentions: [[source, source + by.length]] }),
      ],
    },
    { title: `${outlet} on the closure`, outlet, genre, published, sha256: sha256(text) },
  );
}

/** A letter of these signatories: "Iceland ISL", or without a code. */
function letter(title: string, lines: readonly string[], published: string, url: string) {
  const names = lines.map((line) => line.replace(/ [A-Z]{3}$/, ""));
  const text = `${title}\n\n${names.join("\n")}\n`;
  let at = title.length + 2;
  const spans = names.map((name) => {
    const span = [at, at + name.length] as const;
    at += name.length + 1;
    return span;
  });
  const entities = lines.map((line, i) => {
    const country = / ([A-Z]{3})$/.exec(line)?.[1] ?? null;
    const kind = country === null ? "organisation" : "state";
    return entity({ id: `e${i}`, name: names[i]!, kind, country, mentions: [spans[i]!] });
  });
  const ids = entities.map(({ id }) => id);
  return record(
    {
      id: `${url} ${published}`,
      text,
      entities: [...entities, entity({ id: "e99", name: title, kind: "document", named: false })],
      lists: [
        { kind: "signatories", document: "e99", entities: ids, statedCount: lines.length, spans },
      ],
    },
    { title, url, published, genre: "letter", sha256: sha256(text) },
  );
}

const SENTENCE = "We will open the northern basin as soon as the ice has gone";

const RECORDS = [
  saying(SENTENCE, "Harbour Office", { genre: "release", published: "2031-04-03" }),
  saying(SENTENCE.replace("northern", "southern"), "The Lodden Post"),
  saying(SENTENCE, "The Morrow Mail", { by: "Ben Oster", published: "2031-04-01" }),
  saying("Nobody asked the crews before the basin was closed", EVIL, { by: EVIL }),
  letter("On buoys", ["Iceland ISL", "Kenya KEN"], "2031-05-02", "https://buoys.example/1"),
  letter(
    "On buoys",
    ["Iceland ISL", "Malta MLT", `Union ${EVIL}`],
    "2031-05-09",
    "https://buoys.example/1",
  ),
  letter(
    "Answer on buoys",
    ["Iceland ISL", "Zedonia XZE"],
    "2031-05-12",
    "https://buoys.example/2",
  ),
];

let store: Store;
const keys: string[] = [];

beforeAll(async () => {
  store = await openStore(":memory:", { create: true });
  for (const made of RECORDS) keys.push((await addRecord(store, made, "test")).key);
});
afterAll(() => closeStore(store));

async function get(path: string, headers: Record<string, string> = {}) {
  const onBug = (error: unknown) => {
    throw error;
  };
  const access = { token: null, readOnly: false };
  const app = createApp({ store, page: loadPage(), access, version: "0.0.0", onBug });
  const response = await app.request(path, { headers: { host: "127.0.0.1", ...headers } });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const words = (text: string) => `words=${encodeURIComponent(text)}`;

describe("quote check", () => {
  test("puts the primary text first, and tells how the words stand in each", async () => {
    const { text } = await get(`/api/quote?${words(SENTENCE)}&by=Lorne`);
    const { places } = JSON.parse(text);
    interface Told {
      readonly document: { readonly outlet: string };
      readonly primary: boolean;
      readonly kinds: readonly string[];
    }
    const told = (places as Told[]).map(({ document, primary, kinds }) => [
      document.outlet,
      primary,
      kinds,
    ]);
    expect(told).toEqual([
      ["Harbour Office", true, ["verbatim"]],
      ["The Morrow Mail", false, ["given to somebody else"]],
      ["The Lodden Post", false, ["changed"]],
    ]);
  });

  test("marks what differs, and says it in words", async () => {
    const { text } = await get(`/quote?${words(SENTENCE.replace("northern", "eastern"))}`);
    expect(text).toContain("<mark>northern</mark>");
    expect(text).toContain("<mark>eastern</mark>");
    expect(text).toContain("quoted “<bdi>eastern</bdi>”, here “<bdi>northern</bdi>”");
    const start = RECORDS[0]!.text.indexOf("We will");
    const end = RECORDS[0]!.text.indexOf("gone") + 4;
    expect(text).toMatch(new RegExp(`href="/d/${keys[0]}#s=${start}-${end}&amp;t=[0-9a-f]{12}"`));
  });

  test("takes the quotations of a document, some at a time", async () => {
    const { status, text } = await get(`/api/documents/${keys[1]}/quotations?limit=1`);
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({
      document: keys[1],
      quotations: [{ statement: "a1", kinds: ["changed"] }],
      count: 1,
      next: null,
    });
    const page = await get(`/quote?d=${keys[1]}&entry=a1`);
    expect(page.text).toContain(`href="/d/${keys[0]}"`);
  });

  test.each([
    ["/quote", 200, /Paste a sentence/],
    [`/quote?${words("the boats")}`, 400, /a quotation of 2 words cannot be looked up/],
    [`/quote?${words("a sentence that no document has in it")}`, 200, /Not found on this record/],
    ["/quote?d=abcdef", 404, /is no document/],
    [`/api/quote?${words("the boats")}`, 400, /"status":400/],
    ["/api/quote", 400, /"field":"words"/],
    [`/api/quote?${words(SENTENCE)}&by=!`, 400, /"field":"by"/],
    ["/api/documents/abcdef/quotations?cursor=x", 400, /"field":"cursor"/],
  ])("%s says what to do", async (path, status, says) => {
    const found = await get(path);
    expect(found.status).toBe(status);
    expect(found.text).toMatch(says);
  });

  test("takes a thousand words, and keeps them in the form", async () => {
    const long = `${SENTENCE} ${"and the boats lie still ".repeat(190)}`.trim();
    const { status, text } = await get(`/quote?${words(long)}`);
    expect(status).toBe(200);
    expect(text).toContain(`>${long}</textarea>`);
  });
});

describe("letters", () => {
  test("come by date with all versions, and say who joined and who withdrew", async () => {
    const { text } = await get("/api/letters");
    const { letters, changes, next } = JSON.parse(text);
    expect(letters.map(({ date }: { date: string }) => date)).toEqual([
      "2031-05-02",
      "2031-05-09",
      "2031-05-12",
    ]);
    expect(changes).toHaveLength(1);
    expect(changes[0].joined.map(({ name }: { name: string }) => name)).toEqual([
      "Malta",
      `Union ${EVIL}`,
    ]);
    expect(changes[0].withdrawn).toMatchObject([{ country: "KEN" }]);
    expect(next).toBeNull();
  });

  test("go on by their cursor, each once", async () => {
    const first = JSON.parse((await get("/api/letters?limit=1")).text);
    const second = JSON.parse((await get(`/api/letters?limit=1&cursor=${first.next}`)).text);
    // The first letter has two versions.
    expect(first.letters.map(({ document }: { document: string }) => document)).toEqual([
      keys[4],
      keys[5],
    ]);
    expect(second.letters).toMatchObject([{ document: keys[6] }]);
    expect(second.next).toBeNull();
  });

  test("the map marks whom the table names, and lists who is not on it", async () => {
    const { text } = await get("/letters");
    expect(text).toContain('aria-label="Iceland: signed B, C"');
    expect(text).toContain('aria-label="Malta: signed B"');
    expect(text).toContain("Kenya: not among the signatories");
    expect(text).toMatch(/Not on the map: <a href="#state-XZE"><bdi>Zedonia/);
    expect(text).toMatch(/No state, or not known as one: *1/);
    const alone = await get(`/letters?letter=${keys[4]}`);
    expect(alone.text).toContain('aria-label="Kenya: signed"');
    expect(alone.text).not.toContain("Malta: signed");
  });

  test("a map is smaller than 60 KB", async () => {
    const { text } = await get("/letters");
    const map = /<svg class="map" .*?<\/svg>/s.exec(text)![0];
    expect(Buffer.byteLength(map)).toBeLessThan(60_000);
  });

  test.each([
    ["/letters?from=2040", 200, /No letter of these days/],
    ["/letters?from=soon", 400, /write a date/],
    ["/api/letters?cursor=1", 400, /"field":"cursor"/],
  ])("%s says what to do", async (path, status, says) => {
    const found = await get(path);
    expect(found.status).toBe(status);
    expect(found.text).toMatch(says);
  });
});

describe("sources", () => {
  test("sets outlets beside each other", async () => {
    const { text } = await get("/sources?outlet=The+Lodden+Post&outlet=The+Morrow+Mail");
    expect(text).toMatch(/<th scope="col"><bdi>The Lodden Post<\/bdi>/);
    expect(text).toMatch(/<th scope="col"><bdi>The Morrow Mail<\/bdi>/);
    expect(text).toContain("<b>100%</b> (21–100) · 1 of 1");
  });

  test("counts as the command does, and says where there is more", async () => {
    const { profile, isMore } = JSON.parse((await get("/api/profile?limit=2&from=2031-04")).text);
    expect(profile).toMatchObject({ documents: 2 });
    expect(isMore).toBe(true);
    const lodden = JSON.parse((await get("/api/profile?outlet=The+Lodden+Post")).text);
    expect(lodden).toMatchObject({
      isMore: false,
      profile: { documents: 1, statements: 1, sources: [{ name: "Ada Lorne" }] },
    });
    const lorne = JSON.parse((await get("/api/profile?name=Ada+Lorne")).text);
    expect(lorne.profile).toMatchObject({ documents: 2, statements: 2 });
  });

  test("lists the outlets of the record", async () => {
    const { outlets } = JSON.parse((await get("/api/outlets")).text);
    expect(outlets).toEqual([EVIL, "Harbour Office", "The Lodden Post", "The Morrow Mail"]);
    const after = JSON.parse((await get("/api/outlets?after=The+Lodden+Post")).text);
    expect(after.outlets).toEqual(["The Morrow Mail"]);
  });

  test.each([
    ["/sources", 200, /Choose an outlet/],
    ["/sources?outlet=None", 200, /No document passes this filter/],
    ["/sources?name=Nobody", 200, /Nobody on this record is called that/],
    ["/sources?limit=0", 400, /limit/],
    ["/sources?outlet=a&outlet=b&outlet=c&outlet=d", 400, /choose 3 outlets at most/],
    ["/api/profile?d=abc", 400, /"field":"d"/],
  ])("%s says what to do", async (path, status, says) => {
    const found = await get(path);
    expect(found.status).toBe(status);
    expect(found.text).toMatch(says);
  });

  test("say nothing of anybody but how often they are quoted", async () => {
    const { text } = await get("/sources?limit=100");
    expect(text).not.toMatch(/gender|ethnic|religio/i);
  });
});

const VIEWS = ["/quote?", "/letters?", "/sources?limit=9&", "/api/quote?", "/api/letters?"];

test.each([...VIEWS, "/api/profile?"])(
  "%s is not sent again while it is the same",
  async (view) => {
    const path = view.includes("quote") ? view + words(SENTENCE) : view;
    const { status, headers } = await get(path);
    expect(status).toBe(200);
    const again = await get(path, { "if-none-match": headers.get("etag")! });
    expect(again.status).toBe(304);
    expect(again.text).toBe("");
  },
);

test.each([
  `/quote?${words("Nobody asked the crews before the basin was closed")}`,
  `/quote?${words(EVIL.repeat(3))}&by=${encodeURIComponent(EVIL)}`,
  "/letters",
  "/sources",
  "/sources?limit=9",
  `/sources?outlet=${encodeURIComponent(EVIL)}`,
])("%s runs nothing that a document holds", async (path) => {
  const { text } = await get(path);
  expect(text).toContain("onerror");
  expect(text).not.toMatch(/<img|<script(?! type="module" src="\/assets)/);
});

test("all of it is described for programs", async () => {
  const { paths } = JSON.parse((await get("/openapi.json")).text);
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining([
      "/api/quote",
      "/api/documents/{key}/quotations",
      "/api/letters",
      "/api/profile",
      "/api/outlets",
    ]),
  );
});
