import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LineResult, readNdjson } from "./ndjson.ts";

async function* chunksOf(
  bytes: Uint8Array,
  cuts: readonly number[] = [],
): AsyncGenerator<Uint8Array> {
  let from = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    yield bytes.subarray(from, Math.max(from, cut));
    from = Math.max(from, cut);
  }
  yield bytes.subarray(from);
}

async function readAll(bytes: Uint8Array, cuts: readonly number[] = [], limit = 2 ** 20) {
  const results: LineResult[] = [];
  for await (const result of readNdjson(chunksOf(bytes, cuts), "a.ndjson", limit))
    results.push(result);
  return results;
}

const readText = (text: string) => readAll(Buffer.from(text));

describe("a line that is kept", () => {
  it.each([
    ['{"id":"1","text":"a"}', "1", "a"],
    ['{"id":7,"text":"a"}', "7", "a"],
    ['{"id":20310312000000001,"text":"a"}', "20310312000000001", "a"],
    ['{"id":1.50,"text":"a"}', "1.50", "a"],
    ['{"id":"","text":""}', "", ""],
    ['{"text":"a"}', undefined, "a"],
    ['{"id":null,"text":"a"}', undefined, "a"],
    ['{"id":"1","text":"a\\ud800\\u0000\\r\\nb"}', "1", "a\ud800\0\r\nb"],
    ['\ufeff{"id":"1","text":"a"}', "1", "a"],
    ['  {"id":"1","text":"a"}  \r', "1", "a"],
  ])("%j", async (line, id, text) => {
    const [result, ...rest] = await readText(line);
    expect(rest).toEqual([]);
    expect(result).toMatchObject({ text, facts: { title: null } });
    expect("facts" in result! && result.facts.id).toBe(id);
  });

  it("keeps what else it knows", async () => {
    const line =
      '{"id":"1","text":"a","title":"T","outlet":"O","url":"u","language":"en","published":"2031-03-12 09:15"}';
    expect((await readText(line))[0]).toMatchObject({
      facts: { title: "T", outlet: "O", url: "u", language: "en", published: "2031-03-12T09:15" },
    });
  });

  it("blank lines are passed over and still counted", async () => {
    const results = await readText('\n  \r\n{"text":"a"}\nx');
    expect(results).toHaveLength(2);
    expect(results[1]).toMatchObject({ error: { facts: { line: 4 } } });
  });
});

describe("a line that cannot be used", () => {
  it.each([
    ["{", "bad-json", null],
    ['"text"', "bad-line", null],
    ["null", "bad-line", null],
    ["[]", "bad-line", null],
    ["{}", "bad-line", null],
    ['{"id":"7"}', "bad-line", "7"],
    ['{"id":"7","text":null}', "bad-line", "7"],
    ['{"id":"7","text":["a"]}', "bad-line", "7"],
    ['{"id":{},"text":"a"}', "bad-line", null],
    ['{"id":"7","text":"a","published":2031}', "bad-line", "7"],
    ['{"id":"7","text":"a","title":5}', "bad-line", "7"],
    ['{"id":"7","text":"a","published":"yesterday"}', "bad-date", "7"],
    ['{"id":"7","text":"a","published":"2031-02-30"}', "bad-date", "7"],
    ['{"id":"7","text":"a","published":""}', "bad-date", "7"],
  ])("%s", async (line, code, id) => {
    const results = await readText(`{"text":"a"}\n${line}\n{"text":"b"}\n`);
    expect(results).toHaveLength(3);
    expect(results[1]).toMatchObject({ id, error: { code, facts: { file: "a.ndjson", line: 2 } } });
    expect((results[1] as { error: Error }).error.message).toMatch(/^a\.ndjson:2: .+\. .+/);
    expect(results[2]).toMatchObject({ text: "b" });
  });

  it("a line that is not UTF-8", async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"text":"a"}\n{"text":"'),
      Buffer.from([0xff]),
      Buffer.from('"}\n{"text":"b"}'),
    ]);
    expect(await readAll(bytes)).toMatchObject([
      { text: "a" },
      { error: { code: "encoding" } },
      { text: "b" },
    ]);
  });

  it("a line over the limit, however it comes", async () => {
    const bytes = Buffer.from(`{"text":"${"a".repeat(100)}"}\n{"text":"b"}\n${"x".repeat(200)}`);
    for (const cuts of [[], [20, 40, 60, 80], [115, 116, 117]]) {
      expect(await readAll(bytes, cuts, 50)).toMatchObject([
        { error: { code: "too-large" } },
        { text: "b" },
        { error: { code: "too-large" } },
      ]);
    }
  });
});

it("any cutting of the bytes into chunks gives the same results", async () => {
  const line = fc.oneof(
    fc
      .record({ id: fc.string(), text: fc.string({ unit: "binary" }) })
      .map((value) => JSON.stringify(value)),
    fc.constantFrom("", "{", "[]", '{"text":1}', "“é🚢”"),
  );
  const end = fc.constantFrom("\n", "\r\n");
  const lines = fc.array(fc.tuple(line, end)).map((pairs) => pairs.flat().join(""));
  await fc.assert(
    fc.asyncProperty(lines, fc.array(fc.nat(300)), async (text, cuts) => {
      const bytes = Buffer.from(text);
      const inside = cuts.map((cut) => Math.min(cut, bytes.length));
      expect(await readAll(bytes, inside)).toEqual(await readAll(bytes));
    }),
  );
});

it("id and text come back exactly", async () => {
  const value = fc.record({
    id: fc.string({ unit: "binary" }),
    text: fc.string({ unit: "binary" }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(value), async (values) => {
      const results = await readText(values.map((each) => JSON.stringify(each)).join("\n"));
      expect(
        results.map((each) => "text" in each && { id: each.facts.id, text: each.text }),
      ).toEqual(values);
    }),
  );
});
