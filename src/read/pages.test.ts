import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../test/fast-check.ts";
import { checkSourceMap } from "../../test/source-map.ts";
import { OnRecordError } from "../document/index.ts";
import { decodeBytes } from "./decode.ts";
import { htmlDocument, pageMetadata } from "./html-document.ts";

const FOLDER = "test/fixtures/pages";
const PAGES = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".html"))
  .map((file) => ({ file, bytes: readFileSync(`${FOLDER}/${file}`) }));

/** What a page's `.txt` holds: its metadata with where each fact is from, `==>`, its blocks. */
function describePage(source: string): string {
  const metadata = pageMetadata(source);
  const facts = Object.entries(metadata).map(([name, fact]) => {
    const value = fact === null ? "-" : `${[fact.value].flat().join("; ")} (${fact.origin})`;
    return `${name}: ${value}`;
  });
  const { text, blocks } = htmlDocument(source);
  const lines = blocks.map(
    ({ kind, start, end }) => `${kind} | ${text.slice(start, end).replaceAll("\n", " / ")}`,
  );
  return [...facts, "==>", ...lines, ""].join("\n");
}

describe.each(PAGES)("$file", ({ file, bytes }) => {
  const source = decodeBytes(bytes, { name: file });

  it("is read as its .txt says", () => {
    expect(describePage(source)).toBe(
      readFileSync(`${FOLDER}/${file.replace(".html", ".txt")}`, "utf8"),
    );
  });

  it("every character leads back to the page", () => {
    checkSourceMap(source, htmlDocument(source));
  });

  it("cut anywhere, it is read as far as it goes", () => {
    for (let end = 0; end <= source.length; end += 97) {
      const cut = source.slice(0, end);
      checkSourceMap(cut, htmlDocument(cut));
    }
  });
});

it.each([["</p"], ["</p "], ["</p\n"], ["</p\nclass"], ["<p "], ["<p class='a"], ["</"], ["&am"]])(
  "ended by %j, a page keeps what stands before and nothing else",
  (ending) => {
    const sentence = "The harbour opened its gates to boats of both shores on Monday.";
    const source = `<!doctype html><title>Gates</title><p>${sentence}${ending}`;
    const document = htmlDocument(source);
    checkSourceMap(source, document);
    expect(document.text).toMatch(/^The harbour .* on Monday\.(?:<\/|&am)?$/);
  },
);

/** Bytes put over, put in, or taken out at some places of a page. */
const changes = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    take: fc.integer({ min: 0, max: 40 }),
    put: fc.uint8Array({ maxLength: 12 }),
  }),
  { minLength: 1, maxLength: 12 },
);

it("a page with any bytes changed is read, or refused with an OnRecordError", () => {
  fc.assert(
    fc.property(fc.constantFrom(...PAGES), changes, ({ file, bytes }, edits) => {
      let changed = bytes;
      for (const { at, take, put } of edits) {
        const from = Math.floor(at * changed.length);
        changed = Buffer.concat([changed.subarray(0, from), put, changed.subarray(from + take)]);
      }
      try {
        const source = decodeBytes(changed, { name: file, html: true });
        checkSourceMap(source, htmlDocument(source));
      } catch (error) {
        expect(error).toBeInstanceOf(OnRecordError);
      }
    }),
    { numRuns: runs(1000) },
  );
}, 120_000);
