import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OnRecordError } from "../document/index.ts";
import { type ReadOptions, type ReadResult, readSources } from "./read-sources.ts";
import { listSources } from "./sources.ts";

const BODY = "The harbour council of Caster refused on Monday to sign the treaty.";
const PAGE = `<!doctype html><title>No</title><article><h1>No</h1><p>${BODY}</p></article>`;

let home: string;
const at = (name: string) => join(home, name);

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "onrecord-read-"));
  mkdirSync(at("folder/inner"), { recursive: true });
  mkdirSync(at("folder/.hidden"));
  mkdirSync(at("none"));
  const files: Readonly<Record<string, string>> = {
    "folder/b.txt": BODY,
    "folder/a.md": BODY,
    "folder/README": BODY,
    "folder/inner/c.html": PAGE,
    "folder/data.json": "{}",
    "folder/.secret.txt": BODY,
    "folder/.hidden/d.txt": BODY,
    "none/image.png": "\x89PNG",
    "page.txt": PAGE,
    "lines.ndjson": `{"id":"1","text":"${BODY}"}\n{\n{"id":"3","text":"c","published":"2031-01-01"}`,
    "empty.txt": "",
    "blank.txt": " \n\u00a0",
    "blank.html": "<!doctype html><p> </p>",
    "file.json": BODY,
    "[a].txt": BODY,
  };
  for (const [name, text] of Object.entries(files))
    writeFileSync(at(name), text, name.endsWith(".png") ? "latin1" : "utf8");
  writeFileSync(at("latin.txt"), Buffer.from("\x93No\x94", "latin1"));
  const large = openSync(at("large.txt"), "w");
  ftruncateSync(large, 32 * 2 ** 20 + 1);
  closeSync(large);
  symlinkSync(at("folder"), at("folder/inner/loop"));
  symlinkSync(at("folder/b.txt"), at("folder/inner/link.txt"));
  execFileSync("mkfifo", [at("pipe")]);
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

async function read(sources: readonly string[], options?: ReadOptions): Promise<ReadResult[]> {
  const results: ReadResult[] = [];
  for await (const result of readSources(sources, options)) results.push(result);
  return results;
}

async function* stdin(...parts: string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

describe("listSources", () => {
  const list = async (...names: string[]) =>
    (await listSources(names.map(at))).map((found) =>
      found instanceof OnRecordError ? found.code : found.slice(home.length + 1),
    );

  it("a folder: its texts, sorted, with subfolders, without hidden ones and loops", async () => {
    expect(await list("folder")).toEqual([
      "folder/a.md",
      "folder/b.txt",
      "folder/inner/c.html",
      "folder/inner/link.txt",
    ]);
  });

  it("a README in a folder tells of the others and is left out, but not where it is named", async () => {
    const skipped: string[] = [];
    await listSources([at("folder")], { onSkipped: (path) => skipped.push(path) });
    expect(skipped).toEqual([at("folder/README")]);
    expect(await list("folder/README")).toEqual(["folder/README"]);
    expect(await list("folder/R*")).toEqual(["folder/README"]);
  });

  it.each([
    ["folder/*.txt", ["folder/b.txt"]],
    ["folder/**/*.{html,md}", ["folder/inner/c.html", "folder/a.md"]],
    ["folder/[ab].*", ["folder/a.md", "folder/b.txt"]],
    ["folder/?.md", ["folder/a.md"]],
    ["*/inner/c.html", ["folder/inner/c.html"]],
    ["folder/.*.txt", ["folder/.secret.txt"]],
    ["folder/*.pdf", ["not-found"]],
    ["[a].txt", ["[a].txt"]],
  ])("%s", async (pattern, found) => {
    expect((await list(pattern)).sort()).toEqual([...found].sort());
  });

  it("keeps the order of the sources and gives a file once", async () => {
    expect(
      await list("page.txt", "folder/b.txt", "missing", "folder/./b.txt", "folder/b*"),
    ).toEqual(["page.txt", "folder/b.txt", "not-found"]);
  });

  it("a folder without texts", async () => {
    expect(await list("none")).toEqual(["no-documents"]);
  });
});

describe("readSources", () => {
  it("tells pages from texts by content", async () => {
    const results = await read([at("page.txt"), at("file.json")]);
    expect(results).toMatchObject([
      { document: { title: "No", file: at("page.txt"), text: `No\n\n${BODY}` } },
      { document: { text: BODY, sourceMap: null } },
    ]);
  });

  it("in a folder, what says what it is, whatever its name, and plain texts by their names", async () => {
    mkdirSync(at("mixture"));
    const feed = `<rss version="2.0"><channel><title>C</title><item><description>${BODY}</description></item></channel></rss>`;
    const files: Readonly<Record<string, string | Buffer>> = {
      "feed.dat": feed,
      "lines.log": `{"id":"7","text":"${BODY}"}`,
      "notes.csv": BODY,
      "page.bin": PAGE,
      "settings.json": '{"a":1}',
      "text.txt.gz": gzipSync(BODY),
      "zz.bin.gz": gzipSync("\x00\x01"),
    };
    for (const [name, content] of Object.entries(files))
      writeFileSync(at(`mixture/${name}`), content);
    const results = await read([at("mixture")]);
    const found = results.map((result) =>
      "document" in result
        ? [result.document.file?.slice(home.length + 9) ?? null, result.document.text]
        : result.error,
    );
    expect(found).toEqual([
      ["feed.dat", BODY],
      [null, BODY],
      ["page.bin", `No\n\n${BODY}`],
      ["text.txt.gz", BODY],
    ]);
  });

  it("a gzip file: the hash is of the file, lines come as from any other", async () => {
    const packed = gzipSync(BODY);
    const sha256 = createHash("sha256").update(packed).digest("hex");
    expect(
      await read(["-"], {
        stdin: (async function* () {
          yield packed;
        })(),
      }),
    ).toMatchObject([{ document: { text: BODY, sha256 } }]);
    writeFileSync(at("lines.gz"), gzipSync('{"id":"1","text":"a"}\n{\n{"id":"2","text":"b"}'));
    expect(await read([at("lines.gz")])).toMatchObject([
      { document: { id: "1" }, inLine: true },
      { error: { code: "bad-json" }, inLine: true },
      { document: { id: "2" } },
    ]);
  });

  it.each([
    ["a bomb", gzipSync(Buffer.alloc(40 * 2 ** 20)), "too-large"],
    ["cut short", gzipSync(BODY).subarray(0, 40), "damaged"],
    [
      "in itself, seven times",
      Array.from({ length: 8 }).reduce<Buffer>((held) => gzipSync(held), Buffer.from(BODY)),
      "damaged",
    ],
  ])("a gzip file that is %s", async (_, bytes, code) => {
    expect(
      await read(["-"], {
        stdin: (async function* () {
          yield bytes;
        })(),
      }),
    ).toMatchObject([
      { error: { code, message: expect.stringMatching(/^standard input: .+\. .+\.$/) } },
    ]);
  });

  it("--from text reads a page as it stands", async () => {
    expect(await read([at("page.txt")], { from: "text" })).toMatchObject([
      { document: { text: PAGE } },
    ]);
  });

  it("the id is the head of the hash of the file's bytes", async () => {
    const [result] = await read([at("latin.txt")], { encoding: "windows-1252" });
    const sha256 = createHash("sha256").update(Buffer.from("\x93No\x94", "latin1")).digest("hex");
    expect(result).toMatchObject({ document: { text: "“No”", sha256, id: sha256.slice(0, 16) } });
  });

  it("an error takes its source's place and the rest goes on", async () => {
    const results = await read(["missing.txt", "empty.txt", "latin.txt", "folder/b.txt"].map(at));
    expect(results).toMatchObject([
      { error: { code: "not-found" }, id: null, inLine: false },
      { error: { code: "empty" } },
      { error: { code: "encoding" } },
      { document: { text: BODY } },
    ]);
  });

  it.each([
    ["missing.txt", "not-found"],
    ["*.missing", "not-found"],
    ["none", "no-documents"],
    ["none/image.png", "binary"],
    ["blank.txt", "empty"],
    ["blank.html", "empty"],
    ["pipe", "not-readable"],
    ["large.txt", "too-large"],
  ])("%s: %s", async (name, code) => {
    const results = await read([at(name)]);
    expect(results).toMatchObject([{ error: { code } }]);
    const { error } = results[0] as { error: OnRecordError };
    expect(error.message).toMatch(/^\S+: .+\. .+\.$/);
    expect(error.message).toContain(home);
  });

  it("lines of NDJSON by the name, errors in their places", async () => {
    const results = await read([at("lines.ndjson")], { published: "2031-05-05" });
    expect(results).toMatchObject([
      { document: { id: "1", text: BODY, file: null, published: "2031-05-05" } },
      {
        error: { code: "bad-json", message: expect.stringContaining("lines.ndjson:2: ") },
        inLine: true,
      },
      { document: { id: "3", published: "2031-01-01" } },
    ]);
  });

  it("standard input", async () => {
    expect(await read(["-"], { stdin: stdin("The council", " met.") })).toMatchObject([
      { document: { text: "The council met.", file: null } },
    ]);
    expect(await read(["-"], { stdin: stdin('{"id":"1"}'), from: "ndjson" })).toMatchObject([
      { id: "1", inLine: true, error: { message: expect.stringMatching(/^-:1: /) } },
    ]);
    expect(await read(["-"], { stdin: stdin("") })).toMatchObject([{ error: { code: "empty" } }]);
  });

  it("lines come out before the stream ends", async () => {
    async function* endless() {
      for (let i = 0; ; i++) yield Buffer.from(`{"id":${i},"text":"a"}\n`);
    }
    let seen = 0;
    for await (const result of readSources(["-"], { stdin: endless(), from: "ndjson" })) {
      expect(result).toMatchObject({ document: { id: String(seen) } });
      if (++seen === 100) break;
    }
    expect(seen).toBe(100);
  });

  it.each([
    [{ published: "yesterday" }, "bad-date"],
    [{ encoding: "klingon" }, "bad-option"],
  ])("%j is refused before anything is read", async (options, code) => {
    await expect(read([at("page.txt")], options)).rejects.toMatchObject({ code });
  });

  it("stops when the signal says so", async () => {
    const signal = AbortSignal.abort();
    await expect(read([at("page.txt"), at("file.json")], { signal })).rejects.toThrow();
  });
});
