import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Document, type ReadResult, readSources } from "../src/index.ts";

/*
 * Every file in the folders of test/fixtures is read, and what is read is compared with the file
 * of the same name that ends in `.expected`, which is written by hand. Missing ones fail.
 */

const FOLDERS: readonly (readonly [name: string, atLeast: number])[] = [
  ["feed", 8],
  ["mail", 8],
  ["docx", 5],
  ["pdf", 8],
  ["warc", 5],
];

const FACTS = ["title", "outlet", "published", "updated", "language", "url"] as const;

/** What a document holds, for reading by people: facts that are known, then a line for each block. */
function shownDocument(doc: Document): string[] {
  const fact = (name: string, value: string | null) =>
    value === null ? [] : [`${name}: ${value}`];
  const [title, outlet, ...others] = FACTS.map((name) => fact(name, doc[name]));
  return [
    `== ${doc.part ?? "document"}`,
    ...title!,
    ...outlet!,
    ...fact("byline", doc.byline.join("; ") || null),
    ...others.flat(),
    ...fact(
      "pages",
      doc.pages?.map(({ at, page }) => `${page} ${wordsAt(doc, at)}`).join(" | ") ?? null,
    ),
    ...doc.blocks.map(
      ({ kind, start, end }) => `${kind} | ${doc.text.slice(start, end).replaceAll("\n", "⏎")}`,
    ),
    "",
  ];
}

/** The first words of a page, which show where it begins. */
function wordsAt({ text }: Document, at: number): string {
  return `"${text
    .slice(at, at + 40)
    .split(/\s+/)
    .slice(0, 3)
    .join(" ")}"`;
}

function shown(results: readonly ReadResult[]): string {
  const lines = results.flatMap((result) =>
    "document" in result
      ? shownDocument(result.document)
      : [`== error ${result.error.code}`, result.error.message, ""],
  );
  return lines.join("\n");
}

async function readAll(file: string): Promise<ReadResult[]> {
  const results: ReadResult[] = [];
  for await (const result of readSources([file])) results.push(result);
  return results;
}

describe.each(FOLDERS)("%s", (name, atLeast) => {
  const folder = join("test/fixtures", name);
  const files = readdirSync(folder).filter((file) => !/\.(?:expected|md)$/.test(file));

  test(`at least ${atLeast} files`, () => expect(files.length).toBeGreaterThanOrEqual(atLeast));

  test.each(files)("%s", async (file) => {
    const expected = join(folder, `${file}.expected`);
    if (!existsSync(expected)) throw new Error(`${expected} is not there. Write it.`);
    const results = await readAll(join(folder, file));
    expect(shown(results)).toBe(readFileSync(expected, "utf8"));
    for (const result of results) if ("document" in result) expectSound(result.document);
  });
});

/** What holds for every document: blocks and pages lie in the text, in order. */
function expectSound({ text, blocks, pages = [], sha256, id }: Document): void {
  let at = 0;
  for (const block of blocks) {
    expect(block.start).toBeGreaterThanOrEqual(at);
    expect(block.end).toBeGreaterThan(block.start);
    at = block.end;
  }
  expect(at).toBeLessThanOrEqual(text.length);
  const starts = pages.map((page) => page.at);
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  expect(sha256.startsWith(id)).toBe(true);
}
