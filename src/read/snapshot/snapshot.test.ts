import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readSources } from "../read-sources.ts";
import { openSnapshot } from "./snapshot.ts";

let home: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "onrecord-snapshot-"));
  writeFileSync(join(home, "a.txt"), "The harbour is shut, the mayor said.");
  writeFileSync(join(home, "b.gz"), gzipSync("The quay is open."));
  writeFileSync(join(home, "c.ndjson"), '{"id":"7","text":"“No,” she said."}\n');
});

afterAll(() => rmSync(home, { recursive: true }));

const hashOf = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");

interface Line {
  readonly sha256: string;
  readonly within: string | null;
  readonly [field: string]: unknown;
}

async function keep(...sources: string[]) {
  const folder = join(home, hashOf(sources.join()).slice(0, 8));
  const snapshot = await openSnapshot(folder);
  const documents = [];
  for await (const result of readSources(sources, { snapshot })) {
    if ("document" in result) documents.push(result.document);
  }
  const lines = readFileSync(join(folder, "snapshot.ndjson"), "utf8").trimEnd().split("\n");
  return { folder, documents, lines: lines.map((line) => JSON.parse(line) as Line) };
}

it.each([
  ["texts, packed ones and lines", ["a.txt", "b.gz", "c.ndjson"]],
  ["a feed", ["../feed/1-rss-full.xml"]],
  ["a mail with attachments", ["../mail/5-attachments.eml"]],
  ["a web archive", ["../warc/2-members.warc.gz"]],
])("keeps the bytes that the hash of each document is of: %s", async (_, names) => {
  const sources = names.map((name) =>
    name.startsWith("..") ? join("test/fixtures", name.slice(3)) : join(home, name),
  );
  const { folder, documents, lines } = await keep(...sources);
  expect(lines.map(({ sha256, id }) => [sha256, id])).toEqual(
    documents.map(({ sha256, id }) => [sha256, id]),
  );
  const listed = readFileSync(join(folder, "SHA256SUMS"), "utf8");
  for (const { sha256, within } of lines) {
    for (const hash of within === null ? [sha256] : [sha256, within]) {
      expect(hashOf(readFileSync(join(folder, hash.slice(0, 2), hash)))).toBe(hash);
      expect(listed).toContain(`${hash}  ${hash.slice(0, 2)}/${hash}\n`);
    }
  }
});

it("says what was read, from where and when", async () => {
  const before = new Date().toISOString();
  const { lines } = await keep(join(home, "a.txt"));
  expect(lines).toMatchObject([{ file: join(home, "a.txt"), part: null, size: 36, url: null }]);
  expect(String(lines[0]!.retrieved) >= before).toBe(true);
  const archive = await keep("test/fixtures/warc/1-plain.warc");
  expect(archive.lines[0]).toMatchObject({
    retrieved: "2031-03-11T09:15:00Z",
    url: "https://nandry-observer.example/ferry",
    status: 200,
    part: "record at 526",
  });
});

it("the feed is kept beside its entries", async () => {
  const { lines } = await keep("test/fixtures/feed/7-rss-windows-1252.xml");
  const feed = hashOf(readFileSync("test/fixtures/feed/7-rss-windows-1252.xml"));
  expect(lines.map(({ within }) => within)).toEqual([feed]);
});

it("a folder that cannot be written ends the run", async () => {
  await expect(openSnapshot(join(home, "a.txt"))).rejects.toMatchObject({ code: "not-writable" });
  const snapshot = await openSnapshot(join(home, "gone"));
  rmSync(join(home, "gone"), { recursive: true });
  writeFileSync(join(home, "gone"), "");
  const reading = async () => {
    for await (const _ of readSources([join(home, "a.txt")], { snapshot }));
  };
  await expect(reading()).rejects.toMatchObject({ code: "not-writable" });
});
