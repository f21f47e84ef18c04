import { expect, test } from "vitest";
import { toJson } from "./json.ts";
import { type Entry, toNdjson } from "./ndjson.ts";

function entry(id: string, message = ""): Entry {
  return { id, error: { code: "empty", message } };
}

async function* stream(entries: readonly Entry[]) {
  yield* entries;
}

async function written(chunks: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const chunk of chunks) text += chunk;
  return text;
}

const LISTS = [[], [entry("a")], [entry("a"), entry("b", "two\nlines"), entry("c")]];

test.each(LISTS)("an array of entries is valid JSON (%#)", async (...entries) => {
  expect(JSON.parse(await written(toJson(stream(entries))))).toEqual(entries);
});

test("an element takes a line", async () => {
  const json = await written(toJson(stream([entry("a"), entry("b")])));
  expect(json).toBe(`[
{"id":"a","error":{"code":"empty","message":""}},
{"id":"b","error":{"code":"empty","message":""}}
]
`);
});

test("no entry is an empty array", async () => {
  expect(await written(toJson(stream([])))).toBe("[]\n");
});

test("each entry is written before the next one is asked for", async () => {
  const asked: string[] = [];
  async function* slow() {
    for (const id of ["a", "b"]) {
      asked.push(id);
      yield entry(id);
    }
  }
  const chunks = toJson(slow());
  expect((await chunks.next()).value).toContain('"a"');
  expect(asked).toEqual(["a"]);
});

test("a line of NDJSON holds no other line end, and reads back the same", async () => {
  const odd = entry("a", "\u2028 \u2029 \u0085 \r\n \ud800");
  const line = await written(toNdjson(stream([odd])));
  expect(line).not.toMatch(/[\r\u0085\u2028\u2029]/);
  expect(line.indexOf("\n")).toBe(line.length - 1);
  expect(JSON.parse(line)).toEqual(odd);
});

test("no entry is no line", async () => {
  expect(await written(toNdjson(stream([])))).toBe("");
});
